"""Residents living with a hub: what they say, what they make of the result, and what they do about it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from edge.turn import DecisionKind, Request
from hub_sim.residents.days import DAY, START, Episode, episodes_of, states_before
from hub_sim.residents.goals import Goal, Result, moves
from hub_sim.residents.homes import ResidentHome
from hub_sim.residents.people import Options, Resident, Wish, people_of
from hub_sim.residents.records import Said, cause_of
from hub_sim.residents.speech import Saying, Speaker
from hub_sim.residents.stage import Heard, Readings, Stage
from hub_sim.residents.wishes import KINDS
from hub_sim.residents.wordings import reaction

if TYPE_CHECKING:
    from edge.learn.learner import Learner

_ATTEMPTS = 5
_RECOGNISED = 0.9
"""Share of homes in which the hub knows who speaks."""
_NIGHT = 3.5 * 3600
_SETTLED = 130.0
"""Seconds after an episode when what came of it is settled."""
_GOES_ON = 0.5
"""Share of wishes in mind that are said although the one before was not granted."""
_SIBLING = 0.4
"""Share of following wishes that want the same of another thing: the hardest to tell from a rephrase."""
_REQUESTS = frozenset({"request", "rephrase", "regret"})


@dataclass(slots=True)
class Life:
    """One home's days under one hub. Iterating lives them, and gives everything that was said, in order.

    `causes` attributes defects by trying out what clearer words would have done; it costs some time.
    """

    home: ResidentHome
    options: Options
    learner: Learner | None = None
    readings: Readings = field(default_factory=Readings)
    causes: bool = False
    _causes: dict[tuple[str, ...], str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Said]:
        people = people_of(self.home, self.options)
        stage = Stage(self.home, START, self.readings, self.learner)
        day = 0
        for episode in episodes_of(self.home, people, self.options):
            while day < episode.day:
                day += 1
                stage.wait_until(START + day * DAY + _NIGHT)
                self._night(stage)
            stage.wait_until(episode.at - 300.0)
            stage.arrange(states_before(self.home, people, episode))
            stage.wait_until(episode.at)
            yield from _Scene(self, stage, people[episode.person], episode).play()
            stage.wait(_SETTLED)

    def _night(self, stage: Stage) -> None:
        stage.home.calls.clear()
        if self.learner is not None:
            self.learner.night(stage.clock.wall())


@dataclass(slots=True)
class _Scene:
    """One episode: a wish until it is granted or given up, and what follows from it."""

    life: Life
    stage: Stage
    resident: Resident
    episode: Episode
    said: list[Said] = field(default_factory=list)
    free: set[str] = field(default_factory=set)
    attempt: int = 0
    part: int = 0
    gap: float = 0.0

    @property
    def speaker(self) -> Speaker:
        return Speaker(self.stage.spec, self.resident, self.life.options.split)

    def play(self) -> list[Said]:
        """Everything that is said, in order."""
        wish = self.resident.wishes[self.episode.wish].on(self.episode.day)
        granted = self._wish(wish, self.speaker.first(wish, self._rng("first 0")), "request")
        if self.episode.next >= 0 and (granted or self._chance("goes on", _GOES_ON)):
            self._chain(self._following(wish))
        return self.said

    def _following(self, wish: Wish) -> Wish:
        """What is wished for next: something else of one's own, or the same of another thing."""
        others = [t for t in self.stage.spec.roles[KINDS[wish.kind].role] if t not in wish.things]
        if wish.reach == "thing" and others and self._chance("sibling", _SIBLING):
            thing = self._rng("sibling thing").choice(others)
            area = self.stage.spec.entity(thing).area or ""
            return replace(wish, id=f"{wish.kind}:thing:{thing}", things=(thing,), area=area, refer="official")
        return self.resident.wishes[self.episode.next].on(self.episode.day)

    def _chain(self, wish: Wish) -> None:
        before = self.stage.home.looks()
        if not wish.goal.asks and wish.goal.met(before, before):
            return
        self.part += 1
        self.attempt, self.free = 0, set()
        self._pause(1.5)
        self._wish(wish, self.speaker.first(wish, self._rng("first 1")), "request")

    def _wish(self, wish: Wish, saying: Saying, role: str) -> bool:
        """Say it until it is done or given up; whether the resident was content."""
        next_up: tuple[Saying, str] | None = (saying, role)
        while next_up is not None and self.attempt < _ATTEMPTS:
            heard = self._say(*next_up, wish, wish.goal)
            result = heard.result
            if heard.turn.decision.kind is DecisionKind.ASK:
                result = self._answer(heard, wish)
            content = result is Result.REACHED
            if self._chance("contrary", self.resident.manner.contrary):
                content = not content
            if content:
                self._content(wish, result)
                return result is Result.REACHED
            next_up = self._complain(wish, heard, result, next_up[0])
            self.attempt += 1
        return False

    def _content(self, wish: Wish, result: Result) -> None:
        manner, opposite = self.resident.manner, KINDS[wish.kind].opposite
        if self._chance("praise", 0.5 if manner.contrary else manner.praise):
            self._pause()
            self._react("praise", wish)
        if result is not Result.REACHED:
            return
        if opposite and self._chance("regret", manner.regret):
            self._regret(wish, opposite)
        elif self._chance("fidget", manner.fidget):
            self._pause(4.0)
            self._back(wish, wish.goal.things)

    def _regret(self, wish: Wish, opposite: str) -> None:
        """Wants it the other way round after all."""
        self.part += 1
        self._pause(3.0)
        if (opposite, wish.reach) not in _SAYABLE:
            return
        other = replace(wish, kind=opposite, id=f"{opposite}:{wish.id}")
        text = reaction("regret", self._rng("regret"), x=self.speaker.exact(other))
        self._say(Saying(text, "regret", "official"), "regret", other, other.goal)

    def _complain(self, wish: Wish, heard: Heard, result: Result, last: Saying) -> tuple[Saying, str] | None:
        """React to what was not wanted; what is said next, or `None` when the resident lets it be."""
        manner = self.resident.manner
        stray = [thing for thing in moves(heard.before, heard.after) if thing not in wish.things]
        self.free |= set(stray)
        interrupts = result is Result.WRONG and self._chance("barge", manner.barge_in)
        self._pause(0.2 if interrupts else 1.0)
        if interrupts:
            self._barge_in(heard, wish)
        spoken = self._spoken_complaint(wish, result)
        if stray and not spoken and self._chance("back", manner.hand):
            self._pause()
            self.said[-1] = replace(self.said[-1], put_back=True)
            self.stage.hand(heard.before, stray)
        if not self._chance("again", manner.patience):
            if self._chance("fix", manner.hand * 2):
                self._fix(wish)
            return None
        if spoken or interrupts:
            self._pause(0.5)
        if result is Result.REACHED:  # a contrarian's complaint: about something else
            wish = self._rng("whim").choice(self.resident.wishes).on(self.episode.day)
        return self._again(wish, last), "rephrase"

    def _barge_in(self, heard: Heard, wish: Wish) -> None:
        self.said[-1] = replace(self.said[-1], barge_in=True)
        self.stage.barge_in(heard.turn.request.id, self.gap)
        if self._chance("stop", 0.3):
            self._react("stop", wish)

    def _spoken_complaint(self, wish: Wish, result: Result) -> bool:
        manner = self.resident.manner
        if result is Result.WRONG and self._chance("undo", manner.undo):
            self._react("undo", wish)
            return True
        if self._chance("protest", manner.protest):
            self._react("protest", wish)
            return True
        return False

    def _again(self, wish: Wish, last: Saying) -> Saying:
        styles = self.resident.manner.styles
        rng = self._rng("style")
        style = rng.choices(list(styles), list(styles.values()))[0]
        if style == "repeat":
            return replace(last, slip=False) if not last.slip else self.speaker.first(wish, rng)
        if style == "vary":
            return self.speaker.varied(wish, rng)
        if style == "correct":
            exact = self.speaker.exact(wish)
            return Saying(reaction("correction", rng, x=exact), "correction", "official")
        return self.speaker.plain(wish, rng, precise=style == "specify")

    def _answer(self, heard: Heard, wish: Wish) -> Result:
        """Answer a question of the hub's; what it came to."""
        question = heard.turn.decision.question
        if question is None or not self._chance("answer", self.resident.manner.answers):
            return Result.NOTHING
        self._pause(0.5)
        plans = question.options or (question.plan,)
        fits = [n for n, p in enumerate(plans) if self.stage.leads_to(p, wish.goal, frozenset(self.free))]
        if not fits:
            self._say(Saying(reaction("no", self._rng("no")), "no", "official"), "reply", wish, _LET_BE)
            return Result.NOTHING
        text = reaction("yes", self._rng("yes")) if question.kind == "confirm" else self._option(wish, fits[0])
        return self._say(Saying(text, "answer", "official"), "reply", wish, wish.goal).result

    def _option(self, wish: Wish, index: int) -> str:
        ordinals = ("the first one", "the second one", "the third one", "the fourth one")
        if index < len(ordinals) and (self._chance("ordinal", 0.4) or wish.reach != "thing"):
            return ordinals[index]
        return self.speaker.words(wish, "{n}", "precise", self._rng("option"))

    def _react(self, name: str, wish: Wish) -> None:
        """Say something about the last deed; nothing is wanted of the home, whatever happens."""
        saying = Saying(reaction(name, self._rng(name)), name, "official")
        self._say(saying, name, wish, _LET_BE)
        self._pause(0.5)

    def _fix(self, wish: Wish) -> None:
        """Get up and do it."""
        self._pause(2.0)
        for want in wish.goal.wants:
            if want.state is not None:
                self.stage.home.set(want.entity, want.state)

    def _back(self, wish: Wish, things: Sequence[str]) -> None:
        state, attributes = KINDS[wish.kind].ready
        self.said[-1] = replace(self.said[-1], put_back=True)
        for thing in things:
            self.stage.home.set(thing, state, attributes)

    def _say(self, saying: Saying, role: str, wish: Wish, goal: Goal) -> Heard:
        stage, number = self.stage, len(self.said)
        text = self.resident.ear.hear(saying.text, self._rng("ear"))
        request = Request(
            id=f"{stage.spec.seed}:{self.episode.number}:{number}", text=text, at=stage.clock.wall(), device=wish.ear,
            speaker=self._voice(), door="residents",
        )  # fmt: skip
        free = frozenset(self.free) if role != "request" else frozenset()
        heard = stage.ask(request, goal, free, shared=number == 0)
        cause = ""
        if self.life.causes and role in _REQUESTS and heard.result.defective:
            cause = self._cause(saying, wish, heard, goal)
        self.said.append(Said.of(heard, saying, role, wish, self._context(cause, number)))
        self.gap = 0.0
        stage.wait(1.0)
        self.gap += 1.0
        return heard

    def _cause(self, saying: Saying, wish: Wish, heard: Heard, goal: Goal) -> str:
        """Why it failed; what failed in the same way with the same words before failed for the same reason."""
        known = self.life._causes  # noqa: SLF001 - a scene is part of its life
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

    def _pause(self, factor: float = 1.0) -> None:
        seconds = factor * self.resident.manner.pause * self._rng("pause").lognormvariate(0, 0.5)
        seconds = min(max(seconds, 0.4), 60.0)
        self.stage.wait(seconds)
        self.gap += seconds

    def _chance(self, what: str, probability: float) -> bool:
        return self._rng(what).random() < probability

    def _rng(self, what: str) -> random.Random:
        """Randomness of one decision: the same in every arm that comes by here."""
        return random.Random(f"{self.stage.spec.seed} {self.episode.number} {self.part} {len(self.said)} {what}")


_LET_BE = Goal(())
_SAYABLE = frozenset({(kind, "thing") for kind in KINDS} | {("light_on", "room"), ("light_off", "room")})
"""Kinds and reaches whose opposite can be said in the same reach."""
