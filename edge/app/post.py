"""The link as doors see it."""

from __future__ import annotations

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

    def news(self, message: Message) -> None:
        """Send something that is worth nothing later."""
        self._link.publish(message, Kind.NEWS)

    def retain(self, topic: str, payload: bytes) -> None:
        """Keep a payload retained on a topic."""
        self._link.retain(topic, payload)
