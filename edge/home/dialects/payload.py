"""Reading payloads: text and JSON within limits, and values that are safe to keep.

```
PayloadError          a payload that cannot be read
```
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from edge.home.events import HomeEvent, Message, NotExpressibleError, Rejected
from edge.turn import JsonValue

MAX_PAYLOAD: Final = 64 * 1024
"""Bytes of the largest state or discovery payload read; more is dropped."""
MAX_STATE: Final = 255
"""Characters of the longest state, as in Home Assistant."""
MAX_TEXT: Final = 4096
"""Characters of the longest text kept as an attribute."""
MAX_ITEMS: Final = 1000
"""Members of the longest list or object kept as an attribute."""
MAX_DEPTH: Final = 8
"""Levels of the deepest attribute kept."""
MAX_INTEGER: Final = 2**53
"""The largest whole number that every JSON reader keeps exactly."""


class PayloadError(ValueError):
    """A payload that cannot be read; the text says what is wrong with it."""


class Payload:
    """One message's payload, parsed at most once however many entities read it."""

    __slots__ = ("_json", "_parsed", "text")

    def __init__(self, text: str) -> None:
        """Wrap a payload's text."""
        self.text = text
        self._parsed = False
        self._json: JsonValue = None

    @classmethod
    def of(cls, message: Message, limit: int = MAX_PAYLOAD) -> Payload:
        """The payload of a message.

        Raises `PayloadError` when it is over `limit` bytes or not UTF-8.
        """
        return cls(read_text(message.payload, limit))

    @property
    def json(self) -> JsonValue:
        """The payload as JSON.

        Raises `PayloadError` when it is none.
        """
        if not self._parsed:
            self._json = parse_json(self.text)
            self._parsed = True
        return self._json

    @property
    def json_or_none(self) -> JsonValue:
        """The payload as JSON, `None` when it is none."""
        try:
            return self.json
        except PayloadError:
            return None


def read_text(payload: bytes, limit: int = MAX_PAYLOAD) -> str:
    """A payload as text; raises `PayloadError` when it is over `limit` bytes or not UTF-8."""
    if len(payload) > limit:
        msg = f"payload of {len(payload)} bytes: at most {limit} are read"
        raise PayloadError(msg)
    try:
        return payload.decode()
    except UnicodeDecodeError as error:
        msg = f"payload is not UTF-8 at byte {error.start}"
        raise PayloadError(msg) from error


def parse_json(text: str) -> JsonValue:
    """A text as JSON; raises `PayloadError` for anything that is not, NaN and infinities included."""
    try:
        value: JsonValue = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError as error:
        msg = "JSON is nested too deeply"
        raise PayloadError(msg) from error
    except ValueError as error:
        msg = f"not JSON: {error}"
        raise PayloadError(msg) from error
    return value


def read_object(message: Message, limit: int = MAX_PAYLOAD) -> Mapping[str, JsonValue]:
    """The JSON object that a message holds; raises `PayloadError` when it holds none."""
    value = parse_json(read_text(message.payload, limit))
    if not isinstance(value, dict):
        msg = f"a JSON object was expected, not {type(value).__name__}"
        raise PayloadError(msg)
    return value


def rejected(message: Message, error: Exception) -> list[HomeEvent]:
    """The one event that a message comes to which could not be read."""
    return [Rejected(message.topic[:MAX_STATE], str(error)[:MAX_STATE])]


def number(value: JsonValue) -> float | int | None:
    """A finite number within ±2^53 from a number or a numeric text, else `None`; flags are none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = _number_of_text(value)
    if not isinstance(value, int | float):
        return None
    return value if -MAX_INTEGER <= value <= MAX_INTEGER else None  # NaN is neither


def number_in(value: JsonValue, low: float, high: float) -> float | int | None:
    """A number brought into low..high, or `None` when the value is none."""
    found = number(value)
    return None if found is None else max(low, min(high, found))


def text_of(value: JsonValue, limit: int = MAX_STATE) -> str | None:
    """A text that can be kept: of a text or a number, at most `limit` characters, else `None`.

    Lone surrogates make a text unfit to be written anywhere, and so do NUL characters.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        found = number(value)
        return None if found is None else str(found)
    if not isinstance(value, str) or len(value) > limit or not _is_sound(value):
        return None
    return value


def texts_of(value: JsonValue) -> tuple[str, ...]:
    """The texts of a list, in order; whatever else it holds is left out."""
    if not isinstance(value, list | tuple):
        return ()
    return tuple(text for text in map(text_of, value[:MAX_ITEMS]) if text is not None)


def mapping_of(value: JsonValue) -> Mapping[str, JsonValue]:
    """A JSON object, or an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def list_of(value: JsonValue) -> Sequence[JsonValue]:
    """A JSON list, or an empty one in place of anything else."""
    return value if isinstance(value, list) else ()


def keepable(value: JsonValue, depth: int = MAX_DEPTH) -> JsonValue:
    """A JSON value as attributes hold it: lists as tuples, `None` in place of what cannot be kept."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, str):
        return value if len(value) <= MAX_TEXT and _is_sound(value) else None
    if depth == 0 or not isinstance(value, list | tuple | dict) or len(value) > MAX_ITEMS:
        return None
    if isinstance(value, dict):
        return {
            key: keepable(item, depth - 1) for key, item in value.items() if isinstance(key, str) and _is_sound(key)
        }
    return tuple(keepable(item, depth - 1) for item in value)


def dumps(value: JsonValue) -> bytes:
    """Compact JSON in UTF-8, as devices expect it; raises `NotExpressibleError` for what JSON cannot hold."""
    try:
        text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=list)
    except (TypeError, ValueError) as error:
        raise NotExpressibleError(f"a command holds what JSON cannot: {error}") from error
    return encoded(text)


def encoded(text: str) -> bytes:
    """A command's payload in UTF-8; raises `NotExpressibleError` for a text that is none."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise NotExpressibleError(f"a command holds no text that can be sent: {error.reason}") from error


def _number_of_text(text: str) -> float | int | None:
    if len(text) > 40:
        return None
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return None


def _is_sound(text: str) -> bool:
    if text.isascii():
        return "\0" not in text
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _refuse_constant(name: str) -> JsonValue:
    msg = f"{name} is no number"
    raise ValueError(msg)
