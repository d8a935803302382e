"""Covers and valves: what opens, closes and stands somewhere between."""

from __future__ import annotations

from collections.abc import Mapping

from edge.home.dialects.features import Cover, Valve
from edge.home.dialects.ha.component import NONE, Component, Taker, Valuer, const
from edge.home.dialects.ha.config import Config
from edge.home.dialects.payload import PayloadError, number, parse_json
from edge.home.dialects.reports import UNKNOWN, Report, number_datum, scaled, unscaled
from edge.home.dialects.templates import shown
from edge.turn import JsonValue

_TILT = Cover.OPEN_TILT | Cover.CLOSE_TILT | Cover.STOP_TILT | Cover.SET_TILT_POSITION


def cover(config: Config) -> Component:
    """A blind, curtain, shutter, garage door or the like."""
    component = Component(config)
    component.describe_from("device_class")
    low, high = config.number("position_closed", 0), config.number("position_open", 100)
    component.listen("position_topic", "position_template", _position_taker(config, low, high), fallback="")
    component.listen("state_topic", "value_template", _state_taker(config))
    features = Cover(0)
    for verb, feature in (("open", Cover.OPEN), ("close", Cover.CLOSE), ("stop", Cover.STOP)):
        if not config.is_null(f"payload_{verb}") and _move(component, f"{verb}_cover", verb):
            features |= feature
    ranged, named = _ranged("position", low, high), _position_names("position", low, high)
    if component.send("set_cover_position", "set_position_topic", "set_position_template", ranged, named):
        features |= Cover.SET_POSITION
    if _tilts(component):
        features |= _TILT
    component.describe(supported_features=int(features))
    return component


def valve(config: Config) -> Component:
    """A valve, which reports its position or only whether it is open."""
    component = Component(config)
    component.describe_from("device_class")
    positions = config.flag("reports_position")
    low, high = config.number("position_closed", 0), config.number("position_open", 100)
    component.listen("state_topic", "value_template", _valve_taker(config, low, high, positions=positions))
    features = Valve(0)
    for verb, feature in (("open", Valve.OPEN), ("close", Valve.CLOSE), ("stop", Valve.STOP)):
        offered = f"payload_{verb}" in config or (not positions and verb != "stop")
        if offered and _move(component, f"{verb}_valve", verb):
            features |= feature
    if positions:
        features |= _valve_positions(component, low, high)
    component.describe(supported_features=int(features), reports_position=positions)
    return component


def _move(component: Component, service: str, verb: str) -> bool:
    payload = component.config.text(f"payload_{verb}", verb.upper())
    return component.send(service, "command_topic", "command_template", const(payload))


def _valve_positions(component: Component, low: float, high: float) -> Valve:
    ranged, named = _ranged("position", low, high), _position_names("position", low, high)
    if not component.send("set_valve_position", "command_topic", "command_template", ranged, named):
        return Valve(0)
    for service, percent in (("open_valve", 100), ("close_valve", 0)):
        if service not in component.commands:
            payload = const(str(unscaled(percent, low, high)))
            component.send(service, "command_topic", "command_template", payload)
    return Valve.SET_POSITION | Valve.OPEN | Valve.CLOSE


def _tilts(component: Component) -> bool:
    config = component.config
    low, high = config.number("tilt_min", 0), config.number("tilt_max", 100)
    component.listen("tilt_status_topic", "tilt_status_template", _tilt_taker(low, high), fallback="")
    named = _position_names("tilt_position", low, high)
    for service, key, percent in (
        ("open_cover_tilt", "tilt_opened_value", 100),
        ("close_cover_tilt", "tilt_closed_value", 0),
    ):
        payload = const(str(int(config.number(key, percent))))
        component.send(service, "tilt_command_topic", "tilt_command_template", payload)
    component.send("stop_cover_tilt", "tilt_command_topic", "", const(config.text("payload_stop_tilt", "STOP")))
    ranged = _ranged("tilt_position", low, high)
    return component.send("set_cover_tilt_position", "tilt_command_topic", "tilt_command_template", ranged, named)


def _ranged(key: str, low: float, high: float) -> Valuer:
    return lambda call, _: unscaled(number_datum(call, key), low, high)


def _position_names(key: str, low: float, high: float) -> Valuer:
    ends = (
        {"position_open": int(high), "position_closed": int(low)}
        if key == "position"
        else {"tilt_min": int(low), "tilt_max": int(high)}
    )
    return lambda call, _: {key: number_datum(call, key), **ends}


def _position_taker(config: Config, low: float, high: float) -> Taker:
    stands_for_state = "state_topic" not in config
    tilt = _tilt_taker(config.number("tilt_min", 0), config.number("tilt_max", 100))

    def take(text: str, report: Report) -> None:
        values = _object(text)
        if values is not None and "tilt_position" in values:
            tilt(shown(values["tilt_position"]), report)
        position = number(text if values is None else values.get("position"))
        if position is None:
            return
        percent = scaled(position, low, high)
        report.attributes["current_position"] = percent
        if stands_for_state:
            report.state = "open" if percent else "closed"

    return take


def _tilt_taker(low: float, high: float) -> Taker:
    def take(text: str, report: Report) -> None:
        value = number(text)
        if value is not None:
            report.attributes["current_tilt_position"] = scaled(value, low, high)

    return take


def _words(config: Config) -> Mapping[str, str]:
    return {config.text(f"state_{state}", state): state for state in ("open", "closed", "opening", "closing")}


def _state_taker(config: Config) -> Taker:
    words, stopped = _words(config), config.text("state_stopped", "stopped")

    def take(text: str, report: Report) -> None:
        if text in words:
            report.state = words[text]
        elif text == stopped:
            report.state = _at_rest(report)
        elif text == NONE:
            report.state = UNKNOWN

    return take


def _at_rest(report: Report) -> str:
    """Open or closed, for a cover that says only that it stopped."""
    position = report.last("current_position")
    if position is not None:
        return "open" if position else "closed"
    return "closed" if report.last("state") in {"closed", "closing"} else "open"


def _valve_taker(config: Config, low: float, high: float, *, positions: bool) -> Taker:
    words = _words(config)

    def take(text: str, report: Report) -> None:
        values = _object(text)
        said = text if values is None else shown(values.get("state"))
        place = number(text if values is None else values.get("position")) if positions else None
        if place is not None:
            percent = scaled(place, low, high)
            report.attributes["current_position"] = percent
            report.state = "open" if percent else "closed"
        if said in words and (place is None or said in {"opening", "closing"}):
            report.state = words[said]
        elif said == NONE and place is None:
            report.state = UNKNOWN

    return take


def _object(text: str) -> Mapping[str, JsonValue] | None:
    if not text.startswith("{"):
        return None
    try:
        value = parse_json(text)
    except PayloadError:
        return None
    return value if isinstance(value, dict) else None
