"""Numbers as people say them in English: "twenty one and a half", "a hundred and five", "a third".

`readings` serves grammars, which need every way of reading the next words; `parse_number` reads a
whole phrase. Other languages' cardinals come from Unicode's rules (`edge.understand.spellout`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
UNITS = {word: value for value, word in enumerate(_TO_NINETEEN.split(" "))}
UNITS |= {"nought": 0, "naught": 0, "oh": 0, "nil": 0}
TENS = {
    word: 10 * (index + 2)
    for index, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
} | {"fourty": 40}
SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
DENOMINATORS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4,
                "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60,
    "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_DIGITS = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_ORDINAL_DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th)")

Number = int | float


def parse_number(text: str) -> Number | None:
    """The number that the whole phrase says, or `None`.

    >>> parse_number("twenty one and a half")
    21.5
    """
    words = text.casefold().replace("-", " ").split() if not _DIGITS.fullmatch(text) else [text]
    return next((value for used, value in readings(words) if used == len(words)), None)


def parse_ordinal(text: str) -> int | None:
    """The place that an ordinal names: "twenty first" and "21st" are 21; `None` for anything else."""
    words = text.casefold().replace("-", " ").split()
    if not words:
        return None
    digits = _ORDINAL_DIGITS.fullmatch(words[-1])
    if digits:
        return int(digits[1]) if len(words) == 1 else None
    last = _ORDINALS.get(words[-1]) or _regular_ordinal(words[-1])
    if last is None or len(words) == 1:
        return last
    rest = parse_number(" ".join(words[:-1]).removesuffix(" and"))
    return _joined_ordinal(rest, last)


def readings(words: Sequence[str]) -> Iterator[tuple[int, Number]]:
    """Every number that the leading words may say, as (words used, value), longest first.

    Words are lower case, without punctuation; `["one", "and", "a", "half", "hours"]` gives (4, 1.5) and (1, 1).
    """
    if words and words[0] in {"minus", "negative"}:
        yield from ((used + 1, -value) for used, value in readings(words[1:]))
        return
    fraction = _fraction(words)
    used, value = _cardinal(words)
    if used:
        yield from _extended(words, used, value)
        yield used, value
    if fraction:
        yield fraction


def _extended(words: Sequence[str], used: int, value: Number) -> Iterator[tuple[int, Number]]:
    """Longer readings of a cardinal: decimals and mixed fractions."""
    if words[used : used + 1] == ["point"] or words[used : used + 1] == ["comma"]:
        digits = _decimal_digits(words[used + 1 :])
        if digits:
            yield used + 1 + len(digits), float(f"{int(value)}.{''.join(digits)}")
    if words[used : used + 1] == ["and"]:
        fraction = _fraction(words[used + 1 :])
        if fraction and 0 < fraction[1] < 1:
            yield used + 1 + fraction[0], value + fraction[1]


def _decimal_digits(words: Sequence[str]) -> list[str]:
    digits: list[str] = []
    for word in words:
        if UNITS.get(word, 10) < 10:
            digits.append(str(UNITS[word]))
        elif word.isdecimal() and not digits:
            return [word]
        else:
            break
    if not digits and words:
        used, value = _below_hundred(words)
        return [str(value)] + [""] * (used - 1) if used else []
    return digits


def _fraction(words: Sequence[str]) -> tuple[int, Number] | None:
    """A fraction below one: "half", "a third", "three quarters"."""
    if not words:
        return None
    if words[0] in {"half", "quarter"}:
        return 1, 1 / DENOMINATORS[words[0]]
    if len(words) < 2 or words[1] not in DENOMINATORS:
        return None
    numerator = 1 if words[0] in {"a", "an"} else UNITS.get(words[0], 0)
    denominator = DENOMINATORS[words[1]]
    return (2, numerator / denominator) if 0 < numerator < denominator else None


def _cardinal(words: Sequence[str]) -> tuple[int, Number]:
    if words and _GROUPED.fullmatch(words[0]):
        return 1, _from_digits(words[0].replace(",", ""))
    if words and _DIGITS.fullmatch(words[0]):
        value = _from_digits(words[0].replace(",", "."))
        scale = SCALES.get(words[1]) if len(words) > 1 else None
        return (2, value * scale) if scale else (1, value)
    return _spelt(words)


def _spelt(words: Sequence[str]) -> tuple[int, int]:
    """Groups of hundreds with falling scales."""
    total, used, ceiling = 0, 0, 10**12
    while True:
        start = used + 1 if used and words[used : used + 1] == ["and"] else used
        taken, group = _below_thousand(words[start:])
        if not taken or (used and ceiling == 1):
            return used, total
        scale = SCALES.get(words[start + taken]) if start + taken < len(words) else None
        if scale and scale < ceiling:
            used, total, ceiling = start + taken + 1, total + group * scale, scale
        elif used == 0 or ceiling > group:
            return start + taken, total + group
        else:
            return used, total


def _below_thousand(words: Sequence[str]) -> tuple[int, int]:
    used, value = _below_hundred(words)
    if not used and len(words) > 1 and words[0] == "a" and words[1] in {"hundred", *SCALES}:
        used, value = 1, 1
    if not used or words[used : used + 1] != ["hundred"]:
        return used, value
    hundreds = value * 100
    used += 1
    start = used + 1 if words[used : used + 1] == ["and"] else used
    more, rest = _below_hundred(words[start:])
    return (start + more, hundreds + rest) if more and rest else (used, hundreds)


def _below_hundred(words: Sequence[str]) -> tuple[int, int]:
    if not words:
        return 0, 0
    if words[0] in UNITS:
        return 1, UNITS[words[0]]
    if words[0] not in TENS:
        return 0, 0
    tens = TENS[words[0]]
    unit = UNITS.get(words[1], 0) if len(words) > 1 else 0
    return (2, tens + unit) if 0 < unit < 10 else (1, tens)


def _from_digits(text: str) -> Number:
    value = float(text)
    return int(value) if value.is_integer() and "." not in text else value


def _regular_ordinal(word: str) -> int | None:
    return UNITS.get(word.removesuffix("th")) if word.endswith("th") else None


def _joined_ordinal(rest: Number | None, last: int) -> int | None:
    if rest is None or not isinstance(rest, int):
        return None
    if last in {100, 1000}:
        return rest * last
    return rest + last if rest % 10 == 0 and last < 100 else None
