"""What grounding looks at: one request in one home at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edge.ground.names import NameIndex
from edge.home.model import Entity, Snapshot
from edge.turn import Knowledge, Request


@dataclass(frozen=True, slots=True)
class View:
    """The request, the home, its names and what is known; `tiers` are the owner's, by entity id."""

    request: Request
    snapshot: Snapshot
    names: NameIndex
    knowledge: Knowledge = field(default_factory=Knowledge)
    tiers: Mapping[str, int] = field(default_factory=dict)
    regardless: bool = False
    """Plan as if nothing were in the wanted state yet: for what is carried out later."""

    @property
    def area(self) -> str | None:
        """Id of the area that "here" means: the request's, else the hearing device's."""
        return self.request.area or self.snapshot.area_of_device(self.request.device)

    @property
    def hour(self) -> int:
        """Local hour of the day, 0..23."""
        return int((self.request.at + self.request.tz_offset) // 3600 % 24)

    def entity(self, entity_id: str) -> Entity:
        """The entity with that id; raises `KeyError` when there is none."""
        return self.snapshot.entities[entity_id]
