"""Turns and snapshots as they lie in the database: compressed JSON.

A turn is kept with the states that it read; the structure of the home, which rarely changes, is kept once by its
content hash and shared by all turns that saw it.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass

from edge.home.codec import CodecError, Halves, Json, decode, decode_snapshot, encode, encode_snapshot
from edge.home.model import Snapshot
from edge.turn import Turn

_LEVEL = 6


@dataclass(frozen=True, slots=True)
class PackedSnapshot:
    """A snapshot's halves, packed; `states` also holds its moment and generation."""

    structure: bytes
    states: bytes


def pack(value: object) -> bytes:
    """Compressed JSON of a JSON value."""
    return zlib.compress(dumps(value).encode(), _LEVEL)


def unpack(data: bytes) -> Json:
    """What was packed; `CodecError` when the bytes are damaged."""
    try:
        return json.loads(zlib.decompress(data))
    except (zlib.error, ValueError) as error:
        message = f"damaged record of {len(data)} bytes: {error}"
        raise CodecError(message) from error


def dumps(value: object) -> str:
    """Compact JSON text, ASCII only so that any string can be kept."""
    return json.dumps(value, separators=(",", ":"))


def pack_turn(turn: Turn) -> bytes:
    """A turn, whole."""
    return pack(encode(turn))


def unpack_turn(data: bytes) -> Turn:
    """The turn that was packed, equal to it. Raises `CodecError`."""
    return decode(Turn, unpack(data))


def pack_snapshot(snapshot: Snapshot) -> PackedSnapshot:
    """Both halves of a snapshot."""
    halves = encode_snapshot(snapshot)
    return PackedSnapshot(pack(halves.structure), _pack_states(snapshot, halves))


def unpack_snapshot(packed: PackedSnapshot) -> Snapshot:
    """The snapshot that was packed, equal to it. Raises `CodecError`."""
    told = unpack(packed.states)
    try:
        at, generation, states = told
    except (TypeError, ValueError) as error:
        message = f"cannot read a snapshot's states: {error}"
        raise CodecError(message) from error
    return decode_snapshot(Halves(unpack(packed.structure), states), at, generation)


def _pack_states(snapshot: Snapshot, halves: Halves) -> bytes:
    return pack([snapshot.at, snapshot.generation, halves.states])
