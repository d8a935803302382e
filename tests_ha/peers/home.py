"""A home in Home Assistant: its `demo` devices and rooms full of template entities, with areas for all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

BASE = "homeassistant/statestream"
"""Topic below which Home Assistant streams its states."""
NOT_STREAMED = frozenset(
    {
        "automation", "conversation", "device_tracker", "event", "image", "persistent_notification", "stt", "tts",
        "update", "wake_word", "zone",
    }
)  # fmt: skip
"""Domains that the blueprint leaves out."""
SERVICE_DOMAINS = (
    "button", "climate", "cover", "fan", "humidifier", "light", "lock", "media_player", "number", "scene", "script",
    "select", "siren", "switch", "todo", "vacuum", "valve", "water_heater",
)  # fmt: skip
"""What our blueprint may command here: its own choice and locks."""

WATCHED = frozenset(SERVICE_DOMAINS) - {"button", "number", "scene", "script", "todo", "water_heater"}
"""Domains whose states nothing but a request changes here."""

AREAS = {
    "Living Room": "Ground Floor",
    "Kitchen": "Ground Floor",
    "Hallway": "Ground Floor",
    "Office": "Ground Floor",
    "Bedroom": "Upstairs",
    "Nursery": "Upstairs",
    "Bathroom": "Upstairs",
    "Garage": None,
    "Garden": None,
}
"""Areas and their floors."""

LIGHTS = {
    "Living Room": ("Floor Lamp", "Reading Lamp", "Shelf Light"),
    "Kitchen": ("Counter Light", "Dining Lamp", "Pantry Light"),
    "Hallway": ("Hallway Light", "Stairs Light"),
    "Office": ("Desk Lamp", "Office Ceiling"),
    "Bedroom": ("Bedside Lamp", "Wardrobe Light"),
    "Nursery": ("Night Light", "Nursery Ceiling"),
    "Bathroom": ("Mirror Light", "Shower Light"),
    "Garage": ("Garage Light",),
    "Garden": ("Terrace Light", "Path Lights"),
}
COLOURED = ("Floor Lamp", "Shelf Light", "Night Light", "Terrace Light")
"""Lights with colours; the others have shades of white."""
SWITCHES = {
    "Living Room": ("Christmas Tree",),
    "Kitchen": ("Coffee Machine", "Kettle"),
    "Office": ("Printer",),
    "Bathroom": ("Towel Rail",),
    "Garden": ("Fountain",),
}
BLINDS = {"Bedroom": ("Bedroom Blind",), "Nursery": ("Nursery Curtain",), "Office": ("Office Blind",)}
TEMPERATURES = {
    "Living Room": 20.5,
    "Kitchen": 21.5,
    "Bedroom": 18.0,
    "Nursery": 20.0,
    "Bathroom": 22.5,
    "Office": 19.5,
}
"""Degrees Celsius that each room's sensor shows; each of these rooms has a thermostat too."""
CONTACTS = {"Living Room": "Patio Door", "Kitchen": "Kitchen Skylight", "Bedroom": "Bedroom Window"}
MOTION = ("Hallway", "Garage", "Garden")

DEMO_AREAS = {
    "alarm_control_panel.security": "Hallway",
    "binary_sensor.basement_floor_wet": "Garage",
    "binary_sensor.movement_backyard": "Garden",
    "climate.ecobee": "Hallway",
    "climate.heatpump": "Garage",
    "climate.hvac": "Hallway",
    "cover.garage_door": "Garage",
    "cover.hall_window": "Hallway",
    "cover.kitchen_window": "Kitchen",
    "cover.living_room_window": "Living Room",
    "cover.pergola_roof": "Garden",
    "fan.ceiling_fan": "Bedroom",
    "fan.living_room_fan": "Living Room",
    "light.bed_light": "Bedroom",
    "light.ceiling_lights": "Living Room",
    "light.entrance_color_white_lights": "Hallway",
    "light.kitchen_lights": "Kitchen",
    "light.living_room_rgbww_lights": "Living Room",
    "light.office_rgbw_lights": "Office",
    "sensor.outside_humidity": "Garden",
    "sensor.outside_temperature": "Garden",
    "switch.ac": "Office",
    "switch.decorative_lights": "Garden",
}
UNREGISTERED_AREAS = {
    "humidifier.dehumidifier": "Bathroom",
    "humidifier.humidifier": "Nursery",
    "lock.front_door": "Hallway",
    "lock.kitchen_door": "Kitchen",
    "media_player.bedroom": "Bedroom",
    "media_player.kitchen": "Kitchen",
    "media_player.living_room": "Living Room",
    "siren.siren": "Garage",
    "vacuum.0_ground_floor": "Living Room",
    "valve.front_garden": "Garden",
    "valve.orchard": "Garden",
    "water_heater.demo_water_heater_celsius": "Bathroom",
}
"""Demo entities without a unique id: Home Assistant can give them no area, our settings can."""
RENAMED = {
    "vacuum.0_ground_floor": "Robby",
    "media_player.living_room": "Living Room TV",
    "media_player.kitchen": "Kitchen Radio",
    "media_player.bedroom": "Bedroom Speaker",
    "light.entrance_color_white_lights": "Entrance Lights",
}
"""Demo entities that get a name that somebody would say."""
ALIASES = {"light.mirror_light": ("Vanity", "Make-up Light")}
"""Further names that the owner has given in Home Assistant."""
HIDDEN = tuple(
    f"{domain}.{name}"
    for domain, names in {
        "vacuum": ("1_first_floor", "2_second_floor", "3_third_floor", "4_fourth_floor"),
        "lock": ("openable_lock", "poorly_installed_door"),
        "media_player": ("browse", "group"),
        "fan": ("percentage_full_fan", "percentage_limited_fan", "preset_only_limited_fan"),
        "water_heater": ("demo_water_heater",),
    }.items()
    for name in names
)
"""Demo entities that nobody speaks about: not exposed, to neither agent."""


def configuration(ha_port: int) -> dict[str, Any]:
    """What `configuration.yaml` says."""
    return {
        "homeassistant": {
            "name": "Home",
            "latitude": 52.5,
            "longitude": 13.4,
            "elevation": 40,
            "unit_system": "metric",
            "time_zone": "Europe/Berlin",
            "currency": "EUR",
            "customize": {entity_id: {"friendly_name": name} for entity_id, name in RENAMED.items()},
        },
        "http": {"server_host": "127.0.0.1", "server_port": ha_port},
        "logger": {"default": "warning"},
        **dict.fromkeys(("api", "config", "frontend", "conversation", "assist_pipeline", "person", "demo")),
        "mqtt_statestream": {"base_topic": BASE, "publish_attributes": True, "publish_timestamps": False},
        "automation": automations(),
        "template": _templates(),
        "cover": [{"platform": "template", "covers": _blinds()}],
        "climate": _thermostats(),
        "scene": _scenes(),
        "script": {
            "good_night": {
                "alias": "Good Night",
                "sequence": [_call("light.turn_off", "light.desk_lamp"), _call("switch.turn_off", "switch.printer")],
            }
        },
    }


def automations() -> list[dict[str, Any]]:
    """Our blueprints at work."""
    return [
        _blueprint("hearth_states", {}),
        _blueprint("hearth_service", {"domains": list(SERVICE_DOMAINS)}),
    ]


def areas() -> Mapping[str, str]:
    """The area's name of every entity of ours and of the demo devices, by entity id."""
    found = dict(DEMO_AREAS)
    for domain, rooms in (("light", LIGHTS), ("switch", SWITCHES), ("cover", BLINDS)):
        found |= {f"{domain}.{slug(name)}": area for area, names in rooms.items() for name in names}
    for area in TEMPERATURES:
        found |= {f"sensor.{slug(area)}_temperature": area, f"climate.{slug(area)}_thermostat": area}
    found |= {f"binary_sensor.{slug(name)}": area for area, name in CONTACTS.items()}
    found |= {f"binary_sensor.{slug(area)}_motion": area for area in MOTION}
    return found | {"scene.movie_night": "Living Room"}


def streamed(entities: Iterable[str]) -> set[str]:
    """Those of Home Assistant's entities that it tells the hub about."""
    return {entity_id for entity_id in entities if entity_id.partition(".")[0] not in NOT_STREAMED}


def spoken() -> tuple[str, ...]:
    """Entities that may be spoken about though Home Assistant would not let them be by itself, and all others."""
    return (*areas(), *UNREGISTERED_AREAS, "scene.breakfast", "script.good_night", "todo.shopping_list")


def settings() -> str:
    """What the owner writes by hand into `hearth.toml`, because Home Assistant's registry has no place for it."""
    tables = (f'[home.entities."{entity}"]\narea = "{area}"' for entity, area in UNREGISTERED_AREAS.items())
    return "\n".join((f"[home]\nhidden = {json.dumps(HIDDEN)}", *tables, ""))


def slug(name: str) -> str:
    """The object id that Home Assistant makes of a name."""
    return name.lower().replace(" ", "_")


def _templates() -> list[dict[str, Any]]:
    """Devices that do as they are told, because nothing contradicts them."""
    return [
        {"light": [_light(name) for names in LIGHTS.values() for name in names]},
        {"switch": [_named(name, turn_on=[], turn_off=[]) for names in SWITCHES.values() for name in names]},
        {"sensor": [_thermometer(area, degrees) for area, degrees in TEMPERATURES.items()]},
        {"binary_sensor": [*map(_contact, CONTACTS.values()), *map(_motion, MOTION)]},
        {"button": [_named("Doorbell Chime", press=[])]},
    ]


def _named(name: str, **rest: Any) -> dict[str, Any]:
    return {"name": name, "unique_id": slug(name), **rest}


def _light(name: str) -> dict[str, Any]:
    """One colour mode each: with two a template light keeps no brightness that comes without a colour."""
    colour = "set_hs" if name in COLOURED else "set_temperature"
    actions: dict[str, Any] = {key: [] for key in ("turn_on", "turn_off", "set_level", colour)}
    return _named(name, **actions)


def _thermometer(area: str, degrees: float) -> dict[str, Any]:
    return _named(
        f"{area} Temperature",
        state=f"{{{{ {degrees} }}}}",
        device_class="temperature",
        unit_of_measurement="°C",
        state_class="measurement",
    )


def _contact(name: str) -> dict[str, Any]:
    return _named(name, state="{{ true }}" if "Patio" in name else "{{ false }}", device_class="opening")


def _motion(area: str) -> dict[str, Any]:
    return _named(f"{area} Motion", state="{{ false }}", device_class="motion")


def _blinds() -> dict[str, Any]:
    return {
        slug(name): {
            "friendly_name": name,
            "unique_id": slug(name),
            "device_class": "curtain" if "Curtain" in name else "blind",
            "optimistic": True,
            "set_cover_position": [],
        }
        for names in BLINDS.values()
        for name in names
    }


def _thermostats() -> list[dict[str, Any]]:
    """Thermostats over a switch that nobody speaks about."""
    return [
        {
            "platform": "generic_thermostat",
            "name": f"{area} Thermostat",
            "unique_id": f"{slug(area)}_thermostat",
            "heater": "switch.towel_rail" if area == "Bathroom" else "switch.kettle",
            "target_sensor": f"sensor.{slug(area)}_temperature",
            "min_temp": 5,
            "max_temp": 30,
            "target_temp": 17,
            "initial_hvac_mode": "off",
        }
        for area in TEMPERATURES
    ]


def _scenes() -> list[dict[str, Any]]:
    return [
        {
            "id": "movie_night",
            "name": "Movie Night",
            "entities": {"light.floor_lamp": {"state": "on", "brightness": 51}, "light.reading_lamp": "off"},
        },
        {"id": "breakfast", "name": "Breakfast", "entities": {"light.dining_lamp": {"state": "on", "brightness": 255}}},
    ]


def _blueprint(name: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    use = {"path": f"hearth/{name}.yaml", "input": dict(inputs)}
    return {"id": name, "alias": name.replace("_", " ").capitalize(), "use_blueprint": use}


def _call(action: str, entity_id: str) -> dict[str, Any]:
    return {"action": action, "target": {"entity_id": entity_id}}
