"""What the daemon needs of the settings, in the house's own types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from edge.link.broker import Broker

if TYPE_CHECKING:
    from edge.settings import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """How the daemon's roads and doors are set; `wyoming` is host and port, `None` for a closed door.

    `hermes` are the sites served, `None` for a closed door; `discovery` is Home Assistant's prefix.
    """

    broker: Broker
    hub_id: str = "home"
    name: str = "Hearth"
    base_topic: str = "hearth"
    language: str = "en"
    languages: tuple[str, ...] = ()
    zone: tzinfo | None = None
    wyoming: tuple[str, int] | None = None
    mqtt_door: bool = True
    hermes: tuple[str, ...] | None = None
    discovery: str | None = "homeassistant"

    @property
    def base(self) -> str:
        """The topic that everything of ours lies under."""
        return f"{self.base_topic}/{self.hub_id}"

    @classmethod
    def of(cls, settings: Settings) -> Options:
        """The options that settings mean."""
        doors = settings.doors
        return cls(
            broker=broker_of(settings),
            hub_id=settings.hub.id,
            name=settings.hub.name,
            base_topic=settings.broker.base_topic,
            language=settings.hub.language,
            languages=tuple(dict.fromkeys((settings.hub.language, *settings.hub.languages))),
            zone=zone_of(settings),
            wyoming=_address(doors.wyoming.uri) if doors.wyoming.enabled else None,
            mqtt_door=doors.mqtt.enabled,
            hermes=doors.hermes.site_ids if doors.hermes.enabled else None,
            discovery=settings.dialects.discovery.prefix if doors.mqtt.discovery else None,
        )


def broker_of(settings: Settings, client_id: str | None = None) -> Broker:
    """The broker that settings name; as somebody else with `client_id`, whose session is not kept."""
    found = settings.broker
    return Broker(
        host=found.host or "127.0.0.1",
        port=found.port,
        client_id=client_id or settings.client_id,
        username=found.username,
        password=found.password.get_secret_value() if found.password else None,
        tls=found.tls,
        ca=found.ca_file,
        cert=found.cert_file,
        key=found.key_file,
        keepalive=found.keepalive,
        protocol=found.protocol,
        persistent=client_id is None,
    )


def zone_of(settings: Settings) -> tzinfo | None:
    """The home's time zone; `None` for the machine's own."""
    return ZoneInfo(settings.hub.timezone) if settings.hub.timezone else None


def _address(uri: str) -> tuple[str, int]:
    parts = urlsplit(uri)
    return parts.hostname or "127.0.0.1", parts.port or 10600
