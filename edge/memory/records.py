"""What memory takes in and gives back; times are wall seconds since 1970 UTC, kept to the millisecond."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edge.home.model import Snapshot
from edge.turn import JsonValue, Turn


@dataclass(frozen=True, slots=True)
class StateRow:
    """An entity's state from `at` on. `attributes` lack the static ones, which are no state.

    `seq` orders rows even where clocks were wrong, 0 for one not yet committed; `synced` is false when the clock was
    not known to be right. `cause` says what made the change, when known: `own:<turn id>`, `person` or `automation`
    (`edge.home.causes`).
    """

    entity_id: str
    at: float
    state: str | None
    attributes: Mapping[str, JsonValue] = field(default_factory=dict)
    cause: str | None = None
    synced: bool = True
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """Something to be done later: a timer, alarm, reminder, delayed command or watch.

    `due` is wall seconds, `None` for what waits on something else; `body` is any JSON object.
    """

    id: str
    kind: str
    due: float | None
    body: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListItem:
    """An entry of a list that the hub keeps, such as shopping; `position` orders them."""

    id: str
    list: str
    position: int
    body: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replay:
    """A turn, and the picture of the home that it read beside its own request and knowledge."""

    turn: Turn
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Accounts:
    """Where everything handed over went: `received == stored + coalesced + shed + pending`, always.

    `refused` changes (stale: from retained messages) never counted as received.
    """

    received: int = 0
    stored: int = 0
    coalesced: int = 0
    shed: int = 0
    pending: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class OpenReport:
    """What opening found. `lost`: a store that once existed is gone or empty. `quarantined`: where corrupt files went.

    `restored` and `salvaged` count rows by table; `migrated` lists migrations applied; `seconds` it took.
    """

    first_run: bool = False
    unclean: bool = False
    lost: bool = False
    quarantined: tuple[str, ...] = ()
    restored: Mapping[str, int] = field(default_factory=dict)
    salvaged: Mapping[str, int] = field(default_factory=dict)
    migrated: tuple[int, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Stats:
    """How memory is doing. `degraded` is the reason (SQLite's name for it) or `None`.

    Sizes in bytes, times in milliseconds; `bytes_per_event` is what the writer thread wrote to disk per row stored,
    `None` where the kernel does not tell.
    """

    accounts: Accounts
    degraded: str | None = None
    database_bytes: int = 0
    log_bytes: int = 0
    free_bytes: int = 0
    commits: int = 0
    commit_ms_last: float = 0.0
    commit_ms_max: float = 0.0
    purged: int = 0
    purge_ms_max: float = 0.0
    bytes_per_event: float | None = None
    clock_synced: bool = True
    purge_trusted: bool = True
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """How the store behaves; the defaults are for an SD card in a home.

    `commit_seconds`: what is handed over is committed this often (5 s writes 370 bytes an event, single commits
    34,000). `capacity`: most records that wait for the writer. `max_bytes` and `history_days`, `turn_days`: what is
    kept. `ballast_bytes`: held back for a full disk. `window`: newest state rows kept in memory. `busy_seconds`: how
    long one attempt waits for another's lock, `retry_seconds` the pause before the next. `snapshot_seconds`: how old
    the copy of the small tables may be. `slice_seconds`: most time that one piece of purging may take.
    """

    commit_seconds: float = 5.0
    capacity: int = 10_000
    max_bytes: int = 200_000_000
    history_days: float = 365.0
    turn_days: float = 365.0
    ballast_bytes: int = 2 * 1024 * 1024
    window: int = 10_000
    busy_seconds: float = 0.25
    retry_seconds: float = 1.0
    snapshot_seconds: float = 6 * 3600.0
    slice_seconds: float = 0.05
