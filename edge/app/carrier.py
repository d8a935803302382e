"""Service calls on their way to the home, over the link."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from edge.clock import Clock
from edge.home.dialects.all import Router
from edge.home.dialects.service import service_topic
from edge.home.events import Message
from edge.home.registry import Registry
from edge.link.mqtt import Link
from edge.link.outbox import Kind
from edge.turn import ServiceCall


class LinkCarrier:
    """The hub's carrier.

    Calls to Home Assistant made in one go that differ in their target alone leave as one: thirty lights go
    off together, not one after the other. What devices take is theirs, and goes out at once.
    """

    def __init__(self, link: Link, router: Router, registry: Registry, clock: Clock, base: str) -> None:
        self._link = link
        self._router = router
        self._registry = registry
        self._clock = clock
        self._service_topic = service_topic(base)
        self._held: list[Message] = []

    def send(self, call: ServiceCall) -> None:
        """Send a call; it expires when the broker stays away. Raises `NotExpressibleError`."""
        entities = self._registry.snapshot(self._clock.wall()).entities
        entity = entities.get(call.entity_id) if call.entity_id else None
        for message in self._router.encode(call, entity):
            if message.topic == self._service_topic:
                self._hold(message)
            else:
                self._release()
                self._link.publish(message, Kind.COMMAND)

    def _hold(self, message: Message) -> None:
        if not self._held:
            asyncio.get_running_loop().call_soon(self._release)
        self._held.append(message)

    def _release(self) -> None:
        held, self._held = self._held, []
        for message in joined(held):
            self._link.publish(message, Kind.COMMAND)


def joined(messages: list[Message]) -> list[Message]:
    """Neighbouring service calls that differ in their target alone, as one; the order of others is kept."""
    done: list[tuple[dict[str, Any], Message]] = []
    for message in messages:
        body = json.loads(message.payload)
        targets = body.get("target", {}).pop("entity_id", [])
        last = done[-1][0] if done else {}
        if targets and done and {**last, "target": {}} == {**body, "target": {}} and last["target"]:
            last["target"]["entity_id"] += targets
        else:
            done.append(({**body, "target": {"entity_id": targets} if targets else {}}, message))
    return [
        Message(message.topic, json.dumps(body, separators=(",", ":")).encode(), message.qos) for body, message in done
    ]
