"""Vacuum cleaners and lawn mowers."""

from __future__ import annotations

from edge.home.dialects.features import Mower, Vacuum
from edge.home.dialects.ha.component import Component, const, state_taker
from edge.home.dialects.ha.config import Config
from edge.home.dialects.payload import Payload, PayloadError, number, text_of
from edge.home.dialects.reports import Report, option_datum

_VACUUM_FEATURES = {
    "start": Vacuum.START,
    "stop": Vacuum.STOP,
    "pause": Vacuum.PAUSE,
    "return_home": Vacuum.RETURN_HOME,
    "battery": Vacuum.BATTERY,
    "status": Vacuum.STATUS,
    "locate": Vacuum.LOCATE,
    "clean_spot": Vacuum.CLEAN_SPOT,
    "fan_speed": Vacuum.FAN_SPEED,
    "send_command": Vacuum.SEND_COMMAND,
}
_VACUUM_DEFAULT = ("start", "stop", "return_home", "status", "battery", "clean_spot")
_VACUUM_COMMANDS = {
    "start": ("start", "start"),
    "stop": ("stop", "stop"),
    "pause": ("pause", "pause"),
    "return_home": ("return_to_base", "return_to_base"),
    "locate": ("locate", "locate"),
    "clean_spot": ("clean_spot", "clean_spot"),
}
_VACUUM_STATES = frozenset({"idle", "docked", "error", "paused", "returning", "cleaning"})
_MOWER_STATES = ("error", "paused", "mowing", "docked", "returning")


def vacuum(config: Config) -> Component:
    """A vacuum cleaner, whose state is one JSON object."""
    component = Component(config)
    offered = [name for name in config.texts("supported_features") or _VACUUM_DEFAULT if name in _VACUUM_FEATURES]
    features = Vacuum.STATE
    for name in offered:
        features |= _VACUUM_FEATURES[name]
        if name in _VACUUM_COMMANDS:
            service, payload = _VACUUM_COMMANDS[name]
            component.send(service, "command_topic", "", const(config.text(f"payload_{service}", payload)))
    speeds = config.texts("fan_speed_list")
    component.describe(supported_features=int(features), fan_speed_list=speeds)
    if "fan_speed" in offered:
        component.send(
            "set_fan_speed", "set_fan_speed_topic", "", lambda call, _: option_datum(call, "fan_speed", speeds)
        )
    component.listen_raw("state_topic", _read_vacuum)
    return component


def lawn_mower(config: Config) -> Component:
    """A lawn mower, with a topic a command."""
    component = Component(config)
    features = Mower(0)
    activities = {state: state for state in _MOWER_STATES}
    component.listen("activity_state_topic", "activity_value_template", state_taker(activities))
    for service, feature in (
        ("start_mowing", Mower.START_MOWING),
        ("pause", Mower.PAUSE),
        ("dock", Mower.DOCK),
    ):
        if component.send(service, f"{service}_command_topic", f"{service}_command_template", const(service)):
            features |= feature
    component.describe(supported_features=int(features))
    return component


def _read_vacuum(payload: Payload, report: Report) -> None:
    values = payload.json
    if not isinstance(values, dict):
        raise PayloadError("a vacuum's state is a JSON object")
    state = values.get("state")
    if isinstance(state, str) and state in _VACUUM_STATES:
        report.state = state
    if "battery_level" in values:
        report.attributes["battery_level"] = number(values["battery_level"])
    if "fan_speed" in values:
        report.attributes["fan_speed"] = text_of(values["fan_speed"])
