"""What waits to be sent: bounded, in order, and never sent when it is too late to help."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from edge.home.events import Message

COMMAND_TTL = 10.0
"""Seconds. A light that goes on minutes after it was asked for is worse than one that does not."""
CAPACITY = 1000
"""Messages that may wait for the broker."""
WINDOW = 100
"""Messages handed to the client and not yet confirmed; the rest stay here, where they can expire."""


class Kind(Enum):
    """How long a message is worth sending.

    `COMMAND` expires `COMMAND_TTL` seconds after it was made; `REPLY` (answers, feedback) is kept until
    it is sent; `NEWS` is only sent while connected: it is said again on every connect.
    """

    COMMAND = "command"
    REPLY = "reply"
    NEWS = "news"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message with its kind, its place in line and when it expires (monotonic seconds).

    `done` is called once the broker has it, and never when it was shed or has expired.
    """

    message: Message
    kind: Kind
    number: int
    expires: float | None = None
    done: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """Messages since start; `offered == sent + expired + shed + waiting + in_flight`."""

    offered: int = 0
    sent: int = 0
    expired: int = 0
    shed: int = 0
    waiting: int = 0
    in_flight: int = 0


class Outbox:
    """Parcels waiting and parcels in flight, keyed by the client's message id. Not thread-safe."""

    def __init__(self, capacity: int = CAPACITY, window: int = WINDOW) -> None:
        self._capacity = capacity
        self._window = window
        self._lines: dict[Kind, deque[Parcel]] = {kind: deque() for kind in Kind}
        self._flying: dict[int, tuple[int, Parcel]] = {}
        self._unsettled: dict[int, None] = {}  # numbers of commands, in order
        self._watchers: deque[tuple[int, Callable[[], None]]] = deque()
        self._offered = self._sent = self._expired = self._shed = 0

    def add(self, message: Message, kind: Kind, now: float, done: Callable[[], None] | None = None) -> None:
        """Put a message in line; when full, the oldest command gives way, then the oldest of its kind."""
        self._offered += 1
        if self._waiting() >= self._capacity and not self._make_room(kind):
            self._shed += 1
            return
        expires = now + COMMAND_TTL if kind is Kind.COMMAND else None
        self._lines[kind].append(Parcel(message, kind, self._offered, expires, done))
        if kind is Kind.COMMAND:
            self._unsettled[self._offered] = None

    def watch(self, settled: Callable[[], None]) -> None:
        """`due` gives `settled` back when no command that was added before is still to arrive."""
        self._watchers.append((self._offered, settled))

    def due(self) -> list[Callable[[], None]]:
        """The watchers whose commands arrived, were shed or have expired, in order; each is given once."""
        oldest = next(iter(self._unsettled), self._offered + 1)
        due: list[Callable[[], None]] = []
        while self._watchers and self._watchers[0][0] < oldest:
            due.append(self._watchers.popleft()[1])
        return due

    def next(self, now: float) -> Parcel | None:
        """The oldest parcel still worth sending, or `None` when there is none or the window is full."""
        if len(self._flying) >= self._window:
            return None
        self._expire(now)
        line = min(filter(None, self._lines.values()), key=lambda line: line[0].number, default=None)
        return line.popleft() if line else None

    def launched(self, parcel: Parcel, ticket: int, connection: int) -> None:
        """The client took `parcel` under the message id `ticket`, on the connection of that number."""
        self._flying[ticket] = (connection, parcel)

    def landed(self, ticket: int) -> None:
        """The client says that `ticket` arrived (QoS 1) or was written (QoS 0)."""
        _connection, parcel = self._flying.pop(ticket, (0, None))
        if parcel is None:
            return
        self._sent += 1
        self._unsettled.pop(parcel.number, None)
        if parcel.done is not None:
            parcel.done()

    def put_back(self, parcel: Parcel) -> None:
        """The client did not take `parcel`: it goes to the head of its line."""
        self._lines[parcel.kind].appendleft(parcel)

    def pump(self, launch: Callable[[Parcel], tuple[int, int] | None], now: float) -> None:
        """Launch what may go; `launch` gives the message id and the connection, or `None` for "not now"."""
        while (parcel := self.next(now)) is not None:
            launched = launch(parcel)
            if launched is None:
                self.put_back(parcel)
                return
            self.launched(parcel, *launched)

    def lost(self, connection: int) -> None:
        """That connection broke: what it had not confirmed waits again; news is dropped."""
        broken = {t: parcel for t, (number, parcel) in self._flying.items() if number <= connection}
        for parcel in sorted(broken.values(), key=lambda parcel: parcel.number, reverse=True):
            self.put_back(parcel)
        for ticket in broken:
            del self._flying[ticket]
        self._shed += len(self._lines[Kind.NEWS])
        self._lines[Kind.NEWS].clear()

    def idle(self) -> bool:
        """Whether nothing waits and nothing is in flight."""
        return not self._flying and not self._waiting()

    def counts(self) -> OutboxCounts:
        """What became of everything added so far."""
        return OutboxCounts(self._offered, self._sent, self._expired, self._shed, self._waiting(), len(self._flying))

    def _waiting(self) -> int:
        return sum(map(len, self._lines.values()))

    def _make_room(self, kind: Kind) -> bool:
        line = self._lines[Kind.COMMAND] or self._lines[kind]
        if not line:
            return False
        self._unsettled.pop(line.popleft().number, None)
        self._shed += 1
        return True

    def _expire(self, now: float) -> None:
        commands = self._lines[Kind.COMMAND]
        while commands and (commands[0].expires or 0.0) <= now:
            self._unsettled.pop(commands.popleft().number, None)
            self._expired += 1
