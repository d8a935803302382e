"""Reading test files: from YAML to `Case`s, strictly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hub_sim.case_actions import actions_beside, entity_meant
from hub_sim.cases import (
    DECISIONS,
    Case,
    Expect,
    Expectation,
    Happening,
    Heard,
    Moment,
    Past,
    Restart,
    Say,
    Step,
    Wait,
    Wanted,
)  # fmt: skip
from hub_sim.loading import FileError, read_mapping

DEFAULT_NOW = "2026-03-03 19:00+00:00"
_MOMENT_KEYS = {"setup", "context_device", "context_now", "speaker", "asr", "history"}
_EXPECT_KEYS = {"expect_changes", "ignore_changes", "expect_response", "expect"}
_DEVICE_ACTION_KEYS = {"entity_id", "device", "device_id", "area"}
_TEST_KEYS = _MOMENT_KEYS | _EXPECT_KEYS | _DEVICE_ACTION_KEYS | {"sentences", "turns"}
_SAY_KEYS = _MOMENT_KEYS | _EXPECT_KEYS | {"say"}
_PAST_KEYS = {"ago", "at", "days", "entity", "state", "attributes", "say", "speaker", "device"}
_EVENT_KEYS = {"entity", "state", "attributes", "by"}


def find_cases(paths: Iterable[Path]) -> list[Case]:
    """Every case in the files and below the folders given, in the order of their paths.

    A file belongs to the nearest `_fixtures.yaml` in its folder or above. YAML files without `tests` are
    passed over. Raises `FileError` for a path that is not there, a file without a home, or a key out of place.
    """
    cases: list[Case] = []
    for path in paths:
        if not path.exists():
            raise FileError(path, "", "is not there")
        files = [path] if path.is_file() else sorted(path.rglob("*.yaml"))
        for file in files:
            if not file.name.startswith("_"):
                cases.extend(read_cases(file))
    return cases


def read_cases(file: Path) -> list[Case]:
    """The cases of one file; none when it holds no tests."""
    data = read_mapping(file)
    if "tests" not in data:
        return []
    return list(_Reader(file, data).cases())


class _Reader:
    def __init__(self, file: Path, data: Mapping[str, Any]) -> None:
        self.file = file
        self.data = data
        self.check("", data, {"category", "tests", "language", "description"})
        category = data.get("category", file.stem)
        self.category = ", ".join(map(str, category)) if isinstance(category, list) else str(category)

    def cases(self) -> Iterator[Case]:
        fixtures = _fixtures_of(self.file)
        tests = [] if self.data["tests"] is None else self.data["tests"]
        if not isinstance(tests, list):
            raise FileError(self.file, "tests", "must be a list")
        actions = actions_beside(self.file) if any("entity_id" in t for t in tests if isinstance(t, dict)) else {}
        for index, test in enumerate(tests):
            where = f"tests[{index}]"
            self.check(where, test, _TEST_KEYS)
            if ("sentences" in test) == ("turns" in test):
                raise FileError(self.file, where, "needs either sentences or turns")
            if "turns" in test:
                steps = self.turns(f"{where}.turns", test)
                yield Case(self.file, fixtures, self.category, index, steps, conversation=True)
                continue
            moment = self.moment(where, test)
            sentences = self.texts(f"{where}.sentences", test["sentences"])
            action = actions.get((str(test.get("entity_id")), tuple(sentences)))
            expectation = self.expectation(where, test, action)
            for sentence in sentences:
                yield Case(self.file, fixtures, self.category, index, (Say(sentence, moment, expectation),))

    def turns(self, where: str, test: Mapping[str, Any]) -> tuple[Step, ...]:
        turns = test["turns"]
        if not isinstance(turns, list) or not turns:
            raise FileError(self.file, where, "must be a list of steps")
        common = {key: value for key, value in test.items() if key in _MOMENT_KEYS}
        steps = [self.turn(f"{where}[{number}]", turn) for number, turn in enumerate(turns)]
        first = next((number for number, step in enumerate(steps) if isinstance(step, Say)), None)
        if common and first is not None:
            steps[first] = self.turn(f"{where}[{first}]", {**common, **turns[first]})
        return tuple(steps)

    def turn(self, where: str, turn: object) -> Step:
        if not isinstance(turn, dict):
            raise FileError(self.file, where, "must be a mapping with say, wait, event or restart")
        if "wait" in turn:
            self.check(where, turn, {"wait"})
            return Wait(self.seconds(f"{where}.wait", turn["wait"]))
        if "event" in turn:
            self.check(where, turn, {"event"})
            event = turn["event"]
            self.check(f"{where}.event", event, _EVENT_KEYS)
            if "entity" not in event:
                raise FileError(self.file, f"{where}.event", "needs entity")
            return Happening(str(event["entity"]), self.wanted(where, event), str(event.get("by", "hand")))
        if "restart" in turn:
            self.check(where, turn, {"restart"})
            return Restart()
        self.check(where, turn, _SAY_KEYS)
        if "say" not in turn:
            raise FileError(self.file, where, "needs one of say, wait, event, restart")
        return Say(str(turn["say"]), self.moment(where, turn), self.expectation(where, turn, None))

    def moment(self, where: str, test: Mapping[str, Any]) -> Moment:
        now = test.get("context_now")
        at, offset = self.when(f"{where}.context_now", now) if now is not None else (None, 0)
        device, speaker = test.get("context_device"), test.get("speaker")
        return Moment(
            None if device is None else str(device),
            at,
            offset,
            None if speaker is None else str(speaker),
            self.heard(f"{where}.asr", test.get("asr")),
            tuple(self.past(f"{where}.history[{n}]", row) for n, row in enumerate(test.get("history") or ())),
            self.states(f"{where}.setup", test.get("setup") or {}),
        )

    def expectation(self, where: str, test: Mapping[str, Any], action: str | None) -> Expectation:
        changes = test.get("expect_changes") if "expect_changes" in test else None
        if "expect_changes" in test and changes is None:
            changes = {}
        entity_id = test.get("entity_id")
        return Expectation(
            None if changes is None else self.states(f"{where}.expect_changes", changes),
            self.ignored(f"{where}.ignore_changes", test.get("ignore_changes") or {}),
            tuple(self.texts(f"{where}.expect_response", test.get("expect_response", []))),
            self.expect(f"{where}.expect", test["expect"]) if test.get("expect") is not None else None,
            None if entity_id is None else entity_meant(_fixtures_of(self.file), str(entity_id), test.get("area")),
            action,
        )

    def expect(self, where: str, value: object) -> Expect:
        self.check(where, value, {"decision", "intent", "entities", "slots"})
        assert isinstance(value, dict)  # noqa: S101 - checked in the line above, for the type checker
        decision = value.get("decision")
        if decision is not None and decision not in DECISIONS:
            raise FileError(self.file, f"{where}.decision", f"{decision!r} is none of {', '.join(sorted(DECISIONS))}")
        entities = value.get("entities")
        intent = value.get("intent")
        return Expect(
            decision,
            None if intent is None else str(intent),
            None if entities is None else tuple(self.texts(f"{where}.entities", entities)),
            value.get("slots"),
        )

    def states(self, where: str, value: object) -> dict[str, Wanted]:
        if not isinstance(value, dict):
            raise FileError(self.file, where, "must map entity ids to state and attributes")
        return {str(entity): self.wanted(f"{where}.{entity}", row) for entity, row in value.items()}

    def wanted(self, where: str, row: object) -> Wanted:
        if row is None:
            return Wanted()
        if not isinstance(row, dict):
            return Wanted(row)
        self.check(where, row, {"state", "attributes", "entity", "by"})
        return Wanted(row.get("state"), dict(row.get("attributes") or {}))

    def ignored(self, where: str, value: object) -> dict[str, frozenset[str]]:
        """Both shapes: a list of attributes, or a mapping whose keys are those attributes (or `attributes: [..]`)."""
        if not isinstance(value, dict):
            raise FileError(self.file, where, "must map entity ids to attributes")
        ignored: dict[str, frozenset[str]] = {}
        for entity, names in value.items():
            found: set[str] = set()
            for name in names or ():
                inner = names.get(name) if isinstance(names, dict) else None
                found |= set(map(str, inner)) if name == "attributes" and inner else {str(name)}
            ignored[str(entity)] = frozenset(found)
        return ignored

    def heard(self, where: str, value: object) -> Heard:
        if value is None:
            return Heard()
        self.check(where, value, {"confidence", "nbest"})
        assert isinstance(value, dict)  # noqa: S101
        entries = [self.alternative(f"{where}.nbest", entry) for entry in value.get("nbest") or ()]
        confidence = value.get("confidence")
        return Heard(None if confidence is None else float(confidence), tuple(entries))

    def alternative(self, where: str, entry: object) -> tuple[str, float]:
        """`text`, `[text, confidence]` or `{text, confidence}`."""
        if isinstance(entry, str):
            return entry, 0.0
        if isinstance(entry, Sequence) and len(entry) == 2:
            return str(entry[0]), float(entry[1])
        self.check(where, entry, {"text", "confidence", "score", "transcript"})
        assert isinstance(entry, dict)  # noqa: S101
        confidence = entry.get("confidence", entry.get("score"))
        return str(entry.get("text", entry.get("transcript", ""))), float(confidence or 0.0)

    def past(self, where: str, row: object) -> Past:
        self.check(where, row, _PAST_KEYS)
        assert isinstance(row, dict)  # noqa: S101
        if ("ago" in row) == ("at" in row) or ("entity" in row) == ("say" in row):
            raise FileError(self.file, where, "needs ago or at, and entity or say")
        return Past(
            ago=self.seconds(f"{where}.ago", row["ago"]) if "ago" in row else None,
            at=self.seconds(f"{where}.at", row["at"], of_day=True) if "at" in row else None,
            days=int(row.get("days", 1)),
            entity=row.get("entity"),
            state=row.get("state"),
            attributes=row.get("attributes") or {},
            say=row.get("say"),
            speaker=row.get("speaker"),
            device=row.get("device"),
        )

    def seconds(self, where: str, value: object, *, of_day: bool = False) -> float:
        """`hh:mm:ss`, or a number of seconds; `hh:mm` is a time of day."""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return float(value)
        text = str(value)
        if not re.fullmatch(r"\d+(:\d\d){1,2}(\.\d+)?", text):
            raise FileError(self.file, where, f"{text!r} is not hh:mm:ss")
        parts = [float(part) for part in text.split(":")]
        if len(parts) == 2:
            parts = [*parts, 0.0] if of_day else [0.0, *parts]
        return parts[0] * 3600 + parts[1] * 60 + parts[2]

    def when(self, where: str, value: object) -> tuple[float, int]:
        """Wall seconds and offset from UTC, both in seconds; without an offset it is UTC."""
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError as error:
            raise FileError(self.file, where, f"{value!r} is not like {DEFAULT_NOW}") from error
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        offset = moment.utcoffset()
        return moment.timestamp(), int(offset.total_seconds()) if offset else 0

    def texts(self, where: str, value: object) -> list[str]:
        if isinstance(value, (str, int, float)):
            return [str(value)]
        if not isinstance(value, list):
            raise FileError(self.file, where, "must be a list of texts")
        return [str(item) for item in value]

    def check(self, where: str, value: object, known: set[str]) -> None:
        if not isinstance(value, dict):
            raise FileError(self.file, where, f"must be a mapping with {', '.join(sorted(known))}")
        unknown = sorted(str(key) for key in value if key not in known)
        if unknown:
            raise FileError(self.file, f"{where} {unknown[0]}".strip(), f"is unknown; use {', '.join(sorted(known))}")


def _fixtures_of(file: Path) -> Path:
    for folder in file.resolve().parents:
        candidate = folder / "_fixtures.yaml"
        if candidate.exists():
            return candidate
    raise FileError(file, "", "has no _fixtures.yaml in its folder or above")
