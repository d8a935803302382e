"""What comes again: "every weekday", "on mondays and fridays", "daily", "each evening" (English).

The words are taken out of the request, or turned into a day or a part of the day, so that the rest is read
like any request with a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {name[:3]: index for index, name in enumerate(_NAMES)} | {"tues": 1, "thur": 3, "thurs": 3}
_DAY = r"(?:mon|tues?|wednes|wed|thurs?|thur|fri|satur|sat|sun)(?:day)?s?"
_DAYS = rf"{_DAY}(?:(?:,? and |, | or |,? & ){_DAY})*"
_PART = r"(?:morning|noon|afternoon|evening|night)"
_EVERYDAY, _WEEKDAYS, _WEEKEND = tuple(range(7)), tuple(range(5)), (5, 6)

_FORMS: tuple[tuple[re.Pattern[str], tuple[int, ...] | None], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})(?=[\s,.!?]|$)", re.IGNORECASE), days)
    for pattern, days in (
        (rf"(?:from )?(?P<first>{_DAY}) (?:to|through|until|till) (?P<last>{_DAY})", None),
        (rf"(?:every|each|on) (?:weekday|workday|working day|work day)s?(?: (?P<part>{_PART}))?|weekdays", _WEEKDAYS),
        (rf"(?:every|each|on|at) (?:the )?weekends?(?: (?P<part>{_PART}))?", _WEEKEND),
        (rf"(?:every|each) (?:single )?(?:day(?: of the week)?|(?P<part>{_PART}))|daily|all days", _EVERYDAY),
        (rf"(?:every|each) (?P<days>{_DAYS})(?: (?P<part>{_PART}))?", None),
        (rf"on (?P<days>(?:{_DAY}(?:,? and |, ))*(?:mon|tues|wednes|thurs|fri|satur|sun)days)(?: (?P<part>{_PART}))?",
         None),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The weekdays (0 is Monday), and the request without the words that named them.

    `part` is the part of the day that was said with them; `placed` has it where they stood ("in the evening").
    """

    days: tuple[int, ...]
    rest: str
    part: str = ""
    placed: str = ""


def recurrence(text: str) -> Recurrence | None:
    """What a request says of coming again, `None` when it is for once.

    >>> recurrence("wake me every weekday at 7")
    Recurrence(days=(0, 1, 2, 3, 4), rest='wake me at 7', part='', placed='')
    """
    for pattern, days in _FORMS:
        match = pattern.search(text)
        if match:
            said = match.groupdict()
            named = days if days is not None else _named(said)
            before, after = text[: match.start()].rstrip(" ,"), text[match.end() :].lstrip(" ,")
            part = (said.get("part") or "").casefold()
            placed = " ".join(f"{before} in the {part} {after}".split()) if part else ""
            return Recurrence(named, " ".join(f"{before} {after}".split()), part, placed)
    return None


def _named(said: dict[str, str | None]) -> tuple[int, ...]:
    if said.get("first"):
        first, last = _index(str(said["first"])), _index(str(said["last"]))
        return tuple(sorted({(first + step) % 7 for step in range((last - first) % 7 + 1)}))
    return tuple(sorted({_index(word) for word in re.findall(_DAY, str(said["days"]), re.IGNORECASE)}))


def _index(word: str) -> int:
    key = word.casefold()
    return next(index for length in (5, 4, 3) if (index := _SHORT.get(key[:length])) is not None)
