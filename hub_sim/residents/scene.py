"""One episode: a wish, what the resident makes of the result, and what they do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from edge.turn import DecisionKind
from hub_sim.residents.goals import Goal, Result, moves
from hub_sim.residents.people import Resident, Wish
from hub_sim.residents.records import Said
from hub_sim.residents.speech import Saying
from hub_sim.residents.stage import Heard
from hub_sim.residents.talk import Talk
from hub_sim.residents.wishes import KINDS
from hub_sim.residents.wordings import reaction

_ATTEMPTS = 5
_GOES_ON = 0.5
"""Share of wishes in mind that are said although the one before was not granted."""
_SIBLING = 0.4
"""Share of following wishes that want the same of another thing: the hardest to tell from a rephrase."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One episode: a wish until it is granted or given up, and what follows from it."""

    talk: Talk

    @property
    def resident(self) -> Resident:
        """Who speaks."""
        return self.talk.resident

    def play(self) -> list[Said]:
        """Everything that is said, in order."""
        wish = self.resident.wishes[self.talk.episode.wish].on(self.talk.episode.day)
        granted = self._wish(wish, self.talk.speaker.first(wish, self.talk.rng("first 0")), "request")
        if self.talk.episode.next >= 0 and (granted or self.talk.chance("goes on", _GOES_ON)):
            self._chain(self._following(wish))
        return self.talk.said

    def _following(self, wish: Wish) -> Wish:
        """What is wished for next: something else of one's own, or the same of another thing."""
        others = [t for t in self.talk.stage.spec.roles[KINDS[wish.kind].role] if t not in wish.things]
        if wish.reach == "thing" and others and self.talk.chance("sibling", _SIBLING):
            thing = self.talk.rng("sibling thing").choice(others)
            area = self.talk.stage.spec.entity(thing).area or ""
            return replace(wish, id=f"{wish.kind}:thing:{thing}", things=(thing,), area=area, refer="official")
        return self.resident.wishes[self.talk.episode.next].on(self.talk.episode.day)

    def _chain(self, wish: Wish) -> None:
        before = self.talk.stage.home.looks()
        if not wish.goal.asks and wish.goal.met(before, before):
            return
        self.talk.next_part()
        self.talk.pause(1.5)
        self._wish(wish, self.talk.speaker.first(wish, self.talk.rng("first 1")), "request")

    def _wish(self, wish: Wish, saying: Saying, role: str) -> bool:
        """Say it until it is done or given up; whether the resident was content."""
        next_up: tuple[Saying, str] | None = (saying, role)
        while next_up is not None and self.talk.attempt < _ATTEMPTS:
            heard = self.talk.say(*next_up, wish, wish.goal)
            result = heard.result
            if heard.turn.decision.kind is DecisionKind.ASK:
                result = self._answer(heard, wish)
            content = result is Result.REACHED
            if self.talk.chance("contrary", self.resident.manner.contrary):
                content = not content
            if content:
                self._content(wish, result)
                return result is Result.REACHED
            next_up = self._complain(wish, heard, result, next_up[0])
            self.talk.attempt += 1
        return False

    def _content(self, wish: Wish, result: Result) -> None:
        manner, opposite = self.resident.manner, KINDS[wish.kind].opposite
        if self.talk.chance("praise", 0.5 if manner.contrary else manner.praise):
            self.talk.pause()
            self._react("praise", wish)
        if result is not Result.REACHED:
            return
        if opposite and self.talk.chance("regret", manner.regret):
            self._regret(wish, opposite)
        elif self.talk.chance("fidget", manner.fidget):
            self.talk.pause(4.0)
            self._back(wish, wish.goal.things)

    def _regret(self, wish: Wish, opposite: str) -> None:
        """Wants it the other way round after all."""
        self.talk.part += 1
        self.talk.pause(3.0)
        if (opposite, wish.reach) not in _SAYABLE:
            return
        other = replace(wish, kind=opposite, id=f"{opposite}:{wish.id}")
        text = reaction("regret", self.talk.rng("regret"), x=self.talk.speaker.exact(other))
        self.talk.say(Saying(text, "regret", "official"), "regret", other, other.goal)

    def _complain(self, wish: Wish, heard: Heard, result: Result, last: Saying) -> tuple[Saying, str] | None:
        """React to what was not wanted; what is said next, or `None` when the resident lets it be."""
        manner = self.resident.manner
        stray = [thing for thing in moves(heard.before, heard.after) if thing not in wish.things]
        self.talk.free |= set(stray)
        interrupts = result is Result.WRONG and self.talk.chance("barge", manner.barge_in)
        self.talk.pause(0.2 if interrupts else 1.0)
        if interrupts:
            self._barge_in(heard, wish)
        spoken = self._spoken_complaint(wish, result)
        if stray and not spoken and self.talk.chance("back", manner.hand):
            self.talk.pause()
            self.talk.put_back()
            self.talk.stage.hand(heard.before, stray)
        if not self.talk.chance("again", manner.patience):
            if self.talk.chance("fix", manner.hand * 2):
                self._fix(wish)
            return None
        if spoken or interrupts:
            self.talk.pause(0.5)
        if result is Result.REACHED:  # a contrarian's complaint: about something else
            wish = self.talk.rng("whim").choice(self.resident.wishes).on(self.talk.episode.day)
        return self._again(wish, last), "rephrase"

    def _barge_in(self, heard: Heard, wish: Wish) -> None:
        self.talk.barge_in(heard)
        if self.talk.chance("stop", 0.3):
            self._react("stop", wish)

    def _spoken_complaint(self, wish: Wish, result: Result) -> bool:
        manner = self.resident.manner
        if result is Result.WRONG and self.talk.chance("undo", manner.undo):
            self._react("undo", wish)
            return True
        if self.talk.chance("protest", manner.protest):
            self._react("protest", wish)
            return True
        return False

    def _again(self, wish: Wish, last: Saying) -> Saying:
        styles = self.resident.manner.styles
        rng = self.talk.rng("style")
        style = rng.choices(list(styles), list(styles.values()))[0]
        if style == "repeat":
            return replace(last, slip=False) if not last.slip else self.talk.speaker.first(wish, rng)
        if style == "vary":
            return self.talk.speaker.varied(wish, rng)
        if style == "correct":
            exact = self.talk.speaker.exact(wish)
            return Saying(reaction("correction", rng, x=exact), "correction", "official")
        return self.talk.speaker.plain(wish, rng, precise=style == "specify")

    def _answer(self, heard: Heard, wish: Wish) -> Result:
        """Answer a question of the hub's; what it came to."""
        question = heard.turn.decision.question
        if question is None or not self.talk.chance("answer", self.resident.manner.answers):
            return Result.NOTHING
        self.talk.pause(0.5)
        plans = question.options or (question.plan,)
        fits = [n for n, p in enumerate(plans) if self.talk.stage.leads_to(p, wish.goal, frozenset(self.talk.free))]
        if not fits:
            self.talk.say(Saying(reaction("no", self.talk.rng("no")), "no", "official"), "reply", wish, _LET_BE)
            return Result.NOTHING
        text = reaction("yes", self.talk.rng("yes")) if question.kind == "confirm" else self._option(wish, fits[0])
        return self.talk.say(Saying(text, "answer", "official"), "reply", wish, wish.goal).result

    def _option(self, wish: Wish, index: int) -> str:
        ordinals = ("the first one", "the second one", "the third one", "the fourth one")
        if index < len(ordinals) and (self.talk.chance("ordinal", 0.4) or wish.reach != "thing"):
            return ordinals[index]
        return self.talk.speaker.words(wish, "{n}", "precise", self.talk.rng("option"))

    def _react(self, name: str, wish: Wish) -> None:
        """Say something about the last deed; nothing is wanted of the home, whatever happens."""
        saying = Saying(reaction(name, self.talk.rng(name)), name, "official")
        self.talk.say(saying, name, wish, _LET_BE)
        self.talk.pause(0.5)

    def _fix(self, wish: Wish) -> None:
        """Get up and do it."""
        self.talk.pause(2.0)
        for want in wish.goal.wants:
            if want.state is not None:
                self.talk.stage.home.set(want.entity, want.state)

    def _back(self, wish: Wish, things: Sequence[str]) -> None:
        state, attributes = KINDS[wish.kind].ready
        self.talk.put_back()
        for thing in things:
            self.talk.stage.home.set(thing, state, attributes)


_LET_BE = Goal(())
_SAYABLE = frozenset({(kind, "thing") for kind in KINDS} | {("light_on", "room"), ("light_off", "room")})
"""Kinds and reaches whose opposite can be said in the same reach."""
