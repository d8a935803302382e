from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from memory_support import a_turn, home

from edge.home.codec import CodecError, Halves, decode, decode_snapshot, encode, encode_snapshot
from edge.home.model import STATIC_ATTRIBUTES, Entity, Snapshot
from edge.memory.turn_codec import (
    PackedSnapshot,
    pack_snapshot,
    pack_turn,
    unpack,
    unpack_snapshot,
    unpack_turn,
)
from edge.turn import Request, Tier, Turn

TEXT = st.text(max_size=8)
NUMBERS = st.floats(allow_nan=False) | st.integers(-(2**70), 2**70)
SCALARS = st.none() | st.booleans() | NUMBERS | TEXT
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def any_of(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type hint: of every type that flows through the house, whatever is added to it later."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return st.one_of([any_of(member) for member in arguments])
    if origin is tuple:
        if arguments[1] is Ellipsis:
            return st.lists(any_of(arguments[0]), max_size=2).map(tuple)
        return st.tuples(*[any_of(member) for member in arguments])
    if origin is not None and issubclass(origin, Mapping):
        return st.dictionaries(TEXT, any_of(arguments[1]), max_size=2)
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{item.name: any_of(hints[item.name]) for item in fields(hint) if item.init})
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    return {
        str: TEXT, int: st.integers(), float: st.floats(allow_nan=False), bool: st.booleans(),
        type(None): st.none(), object: VALUES,
    }[hint]  # fmt: skip


ATTRIBUTES = st.dictionaries(TEXT | st.sampled_from(sorted(STATIC_ATTRIBUTES)), VALUES, max_size=4)
ENTITIES = st.builds(lambda entity, attributes: replace(entity, attributes=attributes), any_of(Entity), ATTRIBUTES)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    told = {"entities": draw(st.lists(ENTITIES, max_size=3))}
    hints = get_type_hints(Snapshot)
    for name in ("devices", "areas", "floors", "people"):
        told[name] = draw(st.lists(any_of(get_args(hints[name])[1]), max_size=2))
    maps = {name: {value.id: value for value in values} for name, values in told.items()}
    return Snapshot(**maps, at=draw(st.floats(0, 4e9)), generation=draw(st.integers(0, 2**40)))


@FEW
@given(any_of(Turn))
def test_a_turn_comes_back_equal(turn: Turn) -> None:
    again = unpack_turn(pack_turn(turn))
    assert again == turn
    assert repr(again) == repr(turn)  # equality alone would not tell 1 from 1.0 and True


@FEW
@given(snapshots())
def test_a_snapshot_comes_back_equal_with_its_hashes(snapshot: Snapshot) -> None:
    again = unpack_snapshot(pack_snapshot(snapshot))
    assert again == snapshot
    assert list(again.entities) == sorted(snapshot.entities)
    assert (again.structure_hash, again.states_hash) == (snapshot.structure_hash, snapshot.states_hash)


@FEW
@given(snapshots(), snapshots())
def test_the_structure_is_the_same_for_the_same_hash(one: Snapshot, other: Snapshot) -> None:
    moved = replace(one, at=one.at + 1, generation=one.generation + 1)
    changed = {key: replace(value, state="other", changed=1.0) for key, value in one.entities.items()}
    for twin in (moved, replace(one, entities=changed), other):
        same_bytes = pack_snapshot(twin).structure == pack_snapshot(one).structure
        assert same_bytes or twin.structure_hash != one.structure_hash


def test_defaults_are_left_out_and_unknown_fields_are_passed_over() -> None:
    assert encode(Request("r", "hi", 1.0)) == {"id": "r", "text": "hi", "at": 1.0}
    assert decode(Request, {"id": "r", "text": "hi", "at": 1.0, "from_the_future": 3}) == Request("r", "hi", 1.0)


def test_enums_keep_their_type() -> None:
    assert decode(Turn, json.loads(json.dumps(encode(a_turn("t"))))).decision.kind is a_turn("t").decision.kind
    assert encode(Tier.ACCESS) == 3


@pytest.mark.parametrize("data", [{}, {"id": "r"}, [], None, {"request": 3}])
def test_data_that_does_not_fit_is_a_codec_error(data: object) -> None:
    with pytest.raises(CodecError, match="Turn"):
        decode(Turn, data)


@pytest.mark.parametrize("value", [{1: 2}, b"bytes", object(), {"deep": [{"er": set()}]}])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(CodecError):
        encode(value)


def test_damaged_records_are_codec_errors() -> None:
    packed = pack_snapshot(home())
    with pytest.raises(CodecError, match="damaged"):
        unpack(packed.structure[:-3])
    with pytest.raises(CodecError):
        unpack_snapshot(PackedSnapshot(packed.structure, packed.structure))
    halves = encode_snapshot(home())
    with pytest.raises(CodecError, match="snapshot"):
        decode_snapshot(Halves(halves.structure, halves.states[:-1]), 0.0, 0)


def test_a_turn_of_a_home_of_a_hundred_entities_is_small() -> None:
    packed = pack_snapshot(home(100))
    assert len(pack_turn(a_turn("t"))) < 500
    assert len(packed.states) < 1000
