"""What passed over a link."""

from __future__ import annotations

from dataclasses import dataclass

from edge.link.inbox import InboxCounts
from edge.link.outbox import OutboxCounts


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """What passed since start; `oversized` messages were dropped unread; `rebuilt` counts new clients."""

    inbox: InboxCounts
    outbox: OutboxCounts
    oversized: int
    connects: int
    rebuilt: int
