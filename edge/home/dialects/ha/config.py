"""One entity's discovery configuration: typed reading, templates, and messages to its topics."""

from __future__ import annotations

from collections.abc import Mapping

from edge.home.dialects.payload import dumps, encoded, number, text_of, texts_of
from edge.home.dialects.templates import CommandTemplate, TemplateFaultError, ValueTemplate, shown
from edge.home.dialects.topics import ConfigError, checked_topic
from edge.home.events import Message, NotExpressibleError
from edge.turn import JsonValue


class Config:
    """An entity's configuration, with keys in full and topics complete."""

    __slots__ = ("_data", "qos", "retain")

    def __init__(self, data: Mapping[str, JsonValue]) -> None:
        """Wrap a configuration; nothing is checked before it is read."""
        self._data = data
        self.retain = data.get("retain") is True
        level = data.get("qos")
        self.qos = level if isinstance(level, int) and level in {0, 1, 2} else 0

    def __contains__(self, key: str) -> bool:
        """Whether a key is there and not null."""
        return self._data.get(key) is not None

    def is_null(self, key: str) -> bool:
        """Whether a key is there as null, by which a cover says that it cannot do something."""
        return key in self._data and self._data[key] is None

    def raw(self, key: str) -> JsonValue:
        """A value as it was sent."""
        return self._data.get(key)

    def text(self, key: str, default: str = "") -> str:
        """A text; flags and numbers as Home Assistant prints them (`True`, `1`)."""
        value = self._data.get(key)
        if value is None:
            return default
        return shown(value) if isinstance(value, str | bool | int | float) else default

    def number(self, key: str, default: float) -> float:
        """A finite number, else the default."""
        found = number(self._data.get(key))
        return default if found is None else found

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A truth value."""
        value = self._data.get(key)
        return value if isinstance(value, bool) else default if value is None else str(value).lower() in _TRUE

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list, empty when there is none."""
        return texts_of(self._data.get(key))

    def topic(self, key: str) -> str | None:
        """A topic, or `None`; raises `ConfigError` for one that MQTT does not permit."""
        topic = self._data.get(key)
        return None if topic is None else checked_topic(topic, key)

    def value(self, key: str) -> ValueTemplate:
        """The compiled value template of a key, which may be absent; raises `ConfigError`."""
        try:
            return ValueTemplate(text_of(self._data.get(key), 1 << 16))
        except TemplateFaultError as error:
            raise ConfigError(f"{key}: {error}") from error

    def command(self, key: str) -> CommandTemplate:
        """The compiled command template of a key, which may be absent; raises `ConfigError`."""
        try:
            return CommandTemplate(text_of(self._data.get(key), 1 << 16))
        except TemplateFaultError as error:
            raise ConfigError(f"{key}: {error}") from error

    def message(self, topic: str, payload: str | Mapping[str, JsonValue]) -> Message:
        """A message as the configuration wants it sent."""
        data = encoded(payload) if isinstance(payload, str) else dumps(payload)
        return Message(topic, data, self.qos, self.retain)


def rendered(template: CommandTemplate, value: JsonValue, variables: Mapping[str, JsonValue] | None = None) -> str:
    """The payload of a command; raises `NotExpressibleError` when its template cannot give one."""
    try:
        return template.render(value, variables)
    except TemplateFaultError as error:
        raise NotExpressibleError(str(error)) from error


_TRUE = frozenset({"1", "true", "yes", "on", "enable"})
