"""What a resident wants of the home, and whether it came about: nothing but the home's states is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from edge.turn import DecisionKind, Turn
from hub_sim.home import Look
from hub_sim.verdict import changed, same

Looks = Mapping[str, Look]
_HUE_SLACK = 25.0
"""Degrees of the colour circle within which two colours have the same name."""


class Result(StrEnum):
    """What one request came to, seen from the resident's chair."""

    REACHED = "reached"
    ASKED = "asked"
    """The hub asked, and an answer leads to the goal: no defect, but a question."""
    WRONG = "wrong"
    """Something changed that should not have."""
    NOTHING = "nothing"
    """Nothing happened: refused, not understood, or the wrong question."""

    @property
    def defective(self) -> bool:
        """Whether the resident has cause for complaint."""
        return self in {Result.WRONG, Result.NOTHING}


@dataclass(frozen=True, slots=True)
class Want:
    """One entity's wanted state (or `under_way`, on the road to it), or what is wanted of one attribute.

    It `is` a value, or lies `above` or `below` what it was. `hue` is the first half of `hs_color`, in degrees.
    """

    entity: str
    state: str | None = None
    attribute: str | None = None
    relation: str = "is"
    value: float | None = None
    under_way: str | None = None

    def met(self, before: Looks, after: Looks) -> bool:
        """Whether the home shows it, given how it was before."""
        state, _ = after[self.entity]
        if self.state is not None and state not in {self.state, self.under_way}:
            return False
        if self.attribute is None:
            return True
        then, now = (_number(looks[self.entity], self.attribute) for looks in (before, after))
        if now is None:
            return False
        if self.relation == "is":
            return self._near(now)
        was = 0.0 if then is None else then
        return now > was if self.relation == "above" else now < was

    def _near(self, now: float) -> bool:
        wanted = self.value or 0.0
        if self.attribute == "hue":
            return abs((now - wanted + 180) % 360 - 180) <= _HUE_SLACK
        return bool(same(wanted, now, self.attribute or ""))


@dataclass(frozen=True, slots=True)
class Goal:
    """Wants of which `every` one or any one must be met; only what they name may change, and `free` things.

    A goal that `asks` is met by an answer about its things, and nothing may change.
    """

    wants: tuple[Want, ...]
    every: bool = True
    free: frozenset[str] = frozenset()
    asks: bool = False

    @property
    def things(self) -> tuple[str, ...]:
        """Ids of the entities it is about."""
        return tuple(dict.fromkeys(want.entity for want in self.wants))

    def met(self, before: Looks, after: Looks) -> bool:
        """Whether its wants are met."""
        found = [want.met(before, after) for want in self.wants]
        return all(found) if self.every else any(found)


def judged(goal: Goal, turn: Turn, before: Looks, after: Looks, free: frozenset[str] = frozenset()) -> Result:
    """What a turn that was carried out came to; `free` names further entities that may change.

    A turn that asked is `NOTHING` here: what its answers lead to is for whoever can try them out.
    """
    moved = set(moves(before, after))
    if goal.asks:
        named = set(goal.things) <= set(turn.decision.entities)
        right = turn.decision.kind is DecisionKind.ANSWER and named and not moved
        return Result.REACHED if right else Result.WRONG if moved else Result.NOTHING
    if moved - set(goal.things) - goal.free - free:
        return Result.WRONG
    if goal.met(before, after):
        return Result.REACHED
    return Result.WRONG if moved - free else Result.NOTHING


def moves(before: Looks, after: Looks) -> list[str]:
    """Ids of the things that can be commanded and have changed."""
    differing = {key: look for key, look in after.items() if before.get(key) != look}
    return list(changed(before, differing, {}))


def _number(look: Look, attribute: str) -> float | None:
    value = look[1].get("hs_color" if attribute == "hue" else attribute)
    if attribute == "hue" and isinstance(value, list | tuple) and value:
        value = value[0]
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
