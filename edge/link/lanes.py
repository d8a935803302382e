"""Which topics we hear and what each is to us."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from paho.mqtt.client import MQTTMessage, topic_matches_sub

from edge.home.events import Message
from edge.link.inbox import Delivery, Lane

MAX_PAYLOAD = 64 * 1024
"""Bytes of an ordinary message; more is dropped before anybody parses it."""
_REMEMBERED = 20_000


class Lanes:
    """Topic filters with their lanes. Filters are added on the loop's thread, read on the network's.

    `limit` gives the bytes that a topic may carry; it is asked about large messages alone, on the network's thread.
    """

    def __init__(self) -> None:
        self.oversized = 0
        self.limit: Callable[[str], int] = lambda _topic: MAX_PAYLOAD
        self._filters: dict[str, Lane] = {}
        self._known: dict[str, Lane] = {}

    def add(self, filters: Iterable[str], lane: Lane, *, again: bool = False) -> list[tuple[str, int]]:
        """Add filters; those to be asked for (the new ones, or all when `again`), each with its QoS."""
        wanted = list(dict.fromkeys(filters))
        new = [topic for topic in wanted if topic not in self._filters]
        self._filters = self._filters | dict.fromkeys(new, lane)
        self._known = {}
        return [(topic, _qos(self._filters[topic])) for topic in (wanted if again else new)]

    def filters(self) -> list[tuple[str, int]]:
        """All filters, requests first, with their QoS."""
        ordered = sorted(self._filters.items(), key=lambda item: item[1] is Lane.STATE)
        return [(topic, _qos(lane)) for topic, lane in ordered]

    def delivery(self, message: MQTTMessage, connection: int) -> Delivery | None:
        """The delivery of a received message, or `None` when it is too large."""
        topic = message.topic
        if len(message.payload) > MAX_PAYLOAD and len(message.payload) > self.limit(topic):
            self.oversized += 1
            return None
        lane = self._lane(topic)
        return Delivery(
            Message(topic, bytes(message.payload), message.qos, message.retain),
            lane,
            message.mid if message.qos and lane is Lane.REQUEST else 0,
            connection,
            message.dup,
        )

    def _lane(self, topic: str) -> Lane:
        known = self._known
        lane = known.get(topic)
        if lane is None:
            requests = (f for f, lane in self._filters.items() if lane is Lane.REQUEST)
            lane = Lane.REQUEST if any(topic_matches_sub(f, topic) for f in requests) else Lane.STATE
            if len(known) < _REMEMBERED:
                known[topic] = lane
        return lane


def _qos(lane: Lane) -> int:
    return 1 if lane is Lane.REQUEST else 0
