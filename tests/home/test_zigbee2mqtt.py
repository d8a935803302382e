"""Zigbee2MQTT: devices, groups, states, commands, availability."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from home.dialect_samples import Z2M_DEVICES, found, gone, message, one_dialect, reachable, sent, states, tell

from edge.home.dialects.all import Bases
from edge.home.dialects.zigbee2mqtt.dialect import Zigbee2Mqtt
from edge.home.events import DeviceFound, NotExpressibleError, Rejected, TopicsWanted
from edge.home.model import Entity

BASE = "zigbee2mqtt"


@pytest.fixture
def dialect() -> Zigbee2Mqtt:
    return Zigbee2Mqtt()


@pytest.fixture
def entities(dialect: Zigbee2Mqtt) -> dict[str, Entity]:
    """What the sample devices come to."""
    return found(tell(dialect, f"{BASE}/bridge/devices", Z2M_DEVICES))


def test_devices_become_entities_with_names_that_can_be_said(entities: dict[str, Entity]) -> None:
    assert {entity.id: entity.name for entity in entities.values() if entity.exposed} == {
        "light.kitchen_lamp": "kitchen lamp",
        "sensor.hall_front_door_battery": "hall front door battery",
        "binary_sensor.hall_front_door_contact": "hall front door",
        "switch.double_left": "double left",
        "switch.double_l2": "double L2",
        "cover.blind": "blind",
        "climate.radiator": "radiator",
        "lock.door_lock": "door lock",
        "fan.ceiling_fan": "ceiling fan",
    }
    assert {entity.id for entity in entities.values() if not entity.exposed} == {
        "switch.radiator_child_lock",
        "sensor.blind_motor_state",
    }


def test_topics_of_devices_are_wanted_and_those_on_the_mains_are_asked(dialect: Zigbee2Mqtt) -> None:
    events = tell(dialect, f"{BASE}/bridge/devices", Z2M_DEVICES)
    (wanted,) = [event for event in events if isinstance(event, TopicsWanted)]
    assert wanted.topics[:4] == (
        f"{BASE}/kitchen lamp",
        f"{BASE}/kitchen lamp/availability",
        f"{BASE}/hall/front door",
        f"{BASE}/hall/front door/availability",
    )
    assert [(one.topic, one.payload) for one in dialect.requests()] == [(f"{BASE}/kitchen lamp/get", b'{"state":""}')]
    assert dialect.requests() == ()


def test_the_same_list_again_costs_and_changes_nothing(dialect: Zigbee2Mqtt, entities: dict[str, Entity]) -> None:
    assert entities
    assert tell(dialect, f"{BASE}/bridge/devices", Z2M_DEVICES) == []


def test_light_there_and_back(dialect: Zigbee2Mqtt, entities: dict[str, Entity]) -> None:
    lamp = entities["light.kitchen_lamp"]
    assert lamp.attributes["supported_color_modes"] == ("xy", "color_temp")
    assert (lamp.attributes["min_color_temp_kelvin"], lamp.attributes["max_color_temp_kelvin"]) == (2202, 4000)
    assert lamp.attributes["effect_list"] == ("blink", "okay")
    said = {
        "state": "ON",
        "brightness": 127,
        "color_mode": "color_temp",
        "color_temp": 370,
        "color": {"x": 0.4, "y": 0.4},
    }
    assert states(tell(dialect, f"{BASE}/kitchen lamp", said)) == {
        "light.kitchen_lamp": ("on", {"brightness": 128, "color_mode": "color_temp", "color_temp_kelvin": 2702})
    }
    coloured = states(tell(dialect, f"{BASE}/kitchen lamp", {**said, "color_mode": "xy"}))["light.kitchen_lamp"][1]
    assert (coloured["color_mode"], coloured["xy_color"]) == ("xy", (0.4, 0.4))
    assert sent(dialect, lamp, "turn_on", brightness=255, transition=1) == [
        (f"{BASE}/kitchen lamp/set", '{"state":"ON","transition":1,"brightness":254}')
    ]
    assert sent(dialect, lamp, "turn_on", color_temp_kelvin=9000) == [
        (f"{BASE}/kitchen lamp/set", '{"state":"ON","color_temp":250}')
    ]
    assert sent(dialect, lamp, "turn_on", color_name="blue")[0][1] == '{"state":"ON","color":{"x":0.136,"y":0.04}}'
    assert sent(dialect, lamp, "turn_on", brightness=0) == [(f"{BASE}/kitchen lamp/set", '{"state":"OFF"}')]


def test_null_is_unknown_and_what_is_missing_says_nothing(dialect: Zigbee2Mqtt, entities: dict[str, Entity]) -> None:
    assert entities
    assert states(tell(dialect, f"{BASE}/kitchen lamp", {"state": None})) == {"light.kitchen_lamp": ("unknown", {})}
    assert states(tell(dialect, f"{BASE}/kitchen lamp", {"linkquality": 3})) == {}
    assert states(tell(dialect, f"{BASE}/hall/front door", {"battery": None})) == {
        "sensor.hall_front_door_battery": ("unknown", {})
    }


@pytest.mark.parametrize(("contact", "state"), [(True, "off"), (False, "on"), (None, "unknown")])
def test_a_contact_that_is_true_is_closed(
    dialect: Zigbee2Mqtt, entities: dict[str, Entity], contact: bool | None, state: str
) -> None:
    assert entities["binary_sensor.hall_front_door_contact"].device_class == "door"
    reported = states(tell(dialect, f"{BASE}/hall/front door", {"contact": contact}))
    assert reported == {"binary_sensor.hall_front_door_contact": (state, {})}


def test_several_switches_of_one_device_keep_apart(dialect: Zigbee2Mqtt, entities: dict[str, Entity]) -> None:
    assert states(tell(dialect, f"{BASE}/double", {"state_left": "ON", "state_l2": "OFF"})) == {
        "switch.double_left": ("on", {}),
        "switch.double_l2": ("off", {}),
    }
    assert sent(dialect, entities["switch.double_l2"], "turn_on") == [(f"{BASE}/double/set", '{"state_l2":"ON"}')]


def test_cover(dialect: Zigbee2Mqtt, entities: dict[str, Entity]) -> None:
    blind = entities["cover.blind"]
    assert blind.attributes["supported_features"] == 15
    moving = states(tell(dialect, f"{BASE}/blind", {"state": "OPEN", "position": 40, "motor_state": "closing"}))
    assert moving["cover.blind"] == ("closing", {"current_position": 40})
    assert states(tell(dialect, f"{BASE}/blind", {"state": "OPEN", "position": 0}))["cover.blind"][0] == "closed"
    assert sent(dialect, blind, "set_cover_position", position=30) == [(f"{BASE}/blind/set", '{"position":30}')]
    assert sent(dialect, blind, "stop_cover") == [(f"{BASE}/blind/set", '{"state":"STOP"}')]


def test_climate(dialect: Zigbee2Mqtt, entities: dict[str, Entity]) -> None:
    radiator = entities["climate.radiator"]
    assert radiator.attributes["hvac_modes"] == ("off", "auto", "heat")
    assert (radiator.attributes["min_temp"], radiator.attributes["target_temp_step"]) == (5, 0.5)
    said = {"occupied_heating_setpoint": 21, "local_temperature": 19.5, "system_mode": "heat", "running_state": "idle"}
    assert states(tell(dialect, f"{BASE}/radiator", said))["climate.radiator"] == (
        "heat",
        {"temperature": 21, "current_temperature": 19.5, "hvac_action": "idle"},
    )
    topic = f"{BASE}/radiator/set"
    assert sent(dialect, radiator, "set_temperature", temperature=22.5) == [
        (topic, '{"occupied_heating_setpoint":22.5}')
    ]
    assert sent(dialect, radiator, "turn_off") == [(topic, '{"system_mode":"off"}')]
    assert sent(dialect, radiator, "set_preset_mode", preset_mode="eco") == [(topic, '{"preset":"eco"}')]
    with pytest.raises(NotExpressibleError, match="party"):
        sent(dialect, radiator, "set_preset_mode", preset_mode="party")


def test_lock_tells_when_it_is_not_fully_locked(dialect: Zigbee2Mqtt, entities: dict[str, Entity]) -> None:
    said = {"state": "LOCK", "lock_state": "not_fully_locked"}
    assert states(tell(dialect, f"{BASE}/door lock", said)) == {"lock.door_lock": ("jammed", {})}
    assert states(tell(dialect, f"{BASE}/door lock", {"state": "UNLOCK"})) == {"lock.door_lock": ("unlocked", {})}
    assert sent(dialect, entities["lock.door_lock"], "lock") == [(f"{BASE}/door lock/set", '{"state":"LOCK"}')]


def test_fan(dialect: Zigbee2Mqtt, entities: dict[str, Entity]) -> None:
    fan = entities["fan.ceiling_fan"]
    assert fan.attributes["preset_modes"] == ("auto",)
    assert states(tell(dialect, f"{BASE}/ceiling fan", {"fan_state": "ON", "fan_mode": "medium"})) == {
        "fan.ceiling_fan": ("on", {"percentage": 67, "preset_mode": None})
    }
    topic = f"{BASE}/ceiling fan/set"
    assert sent(dialect, fan, "set_percentage", percentage=34) == [(topic, '{"fan_mode":"medium"}')]
    assert sent(dialect, fan, "set_percentage", percentage=0) == [(topic, '{"fan_state":"OFF"}')]
    assert sent(dialect, fan, "set_preset_mode", preset_mode="auto") == [(topic, '{"fan_mode":"auto"}')]


@pytest.mark.parametrize("offline", ["offline", {"state": "offline"}])
def test_availability_of_a_device_and_of_the_bridge(
    dialect: Zigbee2Mqtt, entities: dict[str, Entity], offline: object
) -> None:
    assert reachable(tell(dialect, f"{BASE}/blind/availability", offline))["cover.blind"] is False
    away = reachable(tell(dialect, f"{BASE}/bridge/state", offline))
    assert set(away) == set(entities)
    assert not any(away.values())
    back = reachable(tell(dialect, f"{BASE}/bridge/state", {"state": "online"}))
    assert back["light.kitchen_lamp"] is True
    assert back["cover.blind"] is False
    assert isinstance(tell(dialect, f"{BASE}/bridge/state", "perhaps")[0], Rejected)


def test_a_group_can_do_what_all_its_members_can(dialect: Zigbee2Mqtt, entities: dict[str, Entity]) -> None:
    assert entities
    members = [{"ieee_address": "0x01", "endpoint": 1}]
    groups = [{"id": 3, "friendly_name": "all_lamps", "members": members}, {"id": 9, "friendly_name": "empty"}]
    group = found(tell(dialect, f"{BASE}/bridge/groups", groups))["light.all_lamps"]
    assert group.name == "all lamps"
    assert sent(dialect, group, "turn_on") == [(f"{BASE}/all_lamps/set", '{"state":"ON"}')]
    members.append({"ieee_address": "0x04", "endpoint": 1})
    assert gone(tell(dialect, f"{BASE}/bridge/groups", groups)) == ["light.all_lamps"]


def test_a_removed_device_is_gone_and_a_renamed_one_keeps_its_ids(
    dialect: Zigbee2Mqtt, entities: dict[str, Entity]
) -> None:
    fewer = [{**device, "friendly_name": "big lamp"} for device in Z2M_DEVICES if device["ieee_address"] == "0x01"]
    events = tell(dialect, f"{BASE}/bridge/devices", fewer)
    assert set(gone(events)) == {entity_id for entity_id in entities if entity_id != "light.kitchen_lamp"}
    assert found(events)["light.kitchen_lamp"].name == "big lamp"
    assert tell(dialect, f"{BASE}/kitchen lamp", {"state": "ON"}) == []
    assert states(tell(dialect, f"{BASE}/big lamp", {"state": "ON"})) == {"light.kitchen_lamp": ("on", {})}


def test_several_bridges_keep_apart() -> None:
    upstairs = one_dialect("zigbee2mqtt", Bases(zigbee2mqtt=("upstairs",)))
    entities = found(upstairs.decode(message("upstairs/bridge/devices", Z2M_DEVICES)))
    assert entities["cover.blind"].source == upstairs.name == "zigbee2mqtt:upstairs"
    assert sent(upstairs, entities["cover.blind"], "open_cover") == [("upstairs/blind/set", '{"state":"OPEN"}')]


def test_only_lists_of_devices_may_be_long(dialect: Zigbee2Mqtt) -> None:
    assert (dialect.payload_limit(f"{BASE}/bridge/devices") or 0) > 1_000_000
    assert dialect.payload_limit(f"{BASE}/kitchen lamp") is None


@pytest.mark.parametrize("name", ["a/+/b", "#", "x" * 600, "bell\x07"])
def test_a_name_that_cannot_be_taken_does_not_hide_the_others(dialect: Zigbee2Mqtt, name: str) -> None:
    events = tell(dialect, f"{BASE}/bridge/devices", [{**Z2M_DEVICES[0], "friendly_name": name}, Z2M_DEVICES[3]])
    assert "cover.blind" in found(events)


def test_payloads_captured_from_zigbee2mqtt(dialect: Zigbee2Mqtt, shared: Path) -> None:
    samples = json.loads((shared / "data/payloads/z2m_samples.json").read_text())
    models = json.loads((shared / "data/payloads/z2m_exposes.json").read_text())
    devices = [samples["lamp"], samples["contact"]] + [
        {"ieee_address": f"0x{number:016x}", "friendly_name": model, "definition": {"exposes": given["exposes"]}}
        for number, (model, given) in enumerate(models.items())
    ]
    events = tell(dialect, f"{BASE}/bridge/devices", devices)
    assert not [event for event in events if isinstance(event, Rejected)]
    assert len([event for event in events if isinstance(event, DeviceFound)]) == len(devices)
    domains = {entity_id: entity.domain for entity_id, entity in found(events).items() if entity.exposed}
    assert {"climate", "cover", "light", "lock", "switch", "sensor", "binary_sensor"} == set(domains.values())
    first, second = (states(tell(dialect, f"{BASE}/kitchen lamp", text)) for text in samples["state"])
    assert first["light.kitchen_lamp"] == ("on", {"brightness": 100, "effect": None})
    assert second["light.kitchen_lamp"][1]["color_temp_kelvin"] == 2702
    assert set(reachable(tell(dialect, f"{BASE}/bridge/state", samples["bridge_state"][0])).values()) == {True}
