"""Announcements and states of every dialect, from which generated ones go wrong."""

from __future__ import annotations

from home.dialect_samples import HOMIE, SHELLY_STATUS, TASMOTA, Z2M_DEVICES, message

from edge.home.events import Message

HA_CONFIGS = [
    message(
        "homeassistant/light/a/config",
        {
            "schema": "json",
            "state_topic": "s/l",
            "command_topic": "s/l/set",
            "brightness": True,
            "effect": True,
            "effect_list": ["x"],
            "supported_color_modes": ["color_temp", "xy"],
            "device": {"ids": "a", "name": "A"},
            "avty": [{"t": "s/a", "val_tpl": "{{ value_json.state }}"}],
        },
    ),
    message(
        "homeassistant/light/b/config",
        {
            "name": "B",
            "stat_t": "s/b",
            "cmd_t": "s/b/set",
            "bri_stat_t": "s/x",
            "bri_cmd_t": "s/x/set",
            "rgb_stat_t": "s/r",
            "rgb_cmd_t": "s/r/set",
            "clr_temp_cmd_t": "s/ct/set",
            "clr_temp_stat_t": "s/ct",
            "rgb_cmd_tpl": "{{ '#%02x%02x%02x' | format(red, green, blue) }}",
        },
    ),
    message(
        "homeassistant/light/t/config",
        {
            "schema": "template",
            "name": "T",
            "stat_t": "s/x",
            "cmd_t": "s/t/set",
            "cmd_on_tpl": "on,{{ brightness|d }}",
            "cmd_off_tpl": "off",
            "stat_tpl": "{{ value.split(',')[0] }}",
            "bri_tpl": "{{ value_json.b | float }}",
        },
    ),
    message(
        "homeassistant/cover/c/config",
        {
            "~": "s",
            "name": "C",
            "stat_t": "~/l",
            "cmd_t": "~/c/set",
            "pos_t": "~/x",
            "set_pos_t": "~/p/set",
            "set_pos_tpl": '{"position": {{ position }} }',
            "tilt_status_t": "s/t",
            "tilt_cmd_t": "s/t/set",
        },
    ),
    message(
        "homeassistant/climate/c/config",
        {
            "name": "K",
            "modes": ["off", "heat"],
            "mode_stat_t": "s/l",
            "mode_stat_tpl": "{{ value_json['m'] }}",
            "mode_cmd_t": "s/m/set",
            "temp_stat_t": "s/l",
            "temp_stat_tpl": "{{ value_json.t | round(1) }}",
            "temp_cmd_t": "s/temp/set",
            "act_t": "s/l",
            "act_tpl": "{% set v={None:None,'idle':'idle'} %}{{ v[value_json.r] }}",
        },
    ),
    message(
        "homeassistant/fan/f/config",
        {
            "name": "F",
            "stat_t": "s/x",
            "cmd_t": "s/f/set",
            "pct_stat_t": "s/x",
            "pct_cmd_t": "s/fp/set",
            "spd_rng_max": 3,
            "pr_modes": ["eco"],
            "pr_mode_cmd_t": "s/pm",
            "pr_mode_stat_t": "s/x",
        },
    ),
    message(
        "homeassistant/sensor/s/config",
        {"name": "S", "stat_t": "s/l", "val_tpl": "{{ value_json.t | float(0) * 2 }}", "json_attr_t": "s/l"},
    ),
    message(
        "homeassistant/binary_sensor/s/config",
        {"name": "D", "stat_t": "s/x", "pl_on": True, "pl_off": False, "dev_cla": "door"},
    ),
    message(
        "homeassistant/vacuum/v/config",
        {
            "name": "V",
            "stat_t": "s/l",
            "cmd_t": "s/v/set",
            "sup_feat": ["start", "fan_speed"],
            "fanspd_lst": ["min", "max"],
            "set_fan_spd_t": "s/vf",
        },
    ),
    message("homeassistant/lock/k/config", {"name": "L", "stat_t": "s/x", "cmd_t": "s/k/set"}),
    message(
        "homeassistant/device/m/config",
        {
            "dev": {"ids": "m", "name": "M"},
            "o": {"name": "t"},
            "avty_t": "s/a",
            "cmps": {
                "v": {"p": "valve", "stat_t": "s/l", "cmd_t": "s/vv/set", "pos": True},
                "a": {"p": "alarm_control_panel", "stat_t": "s/x", "cmd_t": "s/al"},
                "n": {"p": "number", "stat_t": "s/x", "cmd_t": "s/n"},
                "h": {"p": "humidifier", "cmd_t": "s/h", "hum_cmd_t": "s/hh"},
                "w": {"p": "water_heater", "mode_stat_t": "s/x", "temp_cmd_t": "s/w", "mode_cmd_t": "s/wm"},
                "si": {"p": "siren", "stat_t": "s/l", "cmd_t": "s/si"},
                "se": {"p": "select", "ops": ["a"], "stat_t": "s/x", "cmd_t": "s/se"},
                "lm": {"p": "lawn_mower", "dock_cmd_t": "s/d", "act_stat_t": "s/x"},
            },
        },
    ),
]
DISCOVERED: dict[str, list[Message]] = {
    "ha_discovery": HA_CONFIGS,
    "statestream": [message("homeassistant/statestream/light/a/state", "on")],
    "zigbee2mqtt": [
        message("zigbee2mqtt/bridge/devices", Z2M_DEVICES),
        message("zigbee2mqtt/bridge/groups", [{"id": 1, "friendly_name": "g", "members": [{"ieee_address": "0x01"}]}]),
    ],
    "tasmota": [
        message("tasmota/discovery/0049A3BC0956/config", TASMOTA),
        message("tasmota/discovery/AB/config", {**TASMOTA, "mac": "AB", "t": "lamp", "rl": [2], "lt_st": 5}),
        message("tasmota/discovery/AC/config", {**TASMOTA, "mac": "AC", "t": "lamp", "rl": [3, 3]}),
        message("tasmota/discovery/AB/sensors", {"sn": {"X": {"Temperature": 1, "Power": 2}}}),
    ],
    "homie": [message("homie/5/lamp/$description", HOMIE)],
    "shelly": [
        message("shellyx/events/rpc", {"method": "NotifyFullStatus", "params": SHELLY_STATUS}),
        message(
            "hearth/home/shelly/rpc", {"id": 1, "result": {"sys": {"device": {"name": "X"}}, "switch:0": {"name": "S"}}}
        ),
    ],
}
STATES: dict[str, list[Message]] = {
    "ha_discovery": [
        message(
            "s/l",
            {"state": "ON", "brightness": 3, "color_mode": "xy", "color": {"x": 0.1, "y": 0.2}, "t": 2, "m": "heat"},
        ),
        *(message(f"s/{topic}", "50") for topic in ("a", "b", "x", "r", "ct", "t")),
    ],
    "statestream": [
        message(f"homeassistant/statestream/light/{name}/{key}", value)
        for name, key, value in (
            ("a", "state", "on"),
            ("a", "friendly_name", '"Lamp"'),
            ("a", "rgb_color", "[1,2,3]"),
            ("b", "area", '"Den"'),
        )
    ],
    "zigbee2mqtt": [
        message(
            "zigbee2mqtt/kitchen lamp",
            {"state": "ON", "brightness": 3, "color_temp": 300, "color_mode": "xy", "color": {"x": 0.1, "y": 0.2}},
        ),
        message("zigbee2mqtt/hall/front door", {"contact": True, "battery": 3}),
        message("zigbee2mqtt/blind", {"state": "OPEN", "position": 3, "motor_state": "opening"}),
        message(
            "zigbee2mqtt/radiator",
            {"system_mode": "heat", "local_temperature": 3, "running_state": "idle", "preset": "eco"},
        ),
        message("zigbee2mqtt/door lock", {"state": "LOCK", "lock_state": "locked"}),
        message("zigbee2mqtt/ceiling fan", {"fan_state": "ON", "fan_mode": "low"}),
        message("zigbee2mqtt/blind/availability", {"state": "online"}),
        message("zigbee2mqtt/bridge/state", "online"),
    ],
    "tasmota": [
        message("tele/plug/STATE", {"POWER1": "ON", "POWER2": "OFF"}),
        message(
            "tele/lamp/STATE", {"POWER": "ON", "Dimmer": 5, "HSBColor": "1,2,3", "CT": 200, "White": 0, "Scheme": 1}
        ),
        message("stat/lamp/RESULT", {"Shutter1": {"Position": 1, "Direction": -1}}),
        message("tele/lamp/SENSOR", {"X": {"Temperature": 3}}),
        message("stat/lamp/STATUS10", {"StatusSNS": {"X": {"Temperature": 3}}}),
        message("tele/lamp/LWT", "Online"),
        message("stat/plug/POWER1", "ON"),
    ],
    "homie": [
        message(f"homie/5/lamp/{key}", value)
        for key, value in (
            ("$state", "ready"),
            ("light/on", "true"),
            ("light/brightness", "50"),
            ("light/color", "hsv,1,2,3"),
            ("air/temperature", "2.5"),
        )
    ],
    "shelly": [
        message("shellyx/online", "true"),
        message("shellyx/status/rgbw:0", SHELLY_STATUS["rgbw:0"]),
        message("shellyx/events/rpc", {"method": "NotifyStatus", "params": SHELLY_STATUS}),
    ],
}
