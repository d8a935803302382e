"""`[doors]`: where requests come in and answers go out."""

from __future__ import annotations

from pydantic import Field

from edge.settings.fields import Section, TcpUri


class WyomingSettings(Section):
    """The door for Home Assistant's Assist and other Wyoming clients."""

    enabled: bool = Field(default=True, description="Whether the door is open.")
    uri: TcpUri = Field(
        "tcp://127.0.0.1:10600",
        description="Address to listen on. The protocol has no password: "
        "`tcp://0.0.0.0:10600` lets everybody in the network speak.",
    )


class MqttDoorSettings(Section):
    """Requests and answers as JSON on the hub's own topics."""

    enabled: bool = Field(default=True, description="Whether the door is open.")
    discovery: bool = Field(
        default=True, description="Whether the hub announces itself to Home Assistant: last intent, health, learning."
    )


class HermesSettings(Section):
    """Rhasspy's Hermes topics, for satellites that still speak them."""

    enabled: bool = Field(default=False, description="Whether the door is open.")
    site_ids: tuple[str, ...] = Field((), description="Sites that are served; all when the list is empty.")


class ConsoleSettings(Section):
    """The keyboard and the screen of `hearth run` and `hearth repl`."""

    enabled: bool = Field(default=True, description="Whether `hearth run` in a terminal takes requests from it.")
    home: bool = Field(default=True, description="Whether `hearth run` shows the home's state live in a terminal.")


class DoorsSettings(Section):
    """Where requests come in and answers go out."""

    wyoming: WyomingSettings = Field(WyomingSettings(), description="Wyoming.")
    mqtt: MqttDoorSettings = Field(MqttDoorSettings(), description="JSON over MQTT.")
    hermes: HermesSettings = Field(HermesSettings(), description="Hermes.")
    console: ConsoleSettings = Field(ConsoleSettings(), description="The terminal.")
