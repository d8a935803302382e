"""The facts of a moment that may have decided, each with the moment as it would have been without it.

Which facts are worth trying, and in which order, follows from the evidence that the decision was made on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from edge.home.model import Entity, Snapshot
from edge.turn import Knowledge, Request, Turn

_OPPOSITES: Mapping[str, tuple[str, str]] = {
    "light": ("on", "off"),
    "switch": ("on", "off"),
    "input_boolean": ("on", "off"),
    "fan": ("on", "off"),
    "humidifier": ("on", "off"),
    "siren": ("on", "off"),
    "media_player": ("playing", "idle"),
    "cover": ("open", "closed"),
    "valve": ("open", "closed"),
    "lock": ("unlocked", "locked"),
    "climate": ("heat", "off"),
    "water_heater": ("eco", "off"),
    "vacuum": ("cleaning", "docked"),
    "lawn_mower": ("mowing", "docked"),
    "binary_sensor": ("on", "off"),
    "timer": ("active", "idle"),
}
"""Of each domain the state of something at work, and of something at rest."""
_HALF_A_DAY = 43_200.0
_MOST_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Record:
    """A decision with all that it was made from."""

    request: Request
    snapshot: Snapshot
    knowledge: Knowledge
    turn: Turn


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its `kind`, the id or word that it is `about`, and the moment without it.

    Kinds: `state`, `changed`, `mention`, `habit`, `taste`, `place`, `speaker`, `screen`, `hour`, `sun`, `rewrite`,
    `job`.
    """

    kind: str
    about: str
    request: Request
    snapshot: Snapshot
    knowledge: Knowledge


def facts(record: Record, rivals: Iterable[str]) -> Iterator[Fact]:
    """Facts in the order in which they are likely to have decided; `rivals` are ids of what was nearly taken."""
    evidence = record.turn.decision.evidence
    chosen = [id_ for id_ in record.turn.decision.entities if id_ in record.snapshot.entities]
    told = {name for name, value in evidence.items() if isinstance(value, int | float) and value}
    makers = sorted(_MAKERS, key=lambda kind: not told & _SPEAKS_FOR.get(kind, frozenset()))
    for kind in makers:
        yield from _MAKERS[kind](record, chosen)
    near = dict.fromkeys(rivals)
    for rival in near:
        if rival not in chosen:
            yield from _state(record, [rival])
            yield from _changed(record, [rival])
    for entity_id in _others_here(record, {*chosen, *near}) if "unsaid" in told else ():
        yield from _state(record, [entity_id])


def at_work(entity: Entity) -> bool:
    """Whether a thing is at work: on, open, playing, or with a number above 0."""
    working, _ = _OPPOSITES.get(entity.domain, ("", ""))
    if entity.domain == "sensor":
        return entity.state not in {None, "0", "0.0", "unknown", "unavailable"}
    return entity.state == working or entity.state not in {None, "off", "idle", "closed", "locked", "docked", "unknown"}


def _state(record: Record, chosen: list[str]) -> Iterator[Fact]:
    """A thing at work at rest instead, and the other way round; a sensor without its number."""
    for entity_id in _with_companions(record, chosen):
        entity = record.snapshot.entities[entity_id]
        states = _OPPOSITES.get(entity.domain, ("1", "0"))
        other = states[1] if at_work(entity) else states[0]
        if entity.domain != "sensor" or entity.device_class == "duration":
            yield _with_entity(record, "state", replace(entity, state=other))


def _others_here(record: Record, tried: Collection[str]) -> list[str]:
    """Things in the room of the speaker that might have been meant, had they been at work: the oven that is off."""
    area = record.request.area or record.snapshot.area_of_device(record.request.device)
    here = (e for e in record.snapshot.exposed if area is not None and e.area == area)
    return [e.id for e in here if e.id not in tried and e.domain in _OPPOSITES][:_MOST_OTHERS]


def _with_companions(record: Record, chosen: list[str]) -> list[str]:
    """The things, and those of the same device or of the longer name: an appliance and its sensors."""
    entities = record.snapshot.entities
    names = {entities[id_].name.casefold() for id_ in chosen}
    devices = {entities[id_].device for id_ in chosen} - {None}
    near = [e.id for e in record.snapshot.exposed if e.device in devices or _shares_name(e.name.casefold(), names)]
    return list(dict.fromkeys([*chosen, *near]))[:6]


def _shares_name(name: str, names: set[str]) -> bool:
    return any(other != name and (name.startswith(f"{other} ") or other.startswith(f"{name} ")) for other in names)


def _changed(record: Record, chosen: list[str]) -> Iterator[Fact]:
    for entity_id in chosen:
        entity = record.snapshot.entities[entity_id]
        if entity.changed is not None:
            yield _with_entity(record, "changed", replace(entity, changed=None))


def _mention(record: Record, _chosen: list[str]) -> Iterator[Fact]:
    recent = record.knowledge.recent
    if recent and recent[-1].plan is not None:
        about = next(iter(recent[-1].plan.targets), "")
        yield _knowing(record, "mention", about, replace(record.knowledge, recent=()))


def _habit(record: Record, chosen: list[str]) -> Iterator[Fact]:
    habits = record.knowledge.habits
    for deed in (deed for deed in habits if deed.partition(" ")[0] in chosen):
        rest = {key: value for key, value in habits.items() if key != deed}
        yield _knowing(record, "habit", deed.partition(" ")[0], replace(record.knowledge, habits=rest))


def _taste(record: Record, _chosen: list[str]) -> Iterator[Fact]:
    tastes = record.knowledge.tastes
    if tastes:
        best = max(tastes, key=lambda taste: tastes[taste])
        rest = {key: value for key, value in tastes.items() if key != best}
        yield _knowing(record, "taste", best, replace(record.knowledge, tastes=rest))


def _place(record: Record, _chosen: list[str]) -> Iterator[Fact]:
    area = record.request.area or record.snapshot.area_of_device(record.request.device)
    if area is not None:
        nowhere = replace(record.request, area=None, device=None)
        yield Fact("place", area, nowhere, record.snapshot, record.knowledge)


def _speaker(record: Record, _chosen: list[str]) -> Iterator[Fact]:
    if record.request.speaker is not None:
        anybody = replace(record.request, speaker=None)
        yield Fact("speaker", record.request.speaker, anybody, record.snapshot, record.knowledge)


def _screen(record: Record, _chosen: list[str]) -> Iterator[Fact]:
    device = record.snapshot.devices.get(record.request.device or "")
    if device is not None:
        devices = {**record.snapshot.devices, device.id: replace(device, screen=not device.screen)}
        yield Fact("screen", device.id, record.request, replace(record.snapshot, devices=devices), record.knowledge)


def _hour(record: Record, _chosen: list[str]) -> Iterator[Fact]:
    for hours in (-6.0, 6.0, 12.0, -12.0):
        later = replace(record.request, at=record.request.at + hours * _HALF_A_DAY / 12)
        yield Fact("hour", str(record.request.at), later, record.snapshot, record.knowledge)


def _sun(record: Record, _chosen: list[str]) -> Iterator[Fact]:
    sun = record.snapshot.entities.get("sun.sun")
    if sun is not None and sun.state in {"above_horizon", "below_horizon"}:
        other = "below_horizon" if sun.state == "above_horizon" else "above_horizon"
        yield _with_entity(record, "sun", replace(sun, state=other))


def _rewrite(record: Record, _chosen: list[str]) -> Iterator[Fact]:
    if record.knowledge.rewrites:
        yield _knowing(record, "rewrite", record.turn.request.text, replace(record.knowledge, rewrites=()))


def _job(record: Record, _chosen: list[str]) -> Iterator[Fact]:
    for job in record.knowledge.jobs[:4]:
        rest = tuple(other for other in record.knowledge.jobs if other.id != job.id)
        yield _knowing(record, "job", job.name or job.kind, replace(record.knowledge, jobs=rest))


_MAKERS = {
    "rewrite": _rewrite, "mention": _mention, "habit": _habit, "taste": _taste, "changed": _changed,
    "state": _state, "sun": _sun, "screen": _screen, "place": _place, "speaker": _speaker, "job": _job, "hour": _hour,
}  # fmt: skip
_SPEAKS_FOR: Mapping[str, frozenset[str]] = {
    "mention": frozenset({"mentioned"}),
    "habit": frozenset({"habit"}),
    "speaker": frozenset({"mine"}),
    "state": frozenset({"active", "appliance", "relief"}),
    "sun": frozenset({"sunlit", "sunless"}),
    "changed": frozenset({"changed"}),
    "place": frozenset({"here"}),
    "rewrite": frozenset({"language"}),
    "taste": frozenset({"language"}),
}
"""Which features of the evidence make it likely that a fact decided."""


def _with_entity(record: Record, kind: str, entity: Entity) -> Fact:
    entities = {**record.snapshot.entities, entity.id: entity}
    return Fact(kind, entity.id, record.request, replace(record.snapshot, entities=entities), record.knowledge)


def _knowing(record: Record, kind: str, about: str, knowledge: Knowledge) -> Fact:
    return Fact(kind, about, record.request, record.snapshot, knowledge)
