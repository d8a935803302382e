"""What doors need of the rest of the house."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from edge.home.events import Message
from edge.home.model import Snapshot
from edge.turn import Request, Turn

Done = Callable[[], None]
"""Called once when a received message has been dealt with, so that the broker need not send it again."""


class Listener(Protocol):
    """The hub, to somebody who speaks to it."""

    def handle(self, request: Request) -> Turn:
        """Understand and carry out."""
        ...


class Recogniser(Protocol):
    """The hub, to somebody who wants to carry it out himself."""

    def recognise(self, request: Request) -> Turn:
        """Understand, and do nothing about it."""
        ...


class Pictures(Protocol):
    """Where a door gets a picture of the home."""

    def snapshot(self) -> Snapshot:
        """The home as it is now."""
        ...


class Post(Protocol):
    """What doors send messages with."""

    def reply(self, message: Message, done: Done | None = None) -> None:
        """Send an answer, kept until the broker has confirmed it; then `done` is called."""
        ...

    def settled(self, done: Done) -> None:
        """Call `done` once all commands that were sent before are with the broker, or too late to be sent."""
        ...

    def news(self, message: Message) -> None:
        """Send something that is worth nothing later: dropped while the broker is away."""
        ...

    def retain(self, topic: str, payload: bytes) -> None:
        """Keep a payload retained on a topic, over every reconnect."""
        ...


class TopicDoor(Protocol):
    """A door that listens on topics."""

    def topics(self) -> tuple[str, ...]:
        """Filters of what it wants to hear."""
        ...

    def receive(self, message: Message, done: Done) -> None:
        """Deal with a message on one of its topics and call `done`. Whatever the payload, it never raises."""
        ...
