"""Which topic families a home speaks, by the name of the dialect."""

from __future__ import annotations

from hub_sim.bridge.family import Family
from hub_sim.bridge.ha_discovery import Discovery
from hub_sim.bridge.statestream import Statestream
from hub_sim.bridge.zigbee2mqtt import Zigbee2Mqtt

DIALECTS = ("discovery", "zigbee2mqtt", "statestream")


def families_of(dialect: str, hub: str = "hearth/home") -> tuple[Family, ...]:
    """The families of a dialect in order: what the first cannot show the next does.

    `hub` is the topic of the hub's own, below which service calls are heard. Raises `ValueError` for a
    dialect that is not one of `DIALECTS`.
    """
    rest: tuple[Family, ...] = (Discovery(), Statestream(hub=hub))
    if dialect == "discovery":
        return rest
    if dialect == "zigbee2mqtt":
        return (Zigbee2Mqtt(), *rest)
    if dialect == "statestream":
        return (Statestream(hub=hub),)
    message = f"{dialect!r} is none of {', '.join(DIALECTS)}"
    raise ValueError(message)
