"""One request against the prefix tree of all sentences: every way to read it, each piece matched once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple, Protocol

from edge.understand.fold import Folded
from edge.understand.templates import Block, Branch, Chain, Choice, Node, Slot, Text

_FUEL = 20_000
"""Steps after which a search ends with what it has: odd texts must not take a second."""
_MOST_STATES = 200
"""Ways to match the beginning of a piece that are followed further."""


class Kind(IntEnum):
    """How a slot's words were matched."""

    LISTED = 0
    NUMBER = 1
    WILDCARD = 2
    OPEN = 3


class Value(NamedTuple):
    """A list value found in the text: it ends at `end`; `value` `None` means the words themselves."""

    end: int
    value: Any
    context: Mapping[str, Any]
    kind: Kind


class SlotList(Protocol):
    """The values that a slot can take."""

    def find(self, scan: Scan, start: int) -> tuple[Value, ...]:
        """All values that the text at `start` may say."""
        ...


class Capture(NamedTuple):
    """A slot with its value and where it was said."""

    slot: str
    value: Any
    context: Mapping[str, Any]
    start: int
    end: int
    kind: Kind


class Step(NamedTuple):
    """A way to match a piece: it ends at `end`, took `literal` characters literally, and caught slots."""

    end: int
    literal: int
    captures: tuple[Capture, ...]


@dataclass(frozen=True, slots=True)
class Parse:
    """A sentence that matches the whole text."""

    block: Block
    captures: tuple[Capture, ...]
    literal: int


_NO_CAPTURES: tuple[Capture, ...] = ()


class Scan:
    """The matching of one text. `lists` are looked up by name; `glued` lets list values end inside a word."""

    def __init__(
        self, folded: Folded, lists: Mapping[str, SlotList], *, glued: bool = False, compact: bool = False
    ) -> None:
        """Prepare; nothing is matched yet."""
        self.folded = folded
        self.text = folded.text
        self.length = len(folded.text)
        self.glued = glued
        self.compact = compact
        self._lists = lists
        self._memo: dict[tuple[int, int], tuple[Step, ...]] = {}
        self._values: dict[tuple[str, int], tuple[Value, ...]] = {}
        self._fuel = _FUEL
        self.ends = [i for i, c in enumerate(self.text) if c == " "]

    def parses(self, root: Branch) -> list[Parse]:
        """All readings of the whole text."""
        found: list[Parse] = []
        if self.text:
            self._walk(root, 0, 0, _NO_CAPTURES, found)
        return found

    def word_ends(self, start: int, most: int) -> list[int]:
        """Ends of the next `most` words after `start`."""
        if self.compact:
            return list(range(start + 1, min(self.length, start + 1 + 8 * most)))
        return [end for end in self.ends if end > start][:most]

    def _walk(self, branch: Branch, at: int, literal: int, captures: tuple[Capture, ...], found: list[Parse]) -> None:
        if branch.finals and at >= self.length - 1 and (at >= self.length or self.text[at] == " "):
            found.extend(Parse(block, captures, literal) for block in branch.finals)
        for node, child in branch.edges_for(self.text[at] if at < self.length else ""):
            for step in self.match(node, at):
                self._fuel -= 1
                if self._fuel <= 0:
                    return
                self._walk(child, step.end, literal + step.literal, captures + step.captures, found)

    def match(self, node: Node, at: int) -> tuple[Step, ...]:
        """All ways in which `node` matches at a position."""
        key = (node.index, at)
        steps = self._memo.get(key)
        if steps is None:
            steps = self._memo[key] = self._compute(node, at)
        return steps

    def _compute(self, node: Node, at: int) -> tuple[Step, ...]:
        if isinstance(node, Text):
            return self._match_text(node, at)
        if isinstance(node, Choice):
            return self._match_choice(node, at)
        if isinstance(node, Chain):
            return self._match_chain(node, at)
        if isinstance(node, Slot):
            return self._match_slot(node, at)
        raise TypeError(f"unexpected node {node!r}")

    def _match_text(self, node: Text, at: int) -> tuple[Step, ...]:
        text, chunk = self.text, node.text
        if text.startswith(chunk, at):
            return (Step(at + len(chunk), node.weight, _NO_CAPTURES),)
        if self.compact and text[at : at + 1] == " " and text.startswith(chunk, at + 1):
            return (Step(at + 1 + len(chunk), node.weight, _NO_CAPTURES),)
        if chunk[:1] == " " and (at == 0 or text[at - 1] in " '") and text.startswith(chunk[1:], at):
            return (Step(at + len(chunk) - 1, node.weight, _NO_CAPTURES),)
        return ()

    def _match_choice(self, node: Choice, at: int) -> tuple[Step, ...]:
        character = self.text[at] if at < self.length else ""
        steps: list[Step] = []
        for item in node.items:
            if item.nullable or (character and (item.first is None or character in item.first)):
                steps.extend(self.match(item, at))
        return _best_of(steps) if len(steps) > 1 else tuple(steps)

    def _match_chain(self, node: Chain, at: int) -> tuple[Step, ...]:
        states = [Step(at, 0, _NO_CAPTURES)]
        for item in node.items:
            states = [
                Step(step.end, state.literal + step.literal, state.captures + step.captures)
                for state in states
                for step in self.match(item, state.end)
            ]
            if not states:
                return ()
            if len(states) > _MOST_STATES:
                states = list(_best_of(states)[:_MOST_STATES])
        return tuple(states)

    def _match_slot(self, node: Slot, at: int) -> tuple[Step, ...]:
        start = at + 1 if self.text[at : at + 1] == " " and (self.compact or self.text[at - 1 : at] == "'") else at
        if start >= self.length or self.text[start] == " ":
            return ()
        values = self.values(node.list_name, start)
        if node.name is None:
            return tuple(Step(value.end, 0, _NO_CAPTURES) for value in values)
        return tuple(Step(v.end, 0, (Capture(node.name, v.value, v.context, start, v.end, v.kind),)) for v in values)

    def values(self, list_name: str, start: int) -> tuple[Value, ...]:
        """Values of a list that begin at `start`."""
        key = (list_name, start)
        found = self._values.get(key)
        if found is None:
            slot_list = self._lists.get(list_name)
            found = self._values[key] = slot_list.find(self, start) if slot_list else ()
        return found


def _best_of(steps: list[Step]) -> tuple[Step, ...]:
    """Without duplicates: of steps that end alike with the same captures, the most literal."""
    best: dict[tuple[int, tuple[object, ...]], Step] = {}
    for step in steps:
        key = (step.end, tuple((c.slot, c.start, c.end, c.kind, str(c.value), id(c.context)) for c in step.captures))
        if key not in best or best[key].literal < step.literal:
            best[key] = step
    return tuple(best.values())
