"""From a wish to words: who says it how, now."""

from __future__ import annotations

import random
from dataclasses import dataclass

from hub_sim.residents.homes import ResidentHome
from hub_sim.residents.people import Resident, Wish
from hub_sim.residents.pools import Split, words
from hub_sim.residents.wishes import KINDS, spoken_value
from hub_sim.residents.wordings import bank_of, reaction


@dataclass(frozen=True, slots=True)
class Saying:
    """Words with what is in them: which pattern, how the target is called, and whether it was a slip."""

    text: str
    pattern: str
    refer: str
    slip: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """Puts the wishes of one resident into words."""

    home: ResidentHome
    resident: Resident
    split: Split

    def first(self, wish: Wish, rng: random.Random) -> Saying:
        """The first time of asking: mostly the habitual words."""
        manner = self.resident.manner
        pattern = wish.wording
        if rng.random() >= manner.habit:
            pattern = rng.choice(self._patterns(wish))
        refer = wish.refer
        if refer == "nickname" and rng.random() >= manner.nicknames:
            refer = "official"
        slip = rng.random() < manner.slip
        text = self.words(wish, pattern, "slip" if slip else refer, rng)
        if rng.random() < manner.filler:
            text = f"{text} {reaction('filler', rng)}"
        return Saying(text, pattern, refer, slip)

    def plain(self, wish: Wish, rng: random.Random, *, precise: bool = False) -> Saying:
        """A plain command, with the home's own names where they are known, and the room when `precise`."""
        refer = "official" if rng.random() < self.resident.manner.knows_names else wish.refer
        pattern = bank_of(self.split).plain(wish.kind, wish.reach)[0]
        text = self.words(wish, pattern, "precise" if precise and refer == "official" else refer, rng)
        return Saying(text, pattern, refer)

    def varied(self, wish: Wish, rng: random.Random) -> Saying:
        """Other words of their own."""
        pattern = rng.choice(self._patterns(wish))
        return Saying(self.words(wish, pattern, wish.refer, rng), pattern, wish.refer)

    def exact(self, wish: Wish) -> str:
        """The clearest that can be said: a plain command with the home's names."""
        pattern = bank_of(self.split).plain(wish.kind, wish.reach)[0]
        return self.words(wish, pattern, "official", random.Random(0))

    def words(self, wish: Wish, pattern: str, refer: str, rng: random.Random) -> str:
        """A pattern with its holes filled; `refer` as in `Wish`, or `precise`, or `slip`."""
        value = spoken_value(wish.kind, wish.value)
        thing, area = self._thing(wish, refer, rng), self._area(wish, refer, rng)
        return pattern.format(n=thing, a=area, v=value, c=value)

    def _patterns(self, wish: Wish) -> tuple[str, ...]:
        """Wordings that name the target as the habitual one does: what names nothing is said only on the spot."""
        bank = bank_of(self.split)
        here = wish.ear == self.home.ears.get(wish.area)
        found = (*bank.plain(wish.kind, wish.reach), *bank.fitting(wish.kind, wish.reach, len(wish.things)))
        return tuple(p for p in found if here or "{n}" in p or "{a}" in p)

    def _thing(self, wish: Wish, refer: str, rng: random.Random) -> str:
        thing = wish.things[0]
        if refer == "nickname" and thing in self.resident.nicknames:
            return self.resident.nicknames[thing]
        short = self.home.kind_word(thing, words()["kinds"].get(KINDS[wish.kind].role, ()))
        if refer == "type" and short:
            return f"the {short}"
        if refer == "slip":
            thing = rng.choice(self.home.roles[KINDS[wish.kind].role])
        entity = self.home.entity(thing)
        name = f"the {entity.name.lower()}"
        room = self._room(entity.area or "")
        named = room.removeprefix("the ") in name
        away = wish.ear != self.home.ears.get(entity.area or "") or refer == "precise"
        return f"{name} in {room}" if away and not named and not self.home.unique(thing) else name

    def _area(self, wish: Wish, refer: str, rng: random.Random) -> str:
        if refer == "nickname" and wish.area in self.resident.nicknames:
            return self.resident.nicknames[wish.area]
        area = rng.choice(list(self.home.fixtures.snapshot.areas)) if refer == "slip" else wish.area
        return self._room(area)

    def _room(self, area: str) -> str:
        return f"the {self.home.fixtures.snapshot.areas[area].name.lower()}" if area else "the house"
