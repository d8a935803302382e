"""One rewrite with all that is known of it: evidence, two posteriors, and where in its life cycle it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from edge.rewrite.beta import below, quantile
from edge.rewrite.keys import digest, normal
from edge.rewrite.offpolicy import Logged
from edge.turn import Frame, Rewrite, Tier

HALF_LIFE = 14 * 86_400.0
"""Seconds after which what was seen counts half."""
FRESH = 3600.0
"""Seconds within which nothing needs to be brought up to date: less than 0.3 % is lost."""
WINDOW = 20
"""Outcomes of a rewrite that the stop-loss looks back on."""
LOG = 40
"""Requests that a rewrite's log holds."""


TAUGHT, NAME = "taught", "name"
"""The kinds of what somebody taught outright, which is no guess: other words for a command, and for a thing's name."""
OUTRIGHT = frozenset({TAUGHT, NAME})


class Stage(StrEnum):
    """Where a rewrite stands. Only `canary` and `live` ones are ever served."""

    CANDIDATE = "candidate"
    SHADOW = "shadow"
    CANARY = "canary"
    LIVE = "live"
    QUARANTINED = "quarantined"
    RETIRED = "retired"
    BLOCKED = "blocked"


SERVED = frozenset({Stage.CANARY, Stage.LIVE})


@dataclass(frozen=True, slots=True)
class Entry:
    """A rewrite of `source` (a normalised wording, or a phrase of one) to `text`.

    `person` is for whom (`""`: everybody), `context` the signature it is bound to (`""`: none), `heard` the
    interpretation that the words got and `target` the one meant. `support` is the decayed weight of confirmations,
    `count` their number ever, `strong` that of explicit ones, `people` who gave them. `n_bad` and `n_ok` are decayed
    outcomes when passed through, `r_bad` and `r_ok` when rewritten, `d_bad` and `d_ok` of the target when people say
    it themselves. `log` holds the last requests that it concerned, oldest first. `at` (wall seconds) is when the
    decayed figures were last brought up to date, `since` when the stage was entered. `doubt` is the evidence that it is
    no longer meant (`edge.rewrite.doubt`).
    """

    id: str
    kind: str
    source: str
    said: str
    target: str
    text: str
    frames: tuple[Frame, ...] = ()
    targets: tuple[tuple[str, ...], ...] = ()
    heard: str = ""
    person: str = ""
    context: str = ""
    stage: Stage = Stage.CANDIDATE
    reason: str = ""
    support: float = 0.0
    count: int = 0
    strong: int = 0
    people: tuple[str, ...] = ()
    n_bad: float = 0.0
    n_ok: float = 0.0
    r_bad: float = 0.0
    r_ok: float = 0.0
    d_bad: float = 0.0
    d_ok: float = 0.0
    served: int = 0
    wins: int = 0
    losses: int = 0
    log: tuple[Logged, ...] = ()
    passed: str = ""
    tier: Tier = Tier.COMFORT
    breadth: int = 1
    approved: bool = False
    doubt: float = 0.0
    since: float = 0.0
    at: float = 0.0

    @property
    def better(self) -> float:
        """P(defect when rewritten < defect when passed through), from both posteriors."""
        return below(*self.rewritten, *self.passed_through)

    @property
    def rewritten(self) -> tuple[float, float]:
        """Beta parameters of the defect rate when rewritten; the target's own record stands in while that is thin."""
        weight = min(0.5, 2.0 / (self.d_bad + self.d_ok)) if self.d_bad + self.d_ok > 0 else 0.0
        return 1.0 + self.r_bad + weight * self.d_bad, 1.0 + self.r_ok + weight * self.d_ok

    @property
    def passed_through(self) -> tuple[float, float]:
        """Beta parameters of the defect rate when passed through."""
        return 1.0 + self.n_bad, 1.0 + self.n_ok

    @property
    def defect(self) -> float:
        """Mean defect rate of the source wording when passed through, 0..1."""
        bad, good = self.passed_through
        return bad / (bad + good)

    @property
    def uses(self) -> float:
        """Decayed number of times that the source wording was passed through."""
        return self.n_bad + self.n_ok

    def win_bound(self) -> float:
        """The 95 % upper bound (Clopper-Pearson) of the rate at which it is right, over its last 20 outcomes."""
        recent = [row.reward > 0.5 for row in self.log if row.rewritten][-WINDOW:]
        right = sum(recent)
        return quantile(0.95, 1.0 + right, float(len(recent) - right)) if right < len(recent) else 1.0

    def logged(self, row: Logged) -> Entry:
        """The same with one more request in its log."""
        return replace(self, log=(*self.log, row)[-LOG:])

    def decayed(self, now: float) -> Entry:
        """The same, with what was seen worth less by the time passed (half-life 14 days)."""
        if now - self.at < FRESH:
            return self
        keep = 0.5 ** ((now - self.at) / HALF_LIFE)
        return replace(
            self,
            support=self.support * keep,
            n_bad=self.n_bad * keep,
            n_ok=self.n_ok * keep,
            r_bad=self.r_bad * keep,
            r_ok=self.r_ok * keep,
            d_bad=self.d_bad * keep,
            d_ok=self.d_ok * keep,
            at=now,
        )

    def moved(self, stage: Stage, now: float, reason: str) -> Entry:
        """The same in another stage."""
        return replace(self, stage=stage, since=now, reason=reason)

    def proposal(self, propensity: float) -> Rewrite:
        """What the cache hands out of it."""
        return Rewrite(
            self.id,
            self.said,
            self.text,
            self.frames,
            self.targets,
            match=self.kind,
            scope="person" if self.person else "home",
            stage=self.stage.value,
            propensity=propensity,
            passed=self.passed,
            uses=round(self.uses, 3),
            defect=round(self.defect, 4),
            breadth=self.breadth,
            context=self.context,
            taught=self.kind in OUTRIGHT,
        )


def taught_entry(person: str, phrase: str, command: str, at: float, language: str = "en", kind: str = TAUGHT) -> Entry:
    """A phrase taught by a person (`""`: nobody known, for the whole home) at wall time `at`; it is served at once."""
    source = normal(phrase, language)
    id_ = entry_id(kind, person, "", source, "")
    made = Entry(id_, kind, source, phrase, normal(command, language), command, person=person, at=at, approved=True)
    return replace(made, support=1.0, count=1, strong=1, people=(person,)).moved(Stage.LIVE, at, "taught")


def entry_id(kind: str, person: str, context: str, source: str, target: str) -> str:
    """The id of the rewrite of a source to a target, for a person, in a context."""
    return digest(kind, person, context, source, target)
