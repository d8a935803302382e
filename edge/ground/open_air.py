"""Outside and inside, which are no areas of the home's own but what some of them have in common (English)."""

from __future__ import annotations

from edge.home.model import Area, Snapshot
from edge.text import fold, singular, tokens

_OUTSIDE = frozenset({"outside", "outdoors", "out", "out there", "outdoor", "exterior", "open air"})
_INSIDE = frozenset({"inside", "indoors", "indoor", "interior"})
_OPEN = frozenset(
    {
        "balcony", "backyard", "carport", "courtyard", "deck", "decking", "drive", "driveway", "garden", "gazebo",
        "lawn", "outdoor", "outside", "patio", "pergola", "pool", "porch", "terrace", "veranda", "verandah", "yard",
    }
)  # fmt: skip
"""Words in the names of areas that lie under the sky."""
_HOUSED = frozenset({"room", "shed", "house", "summerhouse"})
"""Words that put a roof on them: a garden room is inside."""


def open_air(said: str, snapshot: Snapshot) -> frozenset[str] | None:
    """Ids of the areas outside, or inside, where that was said; `None` where the home has none or other words fell."""
    words = fold(said).removeprefix("the ")
    if words not in _OUTSIDE | _INSIDE:
        return None
    lying_open = {area.id for area in snapshot.areas.values() if _is_open(area)}
    found = lying_open if words in _OUTSIDE else snapshot.areas.keys() - lying_open
    return frozenset(found) or None


def _is_open(area: Area) -> bool:
    words = {singular(word) for name in (area.name, *area.aliases) for word in tokens(name)}
    return bool(words & _OPEN) and not words & _HOUSED
