"""Requests for when something happens: "when the washing machine is done tell me", "if it rains close the window".

Only the words are taken apart here: the mark, what happens, and what is to be done (English). "If" with a plain
state ("if the den is colder than 19") is no trigger but a condition that is looked at now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from edge.understand.contracted import written_out


@dataclass(frozen=True, slots=True)
class Trigger:
    """What happens and what is then to be done, in the words spoken; `standing` when it is for every time.

    `message` is what to say where somebody wants only to be told; empty means that it happened. `certain` when the
    mark can mean nothing else: what follows it is then no command for now, understood or not.
    """

    happening: str
    command: str
    standing: bool = False
    tells: bool = False
    message: str = ""
    certain: bool = True


_ONCE = r"(?:as soon as|when|once|the moment|after|next time)"
_ALWAYS = r"(?:whenever|every time|each time|always when|any time|anytime)"
_MARK = rf"(?:(?P<always>{_ALWAYS})|(?P<once>{_ONCE})|(?P<maybe>if|in case|should))"
_FIRST = re.compile(rf"^(?:please )?(?:and )?{_MARK} (?P<rest>.+)$", re.IGNORECASE)
_LAST = re.compile(rf"^(?P<command>.+?),? {_MARK} (?P<happening>.+)$", re.IGNORECASE)
VERBS = (
    "turn|switch|set|open|close|shut|start|stop|play|pause|resume|dim|make|lock|tell|let|notify|remind|announce|say|"
    "run|activate|raise|lower|put|warn|alert|send|mute|increase|decrease|arm|vacuum|clean|heat|cool|wake|bring|pull|"
    "inform|give|message|ring|please"
)
_CUT = re.compile(rf",? then |, |,? (?=(?:{VERBS})\b)", re.IGNORECASE)
_TELL = re.compile(
    r"^(?:please )?(?:(?:can|could|will) you )?(?:please )?"
    r"(?:(?P<soft>tell|remind) (?:me|us)|let (?:me|us) know|(?:notify|alert|warn|inform|message) (?:me|us)|"
    r"give (?:me|us) (?:a shout|a heads up|an alert)|send (?:me|us) (?:a message|an alert|a notification))"
    r"(?:,? (?:about it|please))?(?:,? (?:that|to|about) (?P<message>.+))?$|^(?:say|announce)(?: that)? (?P<said>.+)$",
    re.IGNORECASE,
)
_SAYS = re.compile(r"^(?:i|we|you|someone|somebody|anyone) (?:say|says|said|tell|ask|hear|call|shout)\b", re.IGNORECASE)
"""What is said is taught, not waited for."""
_ASKS_WHEN = re.compile(
    r"^(?:please )?(?:and )?when(?:'?s| (?:is|are|was|were|am|do|does|did|will|would|can|could|should|has|have))\b",
    re.IGNORECASE,
)
"""The question when: nothing waits for its answer."""
_HAPPENS = re.compile(
    r"\b(?:rains|snows|starts?|begins?|stops?|finish(?:es|ed)|ends|completes|gets?|becomes|goes|comes?|drops|falls|rises|"
    r"climbs|reaches|hits|exceeds|opens|closes|shuts|turns|switches|locks|unlocks|leaves?|arrives?|returns?|rings|"
    r"moves|enters|detects?|detected|sets|is (?:done|finished|over|ready|complete|through|opened|closed|unlocked)|"
    r"(?:has|have) (?:finished|ended|stopped|started|arrived|left|been))\b",
    re.IGNORECASE,
)


def triggers(text: str) -> Iterator[Trigger]:
    """Every way to see a request as one for when something happens, likeliest first."""
    said = text.strip().rstrip(".!?")
    first = _FIRST.match(said)
    if first and (_SAYS.match(first["rest"]) or _ASKS_WHEN.match(said)):
        return
    if first:
        for cut in _CUT.finditer(first["rest"]):
            happening, command = first["rest"][: cut.start()], first["rest"][cut.end() :]
            yield from _trigger(first, happening, command)
        return
    last = _LAST.match(said)
    if last:
        yield from _trigger(last, last["happening"], last["command"])


def _trigger(match: re.Match[str], happening: str, command: str) -> Iterator[Trigger]:
    happening, command = happening.strip(" ,"), command.strip(" ,")
    told = _TELL.match(command)
    if match["maybe"] and not _counts(happening, told):
        return
    if happening and command:
        message = next((part for part in (told["message"], told["said"]) if part), "") if told else ""
        certain = not match["maybe"] and (match["once"] or "").casefold() not in {"after", "once"}
        yield Trigger(happening, command, bool(match["always"]), told is not None, message, certain)


def _counts(happening: str, told: re.Match[str] | None) -> bool:
    """Whether "if" means when: it names something that happens, or somebody wants to be let known."""
    return bool(_HAPPENS.search(written_out(happening))) or (told is not None and not told["soft"] and not told["said"])
