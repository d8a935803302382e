"""What is said about things and asks for nothing: what is to be left alone, what somebody did, what others said.

English. A model reads "I turned the fan off" much like the command; the plain form of the words tells them apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

from edge.understand.triggers import VERBS

_SO = r"(?:(?:and|but|no|oh|so|well|please|just|hey|ok(?:ay)?|right|yeah|yes|um|uh|er|hmm)[\s,]+)*"
_LEFT_ALONE = re.compile(
    rf"{_SO}(?:you (?:can|should|could|may) )?(?:leave|let) (?!me|us)\S.*? "
    r"(?:alone|be|untouched|in peace|like (?:that|this)"
    r"|(?:just )?(?:as|how|where|the way) (?:it|they|he|she|that|those|these|things)(?: (?:is|are|was|were)|'s|'re))"
    r"(?: for now| please| now)?",
    re.IGNORECASE,
)
_HANDS_OFF = re.compile(
    rf"{_SO}(?:keep (?:your |the )?hands off|hands off|(?:there'?s |there is )?no need (?:to|for you to)"
    r"|you (?:don'?t|do not|needn'?t) (?:need |have )?to|(?:don'?t|do not|never)(?: you)?(?: dare| ever)?"
    r" (?:touch|change|alter|adjust|fiddle|mess|bother|meddle|interfere|move|use))\b.*",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"[,;:.!?]\s*\w|\b(?:please|unless|until|till|except|instead)\b"
    rf"|\b(?:can|could|would|will) you\b|\b(?:and|so|but|then) (?:then |now |just )?(?:{VERBS})\b",
    re.IGNORECASE,
)
_PEOPLE = (
    r"i|we|he|she|they|somebody|someone|everybody|everyone|nobody|no one|(?:my|our|his|her|their) \w+"
    r"|the (?:kids|children|boys|girls|cleaners?|neighbou?rs?|guests?|others)|mum|mom|dad|grandma|grandpa|nan"
)
_DID = (
    r"(?:turned|switched|put|set|opened|closed|shut|locked|unlocked|started|stopped|dimmed|lowered|raised|changed|"
    r"paused|played|muted|moved|cleaned|emptied|fixed|replaced|plugged|unplugged|armed|disarmed|ran|used|painted|"
    r"broke|cancelled|canceled|adjusted|had)"
)
_NEWS = re.compile(
    rf"{_SO}(?:the (?:\w+ ){{1,4}}|(?:police|officials|experts|scientists|researchers|sources|witnesses|doctors|"
    r"reports|reporters|forecasters|critics) (?:\w+ )?)"
    r"(?:say|said|told|says|announced|reported|confirmed|denied|warned|claimed|insisted|admitted)\b.*",
    re.IGNORECASE,
)
_TOLD_OTHERS = re.compile(
    rf"{_SO}(?:i|we) (?:told|was telling|were telling|asked) (?:him|her|them|everyone|everybody|mum|mom|dad)\b.*",
    re.IGNORECASE,
)
_GOING_ON = re.compile(
    rf"{_SO}(?:(?:you|he|she|they)(?:'re|'s| are| is| were| was)(?: \w+)? \w+ing\b.*"
    r"|(?:i|we|they)(?:'m|'re| was| were| am| are| have been|'ve been)(?: just| still)? (?:wondering|thinking|debating|"
    r"discussing|considering|deciding|arguing|unsure|not sure)(?: about| of)?(?: whether| if)?"
    r" (?:to\b|we\b|they\b|\w+ing\b).*"
    r"|you (?!can\b|could|should|may\b|might|need|must|have|ought|will|would|want|are\b|turn|don't|do\b|know|see\b)"
    r"\w+ (?:\w+ )*my\b.*"
    r"|(?:(?:go|come) and |please )?(?:clean|tidy|brush|wash|eat|finish|do|make|pack|tie|mind|drink|get|fetch|find|"
    r"bring|put on|take off|pick up|clear)(?: up| away)? your\b.*"
    r"|(?:hold on|hang on|wait)[\s,]+(?:let me|i(?:'ll|'m)|while)\b.*"
    r"|you (?:can't|cannot|couldn't|shouldn't have|should have|were|weren't|had|hadn't|never|always|didn't|used to)"
    r"\b.*)",
    re.IGNORECASE,
)
_SAID = (
    r"(?:said|says|told (?:me|us|him|her|them)|asked (?:me|us|him|her|them|if|whether)|was saying|were saying|goes|"
    r"(?:kept|keeps|keep|was|were|is|are|started|starts)(?: always| still)? (?:asking|telling|saying|begging|nagging|"
    r"reminding|ordering|shouting))"
)


def unasked(text: str, people: frozenset[str] = frozenset()) -> str | None:
    """The intent of a request that asks for nothing, `None` for every other.

    `people` are names of people in lower case. What is to be left alone is understood (`HassNevermind`); what
    somebody tells of is not meant for the hub (`HearthIgnore`).

    >>> unasked("leave the hall light alone"), unasked("I already turned the fan off"), unasked("turn the fan off")
    ('HassNevermind', 'HearthIgnore', None)
    """
    said = text.strip().rstrip(".!…").replace("’", "'")
    if _MORE.search(said):
        return None
    if _LEFT_ALONE.fullmatch(said) or _HANDS_OFF.fullmatch(said):
        return "HassNevermind"
    if _GOING_ON.fullmatch(said) or _NEWS.fullmatch(said) or _TOLD_OTHERS.fullmatch(said):
        return "HearthIgnore"
    return "HearthIgnore" if _told_of(people).fullmatch(said) else None


@lru_cache(maxsize=8)
def _told_of(people: frozenset[str]) -> re.Pattern[str]:
    """Somebody did something, or somebody else said something."""
    names = "".join(f"|{re.escape(name)}" for name in sorted(people))
    who = f"(?:{_PEOPLE}{names})"
    often = r"(?:already|just|only|finally|also|even|never|always|once|all|both|accidentally)"
    has = r"(?:'ve|'s|'d| have| has| had)?"
    return re.compile(
        rf"{_SO}(?:{who}{has}(?: {often})* {_DID}\b.*|(?!i\b|we\b){who}{has}(?: {often})* {_SAID}\b.*)",
        re.IGNORECASE,
    )
