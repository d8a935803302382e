"""Content hashes of many things that mostly stay as they are.

The hash of a whole is the sum of its parts' hashes, so that a part that has not changed need not be read
again, and no order of the parts matters. It guards against mistakes, not against forgery.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import TypeVar

T = TypeVar("T")
_BITS = 128
_FORGET_AT = 256
"""Parts remembered beyond twice as many as there are, before those that are gone are forgotten."""


class Digests:
    """Remembers the digests of immutable things by key, each as long as the same object stands there.

    Not thread-safe.
    """

    def __init__(self) -> None:
        self._known: dict[str, dict[str, tuple[object, int]]] = {}

    def total(self, kind: str, things: Mapping[str, T], content: Callable[[T], object]) -> int:
        """The sum of the digests of `content(thing)`; `kind` tells one content of the same thing from another."""
        known = self._known.setdefault(kind, {})
        total = 0
        for key, thing in things.items():
            held = known.get(key)
            if held is None or held[0] is not thing:
                held = known[key] = (thing, digest_of(content(thing)))
            total += held[1]
        if len(known) > 2 * len(things) + _FORGET_AT:
            self._known[kind] = {key: held for key, held in known.items() if key in things}
        return total


def digest_of(value: object) -> int:
    """The digest of a JSON value, whatever the order of its keys."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), default=list)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=_BITS // 8).digest())


def as_text(total: int) -> str:
    """A sum of digests as 32 hexadecimal digits."""
    return f"{total % 2**_BITS:032x}"
