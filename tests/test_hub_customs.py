"""What the hub learns of habits from living with people, and tells the interpreter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from homes import NOON, FakeClock, home

from edge.act.respond import Responder
from edge.compose import words_of
from edge.home.events import AreaFound, EntityFound, StateReported
from edge.home.model import Entity
from edge.home.registry import Registry
from edge.hub import Hub
from edge.interpreter import Interpreter
from edge.turn import Knowledge, Request, ServiceCall
from edge.understand.grammar import GrammarChannel
from edge.understand.union import Understanding

DAY = 86_400.0
KETTLE = "switch.kettle turn_on"


class Household:
    """A hub with a kettle, a lamp and a rule, whose devices obey at once."""

    def __init__(self, tz_offset: Callable[[float], int] = lambda _: 0) -> None:
        self.clock = FakeClock(NOON)
        interpreter = Interpreter(Understanding([GrammarChannel("en")]), Responder(words_of))
        self.hub = Hub(Registry(), interpreter, self, self.clock, tz_offset=tz_offset)
        rule = Entity("automation.morning", "Morning", state="on", attributes={"last_triggered": "never"})
        self.hub.observe([AreaFound(area) for area in home().areas.values()])
        for entity in (*home().entities.values(), rule):
            bare = replace(entity, state=None, attributes={})
            self.hub.observe(
                [EntityFound(bare), StateReported(entity.id, entity.state, entity.attributes, retained=True)]
            )
        self.said = 0

    def send(self, call: ServiceCall) -> None:
        """A carrier that obeys."""
        state = {"turn_on": "on", "turn_off": "off"}.get(call.service)
        if state is not None:
            self.hub.observe([StateReported(call.entity_id or "", state)])

    def report(self, entity_id: str, *states: str, retained: bool = False, cause: str | None = None) -> None:
        """Devices tell of themselves."""
        self.hub.observe([StateReported(entity_id, state, retained=retained, cause=cause) for state in states])

    def say(self, text: str, speaker: str | None = None) -> None:
        """Somebody speaks."""
        self.said += 1
        self.clock.advance(5)
        self.hub.handle(Request(f"r{self.said}", text, self.clock.wall(), speaker=speaker))

    def sleep(self) -> None:
        """The next day, when the kettle is off again without anybody's doing."""
        self.clock.advance(DAY)
        self.report("switch.kettle", "off", retained=True)

    def knows(self, speaker: str | None = None) -> Knowledge:
        """What is known for a request now."""
        return self.hub.knowledge(Request("q", "", self.clock.wall(), speaker=speaker))


def test_what_is_done_by_hand_becomes_a_habit() -> None:
    it = Household()
    for _ in range(10):
        it.report("switch.kettle", "on", cause="person")
        it.sleep()
    assert it.knows().habits[KETTLE] > 0.7


def test_retained_messages_are_no_habit() -> None:
    it = Household()
    for _ in range(10):
        it.report("switch.kettle", "on", retained=True)
        it.sleep()
    assert it.knows().habits == {}


def test_what_a_rule_does_is_no_habit() -> None:
    it = Household()
    for day in range(10):
        it.hub.observe([StateReported("automation.morning", "on", {"last_triggered": str(day)})])
        it.report("switch.kettle", "on")
        it.sleep()
    assert it.knows().habits == {}


def test_what_is_asked_for_counts_once_and_for_who_asked() -> None:
    it = Household()
    for _ in range(10):
        it.say("turn on the kettle", "ana")
        it.sleep()
    habits = it.hub.customs.habits
    assert it.knows("ana").habits[KETTLE] > 0.7
    assert set(it.knows().habits) == {KETTLE}
    assert sum(row[2] for row in habits.dump()["deeds"]) < 11  # type: ignore[attr-defined]


def test_nothing_is_learnt_while_learning_is_off_and_what_is_known_stays_in_use() -> None:
    it = Household()
    for _ in range(5):
        it.say("turn on the kettle")
        it.sleep()
    it.hub.learning = False
    known = it.knows().habits
    for _ in range(5):
        it.say("turn on the floor lamp")
    assert set(it.knows().habits) == set(known) == {KETTLE}


def test_habits_keep_the_homes_own_clock() -> None:
    it = Household(tz_offset=lambda _: 6 * 3600)
    it.report("switch.kettle", "on", cause="person")
    assert it.hub.customs.habits.dump()["past"][0][2] == it.clock.wall() + 6 * 3600  # type: ignore[index]


def test_a_habit_stays_at_its_hour_when_the_homes_clock_is_set() -> None:
    moved = NOON + 10 * DAY
    it = Household(tz_offset=lambda at: 7 * 3600 if at >= moved else 3600)
    for _ in range(10):
        it.report("switch.kettle", "on", cause="person")  # at 13 o'clock
        it.clock.advance(6 * 3600)
        it.report("fan.bedroom", "on", cause="person")  # at 19 o'clock
        it.clock.advance(18 * 3600)
        it.report("switch.kettle", "off", retained=True)
        it.report("fan.bedroom", "off", retained=True)
    noon = it.clock.wall()
    assert noon >= moved
    evening, midday = (
        it.hub.customs.habits_at(Request("q", "", at), it.hub.local(at)) for at in (noon, noon + DAY * 0.75)
    )
    assert evening["fan.bedroom turn_on"] > 0.5 > evening.get(KETTLE, 0.0)
    assert midday[KETTLE] > 0.5 > midday.get("fan.bedroom turn_on", 0.0)


def test_what_a_turn_knew_of_habits_is_in_its_record() -> None:
    it = Household()
    it.report("switch.kettle", "on", cause="person")
    turn = it.hub.handle(Request("q", "turn off the kettle", it.clock.wall()))
    assert set(turn.knowledge.habits) == {KETTLE}
