"""What binary sensors show, in the words that people have for it."""

from __future__ import annotations

import pytest
from homes import home, view

from edge.ground.becoming import special_state
from edge.ground.contacts import shows
from edge.home.model import Entity


@pytest.mark.parametrize(
    ("device_class", "state", "asked", "told"),
    [
        ("moisture", "on", "wet", True), ("moisture", "off", "wet", False), ("moisture", "off", "dry", True),
        ("motion", "on", "clear", False), ("battery", "on", "low", True), ("moisture", "unavailable", "wet", None),
        ("moisture", "on", "purple", None), ("door", "on", "open", None),
    ],
)  # fmt: skip
def test_on_and_off_in_words(device_class: str, state: str, asked: str, told: bool | None) -> None:
    sensor = Entity("binary_sensor.x", "X", state=state, attributes={"device_class": device_class})
    assert shows(sensor, asked) is told


def test_only_binary_sensors_are_read_so() -> None:
    assert shows(Entity("sensor.x", "X", state="on", attributes={"device_class": "moisture"}), "wet") is None


@pytest.mark.parametrize(("level", "low"), [("9", True), ("20", True), ("21", False), ("unknown", None)])
def test_a_low_battery(level: str, low: bool | None) -> None:
    battery = Entity("sensor.b", "B", state=level, attributes={"device_class": "battery"})
    assert special_state(battery, "low", view(home())) is low
