"""Switches, sirens, buttons and scenes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from edge.home.dialects.features import Siren
from edge.home.dialects.ha.component import Command, Component, Taker, const, state_taker
from edge.home.dialects.ha.config import Config, rendered
from edge.home.dialects.payload import PayloadError, keepable, parse_json
from edge.home.dialects.reports import Report
from edge.home.dialects.templates import shown
from edge.home.events import Message
from edge.home.model import Entity
from edge.turn import JsonValue, ServiceCall


def switch(config: Config) -> Component:
    """A switch: two payloads out, two states in."""
    component = Component(config)
    component.describe_from("device_class")
    on, off = config.text("payload_on", "ON"), config.text("payload_off", "OFF")
    words = {config.text("state_on", on): "on", config.text("state_off", off): "off"}
    component.listen("state_topic", "value_template", state_taker(words))
    component.send("turn_on", "command_topic", "command_template", const(on))
    component.send("turn_off", "command_topic", "command_template", const(off))
    return component


def siren(config: Config) -> Component:
    """A siren: JSON unless a command template says otherwise."""
    component = Component(config)
    on, off = config.text("payload_on", "ON"), config.text("payload_off", "OFF")
    words = {config.text("state_on", on): "on", config.text("state_off", off): "off"}
    component.listen("state_topic", "state_value_template", _siren_taker(words))
    tones = config.texts("available_tones")
    features = Siren.TURN_ON | Siren.TURN_OFF
    features |= Siren.TONES if tones else Siren(0)
    features |= Siren.DURATION if config.flag("support_duration", default=True) else Siren(0)
    features |= Siren.VOLUME_SET if config.flag("support_volume_set", default=True) else Siren(0)
    component.describe(supported_features=int(features), available_tones=tones)
    topic = config.topic("command_topic")
    if topic:
        component.commands["turn_on"] = _siren_command(config, topic, "command_template", on)
        off_key = "command_off_template" if "command_off_template" in config else "command_template"
        component.commands["turn_off"] = _siren_command(config, topic, off_key, off)
    return component


def button(config: Config) -> Component:
    """A button: one payload when pressed."""
    component = Component(config, state="unknown")
    component.describe_from("device_class")
    component.send("press", "command_topic", "command_template", const(config.text("payload_press", "PRESS")))
    return component


def scene(config: Config) -> Component:
    """A scene: one payload when turned on."""
    component = Component(config, state="unknown")
    component.send("turn_on", "command_topic", "command_template", const(config.text("payload_on", "ON")))
    return component


def _siren_taker(words: Mapping[str, str]) -> Taker:
    plain = state_taker(words)

    def take(text: str, report: Report) -> None:
        if not text.startswith("{"):
            plain(text, report)
            return
        try:
            values = parse_json(text)
        except PayloadError:
            return
        if isinstance(values, dict):
            plain(shown(values.get("state")), report)
            for key in ("tone", "volume_level", "duration"):
                if key in values:
                    report.attributes[key] = keepable(values[key])

    return take


def _siren_command(config: Config, topic: str, template_key: str, payload: str) -> Command:
    template = config.command(template_key) if template_key in config else None

    def command(call: ServiceCall, _entity: Entity) -> Sequence[Message]:
        asked: dict[str, JsonValue] = {k: call.data[k] for k in ("tone", "volume_level", "duration") if k in call.data}
        values = {"state": payload, **asked}
        return [config.message(topic, rendered(template, payload, values) if template else values)]

    return command
