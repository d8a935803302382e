"""Lossless JSON of the types that flow through the house, and of a snapshot's two halves.

`encode` follows the value and leaves out fields that hold their default; `decode` follows the type
hints, so that a field added later with a default reads old records. JSON arrays become tuples.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from edge.home.model import STATIC_ATTRIBUTES, Area, Device, Entity, Floor, Person, Snapshot

T = TypeVar("T")
Json = Any
"""A JSON value, or what is on its way to be one."""
Hint = Any
"""A type as `get_type_hints` gives it."""
E = TypeVar("E", Entity, Device, Area, Floor, Person)

_ENTITY_STATE = ("state", "attributes", "available", "stale", "changed")


class CodecError(ValueError):
    """Data that does not fit the type it is read as; the text names the type and the misfit."""


@dataclass(frozen=True, slots=True)
class Halves:
    """A snapshot as JSON values: its structure, and its states in the structure's order of entities."""

    structure: Any
    states: Any


def encode(value: object) -> Json:
    """JSON value of a dataclass, enum, mapping, sequence or scalar; `CodecError` for anything else."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {name: encode(item) for name, item in _told(value)}
    if isinstance(value, Mapping):
        return {_key(name): encode(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [encode(item) for item in value]
    message = f"{type(value).__name__} cannot be kept as JSON: use plain values, mappings and tuples"
    raise CodecError(message)


def decode(kind: type[T], data: object) -> T:
    """The `kind` that `encode` made `data` from; unknown fields are ignored. Raises `CodecError`."""
    try:
        decoder: Callable[[Any], T] = _decoder(cast("Any", kind))
        return decoder(data)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        message = f"cannot read a {kind.__name__}: {error}"
        raise CodecError(message) from error


def encode_snapshot(snapshot: Snapshot) -> Halves:
    """Both halves, all by id; `at` and `generation` belong to neither and are kept beside them."""
    # The halves are kept apart, and found again by hashes that know no order.
    entities = _in_order(snapshot.entities)
    rows = [{**encode(_bare(entity)), "attributes": _attributes(entity, static=True)} for entity in entities]
    structure = {
        "entities": rows,
        "devices": _encode_all(_in_order(snapshot.devices)),
        "areas": _encode_all(_in_order(snapshot.areas)),
        "floors": _encode_all(_in_order(snapshot.floors)),
        "people": _encode_all(_in_order(snapshot.people)),
    }
    return Halves(structure, [_state_row(entity) for entity in entities])


def decode_snapshot(halves: Halves, at: float, generation: int) -> Snapshot:
    """The snapshot that was encoded, equal in every field. Raises `CodecError`."""
    try:
        told = halves.structure
        rows = zip(told["entities"], halves.states, strict=True)
        return Snapshot(
            entities=_by_id(decode(Entity, _whole(row, state)) for row, state in rows),
            devices=_by_id(decode(Device, row) for row in told["devices"]),
            areas=_by_id(decode(Area, row) for row in told["areas"]),
            floors=_by_id(decode(Floor, row) for row in told["floors"]),
            people=_by_id(decode(Person, row) for row in told["people"]),
            at=at,
            generation=generation,
        )
    except (TypeError, ValueError, KeyError) as error:
        message = f"cannot read a snapshot: {error}"
        raise CodecError(message) from error


def dynamic_attributes(entity: Entity) -> dict[str, Any]:
    """The attributes that are part of the state, as JSON values."""
    return _attributes(entity, static=False)


def plain(data: Json) -> Json:
    """A JSON value as the house holds it: tuples for arrays, all the way down."""
    if isinstance(data, list):
        return tuple(plain(item) for item in data)
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    return data


def _told(value: Json) -> Iterable[tuple[str, object]]:
    for item in fields(value):
        if not item.init:
            continue
        held = getattr(value, item.name)
        if not _is_default(item, held):
            yield item.name, held


def _is_default(item: Field[Any], held: object) -> bool:
    default = item.default if item.default_factory is MISSING else item.default_factory()
    # Equality alone would take 1 for True and -0.0 for 0.0.
    return type(held) is type(default) and held == default and (held != 0 or str(held) == str(default))


def _key(name: object) -> str:
    if isinstance(name, str):
        return name
    message = f"mapping key {name!r} is no text"
    raise CodecError(message)


def _bare(entity: Entity) -> Entity:
    return Entity(
        id=entity.id,
        name=entity.name,
        area=entity.area,
        device=entity.device,
        aliases=entity.aliases,
        exposed=entity.exposed,
        source=entity.source,
    )


def _attributes(entity: Entity, *, static: bool) -> dict[str, Any]:
    return {k: encode(v) for k, v in entity.attributes.items() if (k in STATIC_ATTRIBUTES) is static}


def _state_row(entity: Entity) -> list[Any]:
    row = [entity.state, _attributes(entity, static=False), entity.available, entity.stale, entity.changed]
    for default in (None, False, True):
        if len(row) > 2 and row[-1] is default:
            row.pop()
        else:
            break
    return row


def _whole(row: Mapping[str, Any], state: list[Any]) -> dict[str, Any]:
    told = dict(zip(_ENTITY_STATE, state, strict=False))
    return {**row, **told, "attributes": {**row["attributes"], **told["attributes"]}}


def _in_order(things: Mapping[str, T]) -> list[T]:
    return [things[key] for key in sorted(things)]


def _encode_all(values: Iterable[object]) -> list[Any]:
    return [encode(value) for value in values]


def _by_id(values: Iterable[E]) -> dict[str, E]:
    return {value.id: value for value in values}


@cache
def _decoder(hint: Hint) -> Callable[[Any], Any]:
    origin: Hint = get_origin(hint)
    arguments = get_args(hint)
    if origin in (Union, types.UnionType):
        return _union_decoder(arguments)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if origin is not None and issubclass(origin, Mapping):
        item = _decoder(arguments[1])
        return lambda data: {key: item(value) for key, value in data.items()}
    if is_dataclass(hint):
        return _dataclass_decoder(cast("type", hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return plain


def _union_decoder(members: tuple[Any, ...]) -> Callable[[Any], Any]:
    real = [member for member in members if member is not types.NoneType]
    if len(real) > 1:
        return plain
    inner = _decoder(real[0])
    return lambda data: None if data is None else inner(data)


def _tuple_decoder(members: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(members) == 2 and members[1] is Ellipsis:
        item = _decoder(members[0])
        return lambda data: tuple(item(value) for value in data)
    items = [_decoder(member) for member in members]
    return lambda data: tuple(item(value) for item, value in zip(items, data, strict=True))


def _dataclass_decoder(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    # Looked up on first use, not here: types may contain one another.
    return lambda data: kind(**{name: _decoder(hints[name])(value) for name, value in data.items() if name in hints})
