"""Device-action tests: which action a sentence stands for, told by a sibling file, and how it shows.

The set comes in two folders: tests that name only `entity_id` beside the fixtures, and one file a device
with `actions` and their sentences (in the folder of the same name without `-fixtures`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hub_sim.cases import Wanted
from hub_sim.fixtures import slug
from hub_sim.loading import FileError, read_mapping

Key = tuple[str, tuple[str, ...]]
Check = tuple[Wanted, frozenset[str]]


def actions_beside(file: Path) -> dict[Key, str]:
    """Actions by entity id and sentences; empty when there is no sibling folder of devices."""
    home = file.resolve().parent
    sibling = home.parent.with_name(home.parent.name.removesuffix("-fixtures")) / home.name
    if not sibling.is_dir():
        return {}
    said: dict[tuple[str, str, tuple[str, ...]], str] = {}
    for device_file in sorted(sibling.glob("*.yaml")):
        said.update(_actions(device_file))
    tests = read_mapping(file).get("tests") or []
    found: dict[Key, str] = {}
    for test in tests:
        sentences = tuple(map(str, test.get("sentences") or ()))
        action = said.get((str(test.get("device")), str(test.get("area")), sentences))
        if action is not None and test.get("entity_id"):
            found[str(test["entity_id"]), sentences] = action
    return found


def entity_meant(fixtures: Path, entity_id: str, area: str | None) -> str:
    """The id, in the home as it is read, of the entity that a test names by id and area.

    Some fixtures give one id to several entities, of which the second becomes `_2` and so on.
    """
    rows = [row for row in _entity_rows(fixtures) if row.get("id") == entity_id]
    wanted = slug(area) if area else ""
    at = next((number for number, row in enumerate(rows, 1) if slug(str(row.get("area"))) == wanted), 1)
    return entity_id if at == 1 else f"{entity_id}_{at}"


def precondition(action: str | None, domain: str) -> Wanted | None:
    """The state in which an action has something to do; `None` where that is not known."""
    return _BEFORE.get((action, domain)) or (_BEFORE.get((action, "")) if domain in _PLAIN else None)


def holds(
    action: str | None, domain: str, before: Mapping[str, Any], state: str | None, after: Mapping[str, Any]
) -> bool:
    """Whether the target ended as its action says; true where the action cannot be mapped."""
    if action in _STATES:
        wanted = _STATES[action].get(domain) or (_STATES[action].get("") if domain in _PLAIN else None)
        if action == "Turn on" and domain == "climate":
            return state not in {"off", None}
        return wanted is None or state in wanted
    attribute = _ATTRIBUTES.get(action or "")
    return attribute is None or before.get(attribute) != after.get(attribute)


_PLAIN = frozenset({"light", "switch", "fan", "humidifier", "siren"})
_ON = {"": ("on",), "media_player": ("on", "idle", "playing", "paused"), "valve": ("open",), "vacuum": ("cleaning",)}
_OFF = {"": ("off",), "climate": ("off",), "media_player": ("off",), "valve": ("closed",)}
_STATES: Mapping[str | None, Mapping[str, tuple[str, ...]]] = {
    "Turn on": _ON,
    "Turn off": _OFF,
    "Open": {"cover": ("open",), "valve": ("open",)},
    "Close": {"cover": ("closed",), "valve": ("closed",)},
    "Lock": {"lock": ("locked",)},
    "Unlock": {"lock": ("unlocked",)},
    "Pause": {"media_player": ("paused",)},
    "Unpause": {"media_player": ("playing",)},
    "Start": {"vacuum": ("cleaning",)},
    "Return to base": {"vacuum": ("returning", "docked")},
}
_ATTRIBUTES = {
    "Set brightness": "brightness",
    "Set temperature": "temperature",
    "Set volume": "volume_level",
    "Next track": "media_track",
    "Set position": "current_position",
}
_BEFORE: Mapping[tuple[str | None, str], Wanted] = {
    ("Turn on", ""): Wanted("off"),
    ("Turn off", ""): Wanted("on"),
    ("Turn on", "climate"): Wanted("off"),
    ("Turn off", "climate"): Wanted("heat"),
    ("Turn on", "media_player"): Wanted("off"),
    ("Turn off", "media_player"): Wanted("playing"),
    ("Turn on", "valve"): Wanted("closed"),
    ("Turn off", "valve"): Wanted("open"),
    ("Open", "cover"): Wanted("closed"),
    ("Close", "cover"): Wanted("open"),
    ("Open", "valve"): Wanted("closed"),
    ("Close", "valve"): Wanted("open"),
    ("Lock", "lock"): Wanted("unlocked"),
    ("Unlock", "lock"): Wanted("locked"),
    ("Pause", "media_player"): Wanted("playing"),
    ("Unpause", "media_player"): Wanted("paused"),
    ("Next track", "media_player"): Wanted("playing"),
    ("Previous track", "media_player"): Wanted("playing", {"media_track": 4}),
    ("Set volume", "media_player"): Wanted("playing", {"volume_level": 0.33}),
    ("Set brightness", "light"): Wanted("on", {"brightness": 117}),
    ("Set temperature", "climate"): Wanted("heat", {"temperature": 17.5}),
    ("Set position", "cover"): Wanted("open", {"current_position": 83}),
    ("Set position", "valve"): Wanted("open", {"current_position": 83}),
    ("Start", "vacuum"): Wanted("docked"),
    ("Return to base", "vacuum"): Wanted("cleaning"),
}


@cache
def _entity_rows(fixtures: Path) -> tuple[Mapping[str, Any], ...]:
    rows = read_mapping(fixtures).get("entities") or ()
    return tuple(row for row in rows if isinstance(row, dict))


def _actions(file: Path) -> dict[tuple[str, str, tuple[str, ...]], str]:
    data = _last_document(file)
    device = data.get("device") or {}
    area = str(device.get("area"))
    rows = (data.get("actions") or {}).get("actions") or []
    return {
        (str(device.get("name")), area, tuple(map(str, row.get("sentences") or ()))): str(row.get("action"))
        for row in rows
        if isinstance(row, dict)
    }


def _last_document(file: Path) -> Mapping[str, Any]:
    try:
        return read_mapping(file)
    except FileError:
        documents = [part for part in yaml.safe_load_all(file.read_text()) if isinstance(part, dict)]
        return documents[-1] if documents else {}
