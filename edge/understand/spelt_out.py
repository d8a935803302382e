"""Conditional requests with what their pronouns stand for: "if the garage door's still open, shut it" (English).

Where a condition is about a thing of the home, "it" in the command is that thing, and the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from edge.understand.contracted import written_out
from edge.understand.fold import fold
from edge.understand.triggers import VERBS

_MARK = r"(?:if|unless|in case|provided|as long as|when|whenever|once|as soon as)"
_VERB = rf"(?:{VERBS}|unlock|unmute|disarm|brighten|darken|cancel|toggle)"
_FIRST = re.compile(rf"^(?P<mark>(?:(?:please|and|then|so) )*{_MARK}) (?P<rest>.+)$", re.IGNORECASE)
_CUT = re.compile(rf"(?:,? then |,? +)(?=(?:please )?{_VERB}\b)", re.IGNORECASE)
_LAST = re.compile(rf"^(?P<command>.+?),? (?P<mark>{_MARK}) (?P<said>.+)$", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?P<subject>.+?) (?:is|are|isn't|aren't|has|have) (?=\S)", re.IGNORECASE)
_OBJECT = re.compile(rf"(?<=\b)(?P<verb>{_VERB}) (?P<it>it|them)\b(?!['’])", re.IGNORECASE)
_IT_IS = re.compile(
    r"^(?:it|they|that) (?P<is>is|are|isn't|aren't)(?P<rest>(?: not)? "
    r"(?:on|off|open|closed|shut|locked|unlocked|running|playing|paused|up|down))$",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"^(?:please )?(?:tell|let|remind|notify|say|announce|warn|alert|give|send|message)\b", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(?:the|my|our|any|all(?: of)?(?: the)?) ", re.IGNORECASE)
_LONGEST = 5


def spelt_out(text: str, things: Collection[str]) -> str:
    """The request with nouns for pronouns; `things` are the folded names of the home.

    >>> spelt_out("if the garage door's still open, shut it", {"garage door"})
    'if the garage door is open, shut the garage door'
    >>> spelt_out("turn off the heater if it's on", {"heater"})
    'turn off the heater if the heater is on'
    """
    said = text.strip()
    first = _FIRST.match(said)
    if first:
        rest = first["rest"]
        for cut in _CUT.finditer(rest):
            state = written_out(rest[: cut.start()])
            command = _with_subject(rest[cut.end() :], state, things)
            if command is not None:
                return f"{first['mark']} {state}{cut[0]}{command}"
        return text
    last = _LAST.match(said)
    if last is None or _TELLS.match(last["command"]):
        return text
    state = written_out(last["said"].rstrip(".!?"))
    its = _IT_IS.match(state)
    named = _named_in(last["command"], things) if its else ""
    return f"{last['command']} {last['mark']} {named} {its['is']}{its['rest']}" if its and named else text


def _with_subject(command: str, state: str, things: Collection[str]) -> str | None:
    """The command about the thing of the condition; `None` where that names none, or nothing points at it."""
    found = _SUBJECT.match(state)
    if found is None or _TELLS.match(command) or fold(_ARTICLE.sub("", found["subject"])) not in things:
        return None
    made, count = _OBJECT.subn(lambda it: f"{it['verb']} {found['subject']}", command)
    return made if count else None


def _named_in(command: str, things: Collection[str]) -> str:
    """The one thing that a command names, as it was said; empty where it names none or several."""
    words = re.findall(r"[\w'’-]+", command)
    named: list[str] = []
    at = 0
    while at < len(words):
        runs = (" ".join(words[at : at + size]) for size in range(min(_LONGEST, len(words) - at), 0, -1))
        found = next((run for run in runs if fold(run) in things), "")
        named += [found] if found else []
        at += len(found.split()) or 1
    return f"the {named[0]}" if len(named) == 1 else ""
