"""Whole utterances: clauses joined, hedged, corrected and conditioned, in a moment that is drawn with them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from device_models.data.example import Example, Piece, Segment, assemble
from device_models.labels import OUT
from device_models.synth import values as v
from device_models.synth import words as w
from device_models.synth.homes import Home, moods
from device_models.synth.manners import (
    ALLOWED,
    ASKS,
    CHANCES,
    CLAUSE_CHANCES,
    CLAUSE_NAMES,
    COMPARED,
    FAMILIES,
    FIXES,
    IF,
    LEADS,
    LINKS,
    MEASURED,
    MODIFIED,
    MOVING,
    NAMES,
    QUESTIONS,
    SETTINGS,
    SOLO,
    SPREAD,
    STATES,
    STATES_MET,
    TAILS,
    TAUGHT,
)
from device_models.synth.moment import Moment, draw_moment
from device_models.synth.noise import Noise
from device_models.synth.speech import Speaker
from device_models.synth.target import SHARE
from device_models.synth.words import Words
from edge.understand.gazetteer import phrase_of
from edge.understand.neural_lexicon import kind_of


@dataclass(frozen=True, slots=True)
class Composer:
    """Makes examples in one home; several moods of it are drawn once."""

    home: Home
    words: Words
    noise: Noise
    rng: random.Random
    other: Home | None = None
    """Where some requests are said that were meant for this home: there nothing is called so."""

    def examples(self, count: int) -> list[Example]:
        """So many random examples."""
        states = moods(self.home, self.rng, 4)
        return [self._example(draw_moment(self.rng.choice(states), self.rng)) for _ in range(count)]

    def _example(self, moment: Moment) -> Example:
        if self.other is not None and self.rng.random() < _ELSEWHERE:
            return self._elsewhere(self.other)
        speaker = Speaker(self.home, self.words, self.rng, moment.area)
        segments = _tidy(self._segments(speaker, moment))
        return assemble(self._distort(segments), "synth", moment.snapshot, moment.vector)

    def _elsewhere(self, other: Home) -> Example:
        """A request for this home's things, said in another home."""
        speaker = Speaker(self.home, self.words, self.rng, None)
        compound = self.rng.random() < 0.6
        segments = self._compound(speaker) if compound else self._single(speaker, self.rng.choices(*_COMMANDS)[0])
        segments = [replace(s, pieces=tuple(_as_known(p, other) for p in s.pieces)) for s in _tidy(segments)]
        moment = draw_moment(moods(other, self.rng, 1)[0], self.rng)
        return assemble(self._distort(segments), "synth", moment.snapshot, moment.vector)

    def _segments(self, speaker: Speaker, moment: Moment) -> list[Segment]:
        roll = self.rng.random()
        if roll < 0.05:
            return self._background()
        if roll < 0.10:
            return moment.ambiguous(self.rng)
        if roll < 0.12:
            return self._teach(speaker)
        if roll < 0.13:
            return self._not(speaker)
        if roll < 0.15:
            return self._elliptical(speaker)
        if roll < 0.18:
            return self._distributed(speaker)
        if roll < 0.42:
            return self._compound(speaker)
        segments = self._single(speaker, self._label())
        if self.rng.random() < 0.05:
            return self._around(segments)
        return segments

    def _label(self) -> str:
        return self.rng.choices(NAMES, CHANCES)[0]

    def _single(self, speaker: Speaker, label: str) -> list[Segment]:
        if label not in SOLO and label not in OUT and self.rng.random() < 0.05:
            return self._corrected(speaker, label)
        pieces = speaker.say(label)
        if label not in SOLO and label not in OUT:
            pieces = self._modified(speaker, self._moved(pieces), label)
        if label in QUESTIONS and self.rng.random() < 0.12:
            pieces = [Piece(self.rng.choice(ASKS)), *pieces]
        return _split(label, self._polite(pieces))

    def _modified(self, speaker: Speaker, pieces: list[Piece], label: str) -> list[Piece]:
        """With a condition, a delay or a time, sometimes."""
        roll = self.rng.random()
        if label not in MODIFIED:
            return pieces
        if roll < 0.06:
            condition = self._condition(speaker)
            return [*condition, *pieces] if self.rng.random() < 0.6 else [*pieces, *condition]
        if roll < 0.13:
            when = self._when()
            return [*when, *pieces] if self.rng.random() < 0.35 else [*pieces, *when]
        return pieces

    def _when(self) -> list[Piece]:
        roll = self.rng.random()
        if roll < 0.5:
            return [Piece(self.rng.choice(("in", "in", "in", "after"))), Piece(v.duration(self.rng), "delay")]
        if roll < 0.6:
            return [Piece(v.duration(self.rng), "delay"), Piece("from now")]
        at = [Piece(self.rng.choice(("at", "at", "by", "around"))), Piece(v.clock(self.rng), "time")]
        return [Piece(v.date(self.rng), "date"), *at] if self.rng.random() < 0.3 else at

    def _condition(self, speaker: Speaker) -> list[Piece]:
        """As in "if the den is colder than 19", "when the lamp is on"."""
        lead = Piece(self.rng.choice(IF))
        if self.rng.random() < 0.6:
            return [lead, *self._measure(speaker)]
        state = Piece(self.rng.choice(STATES_MET), "cond_value")
        be = self.rng.choice(("is", "is", "is still", "turns", "are"))
        return [lead, *speaker.targets.noun_phrase("cond_"), Piece(be), state]

    def _measure(self, speaker: Speaker) -> list[Piece]:
        """What is measured, the comparison and the limit."""
        how = self.rng.choice(COMPARED)
        link = [] if how.split()[0] in MOVING else [Piece("is")]
        value = Piece(v.temperature(self.rng) if self.rng.random() < 0.7 else v.percent(self.rng), "cond_value")
        limit = [Piece(how, "cond_compare"), value]
        place = [Piece("in"), *_prefixed(speaker.targets.area())] if self.rng.random() < 0.5 else []
        roll = self.rng.random()
        if roll < 0.5:
            return [*_prefixed(speaker.targets.area()), *link, *limit]
        if roll < 0.84 or not link:
            return [Piece("the"), Piece(self.rng.choice(MEASURED), "cond_setting"), *place, *link, *limit]
        return [Piece("it's"), *limit, *place]

    def _compound(self, speaker: Speaker) -> list[Segment]:
        count = self.rng.choices((2, 3, 4, 5, 6, 7, 8, 10), (46, 22, 12, 7, 5, 4, 2, 2))[0]
        plain = self.rng.random() < 0.25
        same = self.rng.choices(CLAUSE_NAMES, CLAUSE_CHANCES)[0] if plain else None
        segments: list[Segment] = []
        for index in range(count):
            label = same if same and self.rng.random() < 0.7 else self.rng.choices(CLAUSE_NAMES, CLAUSE_CHANCES)[0]
            if self.rng.random() < 0.04:
                label = "HearthUnsupported"
            family = next((f for f in FAMILIES if segments and segments[-1].label in f), None)
            if family and self.rng.random() < 0.2:
                label, speaker.targets.pronouns = self.rng.choice(family), True
            pieces = self._moved(speaker.say(label))
            speaker.targets.pronouns = False
            if self.rng.random() < 0.1:
                pieces = self._modified(speaker, pieces, label)
            if index:
                link = "," if plain and index < count - 1 else self.rng.choice(LINKS)
                pieces = [Piece(link.strip(), glued=link[:1] in {",", ".", ";"}), *pieces]
            elif self.rng.random() < 0.3:
                pieces = self._polite(pieces)
            segments += _split(label, pieces)
        return segments

    def _moved(self, pieces: list[Piece]) -> list[Piece]:
        """With the place at the end, or in front: "set the light to 40 in the den"."""
        if self.rng.random() > 0.25 or any(p.tag == SHARE for p in pieces):
            return pieces
        for end, piece in enumerate(pieces):
            if piece.tag not in {"area", "floor", "here"} or end == len(pieces) - 1:
                continue
            start = end - 1
            while start >= 0 and not pieces[start].tag and pieces[start].text in {"the", "my", "our", "that"}:
                start -= 1
            if start < 0 or pieces[start].tag or pieces[start].text not in {"in", "at", "on", "of", "inside", "from"}:
                return pieces
            place = [
                Piece("in") if pieces[start].text in {"of", "from"} else pieces[start],
                *pieces[start + 1 : end + 1],
            ]
            rest = [*pieces[:start], *pieces[end + 1 :]]
            return [*rest, *place] if self.rng.random() < 0.85 else [*place, *rest]
        return pieces

    def _not(self, speaker: Speaker) -> list[Segment]:
        """As in "don't turn on the lamp": nothing is to be done."""
        label = self.rng.choices(CLAUSE_NAMES, CLAUSE_CHANCES)[0]
        if label not in MODIFIED or label.startswith("HearthNeed"):
            label = "HassTurnOn"
        lead = self.rng.choice(
            (
                "don't",
                "do not",
                "don't",
                "please don't",
                "you must not",
                "never",
                "you don't need to",
                "no need to",
                "dont",
            )
        )
        refused = Segment(
            "HassNevermind", tuple(_bare([Piece(lead), *(p for p in speaker.say(label) if p.tag != SHARE)]))
        )
        if self.rng.random() < 0.75:
            return [refused]
        other = self._single(
            speaker, self.rng.choice(("HassTurnOn", "HassTurnOff", "HassLightSet", "HassTurnOff:close"))
        )
        link = Piece(self.rng.choice(("but", "and", "just", "but please")))
        if self.rng.random() < 0.5:
            return [*other, replace(refused, pieces=(link, *refused.pieces))]
        return [refused, replace(other[0], pieces=(link, *other[0].pieces)), *other[1:]]

    def _elliptical(self, speaker: Speaker) -> list[Segment]:
        """One verb, several things with a value each: "set the lamp to 20 and the fan to 50", "lamp on, fan off"."""
        onoff = self.rng.random() < 0.4
        forms = STATES if onoff else SETTINGS
        lead = (
            self.rng.choice(("turn", "switch", ""))
            if onoff
            else self.rng.choice(("set", "set", "put", "change", "turn", "adjust"))
        )
        segments = []
        count = self.rng.choice((2, 2, 3))
        for index in range(count):
            label, template = self.rng.choice(forms)
            link = lead if not index else self.rng.choice(("and", "and", ",", ", and", "then"))
            first = [Piece(link, glued=link.startswith(","))] if link else []
            segments.append(Segment(label, (*first, *speaker.fill(template))))
        return [s for segment in segments for s in _split(segment.label, list(segment.pieces))]

    def _distributed(self, speaker: Speaker) -> list[Segment]:
        """One verb and setting, several places with a value each: "set the speed of the fan in A to 3, in B to 5"."""
        label, setting, things, values = self.rng.choice(SPREAD)
        verb = self.rng.choice(("set", "set", "adjust", "change", "turn", "put"))
        thing = _as_known(Piece(self.rng.choice(things), "device"), self.home)
        head = [Piece(verb), Piece("the"), thing]
        if setting and self.rng.random() < 0.8:
            head = [Piece(verb), Piece("the"), Piece(setting, "setting"), Piece("of"), Piece("the"), thing]
        segments: list[Segment] = []
        count = self.rng.choice((2, 2, 3, 4))
        for index in range(count):
            place = (
                [Piece("in"), *speaker.targets.area()]
                if index == 0 or self.rng.random() < 0.8
                else speaker.targets.area()
            )
            link = "" if not index else self.rng.choice(("and", ",", ", and", "and")) if index == count - 1 else ","
            first = [Piece(link, glued=link[0] == ",")] if link else head
            pieces = (*first, *place, Piece("to"), *speaker.fill(self.rng.choice(values)))
            segments.append(Segment(label, pieces, 2 if index else 1))
        return segments

    def _corrected(self, speaker: Speaker, label: str) -> list[Segment]:
        """As in "turn on the lamp, no, the fan": what was said first is dropped."""
        first, second = speaker.say(label), speaker.say(label)
        tags = {p.tag for p in second} & {"name", "device", "area", "value", "color"}
        position = next((i for i, p in enumerate(first) if p.tag in tags), None)
        fix = Piece(self.rng.choice(FIXES))
        if position is None or self.rng.random() < 0.3:
            wrong = Segment("HearthDiscard", tuple(_bare([*first, fix])))
            return [wrong, *_split(label, second)]
        tag = first[position].tag
        better = next(p for p in second if p.tag == tag)
        head, tail = first[:position], first[position + 1 :]
        article = [Piece("the")] if tag in {"name", "device", "area"} and self.rng.random() < 0.7 else []
        return [
            *_split(label, head),
            Segment("HearthDiscard", (Piece(first[position].text), fix), 1 if not head else 0),
            *_split(label, [*article, better, *tail], 0 if head else 1),
        ]

    def _around(self, segments: list[Segment]) -> list[Segment]:
        """Talk before a request that is not part of it."""
        talk = Segment("HearthDiscard", (Piece(self._talk()),))
        return [talk, *segments]

    def _background(self) -> list[Segment]:
        return [Segment("HearthIgnore", (Piece(self._talk()),))]

    def _talk(self) -> str:
        text = self.rng.choice(w.BACKGROUND)
        nouns = (
            "light",
            "fan",
            "tv",
            "kettle",
            "heating",
            "oven",
            "blinds",
            "door",
            "vacuum",
            "music",
            "lamp",
            "radio",
            "garage door",
            "alarm",
        )
        return text.format(noun=self.rng.choice(nouns), person=self.rng.choice(w.PEOPLE), title=self.rng.choice(w.TITLES),
                           area=self.rng.choice(w.AREAS), number=v.number(self.rng, 2, 90))  # fmt: skip

    def _teach(self, speaker: Speaker) -> list[Segment]:
        """As in "when I say cosy, dim the lamp": what is said, and what it shall do, as one piece each."""
        phrase = Piece(self._saying(), "phrase")
        command = Piece(" ".join(p.text for s in self._compound(speaker)[:2] for p in s.pieces if p.text), "message")
        pieces = [
            phrase if x == "P" else command if x == "C" else Piece(x, glued=x in {",", ":"})
            for x in self.rng.choice(TAUGHT).split()
        ]
        return [Segment("HearthTeach", tuple(pieces))]

    def _saying(self) -> str:
        """What somebody may want to say instead of a command."""
        roll = self.rng.random()
        if roll < 0.35:
            return self.rng.choice(w.PHRASES)
        if roll < 0.55:
            return self.rng.choice(w.SCENES)
        if roll < 0.85:
            return self.rng.choice(w.SAYINGS)
        return f"{self.rng.choice(w.SAYINGS)} {self.rng.choice(('time', 'mode', 'please', 'now', 'day', 'night', 'please hearth'))}"

    def _polite(self, pieces: list[Piece]) -> list[Piece]:
        if self.rng.random() < 0.2:
            pieces = [Piece(self.rng.choice(LEADS)), *pieces]
        if self.rng.random() < 0.1:
            pieces = [*pieces, Piece(self.rng.choice(TAILS))]
        return pieces

    def _distort(self, segments: list[Segment]) -> list[Segment]:
        roll = self.rng.random()
        if roll < 0.16:
            segments = self.noise.segments(segments, self.rng.choice((0.05, 0.1, 0.15, 0.2)), self.rng)
        elif roll < 0.24:
            segments = [replace(s, pieces=tuple(self._misheard(p) for p in s.pieces)) for s in segments]
        if self.rng.random() < 0.5:
            return [_map(s, _lower) for s in segments]
        if self.rng.random() < 0.7:
            segments = _capital(segments)
        if self.rng.random() < 0.5 and segments:
            last = segments[-1]
            mark = "?" if last.label.startswith(("HassGet", "HassClimateGet")) else "."
            segments = [*segments[:-1], replace(last, pieces=(*last.pieces, Piece(mark, glued=True)))]
        return segments

    def _misheard(self, piece: Piece) -> Piece:
        """A name, place or kind misheard now and then: this is where recognisers err most."""
        if piece.tag not in {"name", "area", "device"} or self.rng.random() < 0.5:
            return piece
        return replace(piece, text=self.noise.words(piece.text, 0.5, self.rng) or piece.text)


_ELSEWHERE = 0.07
_COMMANDS = (CLAUSE_NAMES, CLAUSE_CHANCES)


def _as_known(piece: Piece, home: Home) -> Piece:
    """The piece with the tag that it has in a home: a noun is a name where something is called just so."""
    if piece.tag not in {"name", "device"} or not kind_of(piece.text):
        return piece
    return replace(piece, tag="name" if phrase_of(piece.text) in home.exact else "device")


def _split(label: str, pieces: list[Piece], boundary: int = 1) -> list[Segment]:
    """Segments of a clause: cut where a target shares the verb."""
    segments: list[Segment] = []
    current: list[Piece] = []
    kind = boundary
    for piece in pieces:
        if piece.tag != SHARE and piece.tag not in ALLOWED[label]:
            piece = replace(piece, tag=None)  # noqa: PLW2901 - a tag that the label cannot have is no slot
        if piece.tag == SHARE:
            segments.append(Segment(label, tuple(current), kind))
            current, kind = [], 2
        else:
            current.append(piece)
    segments.append(Segment(label, tuple(current), kind))
    return [s for s in segments if s.pieces]


def _tidy(segments: list[Segment]) -> list[Segment]:
    """Without doubled articles and prepositions."""
    previous = ""
    tidied = []
    for segment in segments:
        pieces = []
        for piece in segment.pieces:
            if (
                not piece.tag
                and piece.text in {"the", "in", "to", "on", "in the"}
                and previous == piece.text.split()[0]
            ):
                continue
            pieces.append(piece)
            previous = (piece.text.split() or [""])[-1]
        if pieces:
            tidied.append(replace(segment, pieces=tuple(pieces)))
    return tidied


def _prefixed(pieces: list[Piece]) -> list[Piece]:
    return [replace(p, tag=f"cond_{p.tag}" if p.tag else None) for p in pieces]


def _bare(pieces: list[Piece]) -> list[Piece]:
    return [replace(p, tag=None) for p in pieces]


def _map(segment: Segment, change: object) -> Segment:
    return replace(segment, pieces=tuple(replace(p, text=change(p.text)) for p in segment.pieces))  # type: ignore[operator]


def _lower(text: str) -> str:
    return text.lower().replace(",", "").strip(".;") if text not in {",", ".", ";"} else ""


def _capital(segments: list[Segment]) -> list[Segment]:
    first = segments[0]
    pieces = list(first.pieces)
    pieces[0] = replace(pieces[0], text=pieces[0].text[:1].upper() + pieces[0].text[1:])
    return [replace(first, pieces=tuple(pieces)), *segments[1:]]
