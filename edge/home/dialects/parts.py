"""Devices whose description lists what they have: each thing that people know apart is one part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from edge.home.dialects.identity import Identities
from edge.home.dialects.reports import Report
from edge.home.events import NotExpressibleError, StateReported
from edge.home.model import Device, Entity
from edge.home.names import clean_name
from edge.home.overrides import exposed_by_default
from edge.turn import JsonValue, ServiceCall

Values = Mapping[str, JsonValue]
PartReader = Callable[[Values, Report], None]
PartCommand = Callable[[ServiceCall, Entity], Mapping[str, JsonValue]]


@dataclass(slots=True)
class Part:
    """One entity of a device, as its description gives it.

    `key` tells it from the device's other parts and is part of its id unless empty; `name` follows the
    device's name, and `aliases` are names by themselves; `read` takes the device's values, of which any may
    be missing; `commands` give, for each service, the values that the device is to be set to.
    """

    key: str
    domain: str
    name: str = ""
    attributes: dict[str, JsonValue] = field(default_factory=dict)
    read: PartReader = lambda _values, _report: None
    commands: dict[str, PartCommand] = field(default_factory=dict)
    category: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(slots=True)
class PartEntity:
    """A part as an entity, with what was last said of it."""

    part: Part
    entity: Entity
    known: dict[str, JsonValue] = field(default_factory=dict)

    def report(self, values: Values, *, retained: bool) -> StateReported | None:
        """What the device's values say of this part; `None` when nothing."""
        report = Report(self.known)
        self.part.read(values, report)
        if report.state is None and not report.attributes:
            return None
        self.known.update(report.attributes)
        if report.state is not None:
            self.known["state"] = report.state
        return StateReported(self.entity.id, report.state, report.attributes, retained, report.cause)

    def command(self, call: ServiceCall, entity: Entity) -> Mapping[str, JsonValue]:
        """The values that a call sets; raises `NotExpressibleError` when the part cannot do that."""
        command = self.part.commands.get(call.service)
        if command is None:
            raise NotExpressibleError(f"{entity.id} cannot do {call.domain}.{call.service}")
        return command(call, entity)


def full_name(device_name: str, own_name: str) -> str:
    """What people call an entity: its device's name, with its own behind it where that does not hold it."""
    if not own_name or not device_name:
        return own_name or device_name
    return own_name if own_name.casefold().startswith(device_name.casefold()) else f"{device_name} {own_name}"


def part_entity(part: Part, device: Device, source: str, identities: Identities, stem: str | None = None) -> PartEntity:
    """A part as the entity of its device; raises `NameRefusedError` for a name that cannot be taken.

    `stem` is what ids are made of where the device's name may come too late for that.
    """
    name = clean_name(full_name(device.name, part.name))
    device_class = part.attributes.get("device_class")
    entity = Entity(
        id=identities.claim(
            f"{source}: {device.id} {part.domain} {part.key}", part.domain, f"{stem or device.name} {part.key}"
        ),
        name=name,
        device=device.id,
        aliases=part.aliases,
        attributes={key: value for key, value in part.attributes.items() if value is not None and value != ()},
        exposed=exposed_by_default(part.domain, part.category, device_class if isinstance(device_class, str) else None),
        source=source,
    )
    return PartEntity(part, entity)


def released(parts: Mapping[str, PartEntity], device_id: str, source: str, identities: Identities) -> None:
    """Give the ids of a device's parts back."""
    for held in parts.values():
        identities.release(f"{source}: {device_id} {held.part.domain} {held.part.key}")
