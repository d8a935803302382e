"""From signals to labels: a success score for every turn, with its reasons and the version of the rules.

The rules are an ordered list; the first that applies decides, and what is left open is weighed together. Labels can
be computed again from the same signals under any version, so nothing but signals need be kept for ever.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from edge.learn.signals import BLAME, EXPLICIT, PRAISE, Signal, SignalKind

VERSION = 2
"""The rules in force."""
SETTLE_SECONDS = 120.0
"""After so long without a signal a turn's label is settled; explicit signals may still come later."""
REPHRASE_SECONDS = 45.0
QUICK_BARGE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Reason:
    """One signal's part in a label: what it said (0 bad, 1 good) and its weight in 0..1."""

    signal: SignalKind
    at: float
    score: float
    weight: float
    by: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Whether a turn served its purpose: `score` in 0..1, `weight` in 0..1 how sure that is.

    `rule` names what decided and `version` the rules; `settled` is false while signals may still be expected.
    A `weight` of 0 means that nothing is known.
    """

    score: float = 0.5
    weight: float = 0.0
    rule: str = ""
    version: int = VERSION
    reasons: tuple[Reason, ...] = ()
    settled: bool = False

    @property
    def bad(self) -> bool:
        """Whether it counts as a defect."""
        return self.weight > 0 and self.score < 0.5

    @property
    def good(self) -> bool:
        """Whether it counts as a success."""
        return self.weight > 0 and self.score > 0.5

    @property
    def explicit(self) -> bool:
        """Whether somebody said so on purpose."""
        return any(reason.signal in EXPLICIT for reason in self.reasons)


Kinds = Mapping[SignalKind, Signal]
"""The latest signal of each kind."""
Rule = tuple[str, Callable[[Kinds], Sequence[Signal]], float, float]
"""A name, the signals by which it applies (none: it does not), the score, the weight."""


def label(signals: Iterable[Signal], at: float, now: float, version: int = VERSION) -> Label:
    """The label that signals about a turn of wall time `at` give by wall time `now`.

    Raises `KeyError` for a version that is not known.
    """
    kinds: dict[SignalKind, Signal] = {}
    for signal in sorted(signals, key=lambda s: s.at):
        kinds[signal.kind] = signal
    settled = now - at >= SETTLE_SECONDS
    for name, applies, score, weight in RULES[version]:
        found = applies(kinds)
        if found:
            strength = min(signal.strength for signal in found)
            reasons = tuple(Reason(s.kind, s.at, score, weight, s.by) for s in found)
            return Label(score, weight * strength, name, version, reasons, settled)
    return _weighed(kinds, version, settled=settled)


def _weighed(kinds: Kinds, version: int, *, settled: bool) -> Label:
    """What weak signals come to together: a logistic sum of their log odds; nothing without any."""
    odds = [(kinds[kind], value) for kind, value in _ODDS.items() if kind in kinds]
    # People stop long answers: an interruption alone says nothing.
    if not odds or kinds.keys() <= {SignalKind.BARGE_IN}:
        return Label(version=version, settled=settled)
    score = 1.0 / (1.0 + math.exp(-sum(value for _, value in odds)))
    reasons = tuple(Reason(s.kind, s.at, float(value > 0), min(1.0, abs(value) / 4), s.by) for s, value in odds)
    return Label(round(score, 4), round(abs(2 * score - 1) * 0.5, 4), "weighed", version, reasons, settled)


_ODDS: Mapping[SignalKind, float] = {
    SignalKind.ABANDONED: -1.0,
    SignalKind.ASKED_BACK: -0.6,
    SignalKind.ANSWERED: 1.2,
    SignalKind.HELD: 1.4,
    SignalKind.REPEATED: -1.6,
    SignalKind.BARGE_IN: -0.8,
}
"""Log odds of success that a weak signal adds."""


def _latest(wanted: frozenset[SignalKind], other: frozenset[SignalKind]) -> Callable[[Kinds], Sequence[Signal]]:
    """Applies where the last thing said on purpose was one of `wanted`; of the same moment, blame counts."""

    def applies(kinds: Kinds) -> Sequence[Signal]:
        mine = [kinds[kind] for kind in wanted if kind in kinds]
        theirs = [kinds[kind] for kind in other if kind in kinds]
        newest = max((s.at for s in theirs), default=-math.inf)
        ahead = [s for s in mine if s.at > newest or (s.at == newest and wanted is BLAME)]
        return sorted(ahead, key=lambda s: -s.at)[:1]

    return applies


def _any(*wanted: SignalKind, within: float = math.inf) -> Callable[[Kinds], Sequence[Signal]]:
    def applies(kinds: Kinds) -> Sequence[Signal]:
        return [kinds[kind] for kind in wanted if kind in kinds and kinds[kind].seconds <= within][:1]

    return applies


def _quick_barge(kinds: Kinds) -> Sequence[Signal]:
    """Interrupted at once, and said again in other words soon."""
    barge, again = kinds.get(SignalKind.BARGE_IN), kinds.get(SignalKind.REPHRASED)
    if barge is None or again is None:
        return ()
    return (barge, again) if barge.seconds < QUICK_BARGE_SECONDS and again.seconds <= REPHRASE_SECONDS else ()


def _held_quietly(kinds: Kinds) -> Sequence[Signal]:
    """What was done stood, and nobody interrupted or said it again."""
    doubts = {SignalKind.BARGE_IN, SignalKind.REPEATED} & set(kinds)
    return [kinds[SignalKind.HELD]] if SignalKind.HELD in kinds and not doubts else []


_FIRST: tuple[Rule, ...] = (
    ("blamed", _latest(BLAME, PRAISE), 0.0, 1.0),
    ("praised", _latest(PRAISE, BLAME), 1.0, 1.0),
    ("put back", _any(SignalKind.PUT_BACK, within=120.0), 0.0, 0.9),
    ("cut short", _quick_barge, 0.0, 0.9),
    ("held", _any(SignalKind.HELD), 1.0, 0.6),
)
RULES: Mapping[int, tuple[Rule, ...]] = {
    1: _FIRST,
    2: (
        *_FIRST[:4],
        ("rephrased", _any(SignalKind.REPHRASED, within=REPHRASE_SECONDS * 2), 0.0, 0.8),
        ("not understood", _any(SignalKind.NOT_UNDERSTOOD), 0.0, 0.7),
        ("no response", _any(SignalKind.UNACKNOWLEDGED), 0.0, 0.7),
        ("asked back", _any(SignalKind.ASKED_BACK), 0.3, 0.5),
        ("held", _held_quietly, 1.0, 0.6),
    ),
}
"""Rules by version. 1 is the published order; 2 adds that a rephrase alone, no understanding, no response and (less) a
question back are defects, which 1 left to the weighing."""
