"""Deciding recorded turns again (rule 2 of the house): what it takes, and what came out otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from edge.home.codec import encode
from edge.interpreter import Interpreter
from edge.memory.records import Replay
from edge.turn import Decision, Turn


@dataclass(frozen=True, slots=True)
class Comparison:
    """A turn as recorded and as decided again; `differences` maps fields to (recorded, again)."""

    turn: Turn
    again: Turn
    differences: Mapping[str, tuple[object, object]]


def compared(record: Replay, interpreter: Interpreter) -> Comparison:
    """Decide a turn again from its record. A record whose states are not those of its hash differs by them."""
    again = interpreter.again(record.turn, record.snapshot)
    found = differences(record.turn.decision, again.decision)
    for half in ("structure", "states"):
        pair = (getattr(record.turn, half), getattr(again, half))
        if pair[0] != pair[1]:
            found[half] = pair
    return Comparison(record.turn, again, found)


def differences(recorded: Decision, again: Decision) -> dict[str, tuple[object, object]]:
    """Fields of two decisions that differ, as they are kept: a record knows no list from a tuple."""
    pairs = {field.name: (getattr(recorded, field.name), getattr(again, field.name)) for field in fields(recorded)}
    return {name: pair for name, pair in pairs.items() if encode(pair[0]) != encode(pair[1])}
