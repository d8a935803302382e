"""What one message says of one entity, and what a call asks for, in terms every dialect shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from edge.home.dialects.payload import number
from edge.home.events import NotExpressibleError
from edge.turn import JsonValue, ServiceCall

UNKNOWN = "unknown"
"""The state of an entity whose device says that it does not know it."""


@dataclass(slots=True)
class Report:
    """What one message says of one entity; `known` is what earlier ones said, `state` included.

    `cause` is who changed it, where the message says so.
    """

    known: Mapping[str, JsonValue]
    state: str | None = None
    attributes: dict[str, JsonValue] = field(default_factory=dict)
    cause: str | None = None

    def last(self, key: str) -> JsonValue:
        """An attribute as this message says, or as was known before; `state` for the state."""
        if key == "state" and self.state is not None:
            return self.state
        return self.attributes.get(key, self.known.get(key))


def datum(call: ServiceCall, key: str) -> JsonValue:
    """A datum of a call; raises `NotExpressibleError` when the call lacks it."""
    value = call.data.get(key)
    if value is None:
        raise NotExpressibleError(f"{call.domain}.{call.service} of {call.entity_id} needs {key}")
    return value


def number_datum(call: ServiceCall, key: str) -> float | int:
    """A number of a call; raises `NotExpressibleError` when there is none."""
    value = number(datum(call, key))
    if value is None:
        raise NotExpressibleError(f"{call.domain}.{call.service} of {call.entity_id}: {key} is no number")
    return value


def option_datum(call: ServiceCall, key: str, options: Sequence[str]) -> str:
    """A text of a call that is one of `options`; raises `NotExpressibleError` otherwise."""
    value = str(datum(call, key))
    if options and value not in options:
        raise NotExpressibleError(f"{call.entity_id} takes as {key} {', '.join(options)}, not {value!a}")
    return value


def scaled(value: float, low: float, high: float) -> int:
    """A percentage of a position in low..high, which may run downwards."""
    span = high - low
    return round(max(0.0, min(100.0, (value - low) * 100 / span))) if span else 0


def unscaled(percent: float, low: float, high: float) -> int:
    """The position in low..high of a percentage."""
    return round(low + (high - low) * percent / 100)
