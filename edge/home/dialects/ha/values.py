"""What is read, or set to a value: sensors, numbers, selections, and where a phone is."""

from __future__ import annotations

from edge.home.dialects.ha.component import NONE, Component, Taker, state_taker, text_taker
from edge.home.dialects.ha.config import Config
from edge.home.dialects.payload import number, text_of
from edge.home.dialects.reports import UNKNOWN, Report, number_datum, option_datum


def sensor(config: Config) -> Component:
    """A sensor: whatever its template prints."""
    component = Component(config)
    component.describe_from("device_class", "state_class", "unit_of_measurement")
    component.describe(options=config.texts("options"))
    numeric = any(key in config for key in ("state_class", "unit_of_measurement", "suggested_display_precision"))
    component.listen("state_topic", "value_template", _value_taker(numeric=numeric))
    return component


def binary_sensor(config: Config) -> Component:
    """A sensor of two states."""
    component = Component(config)
    component.describe_from("device_class")
    words = {config.text("payload_on", "ON"): "on", config.text("payload_off", "OFF"): "off"}
    component.listen("state_topic", "value_template", state_taker(words))
    return component


def number_component(config: Config) -> Component:
    """A number that can be set."""
    component = Component(config)
    component.describe_from("device_class", "unit_of_measurement")
    low, high, step = config.number("min", 1), config.number("max", 100), config.number("step", 1)
    component.describe(min=low, max=high, step=step)
    component.listen("state_topic", "value_template", _value_taker(numeric=True))
    component.send(
        "set_value", "command_topic", "command_template", lambda call, _: _whole(number_datum(call, "value"))
    )
    return component


def select(config: Config) -> Component:
    """One of several options."""
    component = Component(config)
    options = config.texts("options")
    component.describe(options=options)
    component.listen("state_topic", "value_template", state_taker({option: option for option in options}))
    component.send(
        "select_option", "command_topic", "command_template", lambda call, _: option_datum(call, "option", options)
    )
    return component


def text(config: Config) -> Component:
    """A text that can be set."""
    component = Component(config)
    component.listen("state_topic", "value_template", _value_taker(numeric=False))
    component.send("set_value", "command_topic", "command_template", lambda call, _: option_datum(call, "value", ()))
    return component


def device_tracker(config: Config) -> Component:
    """Where somebody's phone is: `home`, `not_home` or a zone."""
    component = Component(config)
    component.describe(source_type=config.text("source_type", "gps"))
    words = {
        config.text("payload_home", "home"): "home",
        config.text("payload_not_home", "not_home"): "not_home",
        config.text("payload_reset", NONE): UNKNOWN,
    }

    def take(said: str, report: Report) -> None:
        report.state = words.get(said, text_of(said))

    component.listen("state_topic", "value_template", take)
    return component


def update(config: Config) -> Component:
    """Firmware: known of, so that it is not taken for something else, and never spoken about."""
    component = Component(config)
    component.listen("latest_version_topic", "latest_version_template", text_taker("latest_version"))
    return component


def _value_taker(*, numeric: bool) -> Taker:
    def take(said: str, report: Report) -> None:
        if said == NONE:
            report.state = UNKNOWN
        elif not numeric or number(said) is not None:
            report.state = text_of(said)

    return take


def _whole(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value
