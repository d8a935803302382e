"""How values are said: states with units, numbers, durations, clock times, lists of names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from edge.act.speech_texts import OwnTexts, load_texts
from edge.home.model import Entity

if TYPE_CHECKING:
    from jinja2 import Environment

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_MOST_NAMED = 4
_COUNTED = frozenset({"canceled"})
_UNIT_SECONDS = (("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))
_SPACES = re.compile(r"\s+")
_BEFORE_PUNCTUATION = re.compile(r"\s+([,.;])")


class SpokenState:
    """An entity as response templates see it; equal to its state's text."""

    def __init__(self, entity: Entity, vocabulary: Vocabulary) -> None:
        """`vocabulary` gives the words of the language."""
        self._entity = entity
        self._vocabulary = vocabulary
        self.name = entity.name
        self.domain = entity.domain
        self.entity_id = entity.id
        self.attributes = entity.attributes

    @property
    def state(self) -> str:
        """The state as said, without unit."""
        return self._vocabulary.state(self._entity)

    @property
    def state_with_unit(self) -> str:
        """The state as said, with its unit."""
        unit = self._entity.attributes.get("unit_of_measurement")
        if not isinstance(unit, str) or not _NUMBER.fullmatch(self.state):
            return self.state
        return f"{self.state}{'' if unit == '%' else ' '}{unit}"

    def __str__(self) -> str:
        return self.state

    def __eq__(self, other: object) -> bool:
        return other == self._entity.state if isinstance(other, str) else self is other

    def __hash__(self) -> int:
        return hash(self.entity_id)


@dataclass(frozen=True, slots=True)
class Query:
    """The entities that a question was about, by whether they are as asked."""

    matched: Sequence[SpokenState]
    unmatched: Sequence[SpokenState]


class Vocabulary:
    """The words of a language, English where it lacks some."""

    def __init__(self, texts: OwnTexts) -> None:
        """`texts` of the language."""
        english = load_texts("en")
        self.words: Mapping[str, Any] = {**english.words, **texts.words}
        self.actions = {**english.actions, **texts.actions}
        self.states = texts.states or english.states

    def state(self, entity: Entity) -> str:
        """How an entity's state is said."""
        state = entity.state
        if state is None:
            return self.states.get("unknown", "unknown")
        if _NUMBER.fullmatch(state):
            return natural(float(state))
        keys = (f"{entity.domain}.{entity.device_class}.{state}", f"{entity.domain}.{state}", state)
        return next((self.states[key] for key in keys if key in self.states), state.replace("_", " "))

    def listed(self, names: Sequence[object], word: str) -> str:
        """Names in one phrase ("A, B and C"); `word` is the key of the word before the last one."""
        texts = list(dict.fromkeys(str(name) for name in names))
        if len(texts) < 2:
            return "".join(texts)
        return f"{', '.join(texts[:-1])} {self.words[word]} {texts[-1]}"

    def briefly(self, names: Sequence[object]) -> str:
        """Names in one phrase, of many the first three and how many more there are."""
        texts = list(dict.fromkeys(str(name) for name in names))
        if len(texts) <= _MOST_NAMED:
            return self.listed(texts, "and")
        told = ", ".join(texts[: _MOST_NAMED - 1])
        return f"{told} {str(self.words['more']).format(len(texts) - _MOST_NAMED + 1)}"

    def duration(self, seconds: float) -> str:
        """A duration in the two largest units that matter: "1 hour and 5 minutes"."""
        left, parts = max(0, round(seconds)), []
        for unit, size in _UNIT_SECONDS:
            count, left = divmod(left, size)
            if count:
                singular, plural = self.words[unit]
                parts.append(f"{count} {singular if count == 1 else plural}")
        if not parts:
            return f"0 {self.words['second'][1]}"
        return self.listed(parts[:2], "and")

    def clock(self, at: float, tz_offset: int = 0) -> str:
        """The time of day of wall seconds, as the language writes it."""
        local = _local(at, tz_offset)
        if not self.words.get("twelve_hours"):
            return f"{local:%H:%M}"
        return f"{local.hour % 12 or 12}:{local:%M} {'AM' if local.hour < 12 else 'PM'}"

    def moment(self, at: float, now: float, tz_offset: int = 0) -> str:
        """The time of day, with the day where it is not today."""
        days = (_local(at, tz_offset).date() - _local(now, tz_offset).date()).days
        time = f"{self.words['at']} {self.clock(at, tz_offset)}"
        if days == 0:
            return time
        day = self.words["tomorrow"] if days == 1 else self._weekday_or_date(_local(at, tz_offset), days)
        return f"{day} {time}"

    def days(self, days: Sequence[int]) -> str:
        """Weekdays (0 is Monday) on which something recurs: "every day", "on weekdays", "on Monday and Friday"."""
        known = {tuple(range(7)): "every_day", tuple(range(5)): "on_weekdays", (5, 6): "on_weekends"}
        key = known.get(tuple(sorted(days)))
        if key is not None:
            return str(self.words[key])
        return f"{self.words['on']} {self.listed([self.words['weekdays'][day] for day in sorted(days)], 'and')}"

    def action(self, service: str, names: Sequence[object]) -> str:
        """What a service call does: "unlock Front Door"; `service` is `domain.service`."""
        template = self.actions.get(service) or self.actions.get(service.partition(".")[2]) or self.actions["other"]
        return template.replace("{}", self.listed(names, "and"))

    def _weekday_or_date(self, day: datetime, days: int) -> str:
        if 0 < days < 7:
            return f"{self.words['on']} {self.words['weekdays'][day.weekday()]}".strip()
        return f"{self.words['on']} {day:%d.%m.}".strip()


def natural(value: float) -> str:
    """A number without needless zeros, to two decimals.

    >>> natural(21.50)
    '21.5'
    """
    said = f"{round(value, 2):f}".rstrip("0").rstrip(".")
    return "0" if said in {"", "-0"} else said


def spoken_slots(intent: str | None, slots: Mapping[str, Any]) -> dict[str, Any]:
    """Slots as Home Assistant's templates expect them: numbers are text, but for counts."""
    spoken = {
        name: natural(value) if _is_number(value) and name not in _COUNTED else value for name, value in slots.items()
    }
    if intent == "HassMediaSearchAndPlay":
        spoken.setdefault("media", True)
    return spoken


def collapse(text: str) -> str:
    """One line with single blanks, none before punctuation."""
    return _BEFORE_PUNCTUATION.sub(r"\1", _SPACES.sub(" ", text)).strip()


def environment(vocabulary: Vocabulary) -> Environment:
    """A sandboxed jinja2 environment with the filters that texts use."""
    from jinja2 import ChainableUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    env = ImmutableSandboxedEnvironment(undefined=ChainableUndefined, finalize=_finalised, autoescape=False)
    env.filters["capitalize"] = _capitalised
    env.filters["all_of"] = lambda names: vocabulary.listed(names, "and")
    env.filters["briefly"] = vocabulary.briefly
    env.filters["either"] = lambda names: vocabulary.listed(names, "or")
    env.filters["duration"] = vocabulary.duration
    env.filters["clock"] = vocabulary.clock
    env.filters["moment"] = vocabulary.moment
    env.filters["weekdays"] = vocabulary.days
    env.filters["action"] = vocabulary.action
    env.filters["natural"] = lambda value: natural(value) if _is_number(value) else str(value)
    return env


def _finalised(value: object) -> object:
    if value is None:
        return ""
    return natural(value) if isinstance(value, float) else value


def _capitalised(text: object) -> str:
    """The first letter only: the rest of a name stays as the home writes it."""
    words = str(text)
    return words[:1].upper() + words[1:]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _local(at: float, tz_offset: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(seconds=at + tz_offset)
