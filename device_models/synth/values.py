"""Numbers, times, dates and amounts in the many ways people say them."""

from __future__ import annotations

import random

from device_models.synth import words as w

_UNITS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
          "eighteen nineteen").split()  # fmt: skip
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = "january february march april may june july august september october november december".split()


def spelled(value: int) -> str:
    """A number from 0 to 999 in words."""
    if value < 20:
        return _UNITS[value]
    if value < 100:
        return _TENS[value // 10] + (f" {_UNITS[value % 10]}" if value % 10 else "")
    rest = f" and {spelled(value % 100)}" if value % 100 else ""
    return f"{_UNITS[value // 100]} hundred{rest}"


def number(rng: random.Random, low: int, high: int, step: int = 1) -> str:
    """A number in digits or words."""
    value = rng.randrange(low, high + 1, step)
    return str(value) if rng.random() < 0.65 else spelled(value)


def percent(rng: random.Random) -> str:
    """A percentage: digits, words, with or without the unit, or an extreme."""
    if rng.random() < 0.14:
        return rng.choice(("max", "maximum", "full", "minimum", "min", "half", "the maximum", "the minimum", "the max", "the lowest",
                           "the highest", "full brightness", "a quarter", "a third", "lowest", "highest", "the lowest level",
                           "three quarters", "the highest level", "one hundred percent", "halfway"))  # fmt: skip
    value = number(rng, 0, 100, rng.choice((1, 5, 10, 10)))
    if value.isdigit():
        value = _below_zero(rng, 0.02) + value
        return value + rng.choice(("%", "%", " %", " percent", " per cent", "", "", ""))
    return value + rng.choice((" percent", " percent", " per cent", ""))


def _below_zero(rng: random.Random, chance: float) -> str:
    """A sign now and then: people mistype, and winters are cold."""
    return rng.choice(("-", "-", "minus ")) if rng.random() < chance else ""


def temperature(rng: random.Random) -> str:
    """A room temperature in Celsius or Fahrenheit, with half degrees."""
    low, high = rng.choice(((15, 30), (15, 30), (60, 82), (5, 90)))
    value = _below_zero(rng, 0.03) + number(rng, low, high)
    if rng.random() < 0.1:
        value = f"{value}.5" if value.isdigit() else f"{value} {rng.choice(('and a half', 'point five'))}"
    return value + rng.choice(
        (
            "",
            "",
            " degrees",
            " degrees",
            " degrees celsius",
            " degrees fahrenheit",
            "°",
            "°C",
            " celsius",
            " C",
            " F",
            " degree",
        )
    )


def amount(rng: random.Random) -> str:
    """How much to change something by."""
    value = number(rng, 1, 50, rng.choice((1, 5, 10)))
    if rng.random() < 0.5:
        return value + (rng.choice(("%", " percent", " per cent", "%")) if value.isdigit() else " percent")
    return value + rng.choice(
        ("", "", " degrees", " degree", " points", " steps", " notches", " minutes", " seconds", " levels")
    )


def bit(rng: random.Random) -> str:
    """A vague amount."""
    return rng.choice(("a bit", "a little", "a little bit", "slightly", "a touch", "a lot", "much", "a notch", "way", "some more",
                       "quite a bit", "a tad", "a few percent", "significantly"))  # fmt: skip


def duration(rng: random.Random) -> str:
    """A length of time."""
    unit = rng.choice(("second", "minute", "minute", "minute", "hour", "hour", "min", "sec", "day"))
    value = number(rng, 1, rng.choice((5, 15, 60, 90)))
    text = f"{value} {unit}" + ("" if value in {"1", "one"} else "s")
    if rng.random() < 0.22:
        text = rng.choice(("half an hour", "an hour", "a minute", "an hour and a half", "one and a half hours", "a quarter of an hour",
                           "two and a half minutes", "a couple of minutes", "1h", "30 min", "45s", "a few minutes", "half a minute",
                           "three quarters of an hour", "10min", "1 hr", "90 secs"))  # fmt: skip
    elif rng.random() < 0.15:
        text += rng.choice((" and ", " ")) + rng.choice(
            ("30 seconds", "ten seconds", "15 minutes", "a half", "five minutes")
        )
    return text


def longer(rng: random.Random) -> tuple[str, str, str]:
    """A length of time on top of another, as (words before, the length, words after): "five more minutes"."""
    value = number(rng, 1, rng.choice((5, 15, 30)))
    unit = rng.choice(("second", "minute", "minute", "minute", "hour", "min")) + ("" if value in {"1", "one"} else "s")
    roll = rng.random()
    if roll < 0.45:
        return "", f"{value} {rng.choice(('more', 'more', 'more', 'extra'))} {unit}", ""
    if roll < 0.7:
        return "another", f"{value} {unit}", ""
    if roll < 0.8:
        return ("another", "half hour", "") if roll < 0.74 else ("", f"another {rng.choice(('hour', 'minute'))}", "")
    return "", f"{value} {unit}", rng.choice(("more", "longer", "extra"))


def clock(rng: random.Random) -> str:
    """A time of day."""
    hour = rng.randint(1, 12)
    said = str(hour) if rng.random() < 0.6 else spelled(hour)
    minute = rng.choice((0, 0, 15, 30, 45, 5, 20, 50, rng.randint(1, 59)))
    half = rng.choice(
        (
            "",
            "",
            " am",
            " pm",
            "am",
            "pm",
            " a.m.",
            " p.m.",
            " a. m.",
            " p. m.",
            " in the morning",
            " in the evening",
            " at night",
        )
    )
    roll = rng.random()
    if roll < 0.1:
        return rng.choice(("noon", "midnight", "sunrise", "sunset", "lunchtime", "dawn", "dusk", "bedtime"))
    if roll < 0.2:
        return f"{rng.choice(('half past', 'quarter past', 'quarter to', 'ten to', 'twenty past', 'five past'))} {said}"
    if minute == 0:
        return said + (half or rng.choice((" o'clock", "", " am", " pm")))
    joined = f"{hour}:{minute:02d}" if rng.random() < 0.7 else f"{said} {spelled(minute)}"
    return joined + half


def date(rng: random.Random) -> str:
    """A day."""
    roll = rng.random()
    if roll < 0.55:
        return rng.choice(("today", "tomorrow", "tonight", "tomorrow morning", "this evening", "tomorrow night", "this weekend",
                           "next week", "this afternoon", "the day after tomorrow", "this morning", "later today", "the weekend"))  # fmt: skip
    if roll < 0.85:
        return rng.choice(("", "", "next ", "this ", "every ")) + rng.choice(_DAYS)
    return f"{rng.choice(_MONTHS)} {rng.choice(('first', 'second', 'third', '4th', '21st', 'tenth', 'twentieth', str(rng.randint(1, 28))))}"


def kelvin(rng: random.Random) -> str:
    """A colour temperature."""
    return f"{rng.randrange(2000, 6600, 100)}{rng.choice((' kelvin', 'K', ' k', ' Kelvin'))}"


def title(rng: random.Random, titles: tuple[str, ...]) -> str:
    """Something to play."""
    text = rng.choice(titles)
    return text.lower() if rng.random() < 0.6 else text


def place(rng: random.Random) -> str:
    """A town."""
    return rng.choice(w.PLACES)
