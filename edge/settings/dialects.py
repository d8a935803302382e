"""`[dialects]`: the topic families in which the home speaks."""

from __future__ import annotations

from pydantic import Field

from edge.settings.fields import Section, Topic

ENABLED = "Whether this family is listened to; switch off what the home does not have to subscribe to less."


class DiscoverySettings(Section):
    """Home Assistant MQTT discovery, which many devices and bridges announce themselves with."""

    enabled: bool = Field(default=True, description=ENABLED)
    prefix: Topic = Field("homeassistant", description="First level of discovery topics, as set in Home Assistant.")


class StatestreamSettings(Section):
    """Home Assistant's `mqtt_statestream`: all its entities, whatever they run on."""

    enabled: bool = Field(default=True, description=ENABLED)
    base_topic: Topic = Field(
        "homeassistant/statestream", description="Its `base_topic` in Home Assistant's configuration."
    )


class Zigbee2MqttSettings(Section):
    """Zigbee2MQTT, one or several."""

    enabled: bool = Field(default=True, description=ENABLED)
    base_topics: tuple[Topic, ...] = Field(
        ("zigbee2mqtt",), min_length=1, description="The `base_topic` of each Zigbee2MQTT."
    )


class TasmotaSettings(Section):
    """Tasmota's own discovery (`SetOption19 0`)."""

    enabled: bool = Field(default=True, description=ENABLED)
    prefix: Topic = Field("tasmota/discovery", description="Topic under which the devices announce themselves.")


class HomieSettings(Section):
    """The Homie convention, version 5."""

    enabled: bool = Field(default=True, description=ENABLED)
    domain: Topic = Field("homie", description="First level of the convention's topics.")


class ShellySettings(Section):
    """Shelly devices of the second generation and later, over their RPC topics."""

    enabled: bool = Field(default=True, description=ENABLED)


class DialectsSettings(Section):
    """Which topic families are listened to, and where."""

    discovery: DiscoverySettings = Field(DiscoverySettings(), description="Home Assistant MQTT discovery.")
    statestream: StatestreamSettings = Field(StatestreamSettings(), description="Home Assistant's entities.")
    zigbee2mqtt: Zigbee2MqttSettings = Field(Zigbee2MqttSettings(), description="Zigbee2MQTT.")
    tasmota: TasmotaSettings = Field(TasmotaSettings(), description="Tasmota.")
    homie: HomieSettings = Field(HomieSettings(), description="Homie 5.")
    shelly: ShellySettings = Field(ShellySettings(), description="Shelly.")
