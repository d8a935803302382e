"""The link as doors see it."""

from __future__ import annotations

import asyncio

from edge.doors.ports import Done
from edge.home.events import Message
from edge.link.mqtt import Link
from edge.link.outbox import Kind


class LinkPost:
    """Sends what doors say over a link, each as the kind of message that it is."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def reply(self, message: Message, done: Done | None = None) -> None:
        """Send an answer, kept until the broker has confirmed it."""
        self._link.publish(message, Kind.REPLY, done)

    def settled(self, done: Done) -> None:
        """Call `done` when the commands given so far are with the broker or have expired."""
        # the carrier holds service calls until the loop's next turn, to join them
        asyncio.get_running_loop().call_soon(self._link.after_commands, done)

    def news(self, message: Message) -> None:
        """Send something that is worth nothing later."""
        self._link.publish(message, Kind.NEWS)

    def retain(self, topic: str, payload: bytes) -> None:
        """Keep a payload retained on a topic."""
        self._link.retain(topic, payload)
