"""The newest exchanges in memory's store: what "undo", "the other one" and an answer refer to after a restart."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from edge.act.conversations import SLOTS
from edge.home.codec import CodecError, decode, encode
from edge.memory.errors import StoreError
from edge.turn import Exchange

if TYPE_CHECKING:
    from edge.memory.store import Store


class StoreDiary:
    """The hub's diary: one small value a slot, 3 to 5 kB each."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def write(self, slot: int, key: str, exchange: Exchange) -> None:
        """Put an exchange into a slot, in place of an older one."""
        self._store.put_value(f"exchange.{slot}", {"conversation": key, "exchange": encode(exchange)})

    def read(self) -> Iterable[tuple[int, str, Exchange]]:
        """All exchanges that can still be read."""
        for slot in range(SLOTS):
            with contextlib.suppress(CodecError, StoreError, KeyError, TypeError, ValueError):
                held = self._store.value(f"exchange.{slot}")
                if isinstance(held, dict):
                    yield slot, str(held["conversation"]), decode(Exchange, held["exchange"])
