"""The states of the link and the ways between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LinkState(StrEnum):
    """How the link is.

    `SETTLING` is connected and subscribing; `ONLINE` subscribed and heard by ourselves; `DEGRADED`
    connected, but something is wrong: our own pings do not come back, a subscription was refused, or
    somebody uses our id. `OFFLINE` is trying again; `REFUSED` too, but the broker (or its certificate)
    said no, which somebody must look at.
    """

    STOPPED = "stopped"
    CONNECTING = "connecting"
    SETTLING = "settling"
    ONLINE = "online"
    DEGRADED = "degraded"
    OFFLINE = "offline"
    REFUSED = "refused"
    STOPPING = "stopping"


_WAYS: dict[LinkState, frozenset[LinkState]] = {
    LinkState.STOPPED: frozenset({LinkState.CONNECTING}),
    LinkState.CONNECTING: frozenset({LinkState.SETTLING, LinkState.OFFLINE, LinkState.REFUSED, LinkState.STOPPING}),
    LinkState.SETTLING: frozenset(
        {LinkState.ONLINE, LinkState.DEGRADED, LinkState.OFFLINE, LinkState.CONNECTING, LinkState.STOPPING}
    ),
    LinkState.ONLINE: frozenset({LinkState.DEGRADED, LinkState.OFFLINE, LinkState.CONNECTING, LinkState.STOPPING}),
    LinkState.DEGRADED: frozenset({LinkState.ONLINE, LinkState.OFFLINE, LinkState.CONNECTING, LinkState.STOPPING}),
    LinkState.OFFLINE: frozenset({LinkState.SETTLING, LinkState.REFUSED, LinkState.CONNECTING, LinkState.STOPPING}),
    LinkState.REFUSED: frozenset({LinkState.SETTLING, LinkState.OFFLINE, LinkState.CONNECTING, LinkState.STOPPING}),
    LinkState.STOPPING: frozenset({LinkState.STOPPED}),
}

CONNECTED = frozenset({LinkState.SETTLING, LinkState.ONLINE, LinkState.DEGRADED})
"""States in which messages can be sent."""


class LinkStateError(Exception):
    """A transition that the link must not make: a defect here, not in the broker."""


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """A state with its cause in words (empty while all is well) and since when (monotonic seconds)."""

    state: LinkState = LinkState.STOPPED
    cause: str = ""
    since: float = 0.0

    def moved(self, state: LinkState, cause: str, now: float) -> LinkStatus:
        """The status after going to `state`; staying in one only renews the cause.

        Raises `LinkStateError` when no way leads there.
        """
        if state is self.state:
            return LinkStatus(state, cause, self.since)
        if state not in _WAYS[self.state]:
            raise LinkStateError(f"link: no way from {self.state} to {state} ({cause})")
        return LinkStatus(state, cause, now)
