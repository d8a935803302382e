"""Homie 5: descriptions, properties, commands."""

from __future__ import annotations

import pytest
from home.dialect_samples import HOMIE, found, gone, reachable, sent, states, tell

from edge.home.dialects.homie.dialect import Homie
from edge.home.events import NotExpressibleError, Rejected, TopicsWanted
from edge.home.model import Entity


@pytest.fixture
def dialect() -> Homie:
    return Homie()


def describe(dialect: Homie, **nodes: dict[str, object]) -> dict[str, Entity]:
    """The entities of a device called Thing with these properties a node."""
    given = {name.replace("_", "-"): {"properties": properties} for name, properties in nodes.items()}
    description = {"homie": "5.0", "version": 1, "name": "Thing", "nodes": given}
    return found(tell(dialect, "homie/5/thing/$description", description))


def test_a_lamp_with_sensors(dialect: Homie) -> None:
    events = tell(dialect, "homie/5/porch/$description", HOMIE)
    entities = found(events)
    assert {entity.id: entity.name for entity in entities.values()} == {
        "light.porch_lamp_light": "Porch Lamp",
        "sensor.porch_lamp_air_temperature": "Porch Lamp Air Temperature",
        "binary_sensor.porch_lamp_air_motion": "Porch Lamp Air Motion",
    }
    assert events[-1] == TopicsWanted(("homie/5/porch/light/+", "homie/5/porch/air/+"))
    assert entities["binary_sensor.porch_lamp_air_motion"].device_class == "motion"
    assert entities["sensor.porch_lamp_air_temperature"].device_class == "temperature"


def test_light_there_and_back(dialect: Homie) -> None:
    lamp = found(tell(dialect, "homie/5/porch/$description", HOMIE))["light.porch_lamp_light"]
    assert states(tell(dialect, "homie/5/porch/light/on", "true")) == {lamp.id: ("on", {})}
    assert states(tell(dialect, "homie/5/porch/light/brightness", "50")) == {lamp.id: (None, {"brightness": 128})}
    for text in ("rgb,0,255,0", "hsv,120,100,100"):
        assert states(tell(dialect, "homie/5/porch/light/color", text))[lamp.id][1]["rgb_color"] == (0, 255, 0)
    assert states(tell(dialect, "homie/5/porch/light/color", "rgb,1,2")) == {}
    assert sent(dialect, lamp, "turn_on", brightness_pct=20, rgb_color=(0, 0, 255)) == [
        ("homie/5/porch/light/color/set", "rgb,0,0,255"),
        ("homie/5/porch/light/brightness/set", "20"),
        ("homie/5/porch/light/on/set", "true"),
    ]
    assert sent(dialect, lamp, "turn_off") == [("homie/5/porch/light/on/set", "false")]


def test_light_that_is_only_dimmed(dialect: Homie) -> None:
    lamp = describe(dialect, dimmer={"level": {"datatype": "float", "format": "0:1", "settable": True}})[
        "light.thing_dimmer"
    ]
    assert states(tell(dialect, "homie/5/thing/dimmer/level", "0")) == {lamp.id: ("off", {"brightness": 0})}
    assert sent(dialect, lamp, "turn_on", brightness=255) == [("homie/5/thing/dimmer/level/set", "1")]
    assert sent(dialect, lamp, "turn_off") == [("homie/5/thing/dimmer/level/set", "0")]


def test_white_light_in_kelvin(dialect: Homie) -> None:
    properties = {
        "power": {"datatype": "boolean", "settable": True},
        "color-temperature": {"datatype": "integer", "format": "2200:6500", "settable": True, "unit": "K"},
    }
    lamp = describe(dialect, light=properties)["light.thing_light"]
    assert lamp.attributes["max_color_temp_kelvin"] == 6500
    assert (
        states(tell(dialect, "homie/5/thing/light/color-temperature", "3000"))[lamp.id][1]["color_temp_kelvin"] == 3000
    )
    assert sent(dialect, lamp, "turn_on", color_temp_kelvin=9000)[0][1] == "6500"


def test_cover_by_words_and_position(dialect: Homie) -> None:
    blind = describe(
        dialect,
        shutter={
            "action": {"datatype": "enum", "format": "up,down,stop", "settable": True, "retained": False},
            "position": {"datatype": "integer", "format": "0:100", "settable": True, "unit": "%"},
        },
    )["cover.thing_shutter"]
    assert blind.attributes["supported_features"] == 15
    assert states(tell(dialect, "homie/5/thing/shutter/position", "0")) == {
        blind.id: ("closed", {"current_position": 0})
    }
    assert sent(dialect, blind, "open_cover") == [("homie/5/thing/shutter/action/set", "up")]
    assert sent(dialect, blind, "set_cover_position", position=40) == [("homie/5/thing/shutter/position/set", "40")]


def test_climate_and_lock(dialect: Homie) -> None:
    entities = describe(
        dialect,
        heating={
            "setpoint": {"datatype": "float", "format": "5:30:0.5", "settable": True, "unit": "°C"},
            "measured": {"datatype": "float", "unit": "°C"},
            "mode": {"datatype": "enum", "format": "off,heat", "settable": True},
        },
        lock={"locked": {"datatype": "boolean", "settable": True}},
    )
    heating, lock = entities["climate.thing_heating"], entities["lock.thing_lock"]
    assert states(tell(dialect, "homie/5/thing/heating/measured", "19.5")) == {
        heating.id: (None, {"current_temperature": 19.5})
    }
    assert states(tell(dialect, "homie/5/thing/heating/mode", "heat")) == {heating.id: ("heat", {})}
    assert sent(dialect, heating, "set_temperature", temperature=21) == [("homie/5/thing/heating/setpoint/set", "21.0")]
    with pytest.raises(NotExpressibleError, match="5"):
        sent(dialect, heating, "set_temperature", temperature=99)
    assert states(tell(dialect, "homie/5/thing/lock/locked", "true")) == {lock.id: ("locked", {})}
    assert sent(dialect, lock, "unlock") == [("homie/5/thing/lock/locked/set", "false")]


@pytest.mark.parametrize(
    ("given", "domain", "said", "state"),
    [
        ({"datatype": "boolean", "settable": True}, "switch", "true", "on"),
        ({"datatype": "boolean"}, "binary_sensor", "false", "off"),
        ({"datatype": "boolean"}, "binary_sensor", "maybe", "unknown"),
        ({"datatype": "float", "unit": "W"}, "sensor", "3.5", "3.5"),
        ({"datatype": "float", "unit": "W"}, "sensor", "much", "unknown"),
        ({"datatype": "integer", "settable": True, "format": "0:10:2"}, "number", "4", "4"),
        ({"datatype": "enum", "settable": True, "format": "a,b"}, "select", "b", "b"),
        ({"datatype": "enum", "format": "a,b"}, "sensor", "c", "unknown"),
        ({"datatype": "string"}, "sensor", "hello", "hello"),
    ],
)
def test_properties_by_themselves(dialect: Homie, given: dict[str, object], domain: str, said: str, state: str) -> None:
    (entity,) = describe(dialect, part={"value": given}).values()
    assert entity.domain == domain
    assert states(tell(dialect, "homie/5/thing/part/value", said)) == {entity.id: (state, {})}


def test_settings_go_out_within_their_range(dialect: Homie) -> None:
    properties = {
        "n": {"datatype": "integer", "settable": True, "format": "0:10"},
        "e": {"datatype": "enum", "settable": True, "format": "a,b"},
    }
    entities = describe(dialect, part=properties)
    assert sent(dialect, entities["number.thing_part_n"], "set_value", value=4.0) == [("homie/5/thing/part/n/set", "4")]
    assert sent(dialect, entities["select.thing_part_e"], "select_option", option="a") == [
        ("homie/5/thing/part/e/set", "a")
    ]
    for name, service, data in (
        ("number.thing_part_n", "set_value", {"value": 11}),
        ("select.thing_part_e", "select_option", {"option": "z"}),
    ):
        with pytest.raises(NotExpressibleError):
            sent(dialect, entities[name], service, **data)


def test_state_before_and_after_the_description(dialect: Homie) -> None:
    assert tell(dialect, "homie/5/porch/$state", "lost") == []
    events = tell(dialect, "homie/5/porch/$description", HOMIE)
    assert set(reachable(events).values()) == {False}
    assert set(reachable(tell(dialect, "homie/5/porch/$state", "ready")).values()) == {True}
    assert reachable(tell(dialect, "homie/5/porch/$description", HOMIE)) == {}
    assert len(gone(tell(dialect, "homie/5/porch/$state"))) == 3


def test_another_version_is_refused(dialect: Homie) -> None:
    (refused,) = tell(dialect, "homie/5/x/$description", {**HOMIE, "homie": "4.0"})
    assert isinstance(refused, Rejected)
    assert "version 5" in refused.reason
    assert isinstance(tell(dialect, "homie/5/x/$state", "sulking")[0], Rejected)
