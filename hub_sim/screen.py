"""The living home in a terminal: rooms with their things above, what was said below, a line to type in."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from edge.home.model import Entity, Snapshot

CLEAR = "\x1b[H\x1b[2J\x1b[3J"
_DIM, _BOLD, _ON, _AMBER, _RESET = "\x1b[2m", "\x1b[1m", "\x1b[32m", "\x1b[33m", "\x1b[0m"
_ACTIVE = frozenset({"on", "open", "playing", "cleaning", "mowing", "heat", "cool", "auto", "unlocked", "home"})
_MOVING = frozenset({"opening", "closing", "locking", "unlocking", "returning", "paused", "triggered"})
_SHOWN = {
    "light": ("brightness",),
    "climate": ("current_temperature", "temperature"),
    "cover": ("current_position",),
    "media_player": ("media_title", "volume_level"),
    "fan": ("percentage",),
    "weather": ("temperature",),
}
_HISTORY = 8


@dataclass(slots=True)
class Screen:
    """What is on the screen besides the home: the last things said, and what is being typed."""

    title: str
    typed: str = ""
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=_HISTORY))

    def say(self, line: str) -> None:
        """Add a line to what was said."""
        self.lines.append(line)

    def draw(self, home: Snapshot, size: tuple[int, int] | None = None) -> str:
        """The whole screen as text with colours; `size` is columns and rows, by default the terminal's."""
        columns, rows = size or shutil.get_terminal_size((100, 40))
        below = [*self.lines, f"{_BOLD}>{_RESET} {self.typed}"]
        above = _columns(list(_rooms(home)), columns, max(3, rows - len(below) - 3))
        title = f"{_BOLD}{self.title}{_RESET}"
        return CLEAR + "\r\n".join([title, "", *above, "", *(_cut(line, columns) for line in below)])


def describe(entity: Entity) -> str:
    """An entity's state in a few words, without colours: `on 55 %`, `heat 19.5 -> 20.5 °C`."""
    shown = [_value(entity, key) for key in _SHOWN.get(entity.domain, ())]
    unit = entity.attributes.get("unit_of_measurement")
    words = [str(entity.state or "unknown"), *(value for value in shown if value)]
    if entity.domain == "climate" and len(words) > 2:
        words = [words[0], " -> ".join(words[1:])]
    return " ".join(words) + (f" {unit}" if unit and entity.state else "")


def changed_line(name: str, before: str, after: str) -> str:
    """A change as a plain line."""
    return f"  * {name}: {before} -> {after}"


def _rooms(home: Snapshot) -> Iterable[list[str]]:
    names: Mapping[str | None, str] = {area.id: area.name for area in home.areas.values()} | {None: "Home"}
    for area_id, name in names.items():
        entities = [entity for entity in home.entities.values() if entity.area == area_id]
        if entities:
            yield [f"{_BOLD}{name}{_RESET}", *(_line(entity) for entity in entities)]


def _line(entity: Entity) -> str:
    colour = _ON if entity.state in _ACTIVE else _AMBER if entity.state in _MOVING else _DIM
    return f"  {entity.name} {colour}{describe(entity)}{_RESET}"


def _value(entity: Entity, key: str) -> str:
    value = entity.attributes.get(key)
    if value is None or (entity.state in {"off", "closed"} and entity.domain != "climate"):
        return ""
    if isinstance(value, (int, float)) and key in {"brightness", "volume_level"}:
        return f"{round(100 * value / (255 if key == 'brightness' else 1))} %"
    return f"{value} %" if key in {"current_position", "percentage"} else str(value)


def _columns(blocks: Sequence[list[str]], columns: int, rows: int) -> list[str]:
    """Blocks side by side, as many columns as fit, filled top to bottom."""
    width = 44
    count = max(1, columns // width)
    stacks: list[list[str]] = [[] for _ in range(count)]
    for block in blocks:
        min(stacks, key=len).extend([*block, ""])
    height = min(rows, max(map(len, stacks)))
    return [
        "".join(_padded(stack[row] if row < len(stack) else "", width) for stack in stacks) for row in range(height)
    ]


def _padded(text: str, width: int) -> str:
    cut = _cut(text, width - 2)
    return cut + " " * (width - _length(cut))


def _cut(text: str, width: int) -> str:
    """At most `width` visible characters; colours count as none and are closed."""
    shown, taken, at = 0, [], 0
    while at < len(text) and shown < width:
        if text[at] == "\x1b":
            end = text.index("m", at) + 1
            taken.append(text[at:end])
            at = end
            continue
        taken.append(text[at])
        shown += 1
        at += 1
    return "".join(taken) + (_RESET if "\x1b" in text else "")


def _length(text: str) -> int:
    total, at = 0, 0
    while at < len(text):
        if text[at] == "\x1b":
            at = text.index("m", at) + 1
        else:
            total += 1
            at += 1
    return total
