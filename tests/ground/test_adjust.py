"""Relative changes and values: from what they start, how far they may go, and options that are levels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from homes import NOON, frame, home, request, view

from edge.ground.choices import choose
from edge.ground.levels import called, moved, scale
from edge.ground.names import NameIndex
from edge.ground.planner import ground
from edge.ground.view import View
from edge.home.model import Area, Device, Entity, Snapshot
from edge.turn import Clause

AC = Entity(
    "climate.den",
    "Air Conditioner",
    "den",
    state="cool",
    attributes={
        "temperature": 24, "min_temp": 16, "max_temp": 30, "hvac_modes": ["off", "cool", "fan_only"],
        "fan_modes": ["auto", "low", "medium", "high"], "fan_mode": "low",
        "swing_modes": ["auto", "up", "middle", "down"], "swing_mode": "middle",
    },
)  # fmt: skip
TOWER = Entity("fan.den", "Tower", "den", "tower", state="on", attributes={"supported_features": 48})
TOWER_SPEED = Entity("select.tower_speed", "Tower Speed", "den", "tower", state="high",
                     attributes={"options": ["auto", "low", "medium", "high"]})  # fmt: skip
BLOWER = Entity("fan.blower", "Blower", "den", state="on",
                attributes={"preset_modes": ["sleep", "slow", "fast"], "preset_mode": "slow"})  # fmt: skip


def den() -> View:
    entities = {e.id: e for e in (AC, TOWER, TOWER_SPEED, BLOWER)}
    snapshot = Snapshot(entities, {"tower": Device("tower", "Tower", "den")}, {"den": Area("den", "Den")}, at=NOON)
    return View(request(), snapshot, NameIndex(snapshot))


def calls(clause: Clause) -> list[tuple[str, dict[str, Any]]]:
    return [(f"{s.call.domain}.{s.call.service}", dict(s.call.data)) for s in clause.steps]


def codes(clause: Clause) -> list[str]:
    return [problem.code for problem in clause.problems]


def adjust(name: str, attribute: str, direction: str, amount: float | None = None) -> Any:
    said = {} if amount is None else {"amount": amount}
    return frame("HearthAdjust", name=name, attribute=attribute, direction=direction, **said)


@pytest.mark.parametrize(
    ("kept", "direction", "amount", "expected"),
    [
        (153, "down", 20, 40),
        (153, "up", 30, 90),
        (None, "up", 30, 30),
        (153, "down", 60, None),
        (153, "up", 80, 100),
    ],
)
def test_a_light_that_is_off_changes_from_the_brightness_that_it_keeps(
    kept: int | None, direction: str, amount: float, expected: int | None
) -> None:
    kept_home = home(light_spots={"attributes": {"brightness": kept}})
    clause = ground(adjust("Kitchen Spots", "brightness", direction, amount), view(kept_home))
    assert calls(clause) == ([("light.turn_on", {"brightness_pct": expected})] if expected is not None else [])
    assert codes(clause) == ([] if expected is not None else ["already"])


def test_only_a_default_step_stops_short_of_dark() -> None:
    on = home(light_spots={"state": "on", "attributes": {"brightness": 26}})
    assert calls(ground(adjust("Kitchen Spots", "brightness", "down"), view(on))) == [
        ("light.turn_on", {"brightness_pct": 5})
    ]
    assert calls(ground(adjust("Kitchen Spots", "brightness", "down", 10.196), view(on))) == [("light.turn_off", {})]


@pytest.mark.parametrize(
    ("name", "attribute", "direction", "amount"),
    [
        ("Radiator", "temperature", "up", 30),
        ("Radiator", "temperature", "down", 15),
        ("Diffuser", "intensity", "up", 90),
    ],
)
def test_an_amount_that_leads_out_of_range_is_refused(name: str, attribute: str, direction: str, amount: float) -> None:
    clause = ground(adjust(name, attribute, direction, amount), view())
    assert (calls(clause), codes(clause)) == ([], ["out_of_range"])


def test_a_default_step_stops_at_the_end_of_the_range() -> None:
    warm = home(climate_bedroom={"attributes": {"temperature": 27.5}})
    clause = ground(adjust("Radiator", "temperature", "up"), view(warm))
    assert calls(clause) == [("climate.set_temperature", {"temperature": 28})]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (adjust("Air Conditioner", "fan speed", "up"), ("climate.set_fan_mode", {"fan_mode": "medium"})),
        (adjust("Air Conditioner", "fan speed", "up", 2), ("climate.set_fan_mode", {"fan_mode": "high"})),
        (adjust("Air Conditioner", "fan speed", "up", 7), ("climate.set_fan_mode", {"fan_mode": "high"})),
        (adjust("Air Conditioner", "swing level", "down", 1), ("climate.set_swing_mode", {"swing_mode": "down"})),
        (adjust("Tower", "speed", "down", 1), ("select.select_option", {"option": "medium"})),
        (adjust("Tower", "speed rate", "down", 2), ("select.select_option", {"option": "low"})),
        (adjust("Blower", "speed", "up"), ("fan.set_preset_mode", {"preset_mode": "fast"})),
        (frame("HearthSetMode", name="Air Conditioner", attribute="swing", mode="upwards"),
         ("climate.set_swing_mode", {"swing_mode": "up"})),
        (frame("HearthSetMode", name="Tower", attribute="speed", mode="lowest"), ("select.select_option", {"option": "low"})),
        (frame("HearthSetMode", name="Blower", attribute="speed", mode="high"), ("fan.set_preset_mode", {"preset_mode": "fast"})),
    ],
    ids=str,
)  # fmt: skip
def test_options_that_are_levels(made: Any, expected: tuple[str, dict[str, Any]]) -> None:
    assert calls(ground(made, den())) == [expected]


@pytest.mark.parametrize(
    "made",
    [
        adjust("Air Conditioner", "brightness", "up"),
        frame("HearthSetValue", name="Tower", attribute="humidity", value=40),
        frame("HearthSetMode", name="Air Conditioner", attribute="temperature", mode="low"),
        frame("HearthSetMode", name="Tower", attribute="swing mode", mode="low"),
    ],
    ids=str,
)
def test_an_attribute_that_a_device_lacks_is_not_replaced_by_another(made: Any) -> None:
    clause = ground(made, den())
    assert (calls(clause), codes(clause)) == ([], ["not_supported"])


@pytest.mark.parametrize(
    ("text", "mode", "expected"),
    [
        ("set the tower to auto mode", "auto", ["not_supported"]),
        ("set the tower to auto", "auto", ["select.select_option"]),
        ("set the tower to low mode", "low", ["select.select_option"]),
        ("set the air conditioner to auto mode", "auto", ["not_supported"]),
        ("set the air conditioner to auto", "auto", ["climate.set_fan_mode"]),
        ("set the air conditioner to fan only mode", "fan only", ["climate.set_hvac_mode"]),
    ],
)
def test_an_auto_mode_is_no_speed(text: str, mode: str, expected: list[str]) -> None:
    seen = den()
    seen = replace(seen, request=replace(seen.request, text=text))
    name = "Tower" if "tower" in text else "Air Conditioner"
    clause = ground(frame("HearthSetMode", name=name, mode=mode), seen)
    assert codes(clause) + [service for service, _ in calls(clause)] == expected


def test_a_bare_value_is_for_the_only_number_of_a_device_that_shows_none_of_its_own() -> None:
    made = ground(frame("HearthSetValue", name="Diffuser", value=60), view())
    assert calls(made) == [("number.set_value", {"value": 60})]
    drier = Entity("humidifier.drier", "Drier", "den", "drier", state="on", attributes={})
    number = Entity("number.drier", "Drier Intensity", "den", "drier", state="20", attributes={"min": 0, "max": 100})
    seen = den()
    for attributes, expected in (({}, "number.set_value"), ({"humidity": 50}, "humidifier.set_humidity")):
        entities = {drier.id: replace(drier, attributes=attributes), number.id: number}
        snapshot = replace(seen.snapshot, entities=entities, devices={"drier": Device("drier", "Drier", "den")})
        there = replace(seen, snapshot=snapshot, names=NameIndex(snapshot))
        assert calls(ground(frame("HearthSetValue", name="Drier", value=60), there))[0][0] == expected


def test_a_vacuum_pauses_where_that_is_the_word() -> None:
    seen = view(home(vacuum_rover={"state": "cleaning", "attributes": {"supported_features": 4 | 8 | 8192}}))
    for text, service in (("pause the rover", "vacuum.pause"), ("stop the rover", "vacuum.stop")):
        there = replace(seen, request=replace(seen.request, text=text))
        assert calls(ground(frame("HearthStop", name="Rover"), there))[0][0] == service


def test_a_change_without_amount_and_direction_is_none() -> None:
    clause = ground(frame("HearthAdjust", name="Air Conditioner", attribute="temperature"), den())
    assert (calls(clause), codes(clause)) == ([], ["out_of_range"])


def test_a_scale_is_ordered_by_meaning_and_leaves_out_what_is_no_step() -> None:
    assert scale(["high", "auto", "low", "medium"]) == ["low", "medium", "high"]
    assert scale(["3", "1", "2"]) == ["1", "2", "3"]
    assert scale(["eco", "comfort", "high"]) == []
    assert moved(["auto", "low", "high"], "auto", 1) == "high"
    assert moved(["eco", "comfort"], "eco", 1) is None


@pytest.mark.parametrize(
    ("word", "options", "expected"),
    [
        ("maximum", ["low", "high"], "high"),
        ("slow", ["low", "high"], "low"),
        ("middle", ["low", "medium", "high"], "medium"),
        ("medium", ["low", "high"], None),
        ("purple", ["low", "high"], None),
    ],
)
def test_a_word_for_a_step(word: str, options: list[str], expected: str | None) -> None:
    assert called(options, word) == expected


@pytest.mark.parametrize(
    ("spoken", "options", "expected"),
    [
        ("automatic", ["auto", "sleep"], "auto"),
        ("fan only mode", ["fan_only", "heat"], "fan_only"),
        ("heating", ["heat", "cool"], "heat"),
        ("downward", ["up", "down"], "down"),
        ("middle position", ["up", "middle"], "middle"),
        ("sleeep", ["auto", "sleep"], "sleep"),
        ("auto", ["automatic", "autumn"], "automatic"),
        ("party", ["auto", "sleep"], None),
        ("auto", None, None),
    ],
)
def test_choosing_among_options(spoken: str, options: Any, expected: str | None) -> None:
    assert choose(spoken, options) == expected


def test_who_dims_a_room_lights_no_lamp() -> None:
    kept_home = home(light_spots={"attributes": {"brightness": 153}})
    clause = ground(adjust("Kitchen Spots", "brightness", "down"), view(kept_home))
    assert (calls(clause), codes(clause)) == ([], ["already"])


@pytest.mark.parametrize(
    ("text", "direction", "amount", "expected"),
    [
        ("increase the swing of the air conditioner by 1 level", "up", 1, "down"),
        ("decrease the swing level of the air conditioner by 1", "down", 1, "up"),
        ("decrease the swing of the air conditioner by 2 levels", "down", 2, "auto"),
        ("raise the swing of the air conditioner", "up", None, "up"),
        ("lower the swing of the air conditioner by 1", "down", 1, "down"),
    ],
)
def test_directions_are_counted_along_their_list_and_moved_as_they_are_called(
    text: str, direction: str, amount: float | None, expected: str
) -> None:
    seen = den()
    seen = replace(seen, request=replace(seen.request, text=text))
    made = ground(adjust("Air Conditioner", "swing level", direction, amount), seen)
    assert calls(made) == [("climate.set_swing_mode", {"swing_mode": expected})]


def test_speeds_are_a_scale_however_they_are_asked_for() -> None:
    seen = den()
    seen = replace(
        seen, request=replace(seen.request, text="increase the fan speed of the air conditioner by 2 levels")
    )
    made = ground(adjust("Air Conditioner", "fan speed", "up", 2), seen)
    assert calls(made) == [("climate.set_fan_mode", {"fan_mode": "high"})]


def test_what_is_so_already_is_told_by_what_was_asked_for() -> None:
    lit = home(light_spots={"state": "on", "attributes": {"brightness": 102}})
    [problem] = ground(frame("HassLightSet", name="Kitchen Spots", brightness=40), view(lit)).problems
    assert (problem.code, dict(problem.detail)) == ("already", {})
    [problem] = ground(frame("HassTurnOn", name="Kitchen Spots"), view(lit)).problems
    assert (problem.code, dict(problem.detail)) == ("already", {"state": "on"})
