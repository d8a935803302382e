"""Home Assistant's sentence templates, compiled for matching.

hassil parses the template language; here its expressions become shared nodes (equal pieces are one
object, so that their matches are found once a request) in one prefix tree over all sentences of a
language, which prunes every sentence whose beginning was not said.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise, permutations
from typing import TYPE_CHECKING, Any

from edge.understand.fold import fold_chunk

if TYPE_CHECKING:
    from hassil.expression import Expression, ListReference

_LOGGER = logging.getLogger(__name__)
_MAX_RULE_DEPTH = 24


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A piece of a template. `first` are the characters it can begin with, `None` for any."""

    index: int
    first: frozenset[str] | None
    nullable: bool


@dataclass(frozen=True, slots=True, eq=False)
class Text(Node):
    """Literal words, folded; outer blanks are word boundaries."""

    text: str
    weight: int


@dataclass(frozen=True, slots=True, eq=False)
class Slot(Node):
    """A value of the list `list_name`, put into the slot `name` (`None`: matched but not kept)."""

    list_name: str
    name: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Choice(Node):
    """One of several pieces."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Chain(Node):
    """Several pieces in order."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """What the sentences of one template block mean: an intent with fixed slots and its conditions."""

    intent: str
    slots: Mapping[str, Any]
    response: str
    requires: Mapping[str, Any]
    excludes: Mapping[str, Any]


@dataclass(slots=True, eq=False)
class Branch:
    """A node of the prefix tree: what may come next, and the blocks whose sentence ends here."""

    edges: list[tuple[Node, Branch]] = field(default_factory=list)
    finals: list[Block] = field(default_factory=list)
    _by_first: dict[str, tuple[tuple[Node, Branch], ...]] = field(default_factory=dict)

    def edges_for(self, character: str) -> tuple[tuple[Node, Branch], ...]:
        """The edges that may match where `character` comes next (empty at the end)."""
        found = self._by_first.get(character)
        if found is None:
            found = tuple(
                edge
                for edge in self.edges
                if edge[0].nullable or (character and (edge[0].first is None or character in edge[0].first))
            )
            self._by_first[character] = found
        return found

    def child(self, node: Node) -> Branch:
        """The branch behind `node`, made when missing."""
        for known, branch in self.edges:
            if known is node:
                return branch
        branch = Branch()
        self.edges.append((node, branch))
        return branch


class Compiler:
    """Turns hassil expressions into shared nodes. `rules` are expansion rules as template text."""

    def __init__(self, rules: Mapping[str, str], *, compact: bool = False) -> None:
        """`compact`: blanks have no meaning (Chinese, Japanese and Korean templates)."""
        self.glued = False
        self.size = 0
        self.words: set[str] = set()
        self._rules = rules
        self._compact = compact
        self._nodes: dict[object, Node] = {}
        self._by_rule: dict[str, Node] = {}
        self._depth = 0

    def sentence(self, template: str) -> tuple[Node, ...]:
        """The pieces of one template in order; raises `ValueError` when it cannot be compiled."""
        from hassil.errors import HassilError
        from hassil.parse_expression import parse_sentence
        from hassil.parser import ParseError

        try:
            expression = parse_sentence(template).expression
        except (HassilError, ParseError) as error:
            raise ValueError(f"template {template!r} cannot be parsed: {error}") from error
        node = self.node(expression)
        return node.items if isinstance(node, Chain) else (node,)

    def node(self, expression: Expression) -> Node:
        """The node of an expression; equal expressions give the same object."""
        from hassil import expression as h

        if isinstance(expression, h.TextChunk):
            return self._text(expression.text)
        if isinstance(expression, h.ListReference):
            return self._slot(expression)
        if isinstance(expression, h.RuleReference):
            return self._rule(expression.rule_name)
        if isinstance(expression, h.Permutation):
            return self._choice(self.chain(order) for order in permutations([self.node(i) for i in expression.items]))
        if isinstance(expression, h.Alternative):
            return self._choice(self.node(item) for item in expression.items)
        if isinstance(expression, h.Sequence):
            self._note_glue(expression.items)
            return self.chain(self.node(item) for item in expression.items)
        raise ValueError(f"unexpected template expression {expression!r}")

    def _rule(self, name: str) -> Node:
        if name not in self._by_rule:
            if name not in self._rules or self._depth > _MAX_RULE_DEPTH:
                raise ValueError(f"expansion rule <{name}> is missing or refers to itself")
            self._depth += 1
            try:
                self._by_rule[name] = self.chain(self.sentence(self._rules[name]))
            finally:
                self._depth -= 1
        return self._by_rule[name]

    def _text(self, text: str) -> Node:
        chunk = fold_chunk(text)
        if self._compact:
            chunk = chunk.strip()
        core = chunk.strip()
        self.words.update(core.split())
        first = frozenset({chunk[0], core[0]} if core else chunk)
        return self._shared(("text", chunk), lambda i: Text(i, first, not core, chunk, len(core)))

    def _slot(self, reference: ListReference) -> Node:
        name = None if reference.is_capture else str(reference.slot_name)
        key = ("slot", reference.list_name, name)
        return self._shared(key, lambda i: Slot(i, None, False, reference.list_name, name))  # noqa: FBT003

    def _choice(self, nodes: Iterable[Node]) -> Node:
        items = tuple(dict.fromkeys(nodes))
        if len(items) == 1:
            return items[0]
        firsts = [item.first for item in items]
        first = None if None in firsts else frozenset().union(*(f for f in firsts if f))
        nullable = any(item.nullable for item in items)
        return self._shared(("choice", items), lambda i: Choice(i, first, nullable, items))

    def chain(self, nodes: Iterable[Node]) -> Node:
        """Several pieces in order as one node."""
        items = tuple(_flattened(nodes))
        if len(items) == 1:
            return items[0]
        nullable = all(item.nullable for item in items)
        return self._shared(("chain", items), lambda i: Chain(i, _first_of(items), nullable, items))

    def _shared(self, key: object, make: Callable[[int], Node]) -> Node:
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = make(self.size)
            self.size += 1
        return node

    def _note_glue(self, items: list[Expression]) -> None:
        """Remember whether list values may be followed by letters without a blank (inflection)."""
        from hassil.expression import ListReference

        for item, after in pairwise(items):
            if isinstance(item, ListReference) and _begins_with_letter(after):
                self.glued = True


def _begins_with_letter(expression: Expression) -> bool:
    from hassil.expression import Alternative, Group, TextChunk

    if isinstance(expression, TextChunk):
        return expression.text[:1].isalpha()
    if isinstance(expression, Alternative):
        return any(map(_begins_with_letter, expression.items))
    return isinstance(expression, Group) and bool(expression.items) and _begins_with_letter(expression.items[0])


def build_tree(intents: Mapping[str, Any], compiler: Compiler) -> Branch:
    """The prefix tree of all sentences of `intents` (package data); sentences that cannot be compiled are left out."""
    root = Branch()
    for intent, content in intents.items():
        for data in content.get("data", ()):
            block = _block(intent, data)
            for template in data.get("sentences", ()):
                try:
                    _insert(root, compiler.sentence(template), block)
                except ValueError as error:
                    _LOGGER.debug("event=template_skipped intent=%s reason=%s", intent, error)
    return root


def _insert(root: Branch, nodes: tuple[Node, ...], block: Block) -> None:
    branch = root
    for node in nodes:
        branch = branch.child(node)
    if block not in branch.finals:
        branch.finals.append(block)


def _block(intent: str, data: Mapping[str, Any]) -> Block:
    return Block(
        intent,
        data.get("slots", {}),
        data.get("response") or "default",
        data.get("requires_context", {}),
        data.get("excludes_context", {}),
    )


def _flattened(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Chain):
            yield from node.items
        elif not (isinstance(node, Text) and not node.text):
            yield node


def _first_of(items: tuple[Node, ...]) -> frozenset[str] | None:
    first: frozenset[str] = frozenset()
    for item in items:
        if item.first is None:
            return None
        first |= item.first
        if not item.nullable:
            break
    return first
