"""A number set in a place is of one kind of thing there."""

from __future__ import annotations

from homes import frame, view

from edge.ground.bare_values import of_one_kind


def test_degrees_where_a_thermostat_has_them() -> None:
    made = of_one_kind(frame("HearthSetValue", value=21, area="Bedroom"), view())
    assert (made.intent, made.slots) == ("HassClimateSetTemperature", {"area": "Bedroom", "temperature": 21})


def test_lights_where_no_thermostat_does() -> None:
    made = of_one_kind(frame("HearthSetValue", value=70, area="Bedroom"), view())
    assert (made.intent, made.slots) == ("HassLightSet", {"area": "Bedroom", "brightness": 70})


def test_what_is_named_is_left_alone() -> None:
    for said in (
        frame("HearthSetValue", value=21, name="Diffuser"),
        frame("HearthSetValue", value=21, attribute="volume", area="Lounge"),
        frame("HearthSetValue", value=21, area="Nowhere"),
        frame("HassLightSet", brightness=21, area="Lounge"),
    ):
        assert of_one_kind(said, view()) is said
