"""What a Tasmota device has: relays, lights, shutters, a fan, inputs, sensors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edge.home.dialects.features import Cover, Fan
from edge.home.dialects.parts import Part, PartCommand, PartReader, Values
from edge.home.dialects.payload import mapping_of, number, text_of
from edge.home.dialects.reports import UNKNOWN, Report, number_datum
from edge.home.dialects.tasmota.config import LIGHT, RELAY, SHUTTER, TasmotaConfig
from edge.home.dialects.tasmota.light import light_reader, tasmota_light, turn_off, turn_on
from edge.turn import JsonValue

MAX_SENSORS = 100
_QUANTITIES: Mapping[str, tuple[str | None, str | None]] = {
    "Ambient": ("illuminance", "lx"),
    "ApparentPower": ("apparent_power", "VA"),
    "Battery": ("battery", "%"),
    "CarbonDioxide": ("carbon_dioxide", "ppm"),
    "Current": ("current", "A"),
    "DewPoint": ("temperature", "°C"),
    "Distance": ("distance", "cm"),
    "Factor": ("power_factor", None),
    "Frequency": ("frequency", "Hz"),
    "Humidity": ("humidity", "%"),
    "Illuminance": ("illuminance", "lx"),
    "Moisture": ("moisture", "%"),
    "PM10": ("pm10", "µg/m³"),
    "PM2.5": ("pm25", "µg/m³"),
    "Power": ("power", "W"),
    "Pressure": ("pressure", "hPa"),
    "ReactivePower": ("reactive_power", "var"),
    "Temperature": ("temperature", "°C"),
    "Today": ("energy", "kWh"),
    "Total": ("energy", "kWh"),
    "Voltage": ("voltage", "V"),
    "Weight": ("weight", "kg"),
    "Yesterday": ("energy", "kWh"),
    "eCO2": ("carbon_dioxide", "ppm"),
}
_ENERGY_NAMES = {"Today": "Energy today", "Total": "Energy total", "Yesterday": "Energy yesterday"}


def parts_of(config: TasmotaConfig) -> Iterator[Part]:
    """Relays, lights, shutters, fan and inputs, as the discovery message lists them."""
    powers = [index for index, kind in enumerate(config.relays) if kind]
    for index, kind in enumerate(config.relays):
        if config.fan and index > 0:
            break
        if kind == LIGHT or (kind == RELAY and config.option(30)):
            yield _light(config, index, single=len(powers) == 1)
        elif kind == RELAY:
            yield _relay(config, index, single=len(powers) == 1)
    for index in range(config.relays.count(SHUTTER) // 2):
        yield _shutter(config, index)
    if config.fan:
        yield _fan()
    for index, mode in enumerate(config.switches):
        if mode >= 0 and config.option(114):
            yield _input(config, index)


def sensor_parts(values: Mapping[str, JsonValue]) -> Iterator[Part]:
    """Sensors, as the second discovery message shows them: a sample of what will be reported."""
    sample = mapping_of(values.get("sn"))
    unit = "°F" if sample.get("TempUnit") == "F" else "°C"
    pairs = [
        (group, quantity)
        for group, measured in sample.items()
        for quantity in mapping_of(measured)
        if quantity in _QUANTITIES and isinstance(mapping_of(measured)[quantity], int | float)
    ][:MAX_SENSORS]
    quantities = [quantity for _, quantity in pairs]
    for group, quantity in pairs:
        yield _sensor(group, quantity, unit, alone=quantities.count(quantity) == 1)


def _relay(config: TasmotaConfig, index: int, *, single: bool) -> Part:
    key, name, aliases = _naming(config, index, single=single)
    power = f"POWER{index + 1}"
    return Part(
        key,
        "switch",
        name,
        read=_power_reader(config, index, single=single),
        commands={"turn_on": _const(power, config.on), "turn_off": _const(power, config.off)},
        aliases=aliases,
    )


def _light(config: TasmotaConfig, index: int, *, single: bool) -> Part:
    key, name, aliases = _naming(config, index, single=single)
    light = tasmota_light(config, index, f"POWER{index + 1}")
    reader = light_reader(light, _power_reader(config, index, single=single))
    commands = {"turn_on": turn_on(light), "turn_off": turn_off(light)}
    return Part(key, "light", name, light.attributes(), reader, commands, aliases=aliases)


def _naming(config: TasmotaConfig, index: int, *, single: bool) -> tuple[str, str, tuple[str, ...]]:
    """Key, name behind the device's, and the friendly name by which people know a relay."""
    friendly = config.names[index] if index < len(config.names) else None
    key = "" if index == 0 else str(index + 1)
    if friendly is None or friendly == config.name:
        return key, "" if single or index == 0 else str(index + 1), ()
    return key, friendly.removeprefix(config.name).strip() or str(index + 1), (friendly,)


def _power_reader(config: TasmotaConfig, index: int, *, single: bool) -> PartReader:
    names = [f"POWER{index + 1}"] + (["POWER"] if single or index == 0 else [])

    def read(values: Values, report: Report) -> None:
        for name in names:
            if name in values:
                said = values[name]
                report.state = "on" if said == config.on else "off" if said == config.off else UNKNOWN

    return read


def _shutter(config: TasmotaConfig, index: int) -> Part:
    name = f"Shutter{index + 1}"
    inverted = index < len(config.shutter_options) and bool(config.shutter_options[index] & 1)
    features = Cover.OPEN | Cover.CLOSE | Cover.STOP | Cover.SET_POSITION
    part = Part("" if index == 0 else str(index + 1), "cover", "" if index == 0 else str(index + 1))
    part.attributes = {"device_class": "shutter", "supported_features": int(features)}
    part.read = _shutter_reader(name, inverted=inverted)
    part.commands = {
        f"{verb}_cover": _const(f"Shutter{verb.capitalize()}{index + 1}", "") for verb in ("open", "close", "stop")
    }
    part.commands["set_cover_position"] = lambda call, _entity: {
        f"ShutterPosition{index + 1}": _turned(number_datum(call, "position"), inverted=inverted)
    }
    return part


def _shutter_reader(name: str, *, inverted: bool) -> PartReader:
    def read(values: Values, report: Report) -> None:
        shutter = mapping_of(values.get(name))
        position, direction = number(shutter.get("Position")), number(shutter.get("Direction"))
        if position is not None:
            percent = _turned(max(0.0, min(100.0, position)), inverted=inverted)
            report.attributes["current_position"] = percent
            report.state = "open" if percent else "closed"
        if direction:
            report.state = "opening" if (direction > 0) != inverted else "closing"

    return read


def _turned(position: float, *, inverted: bool) -> int:
    return round(100 - position if inverted else position)


def _fan() -> Part:
    """The fan of an iFan: speeds 0 to 3."""

    def read(values: Values, report: Report) -> None:
        speed = number(values.get("FanSpeed"))
        if speed is not None and 0 <= speed <= 3:
            report.state = "on" if speed else "off"
            report.attributes["percentage"] = round(speed * 100 / 3)

    def percentage(percent: float) -> dict[str, JsonValue]:
        return {"FanSpeed": -int(-(max(0.0, min(100.0, percent)) * 3 / 100) // 1)}

    features = Fan.SET_SPEED | Fan.TURN_ON | Fan.TURN_OFF
    part = Part("fan", "fan", "fan", {"supported_features": int(features), "percentage_step": 100 / 3}, read)
    part.commands = {
        "turn_on": _const("FanSpeed", 2),
        "turn_off": _const("FanSpeed", 0),
        "set_percentage": lambda call, _entity: percentage(number_datum(call, "percentage")),
    }
    return part


def _input(config: TasmotaConfig, index: int) -> Part:
    """A wall switch that tells its state without switching a relay."""
    name = f"Switch{index + 1}"

    def read(values: Values, report: Report) -> None:
        if name in values:
            said = values[name]
            report.state = "on" if said == config.on else "off" if said == config.off else report.state

    return Part(name.lower(), "binary_sensor", f"input {index + 1}", read=read)


def _sensor(group: str, quantity: str, temperature_unit: str, *, alone: bool) -> Part:
    device_class, unit = _QUANTITIES[quantity]
    unit = temperature_unit if device_class == "temperature" else unit
    name = _ENERGY_NAMES.get(quantity, quantity)
    state_class = "total_increasing" if device_class == "energy" else "measurement"

    def read(values: Values, report: Report) -> None:
        measured = mapping_of(values.get(group))
        if quantity in measured:
            report.state = text_of(number(measured[quantity])) or UNKNOWN

    return Part(
        f"{group} {quantity}",
        "sensor",
        name if alone else f"{group} {name}",
        {"device_class": device_class, "unit_of_measurement": unit, "state_class": state_class},
        read,
    )


def _const(command: str, argument: JsonValue) -> PartCommand:
    return lambda _call, _entity: {command: argument}
