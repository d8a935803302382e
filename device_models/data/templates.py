"""Home Assistant's own sentence templates, sampled with the names of synthetic homes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import yaml
from hassil.expression import Alternative, Expression, Group, ListReference, Permutation, RuleReference, TextChunk
from hassil.parse_expression import parse_sentence

from device_models.data.example import Example, whole
from device_models.labels import LABEL_INDEX, LABELS
from device_models.synth import values as v
from device_models.synth import words as w
from device_models.synth.homes import Home

_DEEPEST = 20
_ALLOWED = {label.name: frozenset(label.tags) for label in LABELS}
_DURATION = ("hours", "minutes", "seconds")
_OPENING = {"HassTurnOn": "HassTurnOn:open", "HassTurnOff": "HassTurnOff:close"}
_LOCKING = {"HassTurnOn": "HassTurnOn:lock", "HassTurnOff": "HassTurnOff:unlock"}
_SAME = {
    "HassShoppingListAddItem": "HassListAddItem",
    "HassShoppingListCompleteItem": "HassListCompleteItem",
    "HassRespond": "HearthChat",
}
_LITERAL = re.compile(
    r"\b(?P<device>lights?|lamps?|lighting|fans?|blinds?|curtains?|shutters?|doors?|locks?|windows?|gates?|vacuums?)\b|\b(?P<here>here)\b"
    r"|\b(?P<setting>brightness|colou?r|temperature|volume|speed|position)\b"
    r"|\b(?P<quantity>all|every|any|which|how many)\b"
)


@dataclass(frozen=True, slots=True)
class Block:
    """Templates with one meaning: a label and the domains of its names."""

    label: str
    sentences: tuple[str, ...]
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Templates:
    """All English templates of a checkout of OHF-Voice/intents."""

    blocks: tuple[Block, ...]
    rules: Mapping[str, Expression]

    @classmethod
    def load(cls, folder: Path) -> Templates:
        """Read `sentences/en` and `rules/en` below `ha_intents`."""
        rules: dict[str, Expression] = {}
        for path in sorted((folder / "rules" / "en").glob("*.yaml")):
            for name, body in (yaml.safe_load(path.read_text(encoding="utf-8")).get("expansion_rules") or {}).items():
                rules[name] = parse_sentence(body).expression
        blocks = [block for path in sorted((folder / "sentences" / "en").glob("*/*.yaml")) for block in _blocks(path)]
        return cls(tuple(blocks), rules)

    def examples(self, home: Home, rng: random.Random, count: int) -> Iterator[Example]:
        """Random sentences in a home, each block as likely as any other."""
        for _ in range(count):
            block = rng.choice(self.blocks)
            sampler = _Sampler(home, rng, self.rules, block)
            text, slots = sampler.sentence(rng.choice(block.sentences))
            kept = [slot for slot in slots if slot[2] in _ALLOWED[sampler.label]]
            if text:
                made = whole(text, sampler.label, "templates", kept)
                yield replace(made, home=home.snapshot, partial=True)


def _blocks(path: Path) -> Iterator[Block]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    intent = path.parent.name
    for row in data.get("data") or []:
        domains = row.get("name_domains") or ([row["inferred_domain"]] if row.get("inferred_domain") else [])
        domains = [domains] if isinstance(domains, str) else list(domains)
        label = _SAME.get(intent, intent)
        if domains and set(domains) <= {"cover", "valve"}:
            label = _OPENING.get(intent, label)
        if domains == ["lock"]:
            label = _LOCKING.get(intent, label)
        if intent == "HassSetVolumeRelative":
            label = "HearthAdjust:volume_up"
        if label in LABEL_INDEX:
            sentences = tuple(text for text in row["sentences"] if "timer_command" not in text)
            if sentences:  # "turn off the lights in an hour" is a delayed command to us, no timer
                yield Block(label, sentences, tuple(domains))


class _Sampler:
    """Walks one template; `label` may follow from what was chosen (volume up or down)."""

    def __init__(self, home: Home, rng: random.Random, rules: Mapping[str, Expression], block: Block) -> None:
        self._home, self._rng, self._rules, self._block = home, rng, rules, block
        self.label = block.label

    def sentence(self, template: str) -> tuple[str, list[Slot]]:
        """A random sentence and its slots."""
        parts: list[tuple[str, str]] = []
        self._walk(_parsed(template), parts, 0)
        text, slots = _joined(parts)
        slots = _durations(text, slots)
        return text, [*slots, *_literals(text, slots)]

    def _walk(self, node: Expression, parts: list[tuple[str, str]], depth: int) -> None:
        if depth > _DEEPEST:
            return
        if isinstance(node, TextChunk):
            parts.append((node.text, ""))
        elif isinstance(node, RuleReference):
            self._walk(self._rules[node.rule_name], parts, depth + 1)
        elif isinstance(node, ListReference):
            parts.append(self._value(node.list_name, str(node.slot_name)))
        elif isinstance(node, Alternative):
            self._walk(self._rng.choice(node.items), parts, depth + 1)
        elif isinstance(node, Permutation):
            for item in self._rng.sample(node.items, len(node.items)):
                parts.append((" ", ""))
                self._walk(item, parts, depth + 1)
        elif isinstance(node, Group):
            for item in node.items:
                self._walk(item, parts, depth + 1)

    def _value(self, name: str, slot: str) -> tuple[str, str]:
        rng = self._rng
        if name == "name":
            tag = "list" if "List" in self.label else "label" if "Timer" in self.label else "name"
            return self._name(), tag
        if name in {"area", "floor"}:
            places = self._home.snapshot.areas if name == "area" else self._home.snapshot.floors
            names = [place.name for place in places.values()]
            return (rng.choice(names) if names else rng.choice(w.AREAS if name == "area" else w.FLOORS)), name
        if name.startswith("volume_step"):
            down = name.endswith("down") or (name == "volume_step" and rng.random() < 0.5)
            self.label = "HearthAdjust:volume_down" if down else "HearthAdjust:volume_up"
            word = rng.choice(("down", "decrease") if down else ("up", "increase"))
            return (word, "") if name == "volume_step" else (v.number(rng, 1, 50), "amount")
        if slot.removeprefix("start_") in _DURATION:
            return ("half" if "half" in name else v.number(rng, 1, 59)), slot
        text, tag = _LISTS[name](rng)
        return text, tag

    def _name(self) -> str:
        found = self._home.of(*self._block.domains) if self._block.domains else list(self._home.snapshot.exposed)
        if "List" in self.label:
            found = self._home.of("todo")
        if "Timer" in self.label:
            return self._rng.choice(w.LABELS)
        if not found:
            return self._rng.choice(w.NOT_HERE)
        entity = self._rng.choice(found)
        name = self._rng.choice((entity.name, *entity.aliases))
        return name if self._rng.random() < 0.4 else name.lower()


@lru_cache(maxsize=1024)
def _parsed(template: str) -> Expression:
    return parse_sentence(template).expression


Make = Callable[[random.Random], tuple[str, str]]


def _of(tag: str, *texts: str) -> Make:
    return lambda rng: (rng.choice(texts), tag)


_LISTS: Mapping[str, Make] = {
    "on_off_states": _of("state", "on", "off"),
    "cover_states": _of("state", "open", "closed", "opening", "closing"),
    "lock_states": _of("state", "locked", "unlocked"),
    "bs_open_states": _of("state", "open", "closed"),
    "bs_occupancy_states": _of("state", "occupied", "clear", "detected"),
    "zone": _of("state", "home", "work", "school", "away"),
    "cover_classes": _of(
        "device", "blinds", "curtains", "shutters", "garage door", "shades", "windows", "awnings", "doors", "gate"
    ),
    "brightness": lambda rng: (v.number(rng, 0, 100), "value"),
    "volume": lambda rng: (v.number(rng, 0, 100), "value"),
    "fan_speed": lambda rng: (v.number(rng, 0, 100), "value"),
    "position": lambda rng: (v.number(rng, 0, 100), "value"),
    "temperature": lambda rng: (v.number(rng, 15, 80), "value"),
    "color_temperature": lambda rng: (v.kelvin(rng), "value"),
    "brightness_level": _of(
        "value", "max", "maximum", "min", "minimum", "lowest", "highest", "the highest", "the lowest"
    ),
    "color_temperature_names": _of("color", "warm white", "cool white", "daylight", "neutral white", "candlelight"),
    "color": lambda rng: (rng.choice(w.COLORS), "color"),
    "media_class": lambda rng: (rng.choice(w.MEDIA_CLASSES[:12]), "media_class"),
    "search_query": lambda rng: (v.title(rng, w.TITLES), "query"),
    "message": lambda rng: (rng.choice(w.MESSAGES), "message"),
    "todo_list_item": lambda rng: (rng.choice(w.ITEMS), "item"),
    "shopping_list_item": lambda rng: (rng.choice(w.ITEMS[:30]), "item"),
    "timer_name": lambda rng: (rng.choice(w.LABELS), "label"),
    "timer_command": _of("message", "turn off the lights", "open the garage door"),
}


Slot = tuple[int, int, str]


def _joined(parts: Sequence[tuple[str, str]]) -> tuple[str, list[Slot]]:
    """The text of all parts with single spaces, and the slots' character ranges."""
    text, slots = "", []
    for said, slot in parts:
        words = re.sub(r"\s+", " ", said)
        if words.startswith(" ") and (not text or text.endswith(" ")):
            words = words[1:]
        if slot:
            slots.append((len(text), len(text) + len(words.rstrip()), slot))
        text += words
    return text.rstrip(), slots


def _durations(text: str, slots: Sequence[Slot]) -> list[Slot]:
    """Hours, minutes and seconds with what stands between them, as one `duration` (or `start_duration`)."""
    kept = [slot for slot in slots if slot[2].removeprefix("start_") not in _DURATION]
    for prefix in ("", "start_"):
        found = [slot for slot in slots if slot[2] in {prefix + unit for unit in _DURATION}]
        if found:
            start, end = found[0][0], found[-1][1]
            unit = re.match(r"[ -]+(an? )?(hour|minute|second|min|sec|hr)s?\b", text[end:])
            kept.append((start, end + (unit.end() if unit else 0), f"{prefix}duration"))
    return kept


def _literals(text: str, slots: Sequence[Slot]) -> list[Slot]:
    """Nouns of the template itself that are slots to us; a verb at the head is none."""
    taken = {at for start, end, _ in slots for at in range(start, end)}
    found = [m for m in _LITERAL.finditer(text) if m.start() not in taken]
    return [(m.start(), m.end(), str(m.lastgroup)) for m in found if m.start() > 0 or m.lastgroup != "device"]
