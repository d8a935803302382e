"""What the settings say about the home, over what its devices say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from edge.home.model import Area, Floor, Person

HIDDEN_DOMAINS = frozenset(
    {"conversation", "event", "image", "persistent_notification", "stt", "tag", "tts", "update", "wake_word", "zone"}
)
"""Domains that nobody speaks about by name."""
_HIDDEN_CATEGORIES = frozenset({"config", "diagnostic"})


@dataclass(frozen=True, slots=True)
class EntityOverride:
    """What is said otherwise about an entity; `area` is an area's id or name."""

    name: str | None = None
    aliases: tuple[str, ...] = ()
    area: str | None = None
    exposed: bool | None = None


@dataclass(frozen=True, slots=True)
class DeviceOverride:
    """What is said otherwise about a device; `area` is an area's id or name."""

    name: str | None = None
    area: str | None = None
    screen: bool | None = None


@dataclass(frozen=True, slots=True)
class Overrides:
    """All that the settings say; keys of `entities` are ids, keys of `devices` ids or names.

    `shown` and `hidden` are patterns of entity ids (`sensor.*_linkquality`); an entity's own
    `exposed` goes before `shown`, `shown` before `hidden`, and all before what its source says.
    """

    areas: tuple[Area, ...] = ()
    floors: tuple[Floor, ...] = ()
    people: tuple[Person, ...] = ()
    entities: Mapping[str, EntityOverride] = field(default_factory=dict)
    devices: Mapping[str, DeviceOverride] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    def exposed(self, entity_id: str, default: bool) -> bool:  # noqa: FBT001 - a value, not a mode
        """Whether an entity may be spoken about, where its source says `default`."""
        override = self.entities.get(entity_id)
        if override is not None and override.exposed is not None:
            return override.exposed
        if any(fnmatchcase(entity_id, pattern) for pattern in self.shown):
            return True
        return default and not any(fnmatchcase(entity_id, pattern) for pattern in self.hidden)


def exposed_by_default(domain: str, category: str | None = None, device_class: str | None = None) -> bool:
    """Whether an entity may be spoken about when the settings say nothing.

    `category` is Home Assistant's entity category: settings and diagnostics of a device are hidden, but
    not batteries, which people do ask about.
    """
    if domain in HIDDEN_DOMAINS or device_class == "signal_strength":
        return False
    return category not in _HIDDEN_CATEGORIES or device_class == "battery"
