"""Teaching in plain words: "when I say cosy, turn on the strip", "cosy means …", "forget cosy" (English).

Only the words are taken apart here: what will be said, and what it shall do. Where nothing marks where the one ends
and the other begins, every verb of a command may begin the latter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from edge.understand.fold import fold
from edge.understand.namings import namings
from edge.understand.triggers import VERBS


@dataclass(frozen=True, slots=True)
class Lesson:
    """From now on `phrase` means `command`, both in the words spoken; `naming` where that can be nothing but a name."""

    phrase: str
    command: str
    naming: bool = False


@dataclass(frozen=True, slots=True)
class Unlesson:
    """`phrase` is to mean nothing any more; `certain` where the words can mean nothing else."""

    phrase: str
    certain: bool = True


_VERB = (
    rf"(?:{VERBS}|add|adjust|begin|bolt|brighten|broadcast|cancel|change|darken|disable|disarm|dock|do|enable|fill|"
    r"fire|get|go|kill|launch|mow|move|power|roll|secure|shuffle|silence|skip|show|snooze|toggle|unlock|unmute|"
    r"water|what|who|how|is|are)"
)
_BEGINS = re.compile(
    r"^(?:(?:please|always|i want you to|i(?:'d| would) like you to|you (?:should|shall|must|will|can|have to)|you|"
    r"that you (?:should )?|it means(?: that you(?: should)?)?|i mean|to|then) +)*",
    re.IGNORECASE,
)
"""What may stand before a command and says nothing."""
_OPENING = re.compile(
    r"(?:(?:please|hey|ok(?:ay)?|so|and|now|hearth|listen|no|nope|actually|sorry|wait|hang on|oh|oops|well|right|"
    r"on second thoughts?|change of plan)[\s,:.!]+)*"
    r"(?:(?:(?:(?:can|could|will) (?:i|you) |let me |i(?:'ll| will| want to| would like to|'d like to) )?"
    r"(?:teach|learn|remember|note|know|memori[sz]e)(?: you)?(?: (?:this|that|something|"
    r"(?:a |an |this |the following )?(?:new |other )?(?:phrase|word|command|shortcut|lesson)))?"
    r"|(?:a )?new (?:command|phrase|shortcut)|(?:from|starting) (?:now on|now|today)|in future|let's say)"
    r"(?: that)?[\s,:;.-]+)*",
    re.IGNORECASE,
)
_WHO = r"(?:i|we|you hear(?: me say| us say)?|someone|somebody|anyone|anybody|they)"
_SAY = r"(?:say|says|said|shout|call out|tell you|ask (?:you )?for|ask you)(?: the words?| the phrase| something like)?"
_SAYS = rf"(?:{_WHO} {_SAY}|you hear(?: me| us)?(?: say)?(?: the words?| the phrase)?)"
_WHEN = r"(?:when(?:ever)?|if|every ?time|each time|any ?time|as soon as|always when|the moment)"
_FIRST = re.compile(rf"{_WHEN} {_SAYS}[\s,:]+(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_LAST = re.compile(
    rf"(?P<command>(?!(?:what|who|how|is|are)\b){_VERB}\b.+?),? {_WHEN} (?:i|we) {_SAY}[\s,:]+(?P<phrase>[^,]+)",
    re.IGNORECASE | re.DOTALL,
)
_MEANS = re.compile(
    r"(?:the (?:words?|phrase) )?(?P<phrase>(?!what\b|who\b|that\b|this\b|it\b|i\b|which\b).+?),? "
    r"(?:means|stands? for|should mean|shall mean|is to mean|will mean|now means|is short for|"
    r"(?:is|are|'s) (?:just |also |only )?(?:(?:another|a different|a|an|our|my|the other) "
    r"(?:nickname|name|word|term|phrase)s? for|(?:another|a different|a) way (?:of saying|to say)|"
    r"what (?:i|we|you|everyone|everybody|they|(?:the|my|our) \w+) (?:also |always |usually |sometimes )?calls?)"
    r")(?: that)?[\s,:]+"
    r"(?P<command>.+)",
    re.IGNORECASE | re.DOTALL,
)
_LET = re.compile(
    r"(?:(?:let|make|have|i want|we want|i(?:'d| would) like) (?:the words? |the phrase )?(?P<phrase>.+?) (?:to )?mean|"
    r"(?:by|with) (?P<by>.+?),? (?:i|we) mean)[\s,:]+(?P<command>.+)",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"[\"“”„«]\s*(?P<phrase>[^\"“”„«»]+?)\s*[\"“”»][\s,:]*(?P<command>.+)", re.DOTALL)
_MARKED = re.compile(
    r",? then |,? (?:please )?(?:i mean|i want you to|you should|it means)[\s,:]+|[,:;]+ *", re.IGNORECASE
)
_AT_VERB = re.compile(rf"(?<=\s)(?={_VERB}\b)", re.IGNORECASE)
_HINT = re.compile(
    r"\b(?:say|says|said|saying|shout|calls?|called|tell you|hear|ask|means?|stands? for|short for|"
    r"(?:word|term|phrase) for|(?:nick)?names?|(?:nick)?named|known|refer\w*|rename|know|dub|goes by)\b",
    re.IGNORECASE,
)
_IT_MEANS = re.compile(
    rf"(?:(?:yes|yeah|sure|ok(?:ay)?|well)[\s,.]+)*(?:(?:it|that|this) (?:means|should mean|stands for)|"
    rf"{_WHEN} {_SAYS} (?:it|that|this))[\s,:]+(?P<command>.+)",
    re.IGNORECASE | re.DOTALL,
)
_ASKS = re.compile(r"(?:what|who|whose|how|why|where|when|which|is|are|was|were|do|does|did|can|could|will|would)\b")
_NOTHING = re.compile(
    r"(?:do nothing|ignore (?:it|that|me)|(?:don't|do not|never) do (?:anything|that)(?: any ?more)?|nothing|"
    r"anything(?: any ?more)?)",
    re.IGNORECASE,
)
_NOUN = r"(?:phrase|words?|command|shortcut|saying|lesson)"
_FORGET = re.compile(
    r"(?:please )?(?:(?:you can|you should|you may) )?(?:forget|unlearn|delete|remove|drop)(?: about)? (?:"
    rf"(?:the|my|that) {_NOUN} (?P<named>.+)|what (?P<meant>.+) means|the meaning of (?P<mean>.+)|"
    r"what (?:i|we) (?:have |'ve )?(?:taught|told) you (?:about|for|to do (?:for|on)) (?P<taught>.+)|"
    rf"that {_WHEN} {_SAYS} (?P<said>.+)|(?P<plain>.+))",
    re.IGNORECASE,
)
_VOID = re.compile(
    r"(?:the (?:words?|phrase) )?(?P<phrase>.+?) (?:(?:no longer|doesn't|does not|shouldn't|should not) means? "
    r"(?:anything|that)(?: any ?(?:more|longer))?|means nothing(?: any ?(?:more|longer))?)",
    re.IGNORECASE,
)
_YOURS = {"my": "your", "me": "you", "mine": "yours", "i": "you", "myself": "yourself"}
_MINE = re.compile(rf"\b(?:{'|'.join(_YOURS)})\b", re.IGNORECASE)
_LONGEST_PHRASE = 10
_LONGEST_UNKNOWN = 4
_WORDS = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
_MOST_SPLITS = 4


def lessons(text: str) -> tuple[Lesson, ...]:
    """Every way to see a request as teaching, likeliest first; more than one only where nothing marks the cut.

    >>> lessons("When I say cosy, turn on the strip")
    (Lesson(phrase='cosy', command='turn on the strip'),)
    """
    said = _OPENING.sub("", text.strip().rstrip(".!"), count=1)
    if not _HINT.search(said):
        return ()
    first = _FIRST.fullmatch(said)
    if first:
        return _cut(first["rest"])
    for pattern in (_LAST, _LET, _MEANS):
        found = pattern.fullmatch(said)
        if found:
            parts = found.groupdict()
            return _made(parts.get("phrase") or parts.get("by") or "", parts["command"])
    named = (replace(lesson, naming=True) for name, known in namings(said) for lesson in _made(name, known))
    return tuple(named)


def unlesson(text: str) -> Unlesson | None:
    """The phrase that is to be forgotten, `None` for any other request.

    >>> unlesson("forget the phrase cosy")
    Unlesson(phrase='cosy', certain=True)
    """
    said = text.strip().rstrip(".!")
    void = _VOID.fullmatch(_OPENING.sub("", said, count=1))
    if void:
        return Unlesson(_bare(void["phrase"]))
    found = _FORGET.fullmatch(said)
    if found is None:
        nothing = [lesson for lesson in lessons(text) if _NOTHING.fullmatch(lesson.command)]
        return Unlesson(nothing[0].phrase) if nothing else None
    phrase = next(part for part in found.groupdict().values() if part)
    return Unlesson(_bare(phrase), certain=found["plain"] is None)


def _cut(rest: str) -> tuple[Lesson, ...]:
    """What follows "when I say", cut where it is quoted or marked, else before any verb."""
    quoted = _QUOTED.fullmatch(rest)
    if quoted:
        return _made(quoted["phrase"], quoted["command"])
    marks = [(rest[: mark.start()], rest[mark.end() :]) for mark in _MARKED.finditer(rest)]
    bidding = [pair for pair in marks if _is_command(pair[1])]
    for phrase, command in (*bidding, *marks):
        made = _made(phrase, command)
        if made:
            return made
    cuts = [(rest[: verb.start()], rest[verb.start() :]) for verb in _AT_VERB.finditer(rest)]
    return tuple(dict.fromkeys(lesson for pair in cuts[:_MOST_SPLITS] for lesson in _made(*pair)))


def _is_command(words: str) -> bool:
    return re.match(rf"{_VERB}\b", _plain(words), re.IGNORECASE) is not None


def _made(phrase: str, command: str) -> tuple[Lesson, ...]:
    lesson = Lesson(_bare(phrase), _plain(command))
    fits = lesson.phrase and lesson.command and len(fold(lesson.phrase).split()) <= _LONGEST_PHRASE
    return (lesson,) if fits else ()


def _plain(command: str) -> str:
    """A command without what only leads to it."""
    words = command.strip(' ,:;"“”„«»')
    return _BEGINS.sub("", words, count=1) or words


def _bare(phrase: str) -> str:
    words = phrase.strip(""" ,:;.!"'“”„«»""")
    return re.sub(r" (?:to you|that|please|you|i mean|then)$", "", words, flags=re.IGNORECASE)


def explanation(text: str) -> str:
    """The command by which a phrase that was not understood is explained, empty for any other request.

    >>> explanation("it means dim the lamp")
    'dim the lamp'
    """
    found = _IT_MEANS.fullmatch(text.strip().rstrip(".!"))
    return _plain(found["command"]) if found else ""


def could_be_taught(text: str) -> bool:
    """Whether words that were not understood may be a phrase of somebody's own: few, no command and no question.

    >>> could_be_taught("study mode"), could_be_taught("open the pod bay doors")
    (True, False)
    """
    said = text.strip().casefold()
    few = len(said.split()) <= _LONGEST_UNKNOWN and len(said) > 2
    return few and _WORDS.fullmatch(said) is not None and not _ASKS.match(said) and not begins_as_command(said)


def spoken_to(command: str) -> str:
    """A command as the hub says it back: what is mine to the speaker is yours to the hub.

    >>> spoken_to("turn on my lamp")
    'turn on your lamp'
    """
    return _MINE.sub(lambda found: _YOURS[found[0].casefold()], command)


def begins_as_command(command: str) -> bool:
    """Whether a command begins with a verb that "I'll" can stand before.

    >>> begins_as_command("turn on the strip"), begins_as_command("strip on")
    (True, False)
    """
    return re.match(rf"(?!(?:what|who|how|is|are)\b){_VERB}\b", command, re.IGNORECASE) is not None
