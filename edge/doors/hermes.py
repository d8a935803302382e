"""The Hermes door: Rhasspy's topics, for satellites that still speak them.

`hermes/asr/textCaptured` and `hermes/nlu/query` come in. The hub carries out what it understood, so that
`hermes/intent/<Name>` is told to whoever listens, and the session is ended with the answer as its text
(or continued, when the hub asks something).
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from edge.doors.moment import Moments
from edge.doors.ports import Done, Listener, Post
from edge.doors.wire import MAX_TEXT, encode
from edge.home.events import Message
from edge.turn import DecisionKind, JsonValue, Request, SlotValue, Turn

_log = logging.getLogger(__name__)

QUERY = "hermes/nlu/query"
CAPTURED = "hermes/asr/textCaptured"
INTENT = "hermes/intent"
NOT_RECOGNIZED = "hermes/nlu/intentNotRecognized"
ERROR = "hermes/error/nlu"
END = "hermes/dialogueManager/endSession"
CONTINUE = "hermes/dialogueManager/continueSession"
START = "hermes/dialogueManager/startSession"


class Heard(BaseModel):
    """`hermes/nlu/query` or `hermes/asr/textCaptured`: the same thing with two spellings."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    text: str = Field(alias="input", max_length=MAX_TEXT)
    site: str = Field("default", alias="siteId")
    session: str | None = Field(None, alias="sessionId")
    id: str | None = None
    lang: str | None = None
    likelihood: float | None = Field(None, alias="asrConfidence", ge=0, le=1)
    custom_data: str | None = Field(None, alias="customData")


class HermesDoor:
    """Speaks Hermes for the sites named, or for all when none is. `rejected` counts unreadable messages."""

    def __init__(self, hub: Listener, post: Post, moments: Moments, sites: tuple[str, ...] = ()) -> None:
        self.rejected = 0
        self._hub = hub
        self._post = post
        self._moments = moments
        self._sites = frozenset(sites)

    def topics(self) -> tuple[str, ...]:
        """What is heard, and what is asked."""
        return (QUERY, CAPTURED)

    def receive(self, message: Message, done: Done) -> None:
        """Understand and carry out; acknowledged first, because Hermes has no ids to tell a repetition by."""
        done()
        if message.retain:
            return
        try:
            heard = _read(message)
        except (ValueError, RecursionError) as error:
            self.rejected += 1
            self._send(ERROR, {"error": f"{message.topic}: {_reason(error)}", "siteId": "default"})
            return
        if not self._sites or heard.site in self._sites:
            self._serve(heard)

    def announce(self, text: str, device: str | None, _conversation: str | None = None) -> None:
        """Have a site say something that nobody asked for just now."""
        init = {"type": "notification", "text": text}
        self._send(START, {"init": init, "siteId": device or "default", "customData": None})

    def _serve(self, heard: Heard) -> None:
        try:
            turn = self._hub.handle(self._request(heard))
        except Exception as error:  # noqa: BLE001  supervision point: the session must end all the same
            _log.exception("event=request_failed door=hermes session=%s", heard.session)
            self._send(ERROR, {**_session(heard), "error": type(error).__name__})
            self._end(heard, None)
            return
        self._tell(heard, turn)

    def _tell(self, heard: Heard, turn: Turn) -> None:
        kind = turn.decision.kind
        if turn.decision.intent is None or kind is DecisionKind.IGNORE:
            self._send(NOT_RECOGNIZED, {**_session(heard), "input": heard.text})
        else:
            self._send(f"{INTENT}/{turn.decision.intent}", intent(heard, turn))
        if kind is DecisionKind.ASK:
            body = {
                **_session(heard),
                "text": turn.decision.response,
                "intentFilter": None,
                "sendIntentNotRecognized": False,
            }
            self._send(CONTINUE, body)
        else:
            self._end(heard, turn.decision.response or None)

    def _end(self, heard: Heard, text: str | None) -> None:
        if heard.session is not None:
            self._send(END, {"sessionId": heard.session, "text": text, "customData": heard.custom_data})

    def _request(self, heard: Heard) -> Request:
        now = self._moments.now()
        return Request(
            id=heard.id or uuid.uuid4().hex,
            text=heard.text,
            at=now,
            tz_offset=self._moments.tz_offset(now),
            language=heard.lang or self._moments.language,
            device=heard.site,
            confidence=heard.likelihood,
            conversation=heard.session,
            door="hermes",
        )

    def _send(self, topic: str, body: Mapping[str, JsonValue]) -> None:
        self._post.reply(Message(topic, encode(body)))


def intent(heard: Heard, turn: Turn) -> dict[str, JsonValue]:
    """The payload of `hermes/intent/<Name>`."""
    decision = turn.decision
    return {
        **_session(heard),
        "input": heard.text,
        "intent": {"intentName": decision.intent, "confidenceScore": round(decision.confidence, 4)},
        "slots": [_slot(heard.text, name, value) for name, value in decision.slots.items()],
        "customData": heard.custom_data,
        "asrConfidence": heard.likelihood,
        "asrTokens": [],
        "rawInput": heard.text,
        "lang": heard.lang,
    }


def _session(heard: Heard) -> dict[str, JsonValue]:
    return {"siteId": heard.site, "id": heard.id, "sessionId": heard.session, "customData": heard.custom_data}


def _slot(text: str, name: str, value: SlotValue) -> dict[str, JsonValue]:
    raw = str(value)
    start = max(text.lower().find(raw.lower()), 0)
    end = start + len(raw) if raw.lower() in text.lower() else len(text)
    kind = "Number" if isinstance(value, int | float) and not isinstance(value, bool) else "Unknown"
    return {
        "entity": name,
        "slotName": name,
        "rawValue": raw,
        "value": {"kind": kind, "value": value},
        "confidence": 1.0,
        "range": {"start": start, "end": end, "rawStart": start, "rawEnd": end},
    }


def _read(message: Message) -> Heard:
    value: Any = json.loads(message.payload)
    if message.topic == CAPTURED and isinstance(value, dict):
        value = {**value, "input": value.get("text"), "asrConfidence": value.get("likelihood")}
    return Heard.model_validate(value)


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        found = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, found['loc']))}: {found['msg']}"
    return str(error)
