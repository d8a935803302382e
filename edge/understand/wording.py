"""What the wording of a request settles, whatever is read into it: what was taken back, what is only asked.

A reader scores whole requests; a few plain words decide beside that what a request cannot mean. A request that its
speaker takes back asks for nothing, a question does nothing, and who says "lock" does not want anything unlocked.
English only; other languages are handed through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from edge.home.model import Snapshot
from edge.intents import OUT_OF_SCOPE, QUESTIONS
from edge.turn import Frame, Hypothesis, Knowledge, Request
from edge.understand.addressed import is_addressed, only_leads_in
from edge.understand.asking import as_asked, low_batteries
from edge.understand.coverings import as_covered
from edge.understand.feelings import complaint, felt, is_denied
from edge.understand.fold import fold
from edge.understand.list_words import as_listed, each_item
from edge.understand.moving import moved_alarm
from edge.understand.normalise import tokens
from edge.understand.repairs import mended
from edge.understand.securing import as_secured
from edge.understand.spelt_out import spelt_out
from edge.understand.spoken_names import NameIndex, SpokenNames
from edge.understand.telling import as_told, each_numbered, just_named, numbered, worded_whole
from edge.understand.timer_names import left_of, timer_named
from edge.understand.triggers import VERBS
from edge.understand.unasked import unasked

_TAKEN_BACK = re.compile(
    r"\w.*?[\s,.!…-]+(?:(?:oh|no|wait|actually|hmm|um|uh|sorry|on second thoughts?|ok(?:ay)?)[\s,.…-]+)*"
    r"(?:never ?mind(?: that)?|forget (?:it|that|about (?:it|that))|scratch that|actually (?:no|don'?t)|no,? don'?t"
    r"|don'?t(?: do (?:it|that))?|leave it|cancel that)[\s.!…]*",
    re.IGNORECASE | re.DOTALL,
)
_POLAR = re.compile(
    r"^(?:(?:so|and|but|ok(?:ay)?|hey|well|hmm|uh|um|please|tell me|do you know|i wonder)[\s,]+|if )*"
    r"(?:is|isn'?t|are|aren'?t|was|wasn'?t|were|weren'?t|did|didn'?t|does|doesn'?t|has|hasn'?t"
    r"|(?:have|haven'?t) (?:i|we|you|they)|do (?:i|we|they)) "
    r"(?!it possible|there (?:a|any) (?:way|chance)|you (?:able|going to|willing))",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^\s*(?:(?:(?:oops|oopsie|whoops|actually|ah|oh|hmm+|er+m?|sorry|on second thoughts?|on reflection"
    r"|come to think of it|you know what|oh no)\b[\s,.:!…-]*"
    r"|(?:wait|hang on|hold on|right|no|well|look)[,.!…][\s,.:!…-]*)"
    r"(?=\S+\s+\S))+",
    re.IGNORECASE,
)
"""What is said before a request and says nothing of it; the latter only before a pause."""
_SPARED = re.compile(
    r"(?P<main>.+?)(?:,? (?:but|and)|,)(?: please| just| only)* (?:leave|keep|spare) (?P<spared>.+?)"
    r"(?: (?:on|off|open|closed|running|alone|be|as (?:it is|they are)|how (?:it is|they are)))?[\s.!]*"
    r"|(?P<first>.+?)(?:,| but) not (?:the ones? )?(?P<other>(?:in |on |upstairs|downstairs|the |my |our ).*)",
    re.IGNORECASE | re.DOTALL,
)
_SAVE = re.compile(
    r"(?<=\w )(?:bar|barring|excluding|minus|save for|save|with the exception of|aside from|leaving out)"
    r"(?= (?:the|my|our)\b)",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(rf"^(?:please )?(?:{VERBS})\b.*\b(?:to|the|a|an|of|my|our|and|with|by)[\s.…]*$", re.IGNORECASE)
_SPARED_FIRST = re.compile(
    r"(?:apart from|except(?: for)?|other than|with the exception of|aside from|bar|but for) "
    r"(?P<spared>[^,]+), (?P<main>.+?)[\s.!]*",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"(?:please )?(?:(?:leave|keep|have) (?:just|only)|(?:just|only) (?:leave|keep|have)) "
    r"(?P<spared>(?:the |my )?[\w'’ ]*?(?:lights?|lamps?|strip|chandelier|pendants?|spots?|spotlights?|sconces?))"
    r" on(?P<place> (?:in|on|at) .+?)?(?: please)?[\s.!]*",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"(\b(?:all|every|everything|every ?thing)\b.*?),? but (?=(?:for |not )?(?:the|my|our)\b)", re.IGNORECASE
)
_COMMA_REPAIR = re.compile(
    r",? +(no|wait|sorry|i mean|actually),? +(?=\d|\w+ (?:percent|degrees|minutes|hours))", re.IGNORECASE
)
_TEACHES = re.compile(
    r"\b(?:say|says|saying|said|mean|means|meaning|call|called|name|named|names|teach|learn|remember|known?|refer|"
    r"nickname|stands? for|short for|whenever|when i|if i|understand|interpret|goes by|word|phrase|alias)\b",
    re.IGNORECASE,
)
"""Words without one of which nobody teaches anything."""
_PLAIN, _HALF = 0.8, 0.5
_OVERHEARD, _HARDLY = 0.9, 0.35
"""Score of a reading as talk that was not meant for the hub, and least score of one that is a request after all."""
_EXCEPT = re.compile(r"\bexcept\b", re.IGNORECASE)
_SPARING = frozenset({"HassTurnOn", "HassTurnOff", "HassToggle", "HassLightSet", "HassSetPosition"})
_ASKS_NOTHING = frozenset({"HassNevermind", *OUT_OF_SCOPE})
_UNIT = frozenset({"%", "degree", "degrees", "percent", "celsius", "fahrenheit", "kelvin", "°", "°c", "°f"})


class Reading(Protocol):
    """What reads the request."""

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        """Hypotheses, best first."""
        ...


class Worded:
    """A reading around another one, whose hypotheses say nothing against the plain words. Pure."""

    def __init__(self, reading: Reading) -> None:
        """`reading` reads whatever is asked for."""
        self._reading = reading
        self._names = NameIndex()

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        """Hypotheses, best first; none where the words leave none."""
        if not request.language.startswith("en"):
            return self._reading.read(request, snapshot, knowledge)
        plain = without_lead(request.text)
        meant = request if plain == request.text else replace(request, text=plain)
        return self._read(meant, snapshot, knowledge)

    def _read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None) -> Sequence[Hypothesis]:
        if is_bare_number(request.text) or _UNFINISHED.match(request.text):
            return ()
        names = self._names.of(snapshot)
        frame, score = _by_words(request, snapshot, knowledge, names)
        if frame is not None:
            return (Hypothesis((frame,), score, "wording", request.text),)
        said = spelt_out(each_numbered(without_asides(as_listed(mended(request.text))), names), names.things.keys())
        meant = request if said == request.text else replace(request, text=said)
        found = self._reading.read(meant, snapshot, knowledge)
        if not _TEACHES.search(request.text):
            found = [hypothesis for hypothesis in found if hypothesis.intent != "HearthTeach"]
        if is_question(request.text):
            found = [hypothesis for hypothesis in found if _only_asks(hypothesis)]
        worded = tuple(_worded(found, said, snapshot, names))
        plain = complaint(request.text)
        if plain is not None and _is_here(plain, names) and not _reads(worded, plain):
            return (Hypothesis((plain,), 0.9, "wording", request.text),)
        if _means_nothing_here(worded) and (after := self._after_a_reason(said, meant, snapshot, knowledge)):
            return after
        if _means_nothing_here(worded) and not is_addressed(request.text):
            return (Hypothesis((Frame("HearthIgnore"),), _OVERHEARD, "wording", request.text),)
        low = low_batteries(said)
        if low is not None and not any(hypothesis.score >= _PLAIN for hypothesis in worded):
            return (Hypothesis((low,), 0.9, "wording", request.text), *worded)
        return worded

    def _after_a_reason(
        self, said: str, request: Request, snapshot: Snapshot, knowledge: Knowledge | None
    ) -> Sequence[Hypothesis]:
        """What the last part of a request says by itself: "my brother's outside, open the gate"."""
        told, _, command = said.rpartition(", ")
        if not told or is_question(command) or not is_addressed(command) or not only_leads_in(told):
            return ()
        found = self._reading.read(replace(request, text=command), snapshot, knowledge)
        worded = tuple(_worded(found, command, snapshot, self._names.of(snapshot)))
        return () if _means_nothing_here(worded) else worded


def _by_words(
    request: Request, snapshot: Snapshot, knowledge: Knowledge | None, names: SpokenNames
) -> tuple[Frame | None, float]:
    """What the plain words alone say, with its score; no frame where a reader has to be asked."""
    text = request.text
    if taken_back(text):
        return Frame("HassNevermind"), 1.0
    nothing = unasked(text, frozenset(person.name.casefold() for person in snapshot.people.values()))
    if nothing is not None:
        return Frame(nothing), 1.0
    if (how := felt(text)) is not None:
        return how, 0.95
    if (moved := moved_alarm(request, knowledge)) is not None:
        return moved, 1.0
    left = left_of(text, knowledge.jobs if knowledge is not None else ())
    called = left is not None and fold(str(left.slots["name"])) not in names.things
    return (left, 1.0) if called else (None, 0.0)


def _means_nothing_here(found: Sequence[Hypothesis]) -> bool:
    """Whether nothing was read, nothing that a home can do, or hardly anything."""
    best = max(found, key=lambda hypothesis: hypothesis.score, default=None)
    return best is None or best.intent == "HearthUnsupported" or best.score < _HARDLY


def _is_here(need: Frame, names: SpokenNames) -> bool:
    """Whether a need is of a room of the home, where it names one."""
    return "area" not in need.slots or fold(str(need.slots["area"])) in names.areas


def _reads(found: Sequence[Hypothesis], need: Frame) -> bool:
    """Whether the best reading is that need already."""
    return any(h.score >= _HALF and h.slots.get("need") == need.slots["need"] for h in found[:1] if h.frames)


def taken_back(text: str) -> bool:
    """Whether somebody asks for something and takes it back in one breath.

    >>> taken_back("turn on the lamp, never mind"), taken_back("never mind")
    (True, False)
    """
    return _TAKEN_BACK.fullmatch(text.strip()) is not None


def is_question(text: str) -> bool:
    """Whether a request begins as a question of yes or no, which nothing is done for.

    >>> is_question("is the vacuum cleaning?"), is_question("could you start the vacuum")
    (True, False)
    """
    return _POLAR.match(text.strip()) is not None


def is_bare_number(text: str) -> bool:
    """Whether nothing but a number was said, which means nothing unless something was asked."""
    said = [token.text for token in tokens(text)]
    return bool(said) and all(word in _UNIT or word.lstrip("-").replace(".", "", 1).isdigit() for word in said)


def without_lead(text: str) -> str:
    """The words without what somebody says before they know what to say.

    >>> without_lead("whoops, turn it off"), without_lead("right lamp on")
    ('turn it off', 'right lamp on')
    """
    return _LEAD.sub("", text, count=1)


def without_asides(text: str) -> str:
    """The words with what is to be left alone as an exception, and corrected numbers without the pause.

    >>> without_asides("all lights off but leave the lamp on")
    'all lights off except the lamp'
    """
    spared = _SPARED.fullmatch(text.strip())
    if spared:
        main, rest = spared["main"] or spared["first"], spared["spared"] or spared["other"]
        text = f"{main.rstrip(' ,')} except {rest.strip()}"
    text = _SAVE.sub("except", text)
    first = _SPARED_FIRST.fullmatch(text.strip())
    if first:
        text = f"{first['main']} except {first['spared']}"
    only = _ONLY.fullmatch(text.strip())
    if only:
        text = f"turn off the lights{only['place'] or ''} except {only['spared']}"
    text = _BUT.sub(r"\1 except ", text)
    return _COMMA_REPAIR.sub(lambda found: f" {found[1]} ", text)


def _only_asks(hypothesis: Hypothesis) -> bool:
    """Whether the first clause changes nothing; a command may follow ("is it on? then turn it off")."""
    return bool(hypothesis.frames) and hypothesis.frames[0].intent in QUESTIONS | _ASKS_NOTHING


def _worded(found: Sequence[Hypothesis], said: str, snapshot: Snapshot, names: SpokenNames) -> Iterator[Hypothesis]:
    for hypothesis in found:
        frames: list[Frame] = []
        if _EXCEPT.search(said) and _spares_nothing(hypothesis):
            continue
        if all(just_named(frame, _words_of(frame, hypothesis, said), names) for frame in hypothesis.frames):
            continue
        for frame in hypothesis.frames:
            words = _words_of(frame, hypothesis, said)
            meant = _meant(frame, words, snapshot, names) if _whole(frame, hypothesis) else frame
            if meant is None:
                break
            if not is_denied(meant, words):
                frames.extend(each_item(meant))
        else:
            yield replace(hypothesis, frames=tuple(frames) or (Frame("HassNevermind"),))


def _spares_nothing(hypothesis: Hypothesis) -> bool:
    """Whether a command was read that leaves nothing out."""
    commands = any(frame.intent in _SPARING for frame in hypothesis.frames)
    return commands and not any(frame.excepted for frame in hypothesis.frames)


def _words_of(frame: Frame, hypothesis: Hypothesis, said: str) -> str:
    """The words that a frame was read from, as far as they are known."""
    return said[slice(*frame.span)] if frame.span and len(hypothesis.frames) > 1 else said


def _meant(frame: Frame, words: str, snapshot: Snapshot, names: SpokenNames) -> Frame | None:
    whole = worded_whole(numbered(frame, words, names), words, names)
    whole = as_covered(whole, words)
    told = as_told(as_secured(timer_named(whole, words), words, snapshot), words, snapshot)
    return told and as_asked(told, words)


def _whole(frame: Frame, hypothesis: Hypothesis) -> bool:
    """Whether it is known which words a frame was read from."""
    return len(hypothesis.frames) == 1 or frame.span is not None
