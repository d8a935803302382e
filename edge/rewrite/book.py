"""The book of all rewrites: every change is a numbered build that can be taken back bit for bit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from edge.rewrite.cache import Cache
from edge.rewrite.cycle import Policy, propensity
from edge.rewrite.entry import OUTRIGHT, SERVED, TAUGHT, Entry, Stage
from edge.rewrite.standing import Block, blocked
from edge.turn import Rewrite

KEPT_PACKS = 14
"""Packs that can be taken back: two weeks of nights."""


@dataclass(frozen=True, slots=True)
class Build:
    """One change of the book: what each entry was before (`None`: not there) and is after, by id.

    `pack` numbers the nights: a rollback goes to the end of an earlier pack. `blocks` are those put or lifted, which
    is never taken back.
    """

    number: int
    pack: int
    at: float
    reason: str
    before: Mapping[str, Entry | None] = field(default_factory=dict)
    after: Mapping[str, Entry | None] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()


class Book:
    """Entries by id, the cache made of those that are served, and what each pack changed.

    `on_build` is told of every build; whoever keeps them hears of each once.
    """

    def __init__(self, policy: Policy | None = None, language: str = "en") -> None:
        self.policy = policy or Policy()
        self.cache = Cache()
        self.on_build: Callable[[Build], None] = lambda _build: None
        self.pack = 0
        self._language = language
        self._number = 0
        self._entries: dict[str, Entry] = {}
        self._by_source: dict[tuple[str, str, str], dict[str, None]] = {}
        self._blocks: dict[Block, None] = {}
        self._taught: dict[str, None] = {}
        self._undo: dict[int, dict[str, Entry | None]] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def load(self, entries: Iterable[Entry], blocks: Iterable[Block], builds: Iterable[Build]) -> None:
        """Take up what was kept, builds oldest first. What was forbidden stays so, whatever an older copy says."""
        self._blocks = dict.fromkeys(blocks)
        for build in builds:
            self._number, self.pack = build.number, build.pack
            self._remember(build)
        self._put({entry.id: self._if_allowed(entry) for entry in entries})

    def entries(self) -> list[Entry]:
        """All entries."""
        return list(self._entries.values())

    def get(self, entry_id: str) -> Entry | None:
        """An entry by its id."""
        return self._entries.get(entry_id)

    def rivals(self, kind: str, person: str, source: str) -> list[Entry]:
        """All entries of one source: what its words may mean."""
        return [self._entries[id_] for id_ in self._by_source.get((kind, person, source), ())]

    def is_blocked(self, entry: Entry) -> bool:
        """Whether somebody forbade it."""
        return blocked(self._blocks, entry.person, entry.source, entry.target)

    def taught(self) -> list[Entry]:
        """What people have taught outright."""
        return [self._entries[id_] for id_ in self._taught]

    def teach(self, entry: Entry, at: float, instead: Iterable[str] = ()) -> Build:
        """Put in what somebody teaches outright, `instead` of entries with these ids where they are there.

        Whoever forbade it before is taken to have thought better of it.
        """
        lifted = [block for block in self._blocks if blocked([block], entry.person, entry.source, entry.target)]
        for block in lifted:
            del self._blocks[block]
        gone = dict.fromkeys((id_ for id_ in instead if id_ in self._entries), None)
        return self._build({**gone, entry.id: entry}, at, TAUGHT, tuple(lifted))

    def blocks(self) -> list[Block]:
        """Everything that was forbidden."""
        return list(self._blocks)

    def commit(self, changes: Mapping[str, Entry | None], at: float, reason: str) -> Build | None:
        """Make the changes that differ from what is there as one build; `None` when there are none."""
        real = {id_: new for id_, new in changes.items() if self._entries.get(id_) != new}
        return self._build(real, at, reason) if real else None

    def block(self, block: Block, at: float, reason: str) -> Build:
        """Forbid something for ever; what it forbids is no longer served."""
        self._blocks[block] = None
        hit = [entry for entry in self._entries.values() if entry.stage is not Stage.BLOCKED and self.is_blocked(entry)]
        changes = {entry.id: entry.moved(Stage.BLOCKED, at, reason) for entry in hit}
        return self._build(changes, at, reason, (block,))

    def turn_page(self, at: float, changes: Mapping[str, Entry | None], reason: str) -> Build:
        """Begin another pack with these changes."""
        self.pack += 1
        real = {id_: new for id_, new in changes.items() if self._entries.get(id_) != new}
        return self._build(real, at, reason)

    def rollback(self, at: float, pack: int | None = None) -> Build | None:
        """Take back everything since the end of a pack (default: the one before), as a build of its own.

        Entries become what they were, bit for bit, but for those that have been forbidden since, and for what was
        taught or untaught outright. `None` when there is nothing to take back.
        """
        until = self.pack - 1 if pack is None else pack
        restored: dict[str, Entry | None] = {}
        for number in sorted(self._undo, reverse=True):
            if number > until:
                restored |= self._undo[number]
        real = {id_: old for id_, old in restored.items() if self._entries.get(id_) != old}
        forbidden = {id_ for id_, old in real.items() if old is not None and self.is_blocked(old)}
        kept = {id_: old for id_, old in real.items() if id_ not in forbidden and not self._is_taught(id_, old)}
        return self._build(kept, at, f"rollback to pack {until}") if kept else None

    def _is_taught(self, id_: str, old: Entry | None) -> bool:
        return id_ in self._taught or (old is not None and old.kind in OUTRIGHT)

    def _if_allowed(self, entry: Entry) -> Entry:
        forbidden = entry.stage is not Stage.BLOCKED and self.is_blocked(entry)
        return entry.moved(Stage.BLOCKED, entry.since, "forbidden") if forbidden else entry

    def _build(
        self, changes: Mapping[str, Entry | None], at: float, reason: str, blocks: tuple[Block, ...] = ()
    ) -> Build:
        before = {id_: self._entries.get(id_) for id_ in changes}
        self._number += 1
        build = Build(self._number, self.pack, at, reason, before, dict(changes), blocks)
        self._remember(build)
        self._put(changes)
        self.on_build(build)
        return build

    def _remember(self, build: Build) -> None:
        """What was there before a pack's first change of it is what taking the pack back restores."""
        undo = self._undo.setdefault(build.pack, {})
        for id_, old in build.before.items():
            undo.setdefault(id_, old)
        while len(self._undo) > KEPT_PACKS:
            del self._undo[min(self._undo)]

    def _put(self, changes: Mapping[str, Entry | None]) -> None:
        for id_, new in changes.items():
            old = self._entries.pop(id_, None)
            self._taught.pop(id_, None)
            if old is not None and new is None:
                self._forget_source(old)
            if new is not None:
                self._entries[id_] = new
                self._taught |= {id_: None} if new.kind in OUTRIGHT else {}
                self._by_source.setdefault((new.kind, new.person, new.source), {})[id_] = None
        shown = {id_: self._proposal(new) for id_, new in changes.items()}
        self.cache = self.cache.with_changes(shown, self._language)

    def _forget_source(self, old: Entry) -> None:
        key = (old.kind, old.person, old.source)
        self._by_source[key].pop(old.id, None)
        if not self._by_source[key]:
            del self._by_source[key]

    def _proposal(self, entry: Entry | None) -> tuple[str, Rewrite] | None:
        if entry is None or entry.stage not in SERVED:
            return None
        return entry.person, entry.proposal(round(propensity(entry, self.policy), 4))
