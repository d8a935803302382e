"""Closed classes of words that join and bound clauses, by language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """Words as folded text, longer ones first where one begins with another.

    `joining` words stand between clauses or things; `sparing` before what is left out; `conditional` before
    a condition and `negative_conditional` before one that must not hold; `everything` are names for all things.
    """

    joining: tuple[str, ...] = ()
    sparing: tuple[str, ...] = ()
    conditional: tuple[str, ...] = ()
    negative_conditional: tuple[str, ...] = ()
    consequent: tuple[str, ...] = ()
    pronouns: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    fillers: tuple[str, ...] = ()
    within: str = ""
    everything: tuple[str, ...] = ()


def clause_words(language: str) -> ClauseWords:
    """The words of a language; of one without any, nothing joins."""
    return _WORDS.get(language.split("-", maxsplit=1)[0], ClauseWords())


_WORDS = {
    "en": ClauseWords(
        joining=(
            "and after that", "and then also", "and then", "and also", "as well as", "and", "then", "also", "plus",
            "but also", "but",
        ),
        sparing=(
            "except for", "except", "but not", "but", "apart from", "aside from", "besides", "other than",
            "excluding", "not",
        ),
        conditional=("only if", "if", "in case", "provided that", "as long as"),
        negative_conditional=("unless", "except if"),
        consequent=("then",),
        pronouns=frozenset({"it", "them", "they", "that", "those", "these", "this"}),
        articles=frozenset({"the", "my", "our", "a", "an", "any", "your"}),
        fillers=(
            "the ones in", "the one in", "the ones on", "the one on", "those in", "those on", "that in",
            "the ones", "those", "what is in", "in", "on",
        ),
        within="in",
        everything=("everything", "all devices", "all the devices", "all of the devices", "every device"),
    ),
    "de": ClauseWords(
        joining=("und dann", "und auch", "sowie", "und", "dann"),
        sparing=("außer", "ausser", "bis auf", "aber nicht", "ausgenommen", "ohne"),
        pronouns=frozenset({"es", "sie", "ihn"}),
        articles=frozenset({"der", "die", "das", "den", "dem", "im"}),
        fillers=("die in der", "die im", "das im", "im", "in der"),
        within="in",
        everything=("alles", "alle gerate"),
    ),
    "fr": ClauseWords(
        joining=("et puis", "et aussi", "et ensuite", "et", "puis", "ensuite"),
        sparing=("sauf", "excepte", "a part", "mais pas"),
        pronouns=frozenset({"le", "la", "les"}),
        articles=frozenset({"le", "la", "les", "l'", "du", "de"}),
        fillers=("ceux de", "celle de", "dans"),
        within="dans",
        everything=("tout", "tous les appareils"),
    ),
    "es": ClauseWords(
        joining=("y luego", "y despues", "y tambien", "y", "e", "luego"),
        sparing=("excepto", "salvo", "menos", "pero no"),
        pronouns=frozenset({"lo", "la", "los", "las"}),
        articles=frozenset({"el", "la", "los", "las"}),
        fillers=("los de", "las de", "en"),
        within="en",
        everything=("todo", "todos los dispositivos"),
    ),
    "nl": ClauseWords(
        joining=("en dan", "en daarna", "en ook", "en", "dan", "daarna"),
        sparing=("behalve", "uitgezonderd", "maar niet"),
        pronouns=frozenset({"het", "hem", "ze"}),
        articles=frozenset({"de", "het", "een"}),
        fillers=("die in de", "die in", "in de", "in"),
        within="in",
        everything=("alles", "alle apparaten"),
    ),
}  # fmt: skip
