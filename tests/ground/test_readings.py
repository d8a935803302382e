"""What a thing shows beside its state, and questions that covers and sensors share."""

from __future__ import annotations

from dataclasses import replace

import pytest
from homes import frame, home, view

from edge.ground.planner import ground
from edge.home.model import Entity, Snapshot
from edge.turn import Clause


def asked(snapshot: Snapshot, **slots: str) -> Clause:
    return ground(frame("HassGetState", **slots), view(snapshot))


def test_the_brightness_of_a_lamp_is_told_in_percent() -> None:
    lit = home(light_table={"state": "on", "attributes": {"brightness": 102}})
    told = asked(lit, name="Table Lamp", attribute="brightness", device_class="illuminance")
    assert (told.targets, told.facts) == (("light.table",), {"reading": "40%"})


def test_a_lamp_that_is_off_has_none() -> None:
    assert "reading" not in asked(home(), name="Table Lamp", attribute="brightness").facts


@pytest.mark.parametrize(
    ("name", "attribute", "reading"),
    [("Blind", "position", "100%"), ("Radio", "volume", "50%"), ("Radiator", "set point", "19 °C"), ("Humidifier", "set point", "50%")],
)  # fmt: skip
def test_other_readings(name: str, attribute: str, reading: str) -> None:
    assert asked(home(), name=name, attribute=attribute).facts == {"reading": reading}


def test_a_sensor_still_answers_for_what_it_measures() -> None:
    told = ground(frame("HassClimateGetTemperature", area="Kitchen"), view(home()))
    assert told.targets == ("sensor.kitchen_temperature",), "the grill tells nothing of the kitchen's air"


def with_windows(**states: str) -> Snapshot:
    plain = home()
    windows = {
        f"binary_sensor.{name}": Entity(
            f"binary_sensor.{name}", f"{name} window", name, state=state, attributes={"device_class": "window"}
        )
        for name, state in states.items()
    }
    return replace(plain, entities={**plain.entities, **windows})


def test_windows_that_nothing_moves_are_known_by_their_contacts() -> None:
    told = asked(with_windows(kitchen="on", hall="off"), domain="cover", device_class="window", state="open")
    assert told.facts == {"matched": ["binary_sensor.kitchen"], "unmatched": ["binary_sensor.hall"]}
    there = asked(with_windows(kitchen="on"), domain="cover", device_class="window", area="Kitchen", state="open")
    assert there.facts == {"matched": ["binary_sensor.kitchen"], "unmatched": []}


def test_without_any_it_is_said_that_there_are_none() -> None:
    assert asked(home(), domain="cover", device_class="window", state="open").problems[0].code == "no_target"


@pytest.mark.parametrize(("mode", "service"), [("night", "alarm_arm_night"), ("home", "alarm_arm_home")])
def test_an_alarm_panel_is_armed_as_it_was_said(mode: str, service: str) -> None:
    made = ground(frame("HearthSetMode", domain="alarm_control_panel", mode=mode), view(home()))
    assert [step.call.service for step in made.steps] == [service]
    unknown = ground(frame("HearthSetMode", domain="alarm_control_panel", mode="disco"), view(home()))
    assert not unknown.steps
