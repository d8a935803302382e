"""Areas by id, name and alias; an area that is only ever named is made from its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from edge.home.model import Area
from edge.home.names import NameRefusedError, clean_name, slug

MAX_AREAS = 500
"""Far more rooms than a home has; more come only from broken or hostile messages."""


class Places:
    """The areas of the home: those of the settings first, then those that messages name."""

    def __init__(self, areas: Iterable[Area] = ()) -> None:
        """Start with the settings' areas, which later ones only complete."""
        self._areas: dict[str, Area] = {}
        self._ids: dict[str, str] = {}
        for area in areas:
            self._keep(area)
        self._fixed = dict(self._areas)

    @property
    def areas(self) -> Mapping[str, Area]:
        """All areas by id; not to be changed."""
        return self._areas

    def add(self, area: Area) -> bool:
        """Take an area in; false when that told nothing new.

        Raises `NameRefusedError` for a name that cannot be taken and for an area too many.
        """
        name = clean_name(area.name)
        known_id = self._ids.get(slug(area.id), area.id)
        fixed = self._fixed.get(known_id)
        aliases = tuple(clean_name(alias) for alias in area.aliases)
        new = replace(area, name=name, aliases=aliases)
        if fixed is not None:
            aliases = tuple(dict.fromkeys((*fixed.aliases, *aliases)))
            new = replace(fixed, aliases=aliases, floor=fixed.floor or area.floor)
        if self._areas.get(new.id) == new:
            return False
        if new.id not in self._areas and len(self._areas) >= MAX_AREAS:
            msg = f"area {new.name}: the home has {MAX_AREAS} areas already"
            raise NameRefusedError(msg)
        self._keep(new)
        return True

    def area_id(self, said: str) -> tuple[str, bool]:
        """The id of an area given by id, name or alias, and whether it was made just now.

        Raises as `add` does.
        """
        key = slug(said)
        known = self._ids.get(key)
        if known is not None:
            return known, False
        name = clean_name(said)
        area = Area(key or name, name.replace("_", " ").title() if name == key else name)
        return area.id, self.add(area)

    def _keep(self, area: Area) -> None:
        self._areas[area.id] = area
        for said in (area.id, area.name, *area.aliases):
            self._ids.setdefault(slug(said), area.id)
