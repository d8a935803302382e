"""Service calls on their way to the home, over the link."""

from __future__ import annotations

from edge.clock import Clock
from edge.home.dialects.all import Router
from edge.home.registry import Registry
from edge.link.mqtt import Link
from edge.link.outbox import Kind
from edge.turn import ServiceCall


class LinkCarrier:
    """The hub's carrier. `sent` counts messages."""

    def __init__(self, link: Link, router: Router, registry: Registry, clock: Clock) -> None:
        self.sent = 0
        self._clock = clock
        self._link = link
        self._router = router
        self._registry = registry

    def send(self, call: ServiceCall) -> None:
        """Send a call; it expires when the broker stays away. Raises `NotExpressibleError`."""
        entity = self._registry.snapshot(self._clock.wall()).entities.get(call.entity_id) if call.entity_id else None
        for message in self._router.encode(call, entity):
            self._link.publish(message, Kind.COMMAND)
            self.sent += 1
