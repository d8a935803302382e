"""Home Assistant's own sentence tests as intent and slot checks: `python -m hub_sim ha-tests DIR`.

Two layouts: one folder an intent with files that bring their own small home (the newer), or files with
`intent: {name, slots, context}` that share `_fixtures.yaml` (until 2025). Checked is the best hypothesis of
a channel, not what a home does with it. Source of the format: OHF-Voice/intents, `tests/`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from edge.home.model import Area, Entity, Floor, Snapshot
from edge.turn import Hypothesis, Request
from hub_sim.attributes import shown, shown_state
from hub_sim.fixtures import load_home, slug
from hub_sim.loading import FileError, read_mapping
from hub_sim.report import percentile

_CONTEXT_AREA = re.compile(r"context_area: true")
_SECONDS = {"hours": 3600.0, "minutes": 60.0, "seconds": 1.0}
_HERE = Area("here", "Conservatory")
"""Where the hearing device stands when a test says only that it stands in some area."""


class Reader(Protocol):
    """A channel, or the union of all."""

    def read(self, request: Request, snapshot: Snapshot) -> Sequence[Hypothesis]:
        """Hypotheses, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Check:
    """A sentence in a home with the intent and slots it must be read as; `area` is where it is heard."""

    file: str
    sentence: str
    intent: str
    slots: Mapping[str, Any]
    home: Snapshot
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check went; `ms` is what reading took."""

    check: Check
    got_intent: str | None
    got_slots: Mapping[str, Any] = field(default_factory=dict)
    ms: float = 0.0

    @property
    def intent_right(self) -> bool:
        """Whether the best hypothesis has the intent."""
        return self.got_intent == self.check.intent

    @property
    def passed(self) -> bool:
        """Whether intent and slots are right, nothing missing and nothing invented."""
        return self.intent_right and slots_agree(self.check.slots, self.got_slots)


def find_checks(folder: Path) -> Iterator[Check]:
    """Every sentence below a folder of tests, in the order of files.

    Raises `FileError` when the folder is missing or a file does not follow either layout.
    """
    if not folder.is_dir():
        raise FileError(folder, "", "is not a folder of Home Assistant's sentence tests")
    for file in sorted(folder.rglob("*.yaml")):
        if not file.name.startswith("_"):
            yield from _checks(file)


def run_checks(checks: Sequence[Check], reader: Reader) -> list[Outcome]:
    """Have every sentence read."""
    return [_run(check, reader) for check in checks]


def slots_agree(expected: Mapping[str, Any], got: Mapping[str, Any]) -> bool:
    """Equal as sets of slots: numbers as numbers, text in any case.

    `name: all` says nothing, and a domain that a sentence implies may be named where the test leaves it out.
    """
    left = {key: value for key, value in expected.items() if not (key == "name" and value == "all")}
    right = {key: value for key, value in got.items() if not (key == "name" and value == "all")}
    if "domain" not in left:
        right.pop("domain", None)
    return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Counts, shares and failures for programs; latencies in milliseconds."""
    times = sorted(outcome.ms for outcome in outcomes)
    table: dict[str, dict[str, int]] = {}
    for outcome in outcomes:
        row = table.setdefault(outcome.check.intent, {"sentences": 0, "intent": 0, "passed": 0})
        row["sentences"] += 1
        row["intent"] += outcome.intent_right
        row["passed"] += outcome.passed
    return {
        "sentences": len(outcomes),
        "intent": sum(outcome.intent_right for outcome in outcomes),
        "passed": sum(outcome.passed for outcome in outcomes),
        "latency_ms": {f"p{p}": round(percentile(times, p), 3) for p in (50, 95, 99)},
        "intents": dict(sorted(table.items())),
        "failures": [_failure(outcome) for outcome in outcomes if not outcome.passed],
    }


def make_reader(channel: str, language: str = "en") -> Reader:
    """The reader to test: `grammar` alone, or `all` channels together."""
    if channel == "grammar":
        from edge.understand.grammar import GrammarChannel

        return GrammarChannel(language)
    from hub_sim.hubs import interpreter

    return interpreter(language)


def _run(check: Check, reader: Reader) -> Outcome:
    request = Request("check", check.sentence, 0.0, area=check.area)
    started = time.perf_counter()
    hypotheses = reader.read(request, check.home)
    ms = (time.perf_counter() - started) * 1000
    if not hypotheses:
        return Outcome(check, None, {}, ms)
    if _is_put_off(hypotheses[0], request, check, reader):
        return Outcome(check, check.intent, check.slots, ms)
    slots = dict(hypotheses[0].slots)
    if check.area is not None and "area" not in check.slots and slots.get("area") == check.home.areas[check.area].name:
        del slots["area"]
    return Outcome(check, hypotheses[0].intent, slots, ms)


def _is_put_off(best: Hypothesis, request: Request, check: Check, reader: Reader) -> bool:
    """Whether the test's timer with a command to carry out was read as just that command, put off for as long.

    Home Assistant keeps the words in the timer and reads them at its end; here they are read at once.
    """
    words = check.slots.get("conversation_command")
    if check.intent != "HassStartTimer" or words is None or any(frame.delay is None for frame in best.frames):
        return False
    wanted = sum(float(check.slots.get(unit, 0)) * seconds for unit, seconds in _SECONDS.items())
    alone = next(iter(reader.read(replace(request, text=str(words)), check.home)), None)
    if alone is None or len(alone.frames) != len(best.frames):
        return False
    pairs = zip(alone.frames, best.frames, strict=True)
    return all(
        frame.delay == wanted and (frame.intent, frame.slots) == (plain.intent, plain.slots) for plain, frame in pairs
    )


def _checks(file: Path) -> Iterator[Check]:
    data = read_mapping(file)
    tests = data.get("tests")
    if not isinstance(tests, list):
        raise FileError(file, "tests", "must be a list")
    own_home: Snapshot | None = None
    here = _CONTEXT_AREA.search(file.read_text(encoding="utf-8")) is not None
    for test in tests:
        if "intent" in test:
            yield from _old(file, test)
            continue
        own_home = own_home or _own_home(data)
        area = _HERE.id if here else None
        for sentence in test["sentences"]:
            yield Check(file.name, sentence, file.parent.name, test.get("slots") or {}, own_home, area)


def _old(file: Path, test: Mapping[str, Any]) -> Iterator[Check]:
    intent = test["intent"]
    home = _shared_home(file.parent / "_fixtures.yaml")
    said = (intent.get("context") or {}).get("area")
    area = next((area.id for area in home.areas.values() if area.name == said), None)
    slots = dict(intent.get("slots") or {})
    for sentence in test["sentences"]:
        yield Check(file.name, sentence, str(intent["name"]), slots, home, area)


@cache
def _shared_home(path: Path) -> Snapshot:
    return load_home(path).snapshot


def _own_home(data: Mapping[str, Any]) -> Snapshot:
    floors = {slug(row["name"]): Floor(slug(row["name"]), row["name"]) for row in data.get("floors") or ()}
    areas = {_HERE.id: _HERE}
    for row in data.get("areas") or ():
        areas[slug(row["name"])] = Area(slug(row["name"]), row["name"], (), _floor(row.get("floor"), floors))
    entities = [_entity(row, areas) for row in data.get("entities") or ()]
    return Snapshot({entity.id: entity for entity in entities}, {}, areas, floors)


def _floor(name: str | None, floors: dict[str, Floor]) -> str | None:
    if name is None:
        return None
    floors.setdefault(slug(name), Floor(slug(name), name))
    return slug(name)


def _entity(row: Mapping[str, Any], areas: dict[str, Area]) -> Entity:
    domain = str(row.get("domain", "light"))
    _, attributes = shown(domain, row.get("attributes") or {})
    area = row.get("area")
    if area is not None:
        areas.setdefault(slug(area), Area(slug(area), area))
    identity = f"{domain}.{slug(row['name'])}"
    state = shown_state(domain, row.get("state"))
    return Entity(identity, row["name"], slug(area) if area else None, None, (), state, attributes)


def _same(expected: Any, got: Any) -> bool:  # noqa: ANN401 - slot values
    if isinstance(expected, list):
        return any(_same(option, got) for option in expected)
    left, right = _number(expected), _number(got)
    if left is not None and right is not None:
        return left == right
    return str(expected).strip().casefold() == str(got).strip().casefold()


def _number(value: Any) -> float | None:  # noqa: ANN401
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _failure(outcome: Outcome) -> dict[str, Any]:
    check = outcome.check
    return {
        "file": check.file,
        "sentence": check.sentence,
        "expected": {"intent": check.intent, "slots": dict(check.slots)},
        "got": {"intent": outcome.got_intent, "slots": dict(outcome.got_slots)},
    }
