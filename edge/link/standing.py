"""How we stand with the broker: the evidence, and what it says of the link's state."""

from __future__ import annotations

from collections.abc import Sequence

from edge.link import causes
from edge.link.broker import Broker
from edge.link.liveness import Pinger
from edge.link.state import LinkState

SHORT_LIFE = 5.0
"""Seconds; a session that ends sooner, though the broker is up, was probably taken over."""
EVICTIONS = 3
"""Short lives in a row that are taken for another client with our id."""


class Standing:
    """Evidence about the connection. `heard` counts messages and is the network thread's to raise.

    `connects` counts connections; times are monotonic seconds.
    """

    def __init__(self, broker: Broker, ping_topic: str) -> None:
        self.pinger = Pinger()
        self.heard = 0
        self.connects = 0
        self._broker = broker
        self._ping_topic = ping_topic
        self._refused: set[str] = set()
        self._evictions = 0
        self._connected_at = 0.0
        self._heard_before = 0

    @property
    def evicted(self) -> bool:
        """Whether sessions end as soon as they begin, so that we had better knock seldom."""
        return self._evictions >= EVICTIONS

    def connected(self, now: float, *, session_present: bool) -> None:
        """A connection begins. A broker that has forgotten our session was restarted, nobody threw us out."""
        if not session_present:
            self._evictions = 0
        self.connects += 1
        self._connected_at = now
        self._refused.clear()
        self.pinger.reset()

    def ended(self, reason: str, now: float) -> str:
        """A connection ended; the cause in words."""
        self._evictions = self._evictions + 1 if now - self._connected_at < SHORT_LIFE else 0
        return causes.taken_over(self._broker) if self.evicted else causes.refusal(self._broker, reason)

    def unreachable(self, error: BaseException | None) -> tuple[LinkState, str]:
        """No connection was made: the broker was not up, so nobody threw us out."""
        self._evictions = 0
        return causes.failure(self._broker, error)

    def denied(self, filters: Sequence[str]) -> None:
        """The broker refused these subscriptions."""
        self._refused.update(filters)

    def beat(self, now: float) -> None:
        """A period has passed on this connection."""
        if now - self._connected_at > SHORT_LIFE:
            self._evictions = 0

    def silent(self) -> bool:
        """Whether nothing at all was heard since this was last asked, while our pings were missed.

        While others are heard the road is open and a new client would not help: the broker's rules would.
        """
        silent = self.pinger.dead and self.heard == self._heard_before
        self._heard_before = self.heard
        return silent

    def verdict(self) -> tuple[LinkState, str] | None:
        """State and cause while connected; `None` while a first ping is on its way."""
        if self.evicted:
            return LinkState.DEGRADED, causes.taken_over(self._broker)
        if self._refused:
            return LinkState.DEGRADED, causes.subscription_refused(min(self._refused))
        if self.pinger.dead:
            return LinkState.DEGRADED, causes.deaf(self._broker, self._ping_topic)
        return None if self.pinger.awaited else (LinkState.ONLINE, "")
