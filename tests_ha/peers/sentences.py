"""What is said to both agents, from which states, and what has to come of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Expected = Mapping[str, Mapping[str, Any]]
"""By entity id: `state` and attributes; numbers with a tolerance of 2, text by itself, sequences near enough."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One request, in one or more turns of a conversation.

    `before` are service calls (`domain.service`, data) that make the home ready; `after` is what holds in the end,
    `answer` what the last answer must match, `todo` an item that must be on the shopping list.
    """

    said: tuple[str, ...]
    before: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    after: Expected = field(default_factory=dict)
    answer: str | None = None
    todo: str | None = None

    @property
    def text(self) -> str:
        return " / ".join(self.said)


def _on(*entities: str) -> tuple[str, Mapping[str, Any]]:
    return "homeassistant.turn_on", {"entity_id": list(entities)}


def _off(*entities: str) -> tuple[str, Mapping[str, Any]]:
    return "homeassistant.turn_off", {"entity_id": list(entities)}


def _do(service: str, entity: str, **data: Any) -> tuple[str, Mapping[str, Any]]:
    return service, {"entity_id": entity, **data}


LIVING_ROOM = (
    "light.ceiling_lights",
    "light.floor_lamp",
    "light.living_room_rgbww_lights",
    "light.reading_lamp",
    "light.shelf_light",
)
ON, OFF = {"state": "on"}, {"state": "off"}

SENTENCES = (
    Sentence(("turn on the desk lamp",), (_off("light.desk_lamp"),), {"light.desk_lamp": ON}),
    Sentence(("turn off the kitchen lights",), (_on("light.kitchen_lights"),), {"light.kitchen_lights": OFF}),
    Sentence(
        ("set the bedside lamp to 40 percent",),
        (_off("light.bedside_lamp"),),
        {"light.bedside_lamp": {"state": "on", "brightness": 102}},
    ),
    Sentence(
        ("set the floor lamp to red",),
        (_on("light.floor_lamp"),),
        {"light.floor_lamp": {"state": "on", "hs_color": [0, 100]}},
    ),
    Sentence(("turn off all the lights in the living room",), (_on(*LIVING_ROOM),), dict.fromkeys(LIVING_ROOM, OFF)),
    Sentence(
        ("open the bedroom blind",),
        (_do("cover.set_cover_position", "cover.bedroom_blind", position=0),),
        {"cover.bedroom_blind": {"state": "open", "current_position": 100}},
    ),
    Sentence(
        ("set the office blind to 30 percent",),
        (_do("cover.set_cover_position", "cover.office_blind", position=100),),
        {"cover.office_blind": {"current_position": 30}},
    ),
    Sentence(
        ("close the garage door",),
        (_do("cover.open_cover", "cover.garage_door"),),
        {"cover.garage_door": {"state": "closed"}},
    ),
    Sentence(
        ("set the temperature in the bathroom to 23 degrees",),
        (_do("climate.set_temperature", "climate.bathroom_thermostat", temperature=19),),
        {"climate.bathroom_thermostat": {"temperature": 23}},
    ),
    Sentence(
        ("lock the kitchen door",),
        (_do("lock.unlock", "lock.kitchen_door"),),
        {"lock.kitchen_door": {"state": "locked"}},
    ),
    Sentence(
        ("unlock the front door", "yes"),
        (_do("lock.lock", "lock.front_door"),),
        {"lock.front_door": {"state": "unlocked"}},
    ),
    Sentence(
        ("pause the living room tv",),
        (_do("media_player.media_play", "media_player.living_room"),),
        {"media_player.living_room": {"state": "paused"}},
    ),
    Sentence(
        ("set the volume of the kitchen radio to 30 percent",),
        (_do("media_player.volume_set", "media_player.kitchen", volume_level=0.8),),
        {"media_player.kitchen": {"volume_level": 0.3}},
    ),
    Sentence(("add oat milk to the shopping list",), todo="oat milk"),
    Sentence(
        ("activate the movie night scene",),
        (_off("light.floor_lamp"), _on("light.reading_lamp")),
        {"light.floor_lamp": {"state": "on", "brightness": 51}, "light.reading_lamp": OFF},
    ),
    Sentence(
        ("run the good night script",),
        (_on("light.desk_lamp", "switch.printer"),),
        {"light.desk_lamp": OFF, "switch.printer": OFF},
    ),
    Sentence(
        ("start Robby",),
        (_do("vacuum.stop", "vacuum.0_ground_floor"),),
        {"vacuum.0_ground_floor": {"state": "cleaning"}},
    ),
    Sentence(("what is the temperature in the nursery",), answer=r"\b20\b"),
    Sentence(("is the front door locked",), (_do("lock.lock", "lock.front_door"),), answer=r"^yes|\blocked\b"),
    Sentence(
        ("turn on the coffee machine and turn off the christmas tree",),
        (_off("switch.coffee_machine"), _on("switch.christmas_tree")),
        {"switch.coffee_machine": ON, "switch.christmas_tree": OFF},
    ),
)


def failures(expected: Expected, states: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What is otherwise than expected, in words."""
    found = []
    for entity_id, wanted in expected.items():
        state = states[entity_id]
        for key, value in wanted.items():
            actual = state["state"] if key == "state" else state["attributes"].get(key)
            if not near(value, actual):
                found.append(f"{entity_id} {key} is {actual}, not {value}")
    return found


def near(wanted: Any, actual: Any) -> bool:
    """Whether a value is what is wanted: shares of 0 to 1 within 0.02, other numbers within 2."""
    if isinstance(wanted, list):
        return isinstance(actual, list) and len(actual) == len(wanted) and all(map(near, wanted, actual))
    if isinstance(wanted, int | float) and isinstance(actual, int | float):
        return abs(wanted - actual) <= (0.02 if 0 < wanted < 1 else 2)
    return bool(wanted == actual)


def answers(pattern: str, speech: str) -> bool:
    """Whether what was said matches."""
    return re.search(pattern, speech, re.IGNORECASE) is not None
