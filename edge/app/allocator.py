"""Giving memory back to the system: glibc keeps what was freed, for every thread in heaps of its own.

The daemon's threads (network, memory's writer, models) each take a message or a batch, free it, and would
leave holes in up to eight heaps a core. Two heaps and a fixed threshold keep a flood from staying in the
resident size; loading models frees some megabytes, which only trimming returns. Other C libraries are let be.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache

_ARENA_MAX, _TRIM_THRESHOLD, _MMAP_THRESHOLD = -8, -1, -3
"""`mallopt`'s parameters (malloc.h)."""
ARENAS = 2
KEPT = 128 * 1024
"""Bytes free at a heap's top before they are given back, and the size from which a block stands alone."""


def set_up() -> bool:
    """Limit what the allocator keeps; whether it could be told. To be called before threads are started."""
    mallopt = _function("mallopt")
    if mallopt is None:
        return False
    settings = {_ARENA_MAX: ARENAS, _TRIM_THRESHOLD: KEPT, _MMAP_THRESHOLD: KEPT}
    return all(mallopt(parameter, value) for parameter, value in settings.items())


def give_back() -> bool:
    """Return free pages to the system, some milliseconds' work; whether there were any."""
    trim = _function("malloc_trim")
    return bool(trim and trim(0))


@cache
def _function(name: str) -> Callable[..., int] | None:
    try:
        found: Callable[..., int] = getattr(ctypes.CDLL(None), name)
    except (OSError, AttributeError):
        return None
    return found
