"""The dialects that the settings switch on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edge.home.dialects.all import Bases, Router, build_dialects

if TYPE_CHECKING:
    from edge.settings import Settings


def router_of(settings: Settings) -> Router:
    """The router over the wanted dialects; the modules of others are not imported."""
    wanted, hub = settings.dialects, settings.base
    switches = {
        "ha_discovery": wanted.discovery.enabled,
        "statestream": wanted.statestream.enabled,
        "zigbee2mqtt": wanted.zigbee2mqtt.enabled,
        "tasmota": wanted.tasmota.enabled,
        "homie": wanted.homie.enabled,
        "shelly": wanted.shelly.enabled,
    }
    bases = Bases(
        ha_discovery=wanted.discovery.prefix,
        statestream=wanted.statestream.base_topic,
        zigbee2mqtt=wanted.zigbee2mqtt.base_topics,
        tasmota=wanted.tasmota.prefix,
        homie=wanted.homie.domain,
    )
    return Router(build_dialects([name for name, on in switches.items() if on], hub, bases), hub)
