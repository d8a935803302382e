"""What is kept of everything that is said: enough to count, to explain, and to train on."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from edge.turn import Tier
from hub_sim.residents.goals import Result
from hub_sim.residents.people import Wish
from hub_sim.residents.speech import Saying, Speaker
from hub_sim.residents.stage import Heard
from hub_sim.residents.wishes import KINDS

JUDGED = frozenset({"request", "rephrase", "regret"})
"""Roles that want something of the home; the others (`reply`, `praise`, `protest`, `undo`, `stop`) comment."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said, heard, done, and what it came to.

    `passed` is the result without a rewrite, in the same home at the same moment. `tier` is the highest of the wish
    and of what was done. `gap` is in seconds since the last answer; `handle_ms` and `interpret_ms` are wall time.
    `barge_in`: its answer was cut short; `put_back`: its effect was undone by hand.
    `episode`, `part`, `number` place it: parts are wishes that follow one another. `goal` names what is wanted.
    `changed_on` is the day from which the wish means another thing, -1 for never.
    """

    home: str
    day: int
    episode: int
    part: int
    number: int
    attempt: int
    resident: str
    role: str
    wish: str
    goal: str
    said: str
    heard: str
    pattern: str
    refer: str
    slip: bool
    at: float
    gap: float
    barge_in: bool
    put_back: bool
    speaker: str | None
    device: str | None
    area: str | None
    decision: str
    intent: str | None
    entities: tuple[str, ...]
    problems: tuple[str, ...]
    response: str
    result: str
    passed: str
    passed_decision: str
    rewritten: bool
    rewrite: str
    stage: str
    source: str
    proposal: str
    refused: str
    tier: int
    cause: str
    contrarian: bool
    changed_on: int
    handle_ms: float

    @property
    def judged(self) -> bool:
        """Whether it wanted something."""
        return self.role in JUDGED

    @property
    def defective(self) -> bool:
        """Whether it failed."""
        return self.judged and Result(self.result).defective

    @property
    def passed_defective(self) -> bool:
        """Whether the words as they were would have failed."""
        return self.judged and Result(self.passed).defective

    @property
    def win(self) -> bool:
        """Rewriting put right what would have failed."""
        return self.rewritten and self.passed_defective and not self.defective

    @property
    def loss(self) -> bool:
        """Rewriting spoilt what would have gone well; for a comment: it did something instead."""
        if not self.judged:
            return self.rewritten and self.result == Result.WRONG and self.passed != Result.WRONG
        return self.rewritten and self.defective and not self.passed_defective

    @classmethod
    def of(cls, heard: Heard, saying: Saying, role: str, wish: Wish, context: dict[str, Any]) -> Said:
        """The record of a request."""
        turn, decision = heard.turn, heard.turn.decision
        plan, rewriting = decision.plan, turn.rewritten
        tier = max(KINDS[wish.kind].tier, plan.tier if plan else Tier.TELL)
        return cls(
            **context,
            role=role,
            wish=wish.id,
            goal=f"{wish.kind}:{','.join(wish.goal.things)}:{wish.value:g}",
            said=saying.text,
            heard=turn.request.text,
            pattern=saying.pattern,
            refer=saying.refer,
            slip=saying.slip,
            at=turn.request.at,
            speaker=turn.request.speaker,
            device=turn.request.device,
            area=turn.request.area,
            decision=str(decision.kind),
            intent=decision.intent,
            entities=decision.entities,
            problems=tuple(problem.code for problem in plan.problems) if plan else (),
            response=decision.response,
            result=str(heard.result),
            passed=str(heard.passed),
            passed_decision=str(heard.passed_kind),
            rewritten=heard.rewritten,
            rewrite=rewriting.rewrite.id if rewriting else "",
            stage=str(rewriting.rewrite.stage) if rewriting else "",
            source=rewriting.rewrite.source if rewriting else "",
            proposal=rewriting.rewrite.text if rewriting else "",
            refused=rewriting.refused if rewriting else "",
            tier=int(tier),
            handle_ms=round(heard.handle_ms, 3),
        )


def cause_of(saying: Saying, wish: Wish, would: Callable[[str], Result], speaker: Speaker) -> str:
    """Why something failed: the first thing whose mending would have repaired it, tried out in the same home.

    `slip`: another thing was named; `misheard`: as said it would have worked; `nickname`: with the home's own name in
    place of a name of one's own; `ambiguous`: with the name in place of "the lamp"; `wording`: as a plain command;
    `hub`: not even that works.
    """
    if saying.slip:
        return "slip"
    if not would(saying.text).defective:
        return "misheard"
    if saying.refer in {"nickname", "type"} and "{" in saying.pattern:
        named = speaker.words(wish, saying.pattern, "precise", random.Random(0))
        if not would(named).defective:
            return "nickname" if saying.refer == "nickname" else "ambiguous"
    if not would(speaker.exact(wish)).defective:
        return "wording"
    return "hub"
