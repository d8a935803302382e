"""Shelly's components (shelly-api-docs.shelly.cloud, gen2) as parts of a device.

A component is called `type:id`; its status is an object of which a notification holds only what changed.
A command is one RPC: a method and its params.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from edge.home.dialects.features import Climate, Cover
from edge.home.dialects.parts import Part, PartCommand, PartReader, Values
from edge.home.dialects.payload import mapping_of, number, text_of
from edge.home.dialects.reports import UNKNOWN, Report, number_datum
from edge.home.dialects.shelly.lights import LIGHTS, light
from edge.home.events import AUTOMATION, PERSON
from edge.turn import JsonValue

_Path = tuple[str, ...]
_MEASURED: tuple[tuple[str, _Path, str, str], ...] = (
    ("power", ("apower",), "power", "W"),
    ("voltage", ("voltage",), "voltage", "V"),
    ("current", ("current",), "current", "A"),
    ("energy", ("aenergy", "total"), "energy", "Wh"),
)
_SENSORS: Mapping[str, tuple[str, _Path, str, str | None]] = {
    "devicepower": ("battery", ("battery", "percent"), "battery", "%"),
    "em": ("power", ("total_act_power",), "power", "W"),
    "em1": ("power", ("act_power",), "power", "W"),
    "humidity": ("humidity", ("rh",), "humidity", "%"),
    "illuminance": ("illuminance", ("lux",), "illuminance", "lx"),
    "temperature": ("temperature", ("tC",), "temperature", "°C"),
    "voltmeter": ("voltage", ("voltage",), "voltage", "V"),
}
_CAUSES = {
    "button": PERSON, "switch": PERSON, "input": PERSON,
    "timer": AUTOMATION, "loopback": AUTOMATION, "schedule": AUTOMATION,
}  # fmt: skip
"""Who a component says it was switched by (`source`); the others may be anybody: `MQTT`, `HTTP_in`, `SHC`, …"""
_ALARMS = {"smoke": "smoke", "flood": "moisture"}
_COVER_STATES = {"open": "open", "closed": "closed", "opening": "opening", "closing": "closing"}


def is_component(name: str) -> bool:
    """Whether a key of a status is a component that a home knows."""
    kind, _, number_text = name.partition(":")
    return number_text.isdigit() and len(number_text) < 4 and kind in _KINDS


def component_parts(component: str, name: str | None, status: Values, *, alone: bool) -> Iterator[Part]:
    """The parts of one component; `alone` when the device has no other of its kind.

    `status` is what is known of it, which tells whether it measures power as well.
    """
    kind, _, index = component.partition(":")
    spoken = name or ("" if alone else str(int(index) + 1))
    main = _KINDS[kind](component, int(index), spoken)
    main.read = _caused(main.read, component)
    if name:
        main.aliases = (name,)
    yield main
    if kind in _SENSORS or kind in _ALARMS or kind == "input":
        return
    for label, path, device_class, unit in _MEASURED:
        if path[0] in status:
            yield _sensor(component, label, path, device_class, unit, f"{spoken} {label}".strip())


def _caused(read: PartReader, component: str) -> PartReader:
    """Reads also by whom the component says that it was switched."""

    def reading(values: Values, report: Report) -> None:
        read(values, report)
        report.cause = _CAUSES.get(text_of(mapping_of(values.get(component)).get("source")) or "")

    return reading


def _switch(component: str, index: int, name: str) -> Part:
    def read(values: Values, report: Report) -> None:
        output = mapping_of(values.get(component)).get("output")
        if isinstance(output, bool):
            report.state = "on" if output else "off"

    commands = {
        "turn_on": _rpc("Switch.Set", {"id": index, "on": True}),
        "turn_off": _rpc("Switch.Set", {"id": index, "on": False}),
    }
    return Part(component, "switch", name, read=read, commands=commands)


def _cover(component: str, index: int, name: str) -> Part:
    def read(values: Values, report: Report) -> None:
        status = mapping_of(values.get(component))
        position, state = number(status.get("current_pos")), status.get("state")
        if position is not None:
            report.attributes["current_position"] = round(max(0.0, min(100.0, position)))
        if state == "stopped":
            place = report.last("current_position")
            report.state = "closed" if place == 0 else "open"
        elif isinstance(state, str) and state in _COVER_STATES:
            report.state = _COVER_STATES[state]

    features = Cover.OPEN | Cover.CLOSE | Cover.STOP | Cover.SET_POSITION
    part = Part(component, "cover", name, {"supported_features": int(features)}, read)
    part.commands = {
        f"{verb}_cover": _rpc(f"Cover.{verb.title()}", {"id": index}) for verb in ("open", "close", "stop")
    }
    part.commands["set_cover_position"] = lambda call, _entity: {
        "method": "Cover.GoToPosition",
        "params": {"id": index, "pos": round(max(0.0, min(100.0, number_datum(call, "position"))))},
    }
    return part


def _thermostat(component: str, index: int, name: str) -> Part:
    def read(values: Values, report: Report) -> None:
        status = mapping_of(values.get(component))
        for key, attribute in (("target_C", "temperature"), ("current_C", "current_temperature")):
            if key in status:
                report.attributes[attribute] = number(status[key])
        if isinstance(status.get("output"), bool):
            report.attributes["hvac_action"] = "heating" if status["output"] else "idle"
        if isinstance(status.get("enable"), bool):
            report.state = "heat" if status["enable"] else "off"

    def config(**values: JsonValue) -> Values:
        return {"method": "Thermostat.SetConfig", "params": {"id": index, "config": values}}

    features = Climate.TARGET_TEMPERATURE | Climate.TURN_ON | Climate.TURN_OFF
    attributes: dict[str, JsonValue] = {
        "hvac_modes": ("off", "heat"),
        "min_temp": 5,
        "max_temp": 35,
        "target_temp_step": 0.5,
        "unit_of_measurement": "°C",
        "supported_features": int(features),
    }
    return Part(
        component,
        "climate",
        name,
        attributes,
        read,
        {
            "turn_on": lambda _c, _e: config(enable=True),
            "turn_off": lambda _c, _e: config(enable=False),
            "set_hvac_mode": lambda call, _e: config(enable=call.data.get("hvac_mode") != "off"),
            "set_temperature": lambda call, _e: config(target_C=number_datum(call, "temperature")),
        },
    )


def _input(component: str, _index: int, name: str) -> Part:
    """A wall switch on a device's input: known of, but nothing that people name."""

    def read(values: Values, report: Report) -> None:
        state = mapping_of(values.get(component)).get("state")
        if isinstance(state, bool):
            report.state = "on" if state else "off"

    return Part(component, "binary_sensor", f"input {name}".strip(), read=read, category="diagnostic")


def _alarm(component: str, _index: int, name: str) -> Part:
    device_class = _ALARMS[component.partition(":")[0]]

    def read(values: Values, report: Report) -> None:
        alarm = mapping_of(values.get(component)).get("alarm")
        if isinstance(alarm, bool):
            report.state = "on" if alarm else "off"

    return Part(component, "binary_sensor", name, {"device_class": device_class}, read)


def _measured(component: str, _index: int, name: str) -> Part:
    label, path, device_class, unit = _SENSORS[component.partition(":")[0]]
    return _sensor(component, "", path, device_class, unit, name or label)


def _meter(component: str, _index: int, name: str) -> Part:
    return _sensor(component, "", ("apower",), "power", "W", f"{name} power".strip())


def _sensor(component: str, label: str, path: _Path, device_class: str, unit: str | None, name: str) -> Part:
    def read(values: Values, report: Report) -> None:
        value: JsonValue = values.get(component)
        for step in path:
            if not isinstance(value, dict) or step not in value:
                return
            value = value[step]
        report.state = text_of(number(value)) or UNKNOWN

    state_class = "total_increasing" if device_class == "energy" else "measurement"
    attributes: dict[str, JsonValue] = {
        "device_class": device_class,
        "unit_of_measurement": unit,
        "state_class": state_class,
    }
    return Part(f"{component} {label}".strip(), "sensor", name, attributes, read)


def _rpc(method: str, params: Mapping[str, JsonValue]) -> PartCommand:
    return lambda _call, _entity: {"method": method, "params": params}


_KINDS: Mapping[str, Callable[[str, int, str], Part]] = {
    "cover": _cover,
    "input": _input,
    "pm1": _meter,
    "switch": _switch,
    "thermostat": _thermostat,
    **dict.fromkeys(LIGHTS, light),
    **dict.fromkeys(_SENSORS, _measured),
    **dict.fromkeys(_ALARMS, _alarm),
}
