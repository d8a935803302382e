"""Conditions of commands, which politeness is not: "if it's dark", "unless somebody is home" (English)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from edge.understand.triggers import VERBS

_VERB = rf"(?:{VERBS}|unlock|unmute|disarm|brighten|darken|cancel|toggle|dock|send|turning|switching)"
_MARK = r"(?:(?P<unless>unless|except (?:if|when))|(?:but )?(?:only )?(?:if|in case|provided(?: that)?|as long as))"
_FIRST = re.compile(rf"^(?:(?:please|and|then|so|ok(?:ay)?)[\s,]+)*{_MARK} (?P<said>.+)$", re.IGNORECASE)
_CUT = re.compile(rf"(?:,? then |, *|,? +)(?=(?:please )?(?:can you |could you )?(?:please )?{_VERB}\b)", re.IGNORECASE)
_LAST = re.compile(
    rf"^(?:(?:please|and|then|just|can you|could you|would you|will you)[\s,]+)*(?P<verb>{_VERB})\b.+?,? {_MARK} "
    r"(?P<said>.+)$",
    re.IGNORECASE,
)
_NO_COMMAND = re.compile(
    r"^(?:tell|let|say|notify|remind|announce|warn|alert|inform|give|message|please)$", re.IGNORECASE
)
_POLITE = re.compile(
    r"^(?:you\b|(?:it|that)(?:'?s| is| isn'?t)(?: not)? (?:ok|okay|all ?right|fine|no |not too|too much|possible|"
    r"convenient|a problem|any trouble|at all)|need be|"
    r"(?:at all )?(?:possible|poss|convenient|necessary|needed|required|not|so)\b|"
    r"i (?:may|might|could|can ask)|(?:i|we|you|someone|somebody|anyone) (?:say|says|said|tell|ask|hear|call|shout)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Proviso:
    """The words of the condition; `negated` where the command is meant when they are not so."""

    said: str
    negated: bool = False


def proviso(text: str) -> Proviso | None:
    """The condition under which a command was given; `None` where it was given without one.

    >>> proviso("turn on the lamp if it's dark"), proviso("turn on the lamp if you would")
    (Proviso(said="it's dark", negated=False), None)
    """
    words = text.strip().rstrip(".!?")
    first = _FIRST.match(words)
    if first is not None:
        cut = _longest_cut(first["said"])
        return _made(first, cut) if cut else None
    last = _LAST.match(words)
    return None if last is None or _NO_COMMAND.match(last["verb"]) else _made(last, last["said"])


def _longest_cut(said: str) -> str:
    """What stands before the command: up to a comma where there is one, else before the first verb after a state."""
    cuts = list(_CUT.finditer(said))
    marked = [cut for cut in cuts if "," in cut[0] or "then" in cut[0].casefold()]
    late = [cut for cut in cuts if len(said[: cut.start()].split()) > 1]
    chosen = next(iter(marked or late), None)
    return said[: chosen.start()] if chosen is not None else ""


def _made(found: re.Match[str], said: str) -> Proviso | None:
    said = said.strip(" ,")
    return None if not said or _POLITE.match(said) else Proviso(said, bool(found["unless"]))
