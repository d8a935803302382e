"""Lights of Tasmota: dimmers, white ones, coloured ones."""

from __future__ import annotations

from dataclasses import dataclass

from edge.home.dialects.colours import colour_attributes, kelvin_of_mired, mired_of_kelvin
from edge.home.dialects.features import Light
from edge.home.dialects.orders import light_order
from edge.home.dialects.parts import PartCommand, PartReader, Values
from edge.home.dialects.payload import number
from edge.home.dialects.reports import Report
from edge.home.dialects.tasmota.config import LIGHT, TasmotaConfig
from edge.home.model import Entity
from edge.turn import JsonValue, ServiceCall

EFFECTS = ("Solid", "Wake up", "Cycle up", "Cycle down", "Random")
_ON_OFF, _DIMMER, _COLD_WARM, _RGB, _RGBW, _RGBCW = range(6)


@dataclass(frozen=True, slots=True)
class TasmotaLight:
    """One light of a device: its relay, its kind, and how it is dimmed."""

    power: str
    kind: int
    dimmer: str
    by_channel: bool
    on: str
    off: str
    low_mired: int
    high_mired: int
    always_power: bool

    @property
    def has_colours(self) -> bool:
        """Whether it shows colours."""
        return self.kind >= _RGB

    @property
    def has_temperature(self) -> bool:
        """Whether its white can be warm or cold."""
        return self.kind in {_COLD_WARM, _RGBCW}

    def attributes(self) -> dict[str, JsonValue]:
        """What it can do, as Home Assistant says it."""
        modes = [mode for mode, has in (("hs", self.has_colours), ("color_temp", self.has_temperature)) if has]
        modes = modes or ["onoff" if self.kind == _ON_OFF else "brightness"]
        effects = EFFECTS if self.has_colours else ()
        features = (Light.TRANSITION if self.kind else Light(0)) | (Light.EFFECT if effects else Light(0))
        attributes: dict[str, JsonValue] = {
            "supported_color_modes": tuple(modes),
            "supported_features": int(features),
            "effect_list": effects,
        }
        if self.has_temperature:
            attributes["min_color_temp_kelvin"] = kelvin_of_mired(self.high_mired)
            attributes["max_color_temp_kelvin"] = kelvin_of_mired(self.low_mired)
        return attributes


def tasmota_light(config: TasmotaConfig, index: int, power: str) -> TasmotaLight:
    """The light on a relay; several lights of one device are dimmed each by its own command."""
    kind, dimmer, by_channel = config.light_type if 0 <= config.light_type <= _RGBCW else _ON_OFF, "Dimmer", False
    if config.option(68):
        kind, dimmer, by_channel = _DIMMER, f"Channel{index + 1}", True
    elif not config.linked and kind >= _RGBW:
        second = index != config.relays.index(LIGHT)
        dimmer = "Dimmer2" if second else "Dimmer1"
        white = _DIMMER if kind == _RGBW else _COLD_WARM
        kind = white if second else _RGB
    low, high = (200, 380) if config.option(82) else (153, 500)
    return TasmotaLight(power, kind, dimmer, by_channel, config.on, config.off, low, high, config.option(20))


def light_reader(light: TasmotaLight, read_power: PartReader) -> PartReader:
    """Read a state: power, dimmer 0..100, hue and saturation, temperature in mired, scheme."""

    def read(values: Values, report: Report) -> None:
        read_power(values, report)
        dimmer = number(values.get(light.dimmer)) if light.kind else None
        if dimmer is not None:
            report.attributes["brightness"] = round(max(0.0, min(100.0, dimmer)) * 255 / 100)
        scheme = number(values.get("Scheme"))
        if light.has_colours and scheme is not None and 0 <= scheme < len(EFFECTS):
            report.attributes["effect"] = EFFECTS[int(scheme)]
        report.attributes.update(_colour(light, values))

    return read


def turn_on(light: TasmotaLight) -> PartCommand:
    """Commands for what is asked; a dimmer's value switches the light on by itself."""

    def command(call: ServiceCall, entity: Entity) -> Values:
        order = light_order(call, entity)
        if order.brightness == 0:
            return {light.power: light.off}
        commands: dict[str, JsonValue] = _fade(order.transition) if light.kind else {}
        if order.brightness is not None:
            commands[light.dimmer] = max(1, round(order.brightness * 100 / 255))
        if order.brightness is None or light.always_power:
            commands[light.power] = light.on
        if order.hs is not None:
            commands |= {"HsbColor1": round(order.hs[0]), "HsbColor2": round(order.hs[1])}
        if order.kelvin is not None:
            commands["CT"] = max(light.low_mired, min(light.high_mired, mired_of_kelvin(order.kelvin)))
        if order.effect in EFFECTS:
            commands["Scheme"] = EFFECTS.index(str(order.effect))
        return commands

    return command


def turn_off(light: TasmotaLight) -> PartCommand:
    """Off, fading where that is asked."""

    def command(call: ServiceCall, _entity: Entity) -> Values:
        return {**(_fade(number(call.data.get("transition"))) if light.kind else {}), light.power: light.off}

    return command


def _fade(transition: float | None) -> dict[str, JsonValue]:
    """Tasmota fades in half seconds, 1..40."""
    if transition is None:
        return {}
    return {"Fade": 1, "Speed": max(1, min(40, round(transition * 2)))} if transition > 0 else {"Fade": 0}


def _colour(light: TasmotaLight, values: Values) -> dict[str, JsonValue]:
    """The colour, or the temperature where the white channel shines or there is no colour."""
    mired, white = number(values.get("CT")), number(values.get("White"))
    parts = [number(part) for part in str(values.get("HsbColor", values.get("HSBColor", ""))).split(",")]
    hue, saturation = parts[:2] if len(parts) == 3 else (None, None)
    shows_white = not light.has_colours or (white > 0 if white is not None else saturation == 0)
    if light.has_temperature and shows_white and mired is not None and mired > 0:
        return {"color_mode": "color_temp", "color_temp_kelvin": kelvin_of_mired(mired)}
    if light.has_colours and hue is not None and saturation is not None:
        return colour_attributes("hs", (max(0.0, min(360.0, float(hue))), max(0.0, min(100.0, float(saturation)))))
    return {}
