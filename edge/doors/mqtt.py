"""The MQTT door: `<base>/request` in, `<base>/response` with the same id out.

Every request gets exactly one terminal answer, and is carried out at most once: its id is looked up in
the ledger, so that a redelivery only repeats the answer. The answer is kept and given when the broker has
the commands: a hub that is killed in between must not say "done" of what never left it. A request without an
id cannot be recognised again and is therefore acknowledged before it is carried out.
"""

from __future__ import annotations

import logging

from edge.doors.ledger import Ledger
from edge.doors.moment import Moments
from edge.doors.ports import Done, Listener, Post
from edge.doors.wire import RequestMessage, WireError, answer, encode, error_answer, read_request
from edge.home.events import Message

_log = logging.getLogger(__name__)


class MqttDoor:
    """Requests and answers as JSON below `base`. `rejected` counts messages that were no request."""

    def __init__(self, base: str, hub: Listener, post: Post, ledger: Ledger, moments: Moments) -> None:
        self.rejected = 0
        self._request_topic = f"{base}/request"
        self._response_topic = f"{base}/response"
        self._announce_topic = f"{base}/announce"
        self._hub = hub
        self._post = post
        self._ledger = ledger
        self._moments = moments
        self._unsettled: dict[str, list[Done]] = {}

    def topics(self) -> tuple[str, ...]:
        """The request topic."""
        return (self._request_topic,)

    def receive(self, message: Message, done: Done) -> None:
        """Answer a request."""
        if message.retain:
            # what was left lying on the topic was said to somebody else, at another time
            self._reject("retained", done)
            return
        try:
            asked = read_request(message.payload)
        except WireError as error:
            self._refuse(error, done)
            return
        if asked.id is None:
            done()
            self._reply(self._carry_out(asked), _nothing)
        else:
            self._once(asked.id, asked, done)

    def announce(self, text: str, device: str | None, conversation: str | None = None) -> None:
        """Say something that nobody asked for just now: a timer that ran out, a device that did not answer."""
        joined = {} if conversation is None else {"conversation": conversation}
        self._post.reply(Message(self._announce_topic, encode({"text": text, "device": device, **joined}), qos=1))

    def _once(self, request_id: str, asked: RequestMessage, done: Done) -> None:
        entry = self._ledger.find(request_id)
        if request_id in self._unsettled:
            self._unsettled[request_id].append(done)
        elif entry is None:
            self._ledger.begin(request_id)
            self._unsettled[request_id] = [done]
            reply = self._carry_out(asked)
            self._post.settled(lambda: self._finish(request_id, reply))
        elif entry.reply is None:
            message = "the hub was stopped while it carried this out: look whether it was done, and ask again"
            reply = encode(error_answer(request_id, "interrupted", message))
            self._ledger.finish(request_id, reply)
            self._reply(reply, done)
        else:
            _log.info("event=request_repeated id=%s", request_id)
            self._reply(entry.reply, done)

    def _finish(self, request_id: str, reply: bytes) -> None:
        self._ledger.finish(request_id, reply)
        for done in self._unsettled.pop(request_id):
            self._reply(reply, done)

    def _carry_out(self, asked: RequestMessage) -> bytes:
        now = self._moments.now()
        if asked.expires is not None and asked.expires < now:
            return encode(error_answer(asked.id, "expired", f"arrived {now - asked.expires:.1f} s too late"))
        request = asked.request(
            now=now, tz_offset=self._moments.tz_offset(now), language=self._moments.language, door="mqtt"
        )
        try:
            return encode(answer(self._hub.handle(request)))
        except Exception:  # noqa: BLE001  supervision point: whoever asked is told, and the next request is served
            _log.exception("event=request_failed id=%s", request.id)
            return encode(error_answer(request.id, "internal", "a fault in the hub; its log says more"))

    def _refuse(self, error: WireError, done: Done) -> None:
        if error.id is None:
            self._reject(str(error), done)
            return
        self.rejected += 1
        self._reply(encode(error_answer(error.id, "invalid", str(error))), done)

    def _reject(self, reason: str, done: Done) -> None:
        self.rejected += 1
        _log.warning("event=request_rejected topic=%s reason=%r", self._request_topic, reason)
        done()

    def _reply(self, payload: bytes, done: Done) -> None:
        self._post.reply(Message(self._response_topic, payload, qos=1), done)


def _nothing() -> None:
    pass
