"""How much harm a call can do: the tier of every step (design, rule 3)."""

from __future__ import annotations

from collections.abc import Mapping

from edge.home.model import Entity
from edge.turn import ServiceCall, Tier

_ENTRANCES = frozenset({"garage", "door", "gate"})
_ACCESS = frozenset({"lock.unlock", "lock.open", "alarm_control_panel.alarm_disarm"})
_COSTLY = frozenset({"siren.turn_on", "valve.open_valve", "valve.set_valve_position", "water_heater.turn_on"})
_QUIET_FROM, _QUIET_UNTIL = 22, 7
HOT = 35.0
"""Degrees Celsius above which a setpoint is for cooking or for water, not for comfort."""

COSTLY_WORDS = frozenset(
    {
        "oven", "stove", "hob", "cooker", "grill", "heater", "sauna", "boiler", "charger", "wallbox", "iron",
        "fryer", "pump", "sprinkler", "irrigation", "fireplace", "bathtub", "jacuzzi", "ofen", "herd", "four",
        "horno", "forno", "kiln",
    }
)  # fmt: skip
"""Words in the name of a plug that make switching it *on* a matter of heat, water or cost."""


def tier_of(call: ServiceCall, entity: Entity | None, hour: int, overrides: Mapping[str, int]) -> Tier:
    """The tier of a call on an entity at an hour of the day (0..23, local).

    `overrides` maps entity ids to the tier that the home's owner gave them; it replaces `COMFORT` and
    above, but never lowers what opens the house.
    """
    natural = _natural(call, entity, hour)
    if entity is None or natural is Tier.ACCESS or _secures(call):
        return natural
    return Tier(overrides[entity.id]) if entity.id in overrides else natural


def _natural(call: ServiceCall, entity: Entity | None, hour: int) -> Tier:
    service = f"{call.domain}.{call.service}"
    if service in _ACCESS or _opens_entrance(call, entity):
        return Tier.ACCESS
    if service in _COSTLY or _hot(call, entity) or _loud_at_night(call, hour):
        return Tier.COSTLY
    return Tier.COMFORT


def _secures(call: ServiceCall) -> bool:
    return call.service in {"lock", "close_cover", "close_valve"} or call.service.startswith("alarm_arm")


def _opens_entrance(call: ServiceCall, entity: Entity | None) -> bool:
    if entity is None or call.domain != "cover" or entity.device_class not in _ENTRANCES:
        return False
    return call.service != "close_cover" and call.data.get("position") != 0


def _hot(call: ServiceCall, entity: Entity | None) -> bool:
    if entity is None:
        return False
    if call.service == "set_temperature":
        return celsius(call.data.get("temperature"), entity) > HOT
    if call.domain in {"switch", "input_boolean"} and call.service == "turn_on":
        return bool(COSTLY_WORDS & set(entity.name.casefold().split()))
    if call.domain == "climate" and call.service in {"turn_on", "set_hvac_mode"}:
        return call.data.get("hvac_mode") != "off" and is_cooker(entity)
    return False


def _loud_at_night(call: ServiceCall, hour: int) -> bool:
    night = hour >= _QUIET_FROM or hour < _QUIET_UNTIL
    return night and f"{call.domain}.{call.service}" in {"vacuum.start", "vacuum.clean_area", "lawn_mower.start_mowing"}


def is_cooker(entity: Entity) -> bool:
    """Whether an entity heats something else than the room: an oven, a grill, a kettle, a boiler."""
    hot = celsius(entity.attributes.get("max_temp"), entity) > 2 * HOT
    return entity.domain in {"climate", "water_heater"} and hot


def celsius(value: object, entity: Entity) -> float:
    """A temperature of an entity in degrees Celsius; 0 when it is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return (value - 32) / 1.8 if temperature_unit(entity) == "°F" else float(value)


def temperature_unit(entity: Entity) -> str:
    """`°C` or `°F`, as the entity says; Celsius when it does not."""
    for key in ("temperature_unit", "unit_of_measurement", "native_temperature_unit"):
        unit = entity.attributes.get(key)
        if isinstance(unit, str) and unit.strip().upper().endswith("F"):
            return "°F"
    return "°C"
