"""Tasmota: discovery, states, sensors, commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from home.dialect_samples import TASMOTA, found, gone, reachable, sent, states, tell

from edge.home.dialects.tasmota.dialect import Tasmota
from edge.home.events import NotExpressibleError, Rejected
from edge.home.model import Entity


@pytest.fixture
def dialect() -> Tasmota:
    return Tasmota()


def announce(dialect: Tasmota, **config: object) -> dict[str, Entity]:
    """The entities of a device like the sample, but for what is given."""
    given = {**TASMOTA, **config}
    return found(tell(dialect, f"tasmota/discovery/{given['mac']}/config", given))


def test_relays_become_switches_known_by_their_friendly_names(dialect: Tasmota) -> None:
    entities = announce(dialect)
    assert {entity.id: (entity.name, entity.aliases) for entity in entities.values()} == {
        "switch.kitchen_plug": ("Kitchen Plug", ()),
        "switch.kitchen_plug_2": ("Kitchen Plug Fridge", ("Fridge",)),
    }
    assert [(one.topic, one.payload) for one in dialect.requests()] == [("cmnd/plug/STATE", b"")]


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("tele/plug/STATE", {"POWER1": "ON", "POWER2": "OFF"}),
        ("stat/plug/RESULT", {"POWER1": "ON", "POWER2": "OFF"}),
        ("stat/plug/STATUS11", {"StatusSTS": {"POWER1": "ON", "POWER2": "OFF"}}),
    ],
)
def test_power_in_every_shape(dialect: Tasmota, topic: str, payload: object) -> None:
    announce(dialect)
    assert states(tell(dialect, topic, payload)) == {
        "switch.kitchen_plug": ("on", {}),
        "switch.kitchen_plug_2": ("off", {}),
    }


def test_power_alone_and_in_words_of_its_own(dialect: Tasmota) -> None:
    entities = announce(dialect, state=["nay", "aye", "TOGGLE", "HOLD"])
    assert states(tell(dialect, "stat/plug/POWER2", "aye")) == {"switch.kitchen_plug_2": ("on", {})}
    assert sent(dialect, entities["switch.kitchen_plug_2"], "turn_off") == [("cmnd/plug/POWER2", "nay")]


def test_topics_may_be_shaped_otherwise(dialect: Tasmota) -> None:
    entities = announce(dialect, ft="home/%topic%/%id%/%prefix%/")
    assert sent(dialect, entities["switch.kitchen_plug"], "turn_on") == [("home/plug/BC0956/cmnd/POWER1", "ON")]
    assert states(tell(dialect, "home/plug/BC0956/stat/POWER1", "ON"))


def test_will(dialect: Tasmota) -> None:
    announce(dialect)
    assert reachable(tell(dialect, "tele/plug/LWT", "Online")) == {}
    assert set(reachable(tell(dialect, "tele/plug/LWT", "Offline")).values()) == {False}
    assert set(reachable(tell(dialect, "tele/plug/LWT", "Online")).values()) == {True}


def test_light_with_colours_and_temperature(dialect: Tasmota) -> None:
    lamp = announce(dialect, rl=[2], lt_st=5, dn="Lamp", fn=["Lamp"])["light.lamp"]
    assert lamp.attributes["supported_color_modes"] == ("hs", "color_temp")
    assert (lamp.attributes["min_color_temp_kelvin"], lamp.attributes["max_color_temp_kelvin"]) == (2000, 6535)
    said = {"POWER": "ON", "Dimmer": 50, "HSBColor": "120,100,50", "White": 0, "CT": 200, "Scheme": 0}
    state, attributes = states(tell(dialect, "tele/plug/STATE", said))["light.lamp"]
    assert (state, attributes["brightness"], attributes["rgb_color"]) == ("on", 128, (0, 255, 0))
    white = states(tell(dialect, "tele/plug/STATE", {**said, "White": 60}))["light.lamp"][1]
    assert (white["color_mode"], white["color_temp_kelvin"]) == ("color_temp", 5000)
    assert sent(dialect, lamp, "turn_on") == [("cmnd/plug/POWER1", "ON")]
    assert sent(dialect, lamp, "turn_on", brightness_pct=50) == [("cmnd/plug/Dimmer", "50")]
    assert sent(dialect, lamp, "turn_on", color_name="red", transition=3) == [
        ("cmnd/plug/Backlog0", "Fade 1;Speed 6;POWER1 ON;HsbColor1 0;HsbColor2 100")
    ]
    assert sent(dialect, lamp, "turn_on", color_temp_kelvin=4000)[0][1] == "POWER1 ON;CT 250"
    assert sent(dialect, lamp, "turn_off") == [("cmnd/plug/POWER1", "OFF")]


@pytest.mark.parametrize(
    ("config", "modes"),
    [
        ({"rl": [2], "lt_st": 0}, [("onoff",)]),
        ({"rl": [2], "lt_st": 1}, [("brightness",)]),
        ({"rl": [2], "lt_st": 2}, [("color_temp",)]),
        ({"rl": [2], "lt_st": 3}, [("hs",)]),
        ({"rl": [2, 2], "lt_st": 5, "lk": 0}, [("hs",), ("color_temp",)]),
        ({"rl": [2, 2], "lt_st": 4, "so": {"68": 1}}, [("brightness",), ("brightness",)]),
        ({"rl": [1], "so": {"30": 1}}, [("onoff",)]),
    ],
)
def test_kinds_of_lights(dialect: Tasmota, config: dict[str, object], modes: list[tuple[str, ...]]) -> None:
    entities = announce(dialect, **config)
    assert [entity.attributes["supported_color_modes"] for entity in entities.values()] == modes


def test_split_lights_are_dimmed_each_by_its_own_command(dialect: Tasmota) -> None:
    first, second = announce(dialect, rl=[2, 2], lt_st=5, lk=0).values()
    assert sent(dialect, first, "turn_on", brightness=255) == [("cmnd/plug/Dimmer1", "100")]
    assert sent(dialect, second, "turn_on", brightness=255) == [("cmnd/plug/Dimmer2", "100")]


@pytest.mark.parametrize(("option", "position", "direction"), [(0, 30, "opening"), (1, 70, "closing")])
def test_shutter_upright_and_inverted(dialect: Tasmota, option: int, position: int, direction: str) -> None:
    blind = announce(dialect, rl=[3, 3], sho=[option], dn="Blind", fn=["Blind"])["cover.blind"]
    assert ("cmnd/plug/STATUS", b"10") in [(one.topic, one.payload) for one in dialect.requests()]
    said = {"Shutter1": {"Position": 30, "Direction": 1, "Target": 100}}
    assert states(tell(dialect, "stat/plug/RESULT", said)) == {
        "cover.blind": (direction, {"current_position": position})
    }
    at_rest = {"StatusSNS": {"Shutter1": {"Position": 30, "Direction": 0}}}
    assert states(tell(dialect, "stat/plug/STATUS10", at_rest))["cover.blind"][0] == "open"
    assert sent(dialect, blind, "set_cover_position", position=position) == [("cmnd/plug/ShutterPosition1", "30")]
    assert sent(dialect, blind, "stop_cover") == [("cmnd/plug/ShutterStop1", "")]


def test_fan(dialect: Tasmota) -> None:
    entities = announce(dialect, **{"if": 1}, rl=[2, 1, 1, 1], dn="Fan", fn=["Fan"])
    assert list(entities) == ["light.fan", "fan.fan_fan"]
    assert states(tell(dialect, "tele/plug/STATE", {"FanSpeed": 2}))["fan.fan_fan"] == ("on", {"percentage": 67})
    assert sent(dialect, entities["fan.fan_fan"], "set_percentage", percentage=30) == [("cmnd/plug/FanSpeed", "1")]


def test_sensors_of_the_second_message_in_either_order(dialect: Tasmota) -> None:
    sample = {
        "sn": {"Time": "t", "ENERGY": {"Total": 1.5, "Power": 3}, "AM2301": {"Temperature": 20},
               "BME280": {"Temperature": 21}, "TempUnit": "F"},
        "ver": 1,
    }  # fmt: skip
    topic = f"tasmota/discovery/{TASMOTA['mac']}/sensors"
    assert tell(dialect, topic, sample) == []
    entities = announce(dialect)
    assert entities["sensor.kitchen_plug_energy_power"].name == "Kitchen Plug Power"
    assert entities["sensor.kitchen_plug_am2301_temperature"].name == "Kitchen Plug AM2301 Temperature"
    assert entities["sensor.kitchen_plug_bme280_temperature"].attributes["unit_of_measurement"] == "°F"
    said = {"ENERGY": {"Power": 7, "Total": None}}
    assert states(tell(dialect, "tele/plug/SENSOR", said)) == {
        "sensor.kitchen_plug_energy_power": ("7", {}),
        "sensor.kitchen_plug_energy_total": ("unknown", {}),
    }
    assert "sensor.kitchen_plug_energy_power" in gone(tell(dialect, topic, {"sn": {}}))


def test_inputs_that_switch_nothing(dialect: Tasmota) -> None:
    entities = announce(dialect, swc=[0, -1], so={"114": 1})
    assert "binary_sensor.kitchen_plug_switch1" in entities
    assert states(tell(dialect, "stat/plug/SWITCH1", {"Action": "ON"})) == {
        "binary_sensor.kitchen_plug_switch1": ("on", {})
    }


def test_a_device_without_announcement_is_gone(dialect: Tasmota) -> None:
    entities = announce(dialect)
    assert gone(tell(dialect, f"tasmota/discovery/{TASMOTA['mac']}/config")) == list(entities)
    assert tell(dialect, "tele/plug/STATE", {"POWER1": "ON"}) == []
    with pytest.raises(NotExpressibleError):
        sent(dialect, entities["switch.kitchen_plug"], "turn_on")


@pytest.mark.parametrize(
    "broken", [{"t": None}, {"tp": ["cmnd"]}, {"mac": "x/y"}, {"ft": "#/%topic%/"}, {"dn": "a\nb"}]
)
def test_unusable_announcements_are_refused(dialect: Tasmota, broken: dict[str, object]) -> None:
    (refused,) = tell(dialect, f"tasmota/discovery/{TASMOTA['mac']}/config", {**TASMOTA, **broken})
    assert isinstance(refused, Rejected)


def test_payload_that_hatasmota_accepts(dialect: Tasmota, shared: Path) -> None:
    config = json.loads((shared / "data/payloads/tasmota_sample.json").read_text())
    entities = found(tell(dialect, f"tasmota/discovery/{config['mac']}/config", config))
    assert list(entities) == ["switch.kitchen_plug"]
    assert states(tell(dialect, "stat/tasmota_49A3BC/POWER", "ON")) == {"switch.kitchen_plug": ("on", {})}
    assert sent(dialect, entities["switch.kitchen_plug"], "turn_off") == [("cmnd/tasmota_49A3BC/POWER1", "OFF")]
