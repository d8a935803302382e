"""Shelly's lights: dimmers, white ones with a temperature, coloured ones."""

from __future__ import annotations

from edge.home.dialects.colours import colour_attributes
from edge.home.dialects.features import Light
from edge.home.dialects.orders import light_order
from edge.home.dialects.parts import Part, PartCommand, Values
from edge.home.dialects.payload import list_of, mapping_of, number
from edge.home.dialects.reports import Report
from edge.home.model import Entity
from edge.turn import JsonValue, ServiceCall

LIGHTS = {"light": "Light.Set", "cct": "CCT.Set", "rgb": "RGB.Set", "rgbw": "RGBW.Set"}
"""The method that sets each kind."""
_MODES = {"light": "brightness", "cct": "color_temp", "rgb": "rgb", "rgbw": "rgbw"}


def light(component: str, index: int, name: str) -> Part:
    """A light of any kind; brightness runs 0..100 on the device."""
    kind = component.partition(":")[0]
    attributes: dict[str, JsonValue] = {
        "supported_color_modes": (_MODES[kind],),
        "supported_features": int(Light.TRANSITION),
    }
    if kind == "cct":
        attributes |= {"min_color_temp_kelvin": 2700, "max_color_temp_kelvin": 6500}

    def read(values: Values, report: Report) -> None:
        _read(kind, mapping_of(values.get(component)), report)

    return Part(
        component,
        "light",
        name,
        attributes,
        read,
        {"turn_on": _turn_on(kind, index), "turn_off": _turn_off(kind, index)},
    )


def _read(kind: str, status: Values, report: Report) -> None:
    if isinstance(status.get("output"), bool):
        report.state = "on" if status["output"] else "off"
    brightness, kelvin = number(status.get("brightness")), number(status.get("ct"))
    if brightness is not None:
        report.attributes["brightness"] = round(max(0.0, min(100.0, brightness)) * 255 / 100)
    if kind == "cct" and kelvin is not None:
        report.attributes.update(color_mode="color_temp", color_temp_kelvin=round(kelvin))
    parts = [number(part) for part in list_of(status.get("rgb"))]
    known = tuple(max(0.0, min(255.0, float(part))) for part in parts if part is not None)
    if kind in {"rgb", "rgbw"} and len(known) == len(parts) == 3:
        report.attributes.update(colour_attributes(_MODES[kind], known))


def _turn_on(kind: str, index: int) -> PartCommand:
    def command(call: ServiceCall, entity: Entity) -> Values:
        order = light_order(call, entity)
        params: dict[str, JsonValue] = {"id": index, "on": order.brightness != 0}
        if order.brightness:
            params["brightness"] = max(1, round(order.brightness * 100 / 255))
        if order.kelvin is not None:
            params["ct"] = order.kelvin
        if order.rgb is not None:
            params["rgb"] = list(order.rgb)
        if order.transition is not None:
            params["transition_duration"] = order.transition
        return {"method": LIGHTS[kind], "params": params}

    return command


def _turn_off(kind: str, index: int) -> PartCommand:
    def command(call: ServiceCall, _entity: Entity) -> Values:
        params: dict[str, JsonValue] = {"id": index, "on": False}
        transition = number(call.data.get("transition"))
        if transition is not None:
            params["transition_duration"] = transition
        return {"method": LIGHTS[kind], "params": params}

    return command
