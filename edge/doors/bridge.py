"""Administration below `<base>/bridge`, after Zigbee2MQTT's example.

`bridge/request/<name>` is answered on `bridge/response/<name>` with the same `transaction`; `bridge/info`,
`bridge/health`, `bridge/last` and `bridge/learning` are retained. (`bridge/state` is the link's.)
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping

from edge.doors.health import Health
from edge.doors.ports import Done, Post
from edge.doors.wire import encode
from edge.home.events import Message
from edge.turn import JsonValue, Turn

_log = logging.getLogger(__name__)

Command = Callable[[Mapping[str, JsonValue]], JsonValue]
"""An administrative request: parameters to data. Raises `BridgeError` with what is wrong."""


class BridgeError(Exception):
    """A request that cannot be carried out; the text goes to whoever sent it."""


class Bridge:
    """The administrative door. `commands` are added by whoever offers them, before the link starts."""

    def __init__(self, base: str, post: Post, *, learning: bool = True) -> None:
        self.learning = learning
        self.on_learning: Callable[[bool], None] = lambda _on: None
        self._base = f"{base}/bridge"
        self._request_prefix = f"{self._base}/request/"
        self._learning_topic = f"{self._base}/learning/set"
        self._post = post
        self._commands: dict[str, Command] = {}
        self._health: Health | None = None

    def offer(self, name: str, command: Command) -> None:
        """Answer `bridge/request/<name>` with `command`."""
        self._commands[name] = command

    def topics(self) -> tuple[str, ...]:
        """Requests, and the switch for learning."""
        return (f"{self._request_prefix}#", self._learning_topic)

    def receive(self, message: Message, done: Done) -> None:
        """Carry out an administrative request; what was retained is too old to be one."""
        if message.retain:
            done()
        elif message.topic == self._learning_topic:
            self.set_learning(on=message.payload.strip().upper() == b"ON")
            done()
        else:
            self._answer(message, done)

    def set_learning(self, *, on: bool) -> None:
        """Learn or stop learning, and say so."""
        self.learning = on
        self.on_learning(on)
        self._post.retain(f"{self._base}/learning", b"ON" if on else b"OFF")

    def tell_info(self, info: Mapping[str, JsonValue]) -> None:
        """Publish what this hub is."""
        self._post.retain(f"{self._base}/info", encode(info))

    def tell_health(self, health: Health) -> None:
        """Publish how the hub is."""
        self._health = health
        self._post.retain(f"{self._base}/health", encode(health.as_json()))

    def tell_last(self, turn: Turn) -> None:
        """Publish what the last request came to, without its words: they are nobody else's business."""
        decision = turn.decision
        last: dict[str, JsonValue] = {
            "intent": decision.intent,
            "decision": decision.kind.value,
            "confidence": round(decision.confidence, 4),
            "entities": list(decision.entities),
            "door": turn.request.door,
            "at": turn.request.at,
        }
        self._post.retain(f"{self._base}/last", encode(last))

    def _answer(self, message: Message, done: Done) -> None:
        name = message.topic.removeprefix(self._request_prefix)
        parameters: Mapping[str, JsonValue] = {}
        try:
            parameters = _parameters(message.payload)
            result: dict[str, JsonValue] = {"status": "ok", "data": self._run(name, parameters)}
        except BridgeError as error:
            result = {"status": "error", "data": {}, "error": str(error)}
        except Exception:  # noqa: BLE001  supervision point: whoever asked is told, the hub goes on
            _log.exception("event=bridge_request_failed name=%s", name)
            result = {"status": "error", "data": {}, "error": "a fault in the hub; its log says more"}
        if "transaction" in parameters:
            result["transaction"] = parameters["transaction"]
        self._post.reply(Message(f"{self._base}/response/{name}", encode(result), qos=1), done)

    def _run(self, name: str, parameters: Mapping[str, JsonValue]) -> JsonValue:
        command = self._commands.get(name)
        if command is None:
            raise BridgeError(f"no request {name!r}; there are {', '.join(sorted(self._commands))}")
        return command(parameters)


def _parameters(payload: bytes) -> Mapping[str, JsonValue]:
    if not payload.strip():
        return {}
    try:
        value = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise BridgeError(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise BridgeError("not a JSON object")
    return value
