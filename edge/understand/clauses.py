"""Compound requests for the grammar: several clauses, shared verbs and targets, exceptions, conditions, times.

A request is split only where every part is recognised, so that names with "and" in them survive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from edge.home.model import Snapshot
from edge.turn import Frame, Request, SlotValue
from edge.understand.clause_parts import (
    JOIN_COST,
    Parts,
    Words,
    at_time,
    folded_of,
    joined,
    meaning,
    segments_of,
    single,
    text_of,
    words_of,
)
from edge.understand.conditions import read_condition
from edge.understand.fold import fold
from edge.understand.ranking import Reading
from edge.understand.whens import Timed, timed
from edge.understand.words import ClauseWords

_MOST_READINGS = 60
_LEAST_LOOSE = 0.5
_MOST_WORDS = 40
_TARGET_SLOTS = ("name", "area", "floor", "domain", "device_class")


class Grammar(Protocol):
    """What clauses need of the grammar channel."""

    def readings(self, text: str, snapshot: Snapshot, area: str | None, *, known_only: bool = False) -> list[Reading]:
        """Readings of one clause."""
        ...

    def place(self, text: str, snapshot: Snapshot) -> Mapping[str, SlotValue] | None:
        """Slots of a name, area or floor of the home."""
        ...


class ClauseReader:
    """Reads one request as several clauses. Made anew for each request; keeps what was read."""

    def __init__(self, grammar: Grammar, words: ClauseWords, request: Request, snapshot: Snapshot) -> None:
        """`words` are the language's joining words."""
        self._grammar = grammar
        self._words = words
        self._request = request
        self._snapshot = snapshot
        area = snapshot.areas.get(request.area) if request.area else None
        self._area = area.name if area else None
        self._known: dict[str, list[Reading]] = {}
        self._fuel = _MOST_READINGS

    def read(self) -> Parts | None:
        """The best reading as more than a plain clause, or `None`."""
        words = words_of(self._request.text)
        if not 2 < len(words) <= _MOST_WORDS or not self._worth(words):
            return None
        return self._parts(words)

    def _worth(self, words: Words) -> bool:
        """Whether anything in the words hints at more than one plain clause."""
        joined = f" {' '.join(word.folded for word in words)} "
        w = self._words
        marks = (*w.joining, *w.sparing, *w.conditional, *w.negative_conditional)
        return (
            any(f" {mark} " in joined for mark in marks)
            or any(word.breaks for word in words[:-1])
            or any(True for _ in self._places(words))
            or (self._english and any(True for _ in self._timed_ways(words)))
        )

    @property
    def _english(self) -> bool:
        return bool(self._words.conditional)

    def _parts(self, words: Words, before: Words = ()) -> Parts | None:
        """Clauses of some words; `before` is the clause before them, which pronouns point at."""
        if not words or self._fuel <= 0:
            return None
        plain = self._plain(words, before)
        if plain:
            return plain
        ways: Iterable[Callable[[Words], Parts | None]] = (
            self._conditional, self._joined, self._sparing, lambda w: self._timed(w, before), self._elliptical,
            self._joined_loosely, self._elliptical_loosely,
        )  # fmt: skip
        for way in ways:
            found = way(words)
            if found:
                return found
        return None

    def _plain(self, words: Words, before: Words) -> Parts | None:
        if self._place(self._unfilled(words)):
            return None
        reading = self._certain(text_of(words)) or self._with_antecedent(words, before) or self._placed(words)
        return single(reading, words) if reading else None

    def _placed(self, words: Words) -> Reading | None:
        """The clause with its place where templates have it: "in the kitchen turn on the lamp", "all off upstairs"."""
        for command, place in self._places(words):
            reading = self._certain(f"{text_of(command)} {self._words.within} {place}")
            if reading:
                return reading
        return None

    def _places(self, words: Words) -> Iterable[tuple[Words, SlotValue]]:
        """The words without an area or floor at their end or beginning, with its name."""
        for size in range(min(4, len(words) - 1), 0, -1):
            for place, command in ((words[-size:], words[:-size]), (words[:size], words[size:])):
                slots = self._place(self._unfilled(place))
                if slots and "name" not in slots and self._words.within:
                    yield command, next(iter(slots.values()))

    def _with_antecedent(self, words: Words, before: Words) -> Reading | None:
        """The clause with its pronoun replaced by a run of the words before: "dim it" after "turn on the lamp"."""
        at = next((i for i, word in enumerate(words) if word.folded in self._words.pronouns), None)
        if at is None or not before:
            return None
        for size in range(min(len(before), 6), 0, -1):
            for start in range(len(before) - size, -1, -1):
                run = before[start : start + size]
                reading = self._certain(" ".join((text_of(words[:at]), text_of(run), text_of(words[at + 1 :]))).strip())
                if reading and {"name", "area", "floor", "device_class"} & reading.frame.slots.keys():
                    return reading
        return None

    def _joined(self, words: Words) -> Parts | None:
        """Full clauses with a joining word or a comma between them."""
        for left_end, right_start in self._cuts(words, self._words.joining):
            left = self._unjoined(words[:left_end])
            right = left and self._parts(words[right_start:], words[:left_end])
            if left and right:
                return joined(left, right)
        return None

    def _unjoined(self, words: Words) -> Parts | None:
        return self._plain(words, ()) or self._sparing(words) or self._timed(words, ()) or self._free(words)

    def _free(self, words: Words) -> Parts | None:
        """A clause with words of its own ("play some jazz"); a bare name says nothing."""
        if self._place(self._unfilled(words)):
            return None
        reading = self._reading(text_of(words), lambda r: not r.free)
        return single(reading, words) if reading else None

    def _joined_loosely(self, words: Words) -> Parts | None:
        """Two clauses of which one names something unknown."""
        for left_end, right_start in self._cuts(words, self._words.joining):
            left, right = words[:left_end], words[right_start:]
            certain = self._certain(text_of(left)), self._certain(text_of(right))
            if bool(certain[0]) == bool(certain[1]):
                continue
            first = certain[0] or self._loose(text_of(left))
            second = certain[1] or self._loose(text_of(right))
            if first and second:
                return joined(single(first, left), single(second, right))
        return None

    def _elliptical(self, words: Words) -> Parts | None:
        """What one part lacks is taken from another's beginning or end: "turn on the lamp and the fan"."""
        cuts = self._cuts(words, self._words.joining)
        segments = segments_of(words, cuts)
        if len(segments) > 1:
            found = self._shared(segments)
            if found:
                return found
        for cut in cuts if len(cuts) > 1 else ():
            found = self._shared(segments_of(words, [cut]))
            if found:
                return found
        return None

    def _elliptical_loosely(self, words: Words) -> Parts | None:
        """The same where a part names something unknown."""
        segments = segments_of(words, self._cuts(words, self._words.joining))
        return self._shared(segments, loosely=True) if len(segments) > 1 else None

    def _shared(self, segments: Sequence[Words], *, loosely: bool = False) -> Parts | None:
        first, last = segments[0], segments[-1]
        for suffix in range(1 if loosely else min(len(last), 7)):
            if not self._certain(text_of((*first, *last[len(last) - suffix :]))):
                continue
            for prefix in range(len(first) - 1, -1, -1):
                if prefix == suffix == 0:
                    continue
                found = self._completed(segments, prefix, suffix, loosely=loosely)
                if found:
                    return found
        return None

    def _completed(self, segments: Sequence[Words], prefix: int, suffix: int, *, loosely: bool) -> Parts | None:
        head, tail = segments[0][:prefix], segments[-1][len(segments[-1]) - suffix :]
        texts = [text_of((*segments[0], *tail))]
        texts += [text_of((*head, *segment, *tail)) for segment in segments[1:-1]]
        texts.append(text_of((*head, *segments[-1])))
        certain = [self._certain(text) for text in texts]
        readings = [
            known or (self._loose(text) if loosely and any(certain) else None)
            for known, text in zip(certain, texts, strict=True)
        ]
        if any(reading is None for reading in readings):
            return None
        kept = [reading for reading in readings if reading is not None]
        if len({reading.frame.intent for reading in kept}) > 1 or len({meaning(r.frame) for r in kept}) < len(kept):
            return None
        return joined(*(single(reading, segment) for reading, segment in zip(kept, segments, strict=True)))

    def _sparing(self, words: Words) -> Parts | None:
        """What is left out goes into every frame's exceptions: "everything but the fan"."""
        for left_end, right_start in self._cuts(words, self._words.sparing, commas=False):
            left, right = words[:left_end], words[right_start:]
            for moved in range(min(3, len(right))):
                kept = right[: len(right) - moved]
                main = self._main((*left, *right[len(right) - moved :]))
                spared = main and [
                    self._target(item, left) for item in segments_of(kept, self._cuts(kept, self._words.joining))
                ]
                if main and spared and all(spared):
                    slots = tuple(item for item in spared if item)
                    return Parts(tuple(replace(frame, excepted=slots) for frame in main.frames), main.score - JOIN_COST)
        return None

    def _main(self, words: Words) -> Parts | None:
        return self._plain(words, ()) or self._timed(words, ()) or self._elliptical(words)

    def _target(self, words: Words, command: Words) -> dict[str, SlotValue] | None:
        """Slots of something named: with the command's own verb, by the home's names, or as said."""
        text = self._unfilled(words)
        place = self._grammar.place(text, self._snapshot)
        if place:
            return dict(place)
        for prefix in range(len(command) - 1, 0, -1):
            reading = self._certain(text_of((*command[:prefix], *words)))
            if reading:
                slots = {name: value for name, value in reading.frame.slots.items() if name in _TARGET_SLOTS}
                if self._area not in {None, slots.get("area")} or fold(str(slots.get("area", ""))) in fold(
                    text_of(words)
                ):
                    return slots
                return {name: value for name, value in slots.items() if name != "area"}
        return {"name": text} if text else None

    def _unfilled(self, words: Words) -> str:
        text = " ".join(word.folded for word in words)
        for filler in self._words.fillers:
            text = text.removeprefix(f"{filler} ")
        while text.split(" ", 1)[0] in self._words.articles and " " in text:
            text = text.split(" ", 1)[1]
        return text

    def _conditional(self, words: Words) -> Parts | None:
        """A condition before or after its command: "if the den is below 19, turn on the heater"."""
        for negated, marks in ((False, self._words.conditional), (True, self._words.negative_conditional)):
            for mark in marks:
                size = len(mark.split())
                for at in range(len(words) - size + 1):
                    if folded_of(words[at : at + size]) == mark:
                        found = self._conditioned(words[:at], words[at + size :], negated=negated)
                        if found:
                            return found
        return None

    def _conditioned(self, command: Words, rest: Words, *, negated: bool) -> Parts | None:
        if command:
            return self._under(rest, command, negated=negated)
        commas = [i + 1 for i, word in enumerate(rest[:-1]) if word.text.endswith(",")]
        for end in dict.fromkeys((*commas, *range(2, len(rest)))):
            start = end + 1 if rest[end].folded in self._words.consequent else end
            found = self._under(rest[:end], rest[start:], negated=negated)
            if found:
                return found
        return None

    def _under(self, condition: Words, command: Words, *, negated: bool) -> Parts | None:
        read = read_condition(text_of(condition), self._ask, self._place, negated=negated)
        parts = self._parts(command, condition) if read else None
        if not parts:
            return None
        return Parts(tuple(replace(frame, condition=read) for frame in parts.frames), parts.score - JOIN_COST)

    def _ask(self, question: str) -> Frame | None:
        reading = self._reading(question, lambda r: not r.free)
        return reading.frame if reading else None

    def _place(self, text: str) -> Mapping[str, SlotValue] | None:
        return self._grammar.place(text, self._snapshot)

    def _timed(self, words: Words, before: Words) -> Parts | None:
        """A command with a time around it."""
        if not self._english:
            return None
        for way in self._timed_ways(words):
            command = words[way.start : way.end]
            parts = self._plain(command, before) or self._sparing(command) or self._elliptical(command)
            applied = parts and at_time(parts, way.when)
            if applied:
                return applied
        return None

    def _timed_ways(self, words: Words) -> Iterable[Timed]:
        return timed([word.text for word in words], self._request.at, self._request.tz_offset)

    def _cuts(self, words: Words, marks: Sequence[str], *, commas: bool = True) -> list[tuple[int, int]]:
        """Where words can be cut, as (end of the left part, start of the right part)."""
        cuts: list[tuple[int, int]] = []
        at = 1
        while at < len(words):
            size = next((len(m.split()) for m in marks if folded_of(words[at : at + len(m.split())]) == m), 0)
            if size and at + size < len(words):
                cuts.append((at, at + size))
                at += size
            elif commas and words[at - 1].breaks:
                cuts.append((at, at))
            at += 1
        return cuts

    def _certain(self, text: str) -> Reading | None:
        """The best reading with known names and without free words, if it makes sense in this home."""
        return self._reading(text, lambda r: not r.free and not r.wild and self._sensible(r.frame))

    def _reading(self, text: str, fits: Callable[[Reading], bool]) -> Reading | None:
        if text not in self._known:
            if self._fuel <= 0:
                return None
            self._fuel -= 1
            self._known[text] = self._grammar.readings(text, self._snapshot, self._area, known_only=True)
        return next((reading for reading in self._known[text] if fits(reading)), None)

    def _loose(self, text: str) -> Reading | None:
        if self._fuel <= 0:
            return None
        self._fuel -= 1
        readings = self._grammar.readings(text, self._snapshot, self._area)
        return next((r for r in readings[:1] if r.score >= _LEAST_LOOSE and not r.wild), None)

    def _sensible(self, frame: Frame) -> bool:
        """A name said with an area must be in it: "kitchen" and "hall lamp" do not go together."""
        name, area = frame.slots.get("name"), frame.slots.get("area")
        if name is None or area is None:
            return True
        ids = {a.id for a in self._snapshot.areas.values() if a.name == area}
        return any(e.area in ids and name in (e.name, *e.aliases) for e in self._snapshot.exposed)
