"""What every discovered component comes to: what it can do, which topics it reads, which calls it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from edge.home.dialects.ha.config import Config, rendered
from edge.home.dialects.payload import Payload, mapping_of, number, text_of
from edge.home.dialects.reports import UNKNOWN, Report
from edge.home.events import Message
from edge.home.model import Entity
from edge.turn import JsonValue, ServiceCall

NONE = "None"
"""What a template prints for null; as a state it means that the state is not known."""


Reader = Callable[[Payload, Report], None]
Taker = Callable[[str, Report], None]
Valuer = Callable[[ServiceCall, Entity], JsonValue]
Command = Callable[[ServiceCall, Entity], Sequence[Message]]


@dataclass(slots=True)
class Component:
    """One entity as its builder understood the configuration.

    `attributes` are those that describe it, `readers` what each topic says, `commands` what each of its
    domain's services sends, `state` its state before any message, if it has one by itself.
    """

    config: Config
    attributes: dict[str, JsonValue] = field(default_factory=dict)
    readers: list[tuple[str, Reader]] = field(default_factory=list)
    commands: dict[str, Command] = field(default_factory=dict)
    state: str | None = None

    def listen(self, topic_key: str, template_key: str, take: Taker, *, fallback: str = "value_template") -> bool:
        """Hand what a topic says, through its template, to `take`; false when there is no such topic.

        `fallback` is the template used when the configuration has none under `template_key`.
        """
        topic = self.config.topic(topic_key)
        if topic is None:
            return False
        template = self.config.value(template_key if template_key in self.config else fallback)

        def read(payload: Payload, report: Report) -> None:
            text = template.render(payload)
            if text:
                take(text, report)

        self.readers.append((topic, read))
        return True

    def listen_raw(self, topic_key: str, reader: Reader) -> bool:
        """Hand a topic's payloads to a reader as they are."""
        topic = self.config.topic(topic_key)
        if topic is not None:
            self.readers.append((topic, reader))
        return topic is not None

    def send(
        self, service: str, topic_key: str, template_key: str, value: Valuer, variables: Valuer | None = None
    ) -> bool:
        """Answer a service with one message of a value through a template; false without such a topic.

        `variables` gives what else the template may name.
        """
        topic = self.config.topic(topic_key)
        if topic is None:
            return False
        template = self.config.command(template_key)

        def command(call: ServiceCall, entity: Entity) -> Sequence[Message]:
            named = mapping_of(variables(call, entity)) if variables else None
            return [self.config.message(topic, rendered(template, value(call, entity), named))]

        self.commands[service] = command
        return True

    def describe(self, **attributes: JsonValue) -> None:
        """Add attributes that describe the entity; `None` and empty tuples are left out."""
        self.attributes.update({key: value for key, value in attributes.items() if value is not None and value != ()})

    def describe_from(self, *keys: str) -> None:
        """Add attributes that the configuration names as Home Assistant does."""
        for key in keys:
            value = self.config.raw(key)
            self.describe(**{key: number(value) if isinstance(value, int | float) else text_of(value)})


def const(value: str) -> Valuer:
    """A value that does not depend on the call."""
    return lambda _call, _entity: value


def numeric_taker(attribute: str) -> Taker:
    """Keep what a topic says as a number; `None` when it says that there is none."""

    def take(text: str, report: Report) -> None:
        value = number(text)
        if value is not None or text == NONE:
            report.attributes[attribute] = value

    return take


def text_taker(attribute: str, options: Sequence[str] = ()) -> Taker:
    """Keep what a topic says as a text, where it is one of `options`, if there are any."""

    def take(text: str, report: Report) -> None:
        if text == NONE:
            report.attributes[attribute] = None
        elif (not options or text in options) and text_of(text) is not None:
            report.attributes[attribute] = text

    return take


def state_taker(words: Mapping[str, str]) -> Taker:
    """Take the state by what each payload means; payloads without a meaning are ignored."""

    def take(text: str, report: Report) -> None:
        state = words.get(text)
        if state is None and text == NONE:
            state = UNKNOWN
        if state is not None:
            report.state = state

    return take
