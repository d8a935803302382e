"""One episode's talk with the hub: who says what when, and the record of it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from edge.turn import Request
from hub_sim.residents.days import Episode
from hub_sim.residents.goals import Goal
from hub_sim.residents.people import Resident, Wish
from hub_sim.residents.pools import Split
from hub_sim.residents.records import JUDGED, Said, cause_of
from hub_sim.residents.speech import Saying, Speaker
from hub_sim.residents.stage import Heard, Stage

_RECOGNISED = 0.9
"""Share of homes in which the hub knows who speaks."""
Causes = dict[tuple[str, ...], str]
"""Causes of defects that are known already, by what was said, what was heard, and what it came to."""


@dataclass(slots=True)
class Talk:
    """What a resident says in one episode.

    `causes` is where causes of defects are kept, `None` when nobody asks for them. `free` are things that the hub has
    changed wrongly, which may change back; `part` counts wishes, `attempt` the times that one was said; `gap` is in
    seconds since the last answer.
    """

    stage: Stage
    resident: Resident
    episode: Episode
    split: Split
    causes: Causes | None = None
    said: list[Said] = field(default_factory=list)
    free: set[str] = field(default_factory=set)
    attempt: int = 0
    part: int = 0
    gap: float = 0.0

    @property
    def speaker(self) -> Speaker:
        """What puts wishes into words."""
        return Speaker(self.stage.spec, self.resident, self.split)

    def put_back(self) -> None:
        """Note that the effect of what was said last was undone by hand."""
        self.said[-1] = replace(self.said[-1], put_back=True)

    def barge_in(self, heard: Heard) -> None:
        """Interrupt the answer to what was said last."""
        self.said[-1] = replace(self.said[-1], barge_in=True)
        self.stage.barge_in(heard.turn.request.id, self.gap)

    def next_part(self) -> None:
        """Go on to another wish."""
        self.part += 1
        self.attempt, self.free = 0, set()

    def say(self, saying: Saying, role: str, wish: Wish, goal: Goal) -> Heard:
        """Say something to the hub; `role` is what for, `goal` what it is to come to."""
        stage, number = self.stage, len(self.said)
        text = self.resident.ear.hear(saying.text, self.rng("ear"))
        request = Request(
            id=f"{stage.spec.seed}:{self.episode.number}:{number}", text=text, at=stage.clock.wall(), device=wish.ear,
            speaker=self._voice(), door="residents",
        )  # fmt: skip
        free = frozenset(self.free) if role != "request" else frozenset()
        heard = stage.ask(request, goal, free, shared=number == 0)
        cause = ""
        if self.causes is not None and role in JUDGED and heard.result.defective:
            cause = self._cause(saying, wish, heard, goal)
        self.said.append(Said.of(heard, saying, role, wish, self._context(cause, number)))
        self.gap = 0.0
        stage.wait(1.0)
        self.gap += 1.0
        return heard

    def _cause(self, saying: Saying, wish: Wish, heard: Heard, goal: Goal) -> str:
        """Why it failed; what failed in the same way with the same words before failed for the same reason."""
        known = self.causes if self.causes is not None else {}
        key = (saying.text, heard.turn.request.text, wish.id, ",".join(wish.things), heard.result)
        if saying.slip or key not in known:
            known[key] = cause_of(saying, wish, lambda words: self.stage.would(words, heard, goal), self.speaker)
        return known[key]

    def _context(self, cause: str, number: int) -> dict[str, object]:
        return {
            "home": self.stage.spec.seed, "day": self.episode.day, "episode": self.episode.number, "part": self.part,
            "number": number, "attempt": self.attempt, "resident": self.resident.id, "gap": round(self.gap, 2),
            "barge_in": False, "put_back": False, "cause": cause, "contrarian": self.resident.manner.contrary > 0,
            "changed_on": self.resident.wishes[self.episode.wish].change,
        }  # fmt: skip

    def _voice(self) -> str | None:
        known = random.Random(f"voices {self.stage.spec.seed}").random() < _RECOGNISED
        return self.resident.id if known else None

    def pause(self, factor: float = 1.0) -> None:
        """Let the resident's usual time between two things go by, longer or shorter by a factor."""
        seconds = factor * self.resident.manner.pause * self.rng("pause").lognormvariate(0, 0.5)
        seconds = min(max(seconds, 0.4), 60.0)
        self.stage.wait(seconds)
        self.gap += seconds

    def chance(self, what: str, probability: float) -> bool:
        """Whether something happens; `what` names it, so that it is the same in every arm."""
        return self.rng(what).random() < probability

    def rng(self, what: str) -> random.Random:
        """Randomness of one decision: the same in every arm that comes by here."""
        return random.Random(f"{self.stage.spec.seed} {self.episode.number} {self.part} {len(self.said)} {what}")
