"""What is to be as it just was."""

from __future__ import annotations

import pytest
from homes import NOON, frame, home, view

from edge.ground.going_back import as_switched, just_changed
from edge.home.model import Entity
from edge.turn import Frame, Knowledge

ON, OFF = frame("HassTurnOn", name="it"), frame("HassTurnOff", name="it")


def narrowed(made: Frame, said: str, turned: dict[str, float], device: str | None = "lounge_puck") -> list[str]:
    snapshot = home(light_strip={"state": "on"})
    seen = view(snapshot, said, device, Knowledge(turned=turned))
    lights = [entity for entity in snapshot.exposed if entity.domain == "light"]
    return ids(just_changed(made, lights, seen))


def ids(entities: object) -> list[str]:
    return [entity.id for entity in entities if isinstance(entity, Entity)] if isinstance(entities, list) else []


@pytest.mark.parametrize("said", ["turn it back on", "switch that on again", "turn it on again please"])
def test_it_is_what_was_switched_off_here(said: str) -> None:
    assert narrowed(ON, said, {"light.table": 40.0, "light.spots": 5.0}) == ["light.table"]


def test_nothing_that_is_so_already_while_something_is_not() -> None:
    assert narrowed(OFF, "turn it back off", {"light.table": 10.0, "light.strip": 60.0}) == ["light.strip"]
    assert narrowed(OFF, "turn it back off", {"light.table": 10.0}) == ["light.table"]


def test_what_changed_together_stays_together() -> None:
    assert narrowed(ON, "turn them back on", {"light.table": 40.0, "light.bed": 45.0}, None) == [
        "light.table",
        "light.bed",
    ]
    assert narrowed(ON, "turn it back on", {"light.table": 40.0, "light.bed": 300.0}, None) == ["light.table"]


@pytest.mark.parametrize(
    ("said", "turned"),
    [("turn it on", {"light.table": 40.0}), ("turn it back on", {}), ("turn it back on", {"light.table": 800.0})],
)
def test_nothing_speaks_for_one(said: str, turned: dict[str, float]) -> None:
    assert len(narrowed(ON, said, turned)) == 4


def test_the_home_shows_it_too() -> None:
    snapshot = home(light_table={"changed": NOON - 30})
    lights = [entity for entity in snapshot.exposed if entity.domain == "light"]
    assert ids(just_changed(ON, lights, view(snapshot, "turn it back on", "lounge_puck"))) == ["light.table"]


@pytest.mark.parametrize(
    ("said", "turned", "intent"),
    [
        ("start that again", {"switch.kettle": 60.0}, "HassTurnOn"),
        ("start that again", {"switch.kettle": 60.0, "vacuum.rover": 30.0}, "HassTurnOn"),
        ("start that again", {}, "HassVacuumStart"),
        ("start that", {"switch.kettle": 60.0}, "HassVacuumStart"),
    ],
)
def test_what_is_started_again_is_what_was_stopped_here(said: str, turned: dict[str, float], intent: str) -> None:
    seen = view(home(), said, "kitchen_screen", Knowledge(turned=turned))
    assert as_switched(frame("HassVacuumStart", name="that"), seen).intent == intent


def test_a_robot_that_was_stopped_here_goes_on() -> None:
    snapshot = home(vacuum_rover={"area": "kitchen"})
    seen = view(
        snapshot, "start it again", "kitchen_screen", Knowledge(turned={"switch.kettle": 60, "vacuum.rover": 9})
    )
    assert as_switched(frame("HassVacuumStart", name="it"), seen).intent == "HassVacuumStart"
