"""The doors that the options open, and who is told what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from edge.app.options import Options
from edge.app.post import LinkPost
from edge.clock import Clock
from edge.doors.bridge import Bridge
from edge.doors.discovery import Discovery
from edge.doors.ledger import Ledger
from edge.doors.moment import Moments
from edge.doors.mqtt import MqttDoor
from edge.doors.ports import Listener, Recogniser, TopicDoor
from edge.link.mqtt import Link
from edge.turn import Request, Turn

if TYPE_CHECKING:
    from edge.doors.hermes import HermesDoor
    from edge.doors.wyoming import WyomingDoor


class Witness:
    """The hub as the doors see it: what each turn came to is told to `tell` too. `requests` counts them."""

    def __init__(self, hub: Listener, tell: Callable[[Turn], None]) -> None:
        self.requests = 0
        self._hub = hub
        self._tell = tell

    def handle(self, request: Request) -> Turn:
        """Understand and carry out."""
        self.requests += 1
        turn = self._hub.handle(request)
        self._tell(turn)
        return turn


@dataclass
class Doors:
    """All doors of one daemon; those that are closed are `None`."""

    bridge: Bridge
    witness: Witness
    mqtt: MqttDoor | None = None
    hermes: HermesDoor | None = None
    wyoming: WyomingDoor | None = None
    discovery: Discovery | None = None
    topic_doors: Sequence[TopicDoor] = field(default_factory=tuple)

    def announce(self, text: str, device: str | None, door: str = "", conversation: str | None = None) -> None:
        """Say something unasked at the `door` that it comes of; at every door that can where that one cannot."""
        named = {"mqtt": self.mqtt, "hermes": self.hermes}
        able = {name: way for name, way in named.items() if way is not None}
        for way in [able[door]] if door in able else able.values():
            way.announce(text, device, conversation)


def open_doors(
    options: Options, link: Link, hub: Listener, recogniser: Recogniser, ledger: Ledger, clock: Clock
) -> Doors:
    """Make the doors; the Wyoming door has still to be started."""
    post = LinkPost(link)
    moments = Moments(clock, options.zone, options.language)
    bridge = Bridge(options.base, post)
    witness = Witness(hub, bridge.tell_last)
    doors = Doors(bridge, witness)
    if options.mqtt_door:
        doors.mqtt = MqttDoor(options.base, witness, post, ledger, moments)
    if options.discovery is not None:
        prefix = options.discovery
        doors.discovery = Discovery(prefix, options.base, options.hub_id, options.name, post, link.renew)
    if options.hermes is not None:
        from edge.doors.hermes import HermesDoor

        doors.hermes = HermesDoor(witness, post, moments, options.hermes)
    if options.wyoming is not None:
        from edge.doors.wyoming import WyomingDoor

        doors.wyoming = WyomingDoor(witness, recogniser, moments, options.languages, *options.wyoming)
    found = (doors.bridge, doors.mqtt, doors.hermes, doors.discovery)
    doors.topic_doors = tuple(door for door in found if door is not None)
    return doors
