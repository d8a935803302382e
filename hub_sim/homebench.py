"""HomeBench (ACL 2025) end to end: its homes as ours, its instructions through the interpreter, its scoring.

A device becomes what Home Assistant would show for it: one main entity, and a number or a select for each
attribute that the main entity's domain does not have. A plan is written in the benchmark's own words
(`room.device.set_x(value)`, `error_input` for what cannot be done) and compared as a multiset.
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
from edge.ground.planner import plan
from edge.ground.view import View
from edge.home.model import Area, Device, Entity, Snapshot
from edge.interpreter import Interpreter
from edge.turn import Clause, Knowledge, Request, Step

_DOMAINS = {
    "light": "light",
    "air_conditioner": "climate",
    "heating": "climate",
    "curtain": "cover",
    "blinds": "cover",
    "garage_door": "cover",
    "air_purifiers": "fan",
    "fan": "fan",
    "humidifier": "humidifier",
    "dehumidifiers": "humidifier",
    "aromatherapy": "switch",
    "media_player": "media_player",
    "trash": "button",
    "water_heater": "water_heater",
    "VacuumRobot": "vacuum",
}
_CLASSES = {"curtain": "curtain", "blinds": "blind", "garage_door": "garage", "dehumidifiers": "dehumidifier"}
_NATIVE = {
    "light": {"brightness", "color"},
    "climate": {"temperature", "mode", "fan_speed", "swing"},
    "cover": {"degree"},
    "media_player": {"volume"},
    "water_heater": {"temperature", "mode"},
}
_READINGS = {"tank", "battery"}
_METHODS = {
    "open_cover": "open",
    "close_cover": "close",
    "media_play": "play",
    "media_pause": "pause",
    "media_stop": "stop",
    "press": "pack",
    "start": "turn_on",
    "return_to_base": "turn_off",
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


@dataclass(frozen=True, slots=True)
class Home:
    """A benchmark home as a snapshot, and whence each entity comes: room, device, attribute or `''`.

    `methods` are the calls that the home offers, as `room.device.operation`.
    """

    snapshot: Snapshot
    origins: Mapping[str, tuple[str, str, str]]
    methods: frozenset[str] = frozenset()


@dataclass(slots=True)
class Score:
    """How many instructions of each kind were answered exactly, and how many did something else."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    acted_wrong: int = 0
    failures: list[dict[str, Any]] = field(default_factory=list)

    def table(self) -> dict[str, float]:
        """Share right by kind, with `all`, `n` and the share of instructions acted on wrongly."""
        total = sum(self.all.values())
        shares = {kind: self.right[kind] / n for kind, n in self.all.items()}
        return {
            "n": total,
            "all": sum(self.right.values()) / total if total else 0.0,
            **shares,
            "acted_wrong": self.acted_wrong / total if total else 0.0,
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
    """What the interpreter would do, in the benchmark's words."""
    request = Request("homebench", text, 1_772_560_800.0)
    decision = interpreter.interpret(request, home.snapshot, Knowledge()).decision
    made = decision.plan or (decision.question.plan if decision.question else None)
    if made is None:
        return [ERROR]
    view = View(request, home.snapshot, NameIndex(home.snapshot), regardless=True)
    again = plan(made.hypothesis, view)
    return [call for clause in again.clauses for call in _clause_calls(clause, home)]


def home_of(row: Mapping[str, Any]) -> Home:
    """The home of one row of `home_status_method.jsonl`."""
    entities: dict[str, Entity] = {}
    devices: dict[str, Device] = {}
    areas: dict[str, Area] = {}
    origins: dict[str, tuple[str, str, str]] = {}
    for room, contents in row["home_status"].items():
        if room == "VacuumRobot":
            contents = {"VacuumRobot": contents}  # noqa: PLW2901 - the one device that stands in no room
        else:
            areas[room] = Area(room, _spoken(room))
        for device, status in contents.items():
            if isinstance(status, Mapping):
                device_id = f"{room}_{device}"
                devices[device_id] = Device(device_id, _spoken(device), room)
                for entity, attribute in _entities(room, device, status):
                    entities[entity.id] = entity
                    origins[entity.id] = (room, device, attribute)
    methods = frozenset(f"{m['room_name']}.{m['device_name']}.{m['operation']}" for m in row["method"])
    return Home(Snapshot(entities, devices, areas), origins, methods)


def _entities(room: str, device: str, status: Mapping[str, Any]) -> Iterator[tuple[Entity, str]]:
    domain = _DOMAINS.get(device, "switch")
    given = {name.strip(): value for name, value in status.get("attributes", {}).items()}
    name, place = _spoken(device), room if room != "VacuumRobot" else None
    main = Entity(f"{domain}.{room}_{device}", name, place, f"{room}_{device}", source="homebench")
    yield replace(main, state=_state(domain, status, given), attributes=_attributes(domain, device, given)), ""
    for attribute, value in given.items():
        if attribute in _NATIVE.get(domain, ()) or attribute in _READINGS:
            continue
        kind = "select" if "options" in value else "number"
        beside = {"options": value["options"]} if kind == "select" else _range(value, "min", "max")
        yield (
            replace(
                main,
                id=f"{kind}.{room}_{device}_{attribute}",
                name=f"{name} {_spoken(attribute)}",
                state=str(value["value"]),
                attributes=beside,
            ),
            attribute,
        )


def _state(domain: str, status: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    state = str(status.get("state", "unknown"))
    if domain == "climate":
        return str(given["mode"]["value"]) if state == "on" and "mode" in given else {"on": "heat"}.get(state, state)
    return {"stopped": "idle", "empty": "unknown", "full": "unknown", "not_full": "unknown"}.get(state, state)


def _attributes(domain: str, device: str, given: Mapping[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {"device_class": _CLASSES[device]} if device in _CLASSES else {}
    if domain == "light":
        modes = ["rgb"] if "color" in given else ["brightness"] if "brightness" in given else ["onoff"]
        shown["supported_color_modes"] = modes
        if "brightness" in given:
            shown["brightness"] = round(float(given["brightness"]["value"]) * 2.55)
        if "brightness" not in given and "color" in given:
            shown["supported_features"] = 0
    if "temperature" in given:
        shown |= {"temperature": given["temperature"]["value"], **_range(given["temperature"], "min_temp", "max_temp")}
    if domain == "climate":
        shown["hvac_modes"] = ["off", *(given["mode"]["options"] if "mode" in given else ["heat"])]
        shown["supported_features"] = (
            1 * ("temperature" in given) | 8 * ("fan_speed" in given) | 32 * ("swing" in given)
        )
        shown |= {f"{ours}s": given[theirs]["options"] for theirs, ours in
                  (("fan_speed", "fan_mode"), ("swing", "swing_mode")) if theirs in given}  # fmt: skip
    if domain == "water_heater":
        shown["supported_features"] = 1 * ("temperature" in given) | 2 * ("mode" in given)
        shown |= {"operation_list": given["mode"]["options"]} if "mode" in given else {}
    if domain == "cover":
        shown["supported_features"] = 3 | 4 * ("degree" in given)
        shown |= {"current_position": given["degree"]["value"]} if "degree" in given else {}
    if domain == "media_player" and "volume" in given:
        shown["volume_level"] = float(given["volume"]["value"]) / 100
    if domain == "fan":
        shown["supported_features"] = 48
    return shown


def _range(value: Mapping[str, Any], low: str, high: str) -> dict[str, float]:
    return {low: float(value["lowest"]), high: float(value["highest"])} if "lowest" in value else {}


def _clause_calls(clause: Clause, home: Home) -> list[str]:
    if not clause.steps:
        return [ERROR] * max(1, len(clause.problems))
    calls = [_call(step, clause, home) for step in clause.steps]
    return calls + [ERROR for problem in clause.problems if problem.code in {"no_entity", "no_area", "no_target"}]


def _call(step: Step, clause: Clause, home: Home) -> str:
    if step.call.entity_id is None:
        return f"{step.call.domain}.{step.call.service}()"
    room, device, attribute = home.origins[step.call.entity_id]
    call = f"{room}.{device}.{_method(step, clause, attribute)}"
    if room == "VacuumRobot":
        return call.replace("VacuumRobot.VacuumRobot", "vacuum_robot").replace("turn_on", "start")
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
    score.acted_wrong += any(call != ERROR for call in wrong)
    score.failures.append({"id": row["id"], "input": row["input"], "expected": expected, "got": got, "kind": kind})


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


def _spoken(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ")
    return {"ding room": "dining room"}.get(words, words).title()


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def failures_by_kind(score: Score) -> Mapping[str, list[dict[str, Any]]]:
    """The failures, grouped."""
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for failure in score.failures:
        grouped[failure["kind"]].append(failure)
    return grouped
