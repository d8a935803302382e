"""Home Assistant's MQTT discovery: announced, heard, commanded, gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from home.dialect_samples import discovery, found, gone, message, one_dialect, reachable, sent, states, tell

from edge.home.events import DeviceFound, Dialect, EntityFound, NotExpressibleError, Rejected, TopicsWanted
from edge.home.model import Entity


@pytest.fixture
def dialect() -> Dialect:
    return one_dialect("ha_discovery")


def announce(dialect: Dialect, component: str, **config: object) -> Entity:
    """The one entity of an announcement."""
    entities = found(dialect.decode(discovery(component, **config)))
    assert len(entities) == 1
    return next(iter(entities.values()))


def heard(dialect: Dialect, topic: str, payload: object) -> tuple[str | None, dict[str, object]]:
    """State and attributes of the one report that a message comes to."""
    reported = states(tell(dialect, topic, payload))
    assert len(reported) == 1
    return next(iter(reported.values()))


def test_an_announcement_gives_device_entity_and_topics_in_this_order(dialect: Dialect) -> None:
    events = dialect.decode(
        discovery(
            "switch",
            state_topic="t/s",
            command_topic="t/c",
            device={"identifiers": ["d1"], "name": "Kettle", "manufacturer": "M", "suggested_area": "Kitchen"},
        )
    )
    device, entity, topics = events
    assert isinstance(device, DeviceFound)
    assert (device.device.id, device.device.name, device.area_name) == ("d1", "Kettle", "Kitchen")
    assert isinstance(entity, EntityFound)
    assert (entity.entity.id, entity.entity.name, entity.entity.device) == ("switch.kettle", "Kettle", "d1")
    assert topics == TopicsWanted(("t/s",))


def test_switch_there_and_back(dialect: Dialect) -> None:
    entity = announce(
        dialect, "switch", state_topic="t/s", command_topic="t/c", value_template="{{ value_json.power }}",
        payload_on="1", payload_off="0", qos=1, retain=True,
    )  # fmt: skip
    assert heard(dialect, "t/s", {"power": 1}) == ("on", {})
    assert heard(dialect, "t/s", {"power": 0}) == ("off", {})
    assert heard(dialect, "t/s", {"power": None}) == ("unknown", {})
    assert states(tell(dialect, "t/s", {"other": 1})) == {}
    assert sent(dialect, entity, "turn_on") == [("t/c", "1")]
    with pytest.raises(NotExpressibleError, match="oscillate"):
        sent(dialect, entity, "oscillate")


def test_qos_and_retain_of_commands_are_the_announcements(dialect: Dialect) -> None:
    from edge.turn import ServiceCall

    entity = announce(dialect, "switch", command_topic="t/c", qos=1, retain=True)
    (one,) = dialect.encode(ServiceCall("switch", "turn_off", entity.id), entity)
    assert (one.payload, one.qos, one.retain) == (b"OFF", 1, True)


def test_names_follow_the_device_and_ids_the_wish(dialect: Dialect) -> None:
    device = {"ids": "d", "name": "Desk"}
    names = {
        "Temperature": announce(dialect, "sensor", name="Temperature", device=device),
        "device_class": found(
            tell(dialect, "homeassistant/sensor/b/config", {"dev": device, "dev_cla": "signal_strength"})
        )["sensor.desk_signal_strength"],
        "wish": found(tell(dialect, "homeassistant/sensor/c/config", {"name": "X", "obj_id": "my_id", "dev": device}))[
            "sensor.my_id"
        ],
        "default": found(tell(dialect, "homeassistant/light/d/config", {"default_entity_id": "light.best"}))[
            "light.best"
        ],
    }
    assert names["Temperature"].name == "Desk Temperature"
    assert names["device_class"].name == "Desk Signal strength"
    assert not names["device_class"].exposed
    assert names["wish"].name == "Desk X"
    assert names["default"].name == "d"


def test_two_of_the_same_name_have_different_ids_that_stay(dialect: Dialect) -> None:
    first = found(tell(dialect, "homeassistant/light/a/config", {"name": "Lamp"}))
    second = found(tell(dialect, "homeassistant/light/b/config", {"name": "Lamp"}))
    again = found(tell(dialect, "homeassistant/light/b/config", {"name": "Lamp", "qos": 1}))
    assert list(first) == ["light.lamp"]
    assert list(second) == list(again) != list(first)


def test_empty_payload_takes_the_entity_away_and_frees_its_id(dialect: Dialect) -> None:
    announce(dialect, "light", state_topic="t/s")
    assert gone(tell(dialect, "homeassistant/light/thing/config")) == ["light.thing"]
    assert tell(dialect, "t/s", "ON") == []
    assert list(found(tell(dialect, "homeassistant/light/other/config", {"name": "Thing"}))) == ["light.thing"]


def test_abbreviations_and_base_topic_are_spelt_out(dialect: Dialect) -> None:
    entity = announce(
        dialect, "light", **{"~": "home/lamp", "schema": "json", "stat_t": "~/state", "cmd_t": "set/~", "bri": True,
        "sup_clrm": ["brightness"], "avty_t": "~/lwt", "pl_avail": "up", "pl_not_avail": "down"},
    )  # fmt: skip
    assert heard(dialect, "home/lamp/state", {"state": "ON", "brightness": 51}) == (
        "on",
        {"brightness": 51, "color_mode": "brightness"},
    )
    assert reachable(tell(dialect, "home/lamp/lwt", "down")) == {entity.id: False}
    assert sent(dialect, entity, "turn_off") == [("set/home/lamp", '{"state":"OFF"}')]


def test_device_based_announcement_shares_options_and_drops_what_is_missing_later(dialect: Dialect) -> None:
    config = {
        "dev": {"ids": ["s"], "name": "Shelf", "sa": "Study"},
        "o": {"name": "sim"},
        "cmps": {
            "l": {"p": "light", "name": None, "unique_id": "l", "command_topic": "t/c"},
            "p": {
                "p": "sensor",
                "dev_cla": "power",
                "unit_of_meas": "W",
                "uniq_id": "p",
                "val_tpl": "{{ value_json.p }}",
            },
        },
        "state_topic": "t/s",
        "qos": 2,
    }
    events = tell(dialect, "homeassistant/device/s/config", config)
    assert list(found(events)) == ["light.shelf", "sensor.shelf_power"]
    assert states(tell(dialect, "t/s", {"p": 3}))["sensor.shelf_power"] == ("3", {})
    config["cmps"] = {"l": config["cmps"]["l"], "p": {"p": "sensor"}}  # type: ignore[index]
    assert gone(tell(dialect, "homeassistant/device/s/config", config)) == ["sensor.shelf_power"]


@pytest.mark.parametrize(
    ("mode", "said", "expected"),
    [
        ("all", {"a": "online", "b": "offline"}, False),
        ("any", {"a": "offline", "b": "online"}, True),
        ("latest", {"a": "online", "b": "offline"}, False),
        ("latest", {"b": "offline", "a": "online"}, True),
    ],
)
def test_availability_of_several_topics(dialect: Dialect, mode: str, said: dict[str, str], expected: bool) -> None:
    entity = announce(
        dialect,
        "switch",
        availability_mode=mode,
        availability=[{"topic": "a", "value_template": "{{ value_json.state }}"}, {"topic": "b"}],
    )
    now = True
    for topic, word in said.items():
        payload: object = {"state": word} if topic == "a" else word
        now = reachable(tell(dialect, topic, payload)).get(entity.id, now)
    assert now is expected


def test_entities_found_later_learn_what_their_topic_said_before(dialect: Dialect) -> None:
    announce(dialect, "switch", state_topic="t/s", value_template="{{ value_json.a }}", availability_topic="t/a")
    tell(dialect, "t/s", {"a": "ON", "b": "OFF"})
    tell(dialect, "t/a", "offline")
    config = {"name": "Late", "stat_t": "t/s", "val_tpl": "{{ value_json.b }}", "avty_t": "t/a"}
    events = tell(dialect, "homeassistant/switch/late/config", config)
    assert states(events) == {"switch.late": ("off", {})}
    assert reachable(events) == {"switch.late": False}
    assert not [event for event in events if isinstance(event, TopicsWanted)]


def test_retained_messages_give_retained_reports(dialect: Dialect) -> None:
    announce(dialect, "switch", state_topic="t/s")
    (live,) = dialect.decode(message("t/s", "ON"))
    (kept,) = dialect.decode(message("t/s", "ON", retain=True))
    assert (live.retained, kept.retained) == (False, True)  # type: ignore[union-attr]


def test_cover_with_positions_that_run_backwards(dialect: Dialect) -> None:
    entity = announce(
        dialect, "cover", device_class="blind", command_topic="t/c", position_topic="t/p", set_position_topic="t/p/set",
        position_open=0, position_closed=255, tilt_command_topic="t/t/set", tilt_status_topic="t/t", payload_stop=None,
    )  # fmt: skip
    assert entity.attributes["supported_features"] == 1 + 2 + 4 + 16 + 32 + 64 + 128
    assert heard(dialect, "t/p", "255") == ("closed", {"current_position": 0})
    assert heard(dialect, "t/p", "51") == ("open", {"current_position": 80})
    assert heard(dialect, "t/t", "30") == (None, {"current_tilt_position": 30})
    assert sent(dialect, entity, "set_cover_position", position=80) == [("t/p/set", "51")]
    assert sent(dialect, entity, "set_cover_tilt_position", tilt_position=10) == [("t/t/set", "10")]
    assert sent(dialect, entity, "open_cover") == [("t/c", "OPEN")]
    with pytest.raises(NotExpressibleError):
        sent(dialect, entity, "stop_cover")


def test_a_cover_that_stops_is_open_or_closed_by_where_it_stands(dialect: Dialect) -> None:
    announce(dialect, "cover", state_topic="t/s", position_topic="t/p", command_topic="t/c")
    tell(dialect, "t/p", "0")
    assert heard(dialect, "t/s", "stopped")[0] == "closed"
    tell(dialect, "t/p", "40")
    assert heard(dialect, "t/s", "stopped")[0] == "open"
    assert heard(dialect, "t/s", "opening")[0] == "opening"


def test_climate(dialect: Dialect) -> None:
    entity = announce(
        dialect, "climate", modes=["off", "heat"], mode_state_topic="t/s", mode_state_template="{{ value_json.mode }}",
        mode_command_topic="t/mode", temperature_state_topic="t/s", temperature_state_template="{{ value_json.set }}",
        temperature_command_topic="t/set", current_temperature_topic="t/s",
        current_temperature_template="{{ value_json.now }}", action_topic="t/s",
        action_template="{% set v={None:None,'idle':'idle','heat':'heating'} %}{{ v[value_json.run] }}",
        preset_modes=["eco"], preset_mode_state_topic="t/pr", preset_mode_command_topic="t/pr/set",
        min_temp=5, max_temp=30,
    )  # fmt: skip
    assert entity.attributes["hvac_modes"] == ("off", "heat")
    assert entity.attributes["supported_features"] == 1 + 16 + 128 + 256
    said = {"mode": "heat", "set": 21.5, "now": 19, "run": "heat"}
    assert heard(dialect, "t/s", said) == (
        "heat",
        {"temperature": 21.5, "current_temperature": 19, "hvac_action": "heating"},
    )
    assert heard(dialect, "t/pr", "eco") == (None, {"preset_mode": "eco"})
    assert states(tell(dialect, "t/pr", "party")) == {}
    assert sent(dialect, entity, "set_temperature", temperature=22, hvac_mode="heat") == [
        ("t/mode", "heat"),
        ("t/set", "22"),
    ]
    assert sent(dialect, entity, "turn_off") == [("t/mode", "off")]
    assert sent(dialect, entity, "turn_on") == [("t/mode", "heat")]
    assert sent(dialect, entity, "set_preset_mode", preset_mode="eco") == [("t/pr/set", "eco")]
    for service, data in (("set_temperature", {}), ("set_hvac_mode", {"hvac_mode": "cool"})):
        with pytest.raises(NotExpressibleError):
            sent(dialect, entity, service, **data)


def test_climate_range(dialect: Dialect) -> None:
    entity = announce(dialect, "climate", temperature_low_command_topic="t/l", temperature_high_command_topic="t/h")
    assert int(str(entity.attributes["supported_features"])) & 2
    assert sent(dialect, entity, "set_temperature", target_temp_low=19, target_temp_high=23) == [
        ("t/l", "19"),
        ("t/h", "23"),
    ]


def test_fan_speeds_are_percentages(dialect: Dialect) -> None:
    entity = announce(
        dialect, "fan", state_topic="t/s", command_topic="t/c", percentage_state_topic="t/p", speed_range_max=3,
        percentage_command_topic="t/p/set", preset_modes=["eco"], preset_mode_command_topic="t/m",
        oscillation_command_topic="t/o", direction_command_topic="t/d",
    )  # fmt: skip
    assert entity.attributes["supported_features"] == 1 + 2 + 4 + 8 + 16 + 32
    assert heard(dialect, "t/p", "2") == (None, {"percentage": 66})
    assert sent(dialect, entity, "set_percentage", percentage=34) == [("t/p/set", "2")]
    assert sent(dialect, entity, "turn_on", percentage=100) == [("t/c", "ON"), ("t/p/set", "3")]
    assert sent(dialect, entity, "oscillate", oscillating=True) == [("t/o", "oscillate_on")]
    assert sent(dialect, entity, "set_direction", direction="reverse") == [("t/d", "reverse")]


def test_humidifier_and_water_heater(dialect: Dialect) -> None:
    dry = announce(
        dialect, "humidifier", command_topic="t/c", target_humidity_command_topic="t/h", modes=["sleep"],
        mode_command_topic="t/m", target_humidity_state_topic="t/hs",
    )  # fmt: skip
    assert heard(dialect, "t/hs", "45") == (None, {"humidity": 45})
    assert sent(dialect, dry, "set_humidity", humidity=45.4) == [("t/h", "45")]
    assert sent(dialect, dry, "set_mode", mode="sleep") == [("t/m", "sleep")]
    boiler = announce(
        dialect, "water_heater", modes=["off", "eco"], mode_command_topic="t/wm", temperature_command_topic="t/w",
        mode_state_topic="t/ws", temperature_state_topic="t/wt",
    )  # fmt: skip
    assert boiler.attributes["operation_list"] == ("off", "eco")
    assert heard(dialect, "t/ws", "eco") == ("eco", {})
    assert sent(dialect, boiler, "set_temperature", temperature=50) == [("t/w", "50")]
    assert sent(dialect, boiler, "set_operation_mode", operation_mode="eco") == [("t/wm", "eco")]


def test_lock_and_alarm(dialect: Dialect) -> None:
    lock = announce(
        dialect, "lock", state_topic="t/l", command_topic="t/c", payload_open="OPEN", code_format="^\\d{4}$"
    )
    assert heard(dialect, "t/l", "LOCKED") == ("locked", {})
    assert sent(dialect, lock, "unlock") == [("t/c", "UNLOCK")]
    assert lock.attributes["supported_features"] == 1
    alarm = announce(dialect, "alarm_control_panel", state_topic="t/a", command_topic="t/ac", code="1234")
    assert heard(dialect, "t/a", "armed_away") == ("armed_away", {})
    assert states(tell(dialect, "t/a", "singing")) == {}
    assert alarm.attributes["code_format"] == "number"
    assert sent(dialect, alarm, "alarm_arm_away", code="1234") == [("t/ac", "ARM_AWAY")]
    with pytest.raises(NotExpressibleError, match="code"):
        sent(dialect, alarm, "alarm_disarm", code="0000")
    remote = announce(
        dialect, "alarm_control_panel", command_topic="t/rc", code="REMOTE_CODE",
        command_template='{"action":"{{ action }}","code":"{{ code }}"}', unique_id="remote",
    )  # fmt: skip
    assert sent(dialect, remote, "alarm_disarm", code="42") == [("t/rc", '{"action":"DISARM","code":"42"}')]


def test_vacuum_valve_mower_and_siren(dialect: Dialect) -> None:
    robot = announce(
        dialect, "vacuum", state_topic="t/v", command_topic="t/vc",
        supported_features=["start", "return_home", "fan_speed"], fan_speed_list=["min", "max"],
        set_fan_speed_topic="t/vf",
    )  # fmt: skip
    assert robot.attributes["supported_features"] == 4096 + 8192 + 16 + 32
    assert heard(dialect, "t/v", {"state": "docked", "battery_level": 61, "fan_speed": "max"}) == (
        "docked",
        {"battery_level": 61, "fan_speed": "max"},
    )
    assert sent(dialect, robot, "return_to_base") == [("t/vc", "return_to_base")]
    assert sent(dialect, robot, "set_fan_speed", fan_speed="max") == [("t/vf", "max")]
    with pytest.raises(NotExpressibleError):
        sent(dialect, robot, "pause")
    valve = announce(dialect, "valve", state_topic="t/w", command_topic="t/wc", reports_position=True)
    assert heard(dialect, "t/w", {"state": "opening", "position": 10}) == ("opening", {"current_position": 10})
    assert heard(dialect, "t/w", "0") == ("closed", {"current_position": 0})
    assert sent(dialect, valve, "set_valve_position", position=30) == [("t/wc", "30")]
    assert sent(dialect, valve, "open_valve") == [("t/wc", "100")]
    mower = announce(dialect, "lawn_mower", activity_state_topic="t/m", dock_command_topic="t/md")
    assert heard(dialect, "t/m", "mowing") == ("mowing", {})
    assert sent(dialect, mower, "dock") == [("t/md", "dock")]
    siren = announce(dialect, "siren", state_topic="t/si", command_topic="t/sc", available_tones=["fire"])
    assert heard(dialect, "t/si", {"state": "ON", "tone": "fire"}) == ("on", {"tone": "fire"})
    assert sent(dialect, siren, "turn_on", tone="fire") == [("t/sc", '{"state":"ON","tone":"fire"}')]


def test_values_that_are_read_or_set(dialect: Dialect) -> None:
    number = announce(dialect, "number", state_topic="t/n", command_topic="t/nc", min=0, max=10, step=0.5)
    assert heard(dialect, "t/n", "4.5") == ("4.5", {})
    assert states(tell(dialect, "t/n", "many")) == {}
    assert sent(dialect, number, "set_value", value=3.0) == [("t/nc", "3")]
    select = announce(dialect, "select", options=["a", "b"], command_topic="t/se", state_topic="t/ss")
    assert heard(dialect, "t/ss", "b") == ("b", {})
    assert sent(dialect, select, "select_option", option="a") == [("t/se", "a")]
    button = announce(dialect, "button", command_topic="t/b", payload_press="GO")
    assert (button.state, sent(dialect, button, "press")) == ("unknown", [("t/b", "GO")])
    scene = announce(dialect, "scene", command_topic="t/scene", payload_on="1")
    assert sent(dialect, scene, "turn_on") == [("t/scene", "1")]
    announce(dialect, "device_tracker", state_topic="t/dt", payload_home="in")
    assert heard(dialect, "t/dt", "in") == ("home", {})
    announce(dialect, "binary_sensor", state_topic="t/bs", payload_on=False, payload_off=True,
             value_template="{{ value_json.contact }}", device_class="door")  # fmt: skip
    assert heard(dialect, "t/bs", {"contact": False}) == ("on", {})


def test_attributes_beside_the_state_never_replace_the_entitys_own(dialect: Dialect) -> None:
    announce(dialect, "light", schema="json", state_topic="t/s", json_attributes_topic="t/s", brightness=True)
    _, attributes = heard(dialect, "t/s", {"state": "ON", "brightness": 100, "linkquality": 3, "min": 1})
    assert attributes == {"brightness": 100, "color_mode": "brightness", "linkquality": 3}


def test_a_broken_announcement_leaves_the_sound_one(dialect: Dialect) -> None:
    announce(dialect, "switch", state_topic="t/s")
    (refused,) = tell(dialect, "homeassistant/switch/thing/config", "{not json")
    assert isinstance(refused, Rejected)
    assert heard(dialect, "t/s", "ON") == ("on", {})


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        ({"state_topic": "a/+"}, "topic"),
        ({"state_topic": 5}, "topic"),
        ({"name": "a\u0000b"}, "control"),
        ({"value_template": "{{ value" + " " * 9000 + "}}", "state_topic": "t"}, "8192"),
        ({"value_template": "{% for %}", "state_topic": "t"}, "value_template"),
        ({"availability_mode": "most"}, "availability_mode"),
    ],
)
def test_unusable_announcements_say_why(dialect: Dialect, config: dict[str, object], reason: str) -> None:
    (refused,) = dialect.decode(discovery("switch", **config))
    assert isinstance(refused, Rejected)
    assert reason in refused.reason


def test_the_same_unique_id_twice_is_refused(dialect: Dialect) -> None:
    announce(dialect, "switch", unique_id="u")
    (refused,) = tell(dialect, "homeassistant/switch/other/config", {"name": "Other", "unique_id": "u"})
    assert isinstance(refused, Rejected)
    assert "unique_id" in refused.reason


def test_what_is_no_part_of_a_home_is_left_out(dialect: Dialect) -> None:
    assert tell(dialect, "homeassistant/camera/x/config", {"name": "Eye"}) == []
    own = {
        "dev": {"ids": "h", "name": "Hearth"},
        "o": {"name": "Hearth"},
        "cmps": {"s": {"p": "sensor", "stat_t": "a"}},
    }
    assert tell(dialect, "homeassistant/device/hearth/config", own) == []
    assert isinstance(tell(dialect, "homeassistant/teapot/x/config", {"name": "T"})[0], Rejected)


def test_payloads_that_home_assistant_accepts(dialect: Dialect, shared: Path) -> None:
    path = shared / "data/payloads/discovery_samples.json"
    entities: dict[str, Entity] = {}
    for topic, config in json.loads(path.read_text()).items():
        entities |= found(tell(dialect, topic, config))
    assert sorted(entities) == [
        "binary_sensor.front_door",
        "climate.study_thermostat",
        "cover.study_blind",
        "light.desk_lamp",
        "light.shelf_strip",
        "sensor.shelf_strip_power",
        "sensor.study_climate_sensor_temperature",
        "switch.coffee_maker",
    ]
    assert sent(dialect, entities["cover.study_blind"], "set_cover_position", position=30) == [
        ("sim/blind/set", '{ "position": 30 }')
    ]
    assert states(tell(dialect, "sim/trv", {"running_state": "cool", "system_mode": "auto"})) == {
        "climate.study_thermostat": ("auto", {"hvac_action": "cooling"})
    }
