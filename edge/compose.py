"""Putting an interpreter together from its parts: the one place that knows which channels there are."""

from __future__ import annotations

from functools import cache

from edge.act.respond import Responder, Words
from edge.interpreter import House, Interpreter


def build_interpreter(language: str = "en", house: House | None = None) -> Interpreter:
    """An interpreter for a home's language. Takes some 0.3 s: templates are loaded and compiled."""
    from edge.understand.grammar import GrammarChannel
    from edge.understand.union import Understanding

    return Interpreter(Understanding([GrammarChannel(language)]), Responder(words_of, language), house)


@cache
def words_of(language: str) -> Words:
    """The response templates of a language, loaded once."""
    from edge.act.speech import Speech

    return Speech(language)
