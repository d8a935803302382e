"""A small template language: `[a|b|]` alternatives, `{slot}`, `<tag:words>`; anything else is words."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from device_models.data.example import Piece

Slots = Mapping[str, Callable[[], list[Piece]]]
Node = tuple[str, object]
_LEXEME = re.compile(r"<[^>]*>|\{[^}]*\}|[\[\]|]|[^\[\]|{}<>]+")


class TemplateError(ValueError):
    """A template with an unbalanced bracket or an unknown slot; the text names it."""


def expand(template: str, rng: random.Random, slots: Slots) -> list[Piece]:
    """One random sentence of a template, as tagged pieces."""
    pieces: list[Piece] = []
    _walk(parse(template), rng, slots, pieces)
    return pieces


@lru_cache(maxsize=8192)
def parse(template: str) -> tuple[Node, ...]:
    """The tree of a template."""
    lexemes = _LEXEME.findall(template)
    nodes, rest = _sequence(lexemes, 0, template)
    if rest != len(lexemes):
        msg = f"unbalanced bracket in template {template!r}: check every [ and ]"
        raise TemplateError(msg)
    return nodes


def _sequence(lexemes: list[str], at: int, template: str) -> tuple[tuple[Node, ...], int]:
    nodes: list[Node] = []
    while at < len(lexemes) and lexemes[at] not in {"|", "]"}:
        lexeme = lexemes[at]
        if lexeme == "[":
            options, at = _options(lexemes, at + 1, template)
            nodes.append(("choice", options))
        elif lexeme.startswith("{"):
            nodes.append(("slot", lexeme[1:-1]))
        elif lexeme.startswith("<"):
            tag, _, words = lexeme[1:-1].partition(":")
            nodes.append(("tagged", (tag, words)))
        elif lexeme.strip():
            nodes.append(("words", lexeme.strip()))
        at += 1
    return tuple(nodes), at


def _options(lexemes: list[str], at: int, template: str) -> tuple[tuple[tuple[Node, ...], ...], int]:
    options = []
    while True:
        nodes, at = _sequence(lexemes, at, template)
        options.append(nodes)
        if at >= len(lexemes):
            msg = f"template {template!r} has an open bracket: add ]"
            raise TemplateError(msg)
        if lexemes[at] == "]":
            return tuple(options), at
        at += 1


def _walk(nodes: tuple[Node, ...], rng: random.Random, slots: Slots, pieces: list[Piece]) -> None:
    for kind, value in nodes:
        if kind == "words":
            pieces.append(Piece(str(value)))
        elif kind == "choice":
            _walk(rng.choice(value), rng, slots, pieces)  # type: ignore[arg-type]
        elif kind == "tagged":
            pieces.append(Piece(*reversed(value)))  # type: ignore[call-overload]
        else:
            if value not in slots:
                msg = f"unknown slot {{{value}}}: known are {', '.join(sorted(slots))}"
                raise TemplateError(msg)
            pieces.extend(slots[str(value)]())
