"""What the tests of learning share: notes, entries, and a home whose hub learns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from homes import NOON, FakeClock, home

from edge.act.respond import Responder
from edge.compose import words_of
from edge.home.events import HomeEvent, StateReported
from edge.home.registry import Registry
from edge.hub import Hub
from edge.interpreter import Interpreter
from edge.learn.learner import Learner, LearnerOptions
from edge.learn.record import Note
from edge.rewrite.entry import Entry, Stage
from edge.rewrite.guards import Meaning
from edge.turn import (
    Clause,
    DecisionKind,
    Frame,
    Hypothesis,
    Plan,
    Problem,
    Request,
    ServiceCall,
    SlotValue,
    Step,
    Tier,
    Turn,
)
from edge.understand.grammar import GrammarChannel
from edge.understand.union import Understanding

_INTERPRETERS: dict[str, Interpreter] = {}


def a_note(id_: str = "t1", text: str = "turn on the lamp", at: float = NOON, **more: Any) -> Note:
    """A turn as learning sees it; by default it acted."""
    told: dict[str, Any] = {"state": f"HassTurnOn {text}", "kind": DecisionKind.ACT, "said": text, "speaker": "anna"}
    return Note(id_, at, text, **(told | more))


def failed(id_: str, text: str, at: float = NOON, **more: Any) -> Note:
    """A turn that was refused."""
    return a_note(id_, text, at, state=f"?{text}", kind=DecisionKind.REFUSE, **more)


def an_entry(**more: Any) -> Entry:
    """A rewrite for Anna, confirmed often enough for words that used to be refused."""
    told: dict[str, Any] = {
        "kind": "utterance", "source": "turn on glow worm", "said": "turn on the glow worm", "target": "lamp on",
        "text": "turn on the table lamp", "person": "anna", "passed": "refuse", "count": 2, "support": 1.6,
        "n_bad": 2.0, "people": ("anna",), "at": NOON, "since": NOON,
    }  # fmt: skip
    return Entry(**({"id": "e1"} | told | more))


def served(**more: Any) -> Entry:
    """The same where it is already served."""
    return an_entry(stage=Stage.CANARY, **more)


LAMP = "light.table"


def plan(
    service: str = "turn_on",
    targets: tuple[str, ...] = (LAMP,),
    tier: Tier = Tier.COMFORT,
    source: str = "grammar",
    problem: str = "",
    **slots: SlotValue,
) -> Plan:
    frame = Frame("HassTurnOn", slots or {"name": "lamp"})
    steps = tuple(Step(ServiceCall(t.partition(".")[0], service, t), tier) for t in targets) if not problem else ()
    problems = (Problem(problem),) if problem else ()
    return Plan(Hypothesis((frame,), 1.0, source), (Clause(frame, targets, steps, problems),))


REFUSED = Meaning("turn on the glow worm", DecisionKind.REFUSE)
ACTED = Meaning("turn on the table lamp", DecisionKind.ACT, plan(), "grammar", exact=True)


def saying(words: str, like: Meaning = ACTED, **more: Any) -> Meaning:
    return replace(like, words=words, **more)


def found(snapshot: Any) -> list[HomeEvent]:
    """What dialects would tell of a home."""
    from test_hub import found as events

    return events(snapshot)


class LearningHome:
    """The tests' home with a hub that learns; its devices obey at once, its clock is told."""

    def __init__(self, options: LearnerOptions | None = None, **more: Any) -> None:
        self.clock = FakeClock(NOON)
        self.learner = Learner(options)
        self.sent: list[tuple[str, str | None]] = []
        self.hub = Hub(Registry(), interpreter(), self, self.clock, learner=self.learner, **more)
        self.hub.observe(found(home()))
        self._count = 0

    def send(self, call: ServiceCall) -> None:
        """Obey."""
        self.sent.append((call.service, call.entity_id))
        state = {"turn_on": "on", "turn_off": "off", "unlock": "unlocked", "lock": "locked"}.get(call.service)
        if state:
            self.hub.observe([StateReported(call.entity_id or "", state)])

    def say(self, text: str, *, after: float = 5.0, speaker: str | None = "anna", **more: Any) -> Turn:
        """Say something `after` seconds of silence."""
        self._count += 1
        self.clock.advance(after)
        request = Request(f"r{self._count}", text, self.clock.wall(), device="lounge_puck", speaker=speaker, **more)
        turn = self.hub.handle(request)
        self.hub.tick()
        return turn

    def hand(self, states: Mapping[str, str], after: float = 5.0) -> None:
        """Somebody changes things by hand."""
        self.clock.advance(after)
        self.hub.observe([StateReported(entity, state) for entity, state in states.items()])

    def rest(self, seconds: float = 3600.0) -> None:
        """Let time pass, and everything settle."""
        for _ in range(4):
            self.clock.advance(seconds / 4)
            self.hub.tick()

    def teach(self, wrong: str, right: str, *, times: int = 2, off: str = "light.table", **more: Any) -> None:
        """Say it in words that fail, then in words that work; hours apart."""
        for _ in range(times):
            self.say(wrong, **more)
            self.say(right, **more)
            self.rest()
            self.hand({off: "off"})
            self.rest()

    def stages(self, kind: str = "utterance", person: str = "anna") -> list[Stage]:
        """Stages of what was learnt."""
        return [e.stage for e in self.learner.entries() if e.kind == kind and e.person == person]


def interpreter() -> Interpreter:
    """The interpreter of the tests' home, made once."""
    made = _INTERPRETERS.get("en")
    if made is None:
        made = _INTERPRETERS["en"] = Interpreter(Understanding([GrammarChannel("en")]), Responder(words_of))
    return made
