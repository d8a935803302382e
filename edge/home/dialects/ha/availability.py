"""Whether a discovered entity can be reached, by the topics that its configuration names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edge.home.dialects.ha.config import Config
from edge.home.dialects.payload import Payload, list_of
from edge.home.dialects.templates import TemplateFaultError, ValueTemplate
from edge.home.dialects.topics import ConfigError

MAX_TOPICS = 16
"""Availability topics of one entity that are heeded."""


@dataclass(frozen=True, slots=True)
class Source:
    """One topic, its template, and the two payloads that mean something."""

    topic: str
    template: ValueTemplate
    available: str
    unavailable: str

    def read(self, payload: Payload) -> bool | None:
        """What a payload says; `None` when it says neither."""
        try:
            said = self.template.render(payload)
        except TemplateFaultError:
            return None
        return True if said == self.available else False if said == self.unavailable else None


@dataclass(slots=True)
class Availability:
    """All sources of one entity, and what each said last. Available until told otherwise."""

    sources: tuple[Source, ...] = ()
    mode: str = "latest"
    said: dict[int, bool] = field(default_factory=dict)
    available: bool = True

    def hear(self, topic: str, payload: Payload) -> bool | None:
        """Take in what a topic says; the new availability, or `None` when it has not changed."""
        before, latest = self.available, None
        for index, source in enumerate(self.sources):
            if source.topic == topic:
                answer = source.read(payload)
                if answer is not None:
                    self.said[index] = latest = answer
        self.available = self._combined(latest)
        return self.available if self.available != before else None

    def _combined(self, latest: bool | None) -> bool:  # noqa: FBT001 - a value, not a mode
        if not self.said:
            return self.available
        if self.mode == "all":
            return all(self.said.values())
        if self.mode == "any":
            return any(self.said.values())
        return self.available if latest is None else latest


def availability_of(config: Config) -> Availability:
    """The availability that a configuration describes; raises `ConfigError` when it cannot be used."""
    listed = config.raw("availability")
    given = list_of(listed) if isinstance(listed, list) else [listed] if isinstance(listed, dict) else []
    sources = [
        _source(Config(entry), "topic", "value_template") for entry in given[:MAX_TOPICS] if isinstance(entry, dict)
    ]
    if "availability_topic" in config:
        sources.append(_source(config, "availability_topic", "availability_template"))
    mode = config.text("availability_mode", "latest")
    if mode not in {"all", "any", "latest"}:
        raise ConfigError(f"availability_mode is all, any or latest, not {mode[:40]!a}")
    return Availability(tuple(sources), mode)


def _source(config: Config, topic_key: str, template_key: str) -> Source:
    topic = config.topic(topic_key)
    if topic is None:
        raise ConfigError(f"{topic_key} of availability is missing")
    return Source(
        topic,
        config.value(template_key),
        config.text("payload_available", "online"),
        config.text("payload_not_available", "offline"),
    )


def shared_options(root: Mapping[str, object]) -> dict[str, object]:
    """What a device's configuration says for all of its components."""
    return {key: value for key, value in root.items() if key in _SHARED}


_SHARED = frozenset(
    {
        "availability", "availability_mode", "availability_template", "availability_topic", "command_topic",
        "encoding", "payload_available", "payload_not_available", "qos", "state_topic",
    }
)  # fmt: skip
