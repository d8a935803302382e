"""States that are read from whatever shows them, and conditions on them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from homes import home, view

from edge.ground.becoming import running, special_state
from edge.ground.conditions import holds, reading, watched
from edge.home.model import Entity, Snapshot
from edge.turn import Condition, Problem


def laundry(switch: str = "on", *others: Entity, device: str | None = None) -> Snapshot:
    snapshot = home()
    washer = Entity("switch.washer", "Washer", "kitchen", device, state=switch)
    entities = {k: v for k, v in snapshot.entities.items() if not k.startswith("sensor.washer")}
    return replace(snapshot, entities={**entities, washer.id: washer, **{other.id: other for other in others}})


def sensor(name: str, state: str, device_class: str | None = None, **more: Any) -> Entity:
    attributes = {"device_class": device_class} if device_class else {}
    return Entity(
        f"sensor.{name.lower().replace(' ', '_')}", name, "kitchen", state=state, attributes=attributes, **more
    )


@pytest.mark.parametrize(
    ("switch", "others", "expected"),
    [
        ("on", (), True),
        ("off", (), False),
        ("on", (sensor("Washer Remaining", "0", "duration"),), False),
        ("off", (sensor("Washer Remaining", "12", "duration"),), True),
        ("on", (sensor("Washer Phase", "finished"),), False),
        ("off", (sensor("Washer Phase", "rinsing"),), True),
        ("on", (sensor("Washer Power", "1.5", "power"),), False),
        ("on", (sensor("Washer Power", "900", "power"),), True),
        ("on", (sensor("Dryer Power", "1.5", "power"),), True),
        ("unknown", (), None),
    ],
)
def test_running(switch: str, others: tuple[Entity, ...], expected: bool | None) -> None:
    snapshot = laundry(switch, *others)
    seen = view(snapshot)
    washer = seen.entity("switch.washer")
    assert running(washer, seen) is expected
    assert special_state(washer, "done", seen) is (None if expected is None else not expected)


def test_what_belongs_to_a_device_tells_of_it() -> None:
    seen = view(laundry("on", sensor("Minutes", "0", "duration", device="d1"), device="d1"))
    assert running(seen.entity("switch.washer"), seen) is False


@pytest.mark.parametrize(
    ("state", "asked", "expected"),
    [("pouring", "rain", True), ("sunny", "raining", False), ("snowy", "snow", True), ("sunny", "dry", True), ("rainy", "dry", False)],
)  # fmt: skip
def test_weather(state: str, asked: str, expected: bool) -> None:
    seen = view(home(weather_home={"state": state}))
    assert holds(Condition({"domain": "weather"}, "is", asked), seen) is expected


def test_what_heats_is_hot_when_it_is_as_hot_as_it_was_set() -> None:
    condition = Condition({"name": "Grill"}, "is", "preheated")
    warm = {"state": "heat", "attributes": {"current_temperature": 149.5}}
    assert holds(condition, view(home(climate_grill=warm))) is True
    assert holds(condition, view(home(climate_grill={**warm, "state": "off"}))) is False


def test_any_other_word_is_the_entitys_own_state() -> None:
    seen = view()
    assert special_state(seen.entity("switch.kettle"), "on", seen) is None


def test_a_room_without_a_thermometer_is_as_warm_as_its_radiator_says() -> None:
    assert reading(Condition({"area": "Bedroom"}, "below", 19), view()) == 18
    assert reading(Condition({"area": "Kitchen"}, "above", 19), view()) == 23
    assert reading(Condition({"area": "Hall"}, "above", 19), view()) is None


@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        (Condition({"area": "Kitchen"}, "above", 23), ("sensor.kitchen_temperature",)),
        (Condition({"name": "Front Door"}, "is", "unlocked"), ("lock.front",)),
        (Condition({"domain": "weather"}, "is", "rain"), ("weather.home",)),
        (Condition({"name": "Flux"}, "is", "on"), ()),
        (Condition({"domain": "sun"}, "is", "dark"), ()),
    ],
)
def test_what_is_watched(condition: Condition, ids: tuple[str, ...]) -> None:
    assert watched(condition, view()) == ids


def test_what_tells_of_an_appliance_is_watched_too() -> None:
    seen = view(laundry("on", sensor("Washer Remaining", "3", "duration")))
    assert watched(Condition({"name": "Washer"}, "is", "done"), seen) == ("switch.washer", "sensor.washer_remaining")


def test_a_condition_on_nothing_known_says_why() -> None:
    verdict = holds(Condition({"domain": "sun"}, "is", "dark"), view())
    assert isinstance(verdict, Problem)
