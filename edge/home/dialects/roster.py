"""The devices of a dialect whose parts are known from a description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from edge.home.dialects.identity import Identities
from edge.home.dialects.parts import Part, PartEntity, Values, part_entity
from edge.home.dialects.topics import ConfigError
from edge.home.events import (
    AvailabilityReported,
    DeviceFound,
    EntityFound,
    EntityGone,
    HomeEvent,
    NotExpressibleError,
    TopicsWanted,
)
from edge.home.model import Device, Entity
from edge.home.names import NameRefusedError, clean_name

MAX_DEVICES = 2_000
MAX_PARTS = 200
"""Parts of one device that are heeded."""


@dataclass(slots=True)
class Member:
    """A device with its entities, in the order of its description."""

    device: Device
    parts: dict[str, PartEntity] = field(default_factory=dict)
    available: bool = True

    def reports(self, values: Values, *, retained: bool) -> Iterator[HomeEvent]:
        """What the device's values say of its parts."""
        for part in self.parts.values():
            report = part.report(values, retained=retained)
            if report is not None:
                yield report

    def reachable(self, *, available: bool) -> Iterator[HomeEvent]:
        """Whether all of its entities can be reached, if that is news."""
        if available != self.available and self.parts:
            yield AvailabilityReported(tuple(self.parts), available)
        self.available = available


class Roster:
    """Who there is; devices come, change their parts, and go."""

    def __init__(self, source: str, identities: Identities) -> None:
        """`source` is the dialect's name."""
        self._source = source
        self._identities = identities
        self._members: dict[str, Member] = {}
        self._by_id: dict[str, tuple[Member, PartEntity]] = {}

    def member(self, device_id: str) -> Member | None:
        """The device of an id."""
        return self._members.get(device_id)

    def part(self, entity: Entity) -> tuple[Member, PartEntity]:
        """The device and part that an entity stands for; raises `NotExpressibleError` for a stranger."""
        known = self._by_id.get(entity.id)
        if known is None:
            raise NotExpressibleError(f"{entity.id} is none of {self._source}'s entities")
        return known

    def enrol(
        self, device: Device, parts: Iterable[Part], topics: Sequence[str], stem: str | None = None
    ) -> Iterator[HomeEvent]:
        """Take a device's description in; parts that it no longer has are gone. `stem` as in `part_entity`.

        Raises `ConfigError` when there are too many devices, `NameRefusedError` for an unfit name.
        """
        device = replace(device, name=clean_name(device.name))
        old = self._members.get(device.id)
        if old is None and len(self._members) >= MAX_DEVICES:
            raise ConfigError(f"{MAX_DEVICES} devices are known already")
        made = self._made(device, parts, stem)
        member = Member(device, {one.entity.id: one for one in made}, old.available if old else True)
        self._members[device.id] = member
        yield DeviceFound(device)
        if old is not None:
            yield from self._leave(old, keep=member)
        for one in made:
            before = old.parts.get(one.entity.id) if old else None
            one.known = before.known if before else {}
            self._by_id[one.entity.id] = (member, one)
            yield EntityFound(one.entity)
        if topics:
            yield TopicsWanted(tuple(topics))

    def dismiss(self, device_id: str) -> Iterator[HomeEvent]:
        """A device is gone, with all that it had."""
        member = self._members.pop(device_id, None)
        if member is not None:
            yield from self._leave(member)

    def _made(self, device: Device, parts: Iterable[Part], stem: str | None) -> list[PartEntity]:
        made = []
        for part in list(parts)[:MAX_PARTS]:
            try:
                made.append(part_entity(part, device, self._source, self._identities, stem))
            except NameRefusedError:
                if not part.name:
                    raise
        return made

    def _leave(self, member: Member, keep: Member | None = None) -> Iterator[HomeEvent]:
        for entity_id, one in member.parts.items():
            if keep is not None and entity_id in keep.parts:
                continue
            self._by_id.pop(entity_id, None)
            self._identities.release(f"{self._source}: {member.device.id} {one.part.domain} {one.part.key}")
            yield EntityGone(entity_id)
