"""HomeBench (ACL 2025) end to end: its homes as ours, its instructions through the interpreter, its scoring.

A plan is written in the benchmark's own words (`room.device.set_x(value)`, `error_input` for what cannot be
done) and compared as a multiset. Where the benchmark expects `error_input` for something that its own home
offers in just these words, the instruction counts as failed all the same, and as *disputed*.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from edge.ground.names import NameIndex
from edge.ground.planner import refreshed
from edge.ground.view import View
from edge.interpreter import Interpreter
from edge.text import singular, tokens
from edge.turn import Clause, Decision, DecisionKind, Knowledge, Plan, Problem, Question, Request, Step
from hub_sim.homebench_homes import Home, home_of, spoken

_METHODS = {
    "open_cover": "open",
    "close_cover": "close",
    "media_play": "play",
    "media_pause": "pause",
    "media_stop": "stop",
    "press": "pack",
    "return_to_base": "charge",
}
_SETTERS = {
    "set_temperature": ("set_temperature", "temperature"),
    "set_hvac_mode": ("set_mode", "hvac_mode"),
    "set_operation_mode": ("set_mode", "operation_mode"),
    "set_fan_mode": ("set_fan_speed", "fan_mode"),
    "set_swing_mode": ("set_swing", "swing_mode"),
    "set_cover_position": ("set_degree", "position"),
}
ERROR = "error_input"
_UNCLEAR = Problem("ambiguous", "device")


@dataclass(slots=True)
class Score:
    """How many instructions of each kind were answered exactly, and how many did something else."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    acted_wrong: int = 0
    disputed: int = 0
    failures: list[dict[str, Any]] = field(default_factory=list)

    def table(self) -> dict[str, float]:
        """Share right by kind and how many there are (`…_n`), with `all`, `n` and the share acted on wrongly.

        `disputed` is the part of `acted_wrong` in which only such things were done as were said and as the home
        offers, though the benchmark's label denies it; `undisputed` is the share right of all others.
        """
        total = sum(self.all.values())
        shares = {kind: self.right[kind] / n for kind, n in self.all.items()}
        return {
            "n": total,
            "all": sum(self.right.values()) / total if total else 0.0,
            **shares,
            **{f"{kind}_n": n for kind, n in self.all.items()},
            "acted_wrong": self.acted_wrong / total if total else 0.0,
            "disputed": self.disputed / total if total else 0.0,
            "undisputed": sum(self.right.values()) / max(1, total - self.disputed),
        }


def evaluate(interpreter: Interpreter, folder: Path, names: Iterable[str] = ("valid_data_copy.jsonl",)) -> Score:
    """Run every instruction of the named files in its home; the homes are in `home_status_method.jsonl`."""
    homes = {row["home_id"]: row for row in _rows(folder / "home_status_method.jsonl")}
    built: dict[int, Home] = {}
    score = Score()
    for name in names:
        for row in _rows(folder / name):
            home_id = row["home_id"]
            home = built.setdefault(home_id, home_of(homes[home_id]))
            _mark(score, row, answer(interpreter, row["input"], home))
    return score


def answer(interpreter: Interpreter, text: str, home: Home) -> list[str]:
    """What the interpreter would do, in the benchmark's words.

    What it asks about first is done when confirmed. Where it asks *which*, the parts of the request that are the
    same whatever the answer are done, and the one that it asks about is not.
    """
    request = Request("homebench", text, 1_772_560_800.0)
    decision = interpreter.interpret(request, home.snapshot, Knowledge()).decision
    made = _carried_out(decision)
    if made is None:
        asked = decision.plan or (decision.question.plan if decision.question else None)
        return [ERROR] * (len(asked.clauses) if asked else 1)
    regardless = View(request, home.snapshot, NameIndex(home.snapshot), regardless=True)
    again = refreshed(made, regardless)
    return [call for clause in again.clauses for call in _clause_calls(clause, home)]


def _carried_out(decision: Decision) -> Plan | None:
    """The plan that a decision leads to, `None` where nothing is done; what is so already counts as done."""
    if decision.question is not None:
        return decision.question.plan if decision.question.kind == "confirm" else _undisputed(decision.question)
    refused = decision.kind is DecisionKind.REFUSE and decision.plan is not None and decision.plan.steps
    return None if refused else decision.plan


def _undisputed(question: Question) -> Plan | None:
    """The plan of a question of *which* without what its options differ in; `None` where nothing else was asked for."""
    plans = question.options or (question.plan,)
    if len({len(plan.clauses) for plan in plans}) > 1:
        return None
    rows = list(zip(*(plan.clauses for plan in plans), strict=True))
    clauses = tuple(
        row[0] if all(other == row[0] for other in row) else Clause(row[0].frame, problems=(_UNCLEAR,)) for row in rows
    )
    return replace(plans[0], clauses=clauses) if len(clauses) > 1 else None


def _clause_calls(clause: Clause, home: Home) -> list[str]:
    if not clause.steps:
        return [ERROR]
    calls = [_call(step, clause, home) for step in clause.steps]
    return calls + [ERROR for problem in clause.problems if problem.code in {"no_entity", "no_area", "no_target"}]


def _call(step: Step, clause: Clause, home: Home) -> str:
    if step.call.entity_id is None:
        return f"{step.call.domain}.{step.call.service}()"
    room, device, attribute = home.origins[step.call.entity_id]
    call = f"{room}.{device}.{_method(step, clause, attribute)}"
    if room == "VacuumRobot":
        return call.replace("VacuumRobot.VacuumRobot", "vacuum_robot")
    return call if call.partition("(")[0] in home.methods else ERROR


def _method(step: Step, clause: Clause, attribute: str) -> str:
    service, data = step.call.service, step.call.data
    if attribute:
        value = data.get("value", data.get("option"))
        return f"set_{attribute}({_written(value)})"
    if service in _SETTERS:
        method, datum = _SETTERS[service]
        return f"{method}({_written(data[datum])})"
    if "brightness_pct" in data or (service == "turn_off" and "brightness" in str(dict(clause.frame.slots))):
        return f"set_brightness({_written(data.get('brightness_pct', 0))})"
    if "rgb_color" in data:
        return f"set_color({_written(data['rgb_color'])})"
    if service == "clean_area":
        return f"set_cleaning_area({clause.frame.slots.get('area', '')})"
    if service == "volume_set":
        level = data["volume_level"]
        return f"set_volume({round(float(str(level)) * 100)})"
    if service == "play_media":
        slots = clause.frame.slots
        kind = "artist" if "artist" in slots else "style" if "genre" in slots else "song"
        return f"set_{kind}({data['media_content_id']})"
    return f"{_METHODS.get(service, service)}()"


def _written(value: object) -> str:
    if isinstance(value, list | tuple):
        return "(" + ",".join(str(part) for part in value) + ")"
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _mark(score: Score, row: Mapping[str, Any], calls: list[str]) -> None:
    expected = [_canonical(call) for call in _split(str(row["output"]))]
    got = [_canonical(call) for call in calls]
    kind = kind_of(str(row["type"]), expected)
    score.all[kind] += 1
    if Counter(got) == Counter(expected):
        score.right[kind] += 1
        return
    wrong = Counter(got) - Counter(expected)
    done = [call for call in wrong if call != ERROR]
    score.acted_wrong += bool(done)
    denied = (Counter(expected) - Counter(got))[ERROR]
    score.disputed += bool(done) and denied >= len(done) and all(_said(call, row["input"]) for call in done)
    score.failures.append({"id": row["id"], "input": row["input"], "expected": expected, "got": got, "kind": kind})


def _said(call: str, text: str) -> bool:
    """Whether a call's room, its device and what of it is set stand in the text as the home calls them.

    Brightness is of a light, whether that is said or not.
    """
    said = _singulars(text)
    *where, operation = call.partition("(")[0].split(".")
    setting = operation.removeprefix("set_") if operation.startswith("set_") else ""
    implied = {"light"} if setting == "brightness" else set()
    words = [spoken(part) for part in (*where, *([setting] if setting else [])) if part not in implied]
    return all(_singulars(part) in said for part in words)


def _singulars(text: str) -> str:
    return f" {' '.join(singular(word) for word in tokens(text))} "


def kind_of(written: str, expected: list[str]) -> str:
    """`valid_single`, `invalid_single`, `valid_multi`, `invalid_multi` or `mixed_multi`."""
    several = written.startswith("multi") or "," in written or len(expected) > 1
    if not several:
        return "valid_single" if written == "normal" else "invalid_single"
    errors = sum(call == ERROR for call in expected)
    if errors == 0:
        return "valid_multi"
    return "invalid_multi" if errors == len(expected) else "mixed_multi"


def _split(output: str) -> list[str]:
    """The calls of an output: separated by commas, but for those between brackets."""
    return [
        call
        for call in re.findall(r"[^,()]+(?:\([^()]*(?:\([^()]*\))?[^()]*\))?", output.strip().strip("'"))
        if call.strip()
    ]


def _canonical(call: str) -> str:
    return re.sub(r"[\s'\"]", "", call).casefold()


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def failures_by_kind(score: Score) -> Mapping[str, list[dict[str, Any]]]:
    """The failures, grouped."""
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for failure in score.failures:
        grouped[failure["kind"]].append(failure)
    return grouped
