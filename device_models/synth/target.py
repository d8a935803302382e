"""What people call the things that they want something of."""

from __future__ import annotations

import random
from collections.abc import Sequence

from device_models.data.example import Piece
from device_models.synth import words as w
from device_models.synth.homes import Home
from edge.home.model import Entity
from edge.understand.gazetteer import phrase_of
from edge.understand.neural_lexicon import KINDS, Kind, kind_of, plural

SHARE = "^share"
"""Tag of an empty piece at which a target begins that shares the verb before it."""

_KINDS = {kind.key: kind for kind in KINDS}
_ARTICLES = ("the", "the", "the", "the", "the", "", "", "my", "our", "that")


class Targets:
    """Makes target phrases in one home for one speaker, who stands in `here` (an area id) or unknown."""

    def __init__(self, home: Home, rng: random.Random, here: str | None) -> None:
        """Keep the home, the source of randomness and the place; with `pronouns` every target is "it" or "them"."""
        self._home, self._rng, self._here = home, rng, here
        self.pronouns = False

    def target(self, domains: Sequence[str], *, several: bool = True, kinds: Sequence[str] = ()) -> list[Piece]:
        """A phrase for something of the domains (or kinds, by key): one thing, a group or several in a row."""
        roll = self._rng.random()
        if self.pronouns:
            return [Piece(self._rng.choice(("it", "it", "it", "them", "that", "this", "those")), "ref")]
        if several and roll < 0.10:
            return self._row(domains, kinds)
        if several and roll < 0.145:
            return self._exception(domains, kinds)
        if roll < 0.18:
            return [
                Piece(
                    self._rng.choice(("it", "it", "that", "them", "this", "those", "that one", "both", "this one")),
                    "ref",
                )
            ]
        return self._single(domains, kinds)

    def area_phrase(self, *, optional: bool = True) -> list[Piece]:
        """As in "in the kitchen", "upstairs", "in here", or nothing."""
        roll = self._rng.random()
        if optional and roll < 0.5:
            return []
        if roll < 0.62:
            return (
                [*self._in(), Piece("here", "here")]
                if self._rng.random() < 0.6
                else [Piece("in"), Piece("this room", "here")]
            )
        if roll < 0.73 and (self._home.snapshot.floors or roll < 0.64):
            return self.floor_phrase()
        if roll < 0.76:
            return [Piece(self._rng.choice(("everywhere", "in the whole house", "in the entire house", "all over the house", "in all rooms",
                                            "in every room", "throughout the house", "in the house", "at home")), "everywhere")]  # fmt: skip
        return [*self._in(), *self._area()]

    def area(self) -> list[Piece]:
        """An area with its article."""
        return self._area()

    def floor_phrase(self) -> list[Piece]:
        """As in "upstairs", "on the first floor", "all over the top floor"."""
        floor = self._floor()
        if floor.text.endswith("stairs"):
            lead = self._rng.choice(("", "", "", "", "all over", "everywhere", "throughout"))
        else:
            lead = self._rng.choice(
                ("on the", "on the", "on the", "on", "on our", "in the", "across the", "all over the", "on the whole",
                 "on the entire", "throughout the")
            )  # fmt: skip
        return [*([Piece(lead)] if lead else []), floor]

    def whole_floor(self) -> list[Piece]:
        """A floor as the thing itself: "the whole first floor", "all of upstairs"."""
        floor = self._floor()
        whole = self._rng.choice(("whole", "entire", "complete"))
        leads: tuple[tuple[Piece, ...], ...] = (
            (Piece("the"), Piece(whole)),
            (Piece("the"), Piece(whole)),
            (Piece("all", "quantity"), Piece("of" if floor.text.endswith("stairs") else "of the")),
            (Piece("everything", "quantity"), Piece("" if floor.text.endswith("stairs") else "on the")),
            () if floor.text.endswith("stairs") else (Piece("the"),),
        )
        lead = self._rng.choice(leads)
        return [*(piece for piece in lead if piece.text), floor]

    def noun_phrase(self, prefix: str, domains: Sequence[str] = (), kinds: Sequence[str] = ()) -> list[Piece]:
        """A single target whose tags carry a prefix (`cond_`, `except_`)."""
        pieces = self._single(
            domains or ("light", "fan", "switch", "cover", "climate", "media_player"), kinds, plain=True
        )
        return [Piece(p.text, prefix + p.tag if p.tag in {"name", "area", "device"} else None) for p in pieces]

    def _row(self, domains: Sequence[str], kinds: Sequence[str]) -> list[Piece]:
        count = self._rng.choice((2, 2, 2, 3))
        pieces = self._single(domains, kinds, plain=True)
        if self._rng.random() < 0.4 and self._home.snapshot.areas:
            return self._areas_row(domains, kinds, count)
        for index in range(1, count):
            last = index == count - 1
            link = (
                self._rng.choice(("and", "and", "and also", "and the", ", and", "as well as", "plus", "&"))
                if last
                else ","
            )
            pieces.append(Piece("", SHARE))
            pieces.append(Piece(link.removesuffix(" the"), glued=link.startswith(",")))
            pieces.extend(self._single(domains, kinds, plain=True))
        return pieces

    def _areas_row(self, domains: Sequence[str], kinds: Sequence[str], count: int) -> list[Piece]:
        noun = self._noun(self._kind(domains, kinds), many=self._rng.random() < 0.7)
        if self._rng.random() < 0.4:
            return self._areas_before(noun, count)
        pieces = [*self._article(), noun, Piece("in"), *self._area()]
        for _ in range(1, count):
            pieces += [
                Piece("", SHARE),
                Piece("and"),
                *([Piece("in")] if self._rng.random() < 0.3 else []),
                *self._area(),
            ]
        return pieces

    def _areas_before(self, noun: Piece, count: int) -> list[Piece]:
        """As in "the kitchen and hallway lights"."""
        pieces = [*self._article(), *self._area(bare=True)]
        for index in range(1, count):
            comma = index < count - 1
            pieces += [
                Piece("", SHARE),
                Piece("," if comma else self._rng.choice(("and", "and", "and the", "&")), glued=comma),
            ]
            pieces += self._area(bare=True)
        return [*pieces, noun]

    def _exception(self, domains: Sequence[str], kinds: Sequence[str]) -> list[Piece]:
        link = self._rng.choice(
            ("except", "except for", "but", "but not", "apart from", "other than", "besides", "excluding", "not")
        )
        if self._rng.random() < 0.5:
            whole = [Piece("everything", "quantity"), *self.area_phrase()]
        else:
            whole = self._group(self._kind(domains, kinds))
        roll = self._rng.random()
        if roll < 0.35 and self._home.snapshot.areas:
            left = [*([Piece("the ones in")] if self._rng.random() < 0.4 else []), *self._area("except_area")]
        else:
            left = self.noun_phrase("except_", domains, kinds)
        return [*whole, Piece(link), *left]

    def _single(self, domains: Sequence[str], kinds: Sequence[str], *, plain: bool = False) -> list[Piece]:
        entity = self._pick(domains, kinds)
        roll = self._rng.random()
        if entity is None or roll < 0.10:
            return self._absent(domains, kinds)
        if roll < 0.46:
            return self._named(entity)
        if roll < 0.52:
            return self._partly(entity)
        kind = (
            _KINDS[self._home.kinds[entity.id]]
            if self._home.kinds.get(entity.id) in _KINDS
            else self._kind(domains, kinds)
        )
        if roll < 0.80 or plain:
            return self._kind_phrase(kind, entity)
        return self._group(kind)

    def _pick(self, domains: Sequence[str], kinds: Sequence[str]) -> Entity | None:
        if kinds:
            found = [e for e in self._home.snapshot.exposed if self._home.kinds.get(e.id) in kinds]
        else:
            found = self._home.of(*domains)
        near = [e for e in found if e.area == self._here]
        pool = near if near and self._rng.random() < 0.3 else found
        return self._rng.choice(pool) if pool else None

    def _named(self, entity: Entity) -> list[Piece]:
        name = self._rng.choice((entity.name, entity.name, *entity.aliases))
        said = name if self._rng.random() < 0.35 else name.lower()
        pieces = [*self._article(), Piece(said, "name")]
        area = self._home.snapshot.areas.get(entity.area or "")
        if area and self._rng.random() < 0.2:
            pieces += [*self._in(), *self._article(), Piece(area.name.lower(), "area")]
        elif area and self._rng.random() < 0.08:
            pieces = [*self._article(), Piece(area.name.lower(), "area"), Piece(said, "name")]
        return pieces

    def _partly(self, entity: Entity) -> list[Piece]:
        words = entity.name.lower().split()
        if len(words) < 2:
            return self._named(entity)
        words.pop(self._rng.randrange(len(words)))
        said = " ".join(words)
        area = self._home.snapshot.areas.get(entity.area or "")
        if area and phrase_of(said) == phrase_of(area.name):
            return self._named(entity)
        if kind_of(said) and phrase_of(said) not in self._home.exact:
            return [*self._article(), Piece(said, "device")]
        return [*self._article(), *self._split(said)]

    def _split(self, said: str) -> list[Piece]:
        """A made-up name; when it is an area and a kind after all, tag it so."""
        keys = phrase_of(said)
        if keys not in self._home.exact:
            for area in self._home.snapshot.areas.values():
                part = phrase_of(area.name)
                words = said.split()
                rest = " ".join(words[len(part) :])
                if keys[: len(part)] == part and rest and kind_of(rest):
                    return [Piece(" ".join(words[: len(part)]), "area"), Piece(rest, "device")]
        return [Piece(said, "name")]

    def _kind_phrase(self, kind: Kind, entity: Entity | None) -> list[Piece]:
        many = self._rng.random() < (0.4 if kind.domain in {"light", "cover", "fan", "lock"} else 0.05)
        noun = self._noun(kind, many=many)
        area = self._home.snapshot.areas.get((entity.area if entity else None) or "")
        roll = self._rng.random()
        if roll < 0.3 or (area is None and roll < 0.8):
            return [*self._article(), noun]
        if roll < 0.38:
            return [*self._article(), noun, *self._in(), Piece("here", "here")]
        place = (
            [Piece(area.name.lower() if self._rng.random() < 0.8 else area.name, "area")]
            if area
            else self._area(bare=True)
        )
        if roll < 0.68:
            return self._area_noun(place[-1], noun)
        return [*self._article(), noun, *self._in(), *self._article(), *place]

    def _area_noun(self, area: Piece, noun: Piece) -> list[Piece]:
        if phrase_of(f"{area.text} {noun.text}") in self._home.exact:
            return [*self._article(), Piece(f"{area.text} {noun.text}", "name")]
        said = area.text + ("'s" if self._rng.random() < 0.04 else "")
        return [*self._article(), Piece(said, "area"), noun]

    def _group(self, kind: Kind) -> list[Piece]:
        noun = self._noun(kind, many=True)
        lead = self._rng.choice(
            (
                "all",
                "all the",
                "all of the",
                "every",
                "both",
                "both of the",
                "all my",
                "each",
                "any",
                "every single",
                "",
                "the",
            )
        )
        pieces = [
            Piece(w_, "quantity") if i == 0 and w_ != "the" else Piece(w_)
            for i, w_ in enumerate(lead.split()[:1])
            if w_
        ]
        rest = " ".join(lead.split()[1:])
        pieces += [Piece(rest)] if rest else []
        if self._home.snapshot.floors and self._rng.random() < 0.25:
            floor = Piece(self._rng.choice([f.name.lower() for f in self._home.snapshot.floors.values()]), "floor")
            return [*pieces, floor, noun]
        return [*pieces, noun, *self.area_phrase()]

    def _noun(self, kind: Kind, *, many: bool) -> Piece:
        weights = [4, *([1] * (len(kind.nouns) - 1))]
        said = self._rng.choices(kind.nouns, weights)[0]
        said = plural(said) if many and said not in {"lighting", "heating", "hot water", "heat"} else said
        tag = "name" if phrase_of(said) in self._home.exact else "device"
        return Piece(said.upper() if said in {"tv", "ac"} and self._rng.random() < 0.4 else said, tag)

    def _kind(self, domains: Sequence[str], kinds: Sequence[str]) -> Kind:
        fitting = [k for k in KINDS if (k.key in kinds if kinds else k.domain in domains)]
        return self._rng.choice(fitting) if fitting else _KINDS["light"]

    def _absent(self, domains: Sequence[str], kinds: Sequence[str]) -> list[Piece]:
        roll = self._rng.random()
        if roll < 0.35:
            said = self._rng.choice(w.NOT_HERE)
            piece = Piece(said, "device" if kind_of(said) and phrase_of(said) not in self._home.exact else "name")
            return [*self._article(), piece, *([] if self._rng.random() < 0.6 else [*self._in(), *self._area()])]
        noun = self._noun(self._kind(domains, kinds), many=self._rng.random() < 0.2)
        place = Piece(self._rng.choice(w.AREAS), "area")
        if roll < 0.6:
            return self._area_noun(place, noun)
        return [*self._article(), noun, *self._in(), *self._article(), place]

    def _area(self, tag: str = "area", *, bare: bool = False) -> list[Piece]:
        areas = list(self._home.snapshot.areas.values())
        roll = self._rng.random()
        if roll < 0.04:
            name = (
                f"{self._rng.choice(w.PEOPLE)}'s {self._rng.choice(('room', 'bedroom', 'office', 'bathroom', 'study'))}"
            )
        elif areas and roll < 0.9:
            area = self._rng.choice(areas)
            name = self._rng.choice((area.name, *area.aliases))
        else:
            name = self._rng.choice(w.AREAS)
        piece = Piece(name if self._rng.random() < 0.25 else name.lower(), tag)
        return [piece] if bare else [*self._article(), piece]

    def _floor(self) -> Piece:
        """A floor of this home; now and then one that it does not have, or "upstairs" whatever its floors are called."""
        own = [name.lower() for floor in self._home.snapshot.floors.values() for name in (floor.name, *floor.aliases)]
        roll = self._rng.random()
        if own and roll < 0.75:
            return Piece(self._rng.choice(own), "floor")
        return Piece(self._rng.choice(("upstairs", "downstairs") if roll < 0.9 else w.FLOORS), "floor")

    def _article(self) -> list[Piece]:
        article = self._rng.choice(_ARTICLES)
        return [Piece(article)] if article else []

    def _in(self) -> list[Piece]:
        return [Piece(self._rng.choice(("in", "in", "in", "in", "of", "from", "at", "on", "inside")))]
