"""Telling a delivery that was already stored from a new one.

MQTT promises QoS 1 messages at least once. The store's part is: what changed and the key of the delivery that brought
it are committed together, and the message is acknowledged to the broker after that. A process that ends in between
is sent the message again, finds the key, and only acknowledges it.

Which key? Nothing in a message names it, and its DUP flag neither proves that we saw it nor, when absent, that we
did not. But within one session a broker repeats an unacknowledged message under its old packet id, so the key is
(packet id, topic, payload), and the rules are:

* only a delivery with DUP set is looked up: without it, the id may have been given to a new message already;
* when the broker reports no session (CONNACK, `session present` 0) ids start anew: `forget` all keys first;
* one entity's change and key are one row; a row that took the place of others while waiting carries all their keys;
* a message that changed nothing has no key and is simply read again: that changes nothing again.

What remains: a broker that gives a freed id at once to a new message with the same topic and payload, and a crash
before that one is committed. Then the second of two identical messages is taken for the first.
Requests need none of this: a turn is kept under its request's id, and the stored answer is given again.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from hashlib import blake2b

KEY_BYTES = 8
WINDOW = 4096
"""Deliveries remembered: more than any broker leaves unacknowledged (mosquitto 20, we allow at most 1,000)."""


def delivery_key(packet_id: int, topic: str, payload: bytes) -> bytes:
    """The 8-byte key of a QoS 1 or 2 delivery."""
    head = f"{packet_id} {len(topic)} {topic} ".encode("utf-8", "surrogatepass")
    return blake2b(head + payload, digest_size=KEY_BYTES).digest()


class DeliveryWindow:
    """The keys of the latest deliveries that were committed; thread-safe."""

    def __init__(self, size: int = WINDOW) -> None:
        """Remember `size` keys at most."""
        self._lock = threading.Lock()
        self._order: deque[bytes] = deque()
        self._counts: dict[bytes, int] = {}
        self._size = size

    def __contains__(self, key: bytes) -> bool:
        """Whether a delivery of this key was committed."""
        with self._lock:
            return key in self._counts

    def add(self, joined: Iterable[bytes]) -> None:
        """Remember keys, given as rows hold them: 8 bytes each, one after the other."""
        with self._lock:
            for keys in joined:
                for start in range(0, len(keys), KEY_BYTES):
                    self._add(keys[start : start + KEY_BYTES])

    def forget(self) -> None:
        """Forget all: the broker has."""
        with self._lock:
            self._order.clear()
            self._counts.clear()

    def _add(self, key: bytes) -> None:
        self._order.append(key)
        self._counts[key] = self._counts.get(key, 0) + 1
        if len(self._order) > self._size:
            oldest = self._order.popleft()
            self._counts[oldest] -= 1
            if not self._counts[oldest]:
                del self._counts[oldest]
