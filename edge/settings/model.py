"""All settings: every field with its type, range, default, unit and reason.

The configuration file, its reference (`docs/configuration.md`) and the JSON schema are all made of this.
"""

from __future__ import annotations

import os
from datetime import time
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, Field, FilePath, SecretStr, model_validator
from pydantic_core import PydanticCustomError

from edge.settings.dialects import DialectsSettings
from edge.settings.doors import DoorsSettings
from edge.settings.fields import Identifier, Language, Name, Pin, Port, Section, TimeZone, Topic, unit
from edge.settings.home import HomeSettings


class HubSettings(Section):
    """What this hub is called and how it speaks."""

    id: Identifier = Field(
        "home", description="The hub's level in its topics (`hearth/<id>/request`); differs between hubs of one broker."
    )
    name: Name = Field("Hearth", description="The hub's name, shown in Home Assistant.")
    language: Language = Field("en", description="Language in which people speak when a request names none.")
    languages: tuple[Language, ...] = Field(
        (), description="Further languages to load at start; each costs memory and start-up time."
    )
    timezone: TimeZone = Field(
        "", description="Time zone of what people say (`at seven`), by IANA name; empty for the machine's own."
    )
    data: Path | None = Field(
        None,
        description="Folder for what the hub remembers. By default the service's state folder ($STATE_DIRECTORY), "
        "else `~/.local/share/hearth`. Must be on a local disk: SQLite's locks fail on network shares.",
    )

    @property
    def folder(self) -> Path:
        """The folder for what the hub remembers; may not exist yet."""
        if self.data is not None:
            return self.data.expanduser()
        state = os.environ.get("STATE_DIRECTORY", "").partition(":")[0]
        return Path(state) if state else Path("~/.local/share/hearth").expanduser()


class BrokerSettings(Section):
    """The MQTT broker through which the hub hears and moves the home."""

    host: str | None = Field(
        None,
        min_length=1,
        description="Name or address of the broker. Without it `hearth run` starts a broker and a simulated home.",
    )
    port: Port = Field(1883, description="TCP port of the broker; usually 1883, with TLS 8883.")
    username: str | None = Field(None, min_length=1, description="User name at the broker, where it wants one.")
    password: SecretStr | None = Field(
        None, description="The user's password; `password_file` or a systemd credential keep it out of this file."
    )
    password_file: Path | None = Field(None, description="File whose first line is the password.")
    tls: bool = Field(default=False, description="Whether the connection is encrypted; never falls back to plain.")
    ca_file: FilePath | None = Field(
        None, description="PEM file of the authority that signed the broker's certificate; by default the system's own."
    )
    cert_file: FilePath | None = Field(None, description="PEM file of our certificate, where the broker asks for one.")
    key_file: FilePath | None = Field(None, description="PEM file of the key that belongs to `cert_file`.")
    client_id: str | None = Field(
        None,
        min_length=1,
        max_length=65535,
        description="Our id at the broker, by default `hearth-<hub id>`. Two clients of one id throw each other out.",
    )
    protocol: Literal["3.1.1", "5"] = Field("3.1.1", description="MQTT version; every broker speaks 3.1.1.")
    keepalive: int = Field(
        15,
        ge=5,
        le=300,
        description="Interval of keep-alive pings. A silent partition is noticed after about 1.9 times this.",
        json_schema_extra=unit("s"),
    )
    base_topic: Topic = Field("hearth", description="First level of the hub's own topics.")

    @model_validator(mode="after")
    def _belong_together(self) -> BrokerSettings:
        if (self.cert_file is None) != (self.key_file is None):
            raise PydanticCustomError("together", "`cert_file` and `key_file` belong together: give both or none")
        if self.ca_file is not None and not self.tls:
            raise PydanticCustomError("together", "`ca_file` is without effect unless `tls = true`")
        if self.password is not None and self.username is None:
            raise PydanticCustomError("together", "a password needs a `username`")
        return self


class MemorySettings(Section):
    """What is kept, for how long, and how gently it is written."""

    path: Path | None = Field(None, description="The database, by default `hearth.db` in the hub's data folder.")
    max_mb: int = Field(
        200,
        ge=20,
        le=100_000,
        description="Greatest size of the database; the oldest history goes first.",
        json_schema_extra=unit("MB"),
    )
    retention_days: int = Field(
        400,
        ge=1,
        le=3650,
        description="Age at which state history is deleted. More than a year shows a season twice.",
        json_schema_extra=unit("d"),
    )
    turns_days: int = Field(
        400,
        ge=1,
        le=3650,
        description="Age at which records of requests are deleted; they can be replayed until then.",
        json_schema_extra=unit("d"),
    )
    commit_seconds: float = Field(
        5.0,
        ge=0.1,
        le=300,
        description="Time between commits. Larger spares the SD card, smaller loses less in a power cut.",
        json_schema_extra=unit("s"),
    )
    ballast_mb: int = Field(
        2,
        ge=1,
        le=16,
        description="Size of a file that is given up on a full disk, without which not even deleting works.",
        json_schema_extra=unit("MB"),
    )


class SafetySettings(Section):
    """What must be confirmed before it is done. Doors, locks and alarms (tier 3) always are."""

    pin: Pin | None = Field(
        None, description="Digits asked for before a door is opened or an alarm disarmed: 4 to 10 of them."
    )
    pin_file: Path | None = Field(None, description="File whose first line is the PIN.")
    confirm_costly: Literal["never", "quiet", "always"] = Field(
        "quiet",
        description="When noisy, hot, wet or costly actions (tier 2: oven, siren, valve, vacuum) are confirmed: "
        "never, in quiet hours, or always. What is in doubt, or found by habit alone, is asked about all the same.",
    )
    quiet_from: time = Field(time(22), description="Local time at which quiet hours begin.")
    quiet_to: time = Field(time(7), description="Local time at which quiet hours end; may be on the next day.")


class LearningSettings(Section):
    """Whether the hub learns from what is said."""

    enabled: bool = Field(
        default=True, description="Whether corrections and habits are learnt; off, what was learnt stays in use."
    )
    rephrase: Literal["evidence", "model"] = Field(
        "evidence",
        description="What tells a wish said again from a new one: weighed evidence, or the shipped span model, which "
        "finds more and takes 23 MB of memory.",
    )


class LoggingSettings(Section):
    """What the hub says about itself, on stderr."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least important lines that are written; at debug also what people said."
    )
    format: Literal["text", "json"] = Field("text", description="`key=value` for people, or one JSON object a line.")


class Settings(Section):
    """Everything that can be set.

    Made by `edge.settings.load`, which merges files and environment, because it must know each value's origin.
    """

    model_config = ConfigDict(title="Hearth")

    hub: HubSettings = Field(HubSettings(), description="The hub itself.")
    broker: BrokerSettings = Field(BrokerSettings(), description="The MQTT broker.")
    dialects: DialectsSettings = Field(DialectsSettings(), description="Topic families.")
    home: HomeSettings = Field(HomeSettings(), description="Names and places.")
    memory: MemorySettings = Field(MemorySettings(), description="What is remembered.")
    safety: SafetySettings = Field(SafetySettings(), description="Confirmation.")
    doors: DoorsSettings = Field(DoorsSettings(), description="Ways in.")
    learning: LearningSettings = Field(LearningSettings(), description="Learning.")
    logging: LoggingSettings = Field(LoggingSettings(), description="Logs.")

    @property
    def database(self) -> Path:
        """The database file; may not exist yet."""
        path = self.memory.path
        return path.expanduser() if path is not None else self.hub.folder / "hearth.db"

    @property
    def base(self) -> str:
        """The topic that everything of this hub lies under."""
        return f"{self.broker.base_topic}/{self.hub.id}"

    @property
    def client_id(self) -> str:
        """Our id at the broker."""
        return self.broker.client_id or f"hearth-{self.hub.id}"
