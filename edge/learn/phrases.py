"""Which part of a wording went wrong: the phrase that stood for what a later wording named rightly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from edge.learn.record import Note
from edge.rewrite.lexicon import lexicon
from edge.text import common_start, fold

LONGEST = 5
_NAMES = ("name", "area")
_UNKNOWN = frozenset({"no_entity", "no_area", "no_target"})
_LITTLE = frozenset(
    {"a", "an", "the", "my", "our", "in", "on", "at", "of", "to", "for", "it", "and", "this", "that", "is"}
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase said, folded, and the name meant by it as it is to be read."""

    said: str
    meant: str


def phrase_of(said: Note, meant: Note, learnt: Iterable[Phrase] = ()) -> Phrase | None:
    """The phrase of a failed wording that the successful one replaced by a name of the home; `None` without one.

    First by interpretation (the name that was not known, and the one that was), then by what its phrases were `learnt`
    to mean until now, else by the words that differ.
    """
    found = _by_slots(said, meant) or _by_meaning(said, meant, learnt) or _by_words(said, meant)
    if found is None or not _telling(found.said, said.language) or fold(found.said) == fold(found.meant):
        return None
    return found


def _by_slots(said: Note, meant: Note) -> Phrase | None:
    if len(said.frames) != 1 or len(meant.frames) != 1 or not _UNKNOWN & set(said.problems):
        return None
    one, other = said.frames[0], meant.frames[0]
    if one.intent != other.intent:
        return None
    for slot in _NAMES:
        wrong, right = one.slots.get(slot), other.slots.get(slot)
        if isinstance(wrong, str) and isinstance(right, str) and _within(wrong, said.text):
            return Phrase(_bare(wrong), right)
    return None


def _by_meaning(said: Note, meant: Note, learnt: Iterable[Phrase]) -> Phrase | None:
    """A phrase that was read as one name while another was meant in its place."""
    if len(said.frames) != 1 or len(meant.frames) != 1 or said.frames[0].intent != meant.frames[0].intent:
        return None
    read, other = said.frames[0].slots, meant.frames[0].slots
    for phrase in learnt:
        for slot in _NAMES:
            wrong, right = read.get(slot), other.get(slot)
            took = isinstance(wrong, str) and fold(wrong) == fold(phrase.meant) and _within(phrase.said, said.text)
            if took and isinstance(right, str):
                return Phrase(phrase.said, right)
    return None


def _by_words(said: Note, meant: Note) -> Phrase | None:
    """One run of words replaced by another that is a name; the words around it are the same."""
    if meant.leaned or len(meant.frames) != 1:
        return None
    one, other = fold(said.text).split(), fold(meant.said or meant.text).split()
    head = common_start(one, other)
    tail = common_start(one[head:][::-1], other[head:][::-1])
    wrong, right = one[head : len(one) - tail], other[head : len(other) - tail]
    while wrong and right and wrong[0] in _LITTLE and right[0] in _LITTLE:
        wrong, right = wrong[1:], right[1:]
    if not wrong or not right or head + tail == 0 or len(wrong) > LONGEST:
        return None
    names = [str(v) for k, v in meant.frames[0].slots.items() if k in _NAMES and isinstance(v, str)]
    name = next((name for name in names if _same(fold(name), right)), None)
    return Phrase(" ".join(wrong), name) if name else None


def _same(name: str, words: list[str]) -> bool:
    """Whether words are a name, but for articles before it."""
    said = " ".join(words)
    return said == name or (words[0] in _LITTLE and " ".join(words[1:]) == name)


def _telling(phrase: str, language: str) -> bool:
    """Whether a phrase says enough to stand for something: not only small words, poles or numbers."""
    known = lexicon(language)
    words = [w for w in fold(phrase).split() if w not in _LITTLE and w not in known.poles and w not in known.numbers]
    return any(len(word) > 2 and not word.isdigit() for word in words) and len(fold(phrase).split()) <= LONGEST


def _within(phrase: str, text: str) -> bool:
    return f" {_bare(phrase)} " in f" {fold(text)} "


def _bare(phrase: str) -> str:
    words = fold(phrase).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _LITTLE else words)
