"""The life cycle: what takes a rewrite from candidate to shadow, canary and live, and what puts it away.

```
candidate ──confirmed──▶ shadow ──worth more than passing through──▶ canary ──proved──▶ live
                            ▲                                          │                 │
                            └── after a rest, confirmed anew ── quarantined ◀── harm ────┘
retired: faded, or another target took its place.      blocked: somebody said so; for ever.
```
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from edge.rewrite.entry import HALF_LIFE, SERVED, Entry, Stage
from edge.rewrite.offpolicy import doubly_robust, snips
from edge.turn import DecisionKind, Tier


@dataclass(frozen=True, slots=True)
class Policy:
    """What a rewrite needs.

    `confirmations` and `support` (their decayed weight): least before anything is served, by whether the words used
    to be refused (nothing can be lost) or acted upon. `gain`: least advantage in success over passing through.
    `shown`: share of failures that people show (an assumption); the others look like successes.
    `trials`: outcomes when rewritten before it is live and its propensity is no longer clipped. `explore` by tier:
    the least probability of the road less taken, until then. `harmful`: probability of doing harm that quarantines.
    `win_rate`: a rewrite whose rate of being right is below it with 95 % confidence is stopped.
    `doubt`: evidence of a change of mind (a sum of log likelihood ratios) that quarantines. `rest`: seconds of
    quarantine. `forget`: what is left of the support of a meaning each time that the same words meant something else.
    `people`: how many must confirm a rewrite that is to hold for the whole home.
    """

    confirmations: Mapping[str, int] = field(default_factory=lambda: {"refuse": 2, "ask": 3, "act": 2})
    support: Mapping[str, float] = field(default_factory=lambda: {"refuse": 0.4, "ask": 1.2, "act": 0.8})
    gain: float = 0.10
    shown: float = 0.7
    trials: int = 5
    explore: Mapping[Tier, float] = field(
        default_factory=lambda: {Tier.TELL: 0.05, Tier.COMFORT: 0.05, Tier.COSTLY: 0.0, Tier.ACCESS: 0.0}
    )
    harmful: float = 0.9
    win_rate: float = 0.8
    doubt: float = 4.0
    forget: float = 0.7
    people: int = 2
    rest: float = HALF_LIFE
    faded: float = 0.1

    def confirmations_needed(self, entry: Entry) -> int:
        """How often a rewrite must have been confirmed before it is served.

        Once will do where the words used to be refused and it was told outright: there is nothing to lose.
        """
        if entry.passed == "refuse" and entry.strong >= 1:
            return 1
        return self.confirmations.get(entry.passed, self.confirmations["act"])

    def support_needed(self, entry: Entry) -> float:
        """The weight that its confirmations must still have."""
        return self.support.get(entry.passed, self.support["act"])


def advanced(entry: Entry, now: float, policy: Policy, *, best: bool = True) -> Entry:
    """The rewrite in the stage that its evidence calls for at wall time `now`, at most one step further up.

    `best` says whether no other target is meant more often by the same words.
    """
    entry = entry.decayed(now)
    if entry.stage in {Stage.BLOCKED, Stage.RETIRED}:
        return entry
    if entry.stage in SERVED:
        return _watched(entry, now, policy)
    if entry.stage is Stage.QUARANTINED:
        return _released(entry, now, policy)
    if entry.tier > Tier.COMFORT:
        return replace(entry, reason="above comfort: nothing learnt acts there")
    if entry.approved:
        return entry.moved(Stage.LIVE, now, "approved")
    if entry.stage is Stage.CANDIDATE:
        return _confirmed(entry, now, policy, best=best)
    return _judged(entry, now, policy, best=best)


def propensity(entry: Entry, policy: Policy) -> float:
    """The probability with which a rewrite is served now, 0..1: that of being the better road (Thompson).

    Clipped away from 0 and 1 by tier while outcomes are few, so that both roads stay known.
    """
    if entry.stage not in SERVED or entry.tier > Tier.COMFORT:
        return 0.0
    if entry.approved:
        return 1.0
    better = entry.better
    if entry.r_bad + entry.r_ok >= policy.trials:
        return better
    least = policy.explore[entry.tier]
    return min(1.0 - least, max(least, better))


def _confirmed(entry: Entry, now: float, policy: Policy, *, best: bool) -> Entry:
    need, weight = policy.confirmations_needed(entry), policy.support_needed(entry)
    if entry.count < need or entry.support < weight:
        return replace(entry, reason=f"confirmed {entry.count} of {need} times, weight {entry.support:.2f} of {weight}")
    if not entry.person and "" not in entry.people and len(entry.people) < policy.people:
        return replace(entry, reason=f"confirmed by {len(entry.people)} of {policy.people} people")
    if not best:
        return replace(entry, reason="another meaning is confirmed as often")
    return entry.moved(Stage.SHADOW, now, f"confirmed {entry.count} times")


def _judged(entry: Entry, now: float, policy: Policy, *, best: bool) -> Entry:
    """Off-policy: served only if even the lower bound of its value is above what passing through is worth."""
    worth, passing = doubly_robust(entry.log), _truly(snips(entry.log, rewrite=False).value, policy)
    told = f"worth at least {worth.low:.2f}, passing through {passing:.2f}"
    if not best:
        return entry.moved(Stage.CANDIDATE, now, "another meaning is confirmed as often")
    if worth.low < passing + policy.gain:
        return replace(entry, reason=told)
    return entry.moved(Stage.CANARY, now, told)


def _truly(value: float, policy: Policy) -> float:
    """What words are worth of which it is known how often people showed that they failed."""
    return max(0.0, 1.0 - (1.0 - value) / policy.shown)


def _watched(entry: Entry, now: float, policy: Policy) -> Entry:
    """Of one that is served: stopped when it does harm, live once it has proved itself."""
    if entry.approved:
        return entry
    if entry.better < 1.0 - policy.harmful:
        return entry.moved(Stage.QUARANTINED, now, "does harm: more often wrong than the words themselves")
    if changed_mind(entry, policy):
        return entry.moved(Stage.QUARANTINED, now, "no longer meant: wrong again and again")
    if stop_loss(entry, policy):
        return entry.moved(Stage.QUARANTINED, now, "stop-loss: right too seldom")
    if entry.support + entry.r_ok < policy.faded:
        return entry.moved(Stage.RETIRED, now, "faded: not needed for long")
    if entry.stage is Stage.CANARY and entry.r_bad + entry.r_ok >= policy.trials:
        worth, passing = snips(entry.log), snips(entry.log, rewrite=False)
        if worth.low > passing.value or (worth.value > passing.value and entry.better > policy.harmful):
            return entry.moved(Stage.LIVE, now, f"proved: {worth.value:.2f} against {passing.value:.2f}")
    return entry


def stop_loss(entry: Entry, policy: Policy) -> bool:
    """Whether a rewrite's rate of being right is below what is asked with 95 % confidence."""
    return entry.win_bound() < policy.win_rate


def changed_mind(entry: Entry, policy: Policy) -> bool:
    """Whether it has been wrong so often lately that people must mean something else now."""
    return entry.doubt >= policy.doubt


def _released(entry: Entry, now: float, policy: Policy) -> Entry:
    """After its rest a quarantined rewrite begins again with nothing but what is confirmed from then on."""
    if now - entry.since < policy.rest:
        return entry
    rested = replace(entry, count=0, strong=0, support=0.0, log=(), r_bad=0.0, r_ok=0.0, doubt=0.0)
    return rested.moved(Stage.CANDIDATE, now, "rested; to be confirmed anew")


def passed_as(kind: DecisionKind) -> str:
    """Under which name what the hub did with the words counts: refused, asked about, or acted upon."""
    return {DecisionKind.REFUSE: "refuse", DecisionKind.IGNORE: "refuse", DecisionKind.ASK: "ask"}.get(kind, "act")
