"""The hub from request to deed: sent, watched, undone, told, kept for later. A carrier that obeys at will."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from homes import NOON, FakeClock, home

from edge.act.respond import Responder
from edge.compose import words_of
from edge.home.events import AreaFound, DeviceFound, EntityFound, HomeEvent, NotExpressibleError, StateReported
from edge.home.model import STATIC_ATTRIBUTES, Snapshot
from edge.home.registry import Change, Registry
from edge.hub import Announcement, Hub
from edge.interpreter import House, Interpreter
from edge.turn import DecisionKind, Request, ServiceCall, Turn
from edge.understand.grammar import GrammarChannel
from edge.understand.union import Understanding


class Devices:
    """Carries service calls to nowhere, or obeys them at once; some of them cannot be reached at all."""

    def __init__(self, hub: list[Hub], *, obey: bool = True, deaf: Sequence[str] = ()) -> None:
        self.sent: list[ServiceCall] = []
        self._hub, self._obey, self._deaf = hub, obey, deaf

    def send(self, call: ServiceCall) -> None:
        if call.entity_id in self._deaf:
            raise NotExpressibleError(f"{call.entity_id} has no command topic")
        self.sent.append(call)
        state = {"turn_on": "on", "turn_off": "off", "unlock": "unlocked", "lock": "locked"}.get(call.service)
        if self._obey and state:
            self._hub[0].observe([StateReported(call.entity_id or "", state)])


class Book:
    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self.snapshots: list[Snapshot] = []
        self.changes: list[Change] = []
        self.causes: list[str | None] = []

    def record_turn(self, turn: Turn, snapshot: Snapshot) -> None:
        self.turns.append(turn)
        self.snapshots.append(snapshot)

    def record_outcome(self, turn: Turn) -> None:
        self.turns.append(turn)

    def record_change(self, change: Change, _at: float, cause: str | None) -> None:
        self.changes.append(change)
        self.causes.append(cause)


def found(snapshot: Snapshot) -> list[HomeEvent]:
    events: list[HomeEvent] = [AreaFound(area) for area in snapshot.areas.values()]
    events += [DeviceFound(device) for device in snapshot.devices.values()]
    for entity in snapshot.entities.values():
        static = {k: v for k, v in entity.attributes.items() if k in STATIC_ATTRIBUTES}
        events.append(EntityFound(replace(entity, attributes=static, state=None)))
        events.append(StateReported(entity.id, entity.state, entity.attributes))
    return events


@cache
def interpreter(pin: str | None = None) -> Interpreter:
    return Interpreter(Understanding([GrammarChannel("en")]), Responder(words_of), House(pin=pin))


class Home:
    def __init__(self, *, pin: str | None = None, obey: bool = True, deaf: Sequence[str] = ()) -> None:
        self.clock, self.book, slot = FakeClock(NOON), Book(), []
        self.devices = Devices(slot, obey=obey, deaf=deaf)
        self.hub = Hub(Registry(), interpreter(pin), self.devices, self.clock, recorder=self.book)
        slot.append(self.hub)
        self.hub.observe(found(home()))
        self.book.changes.clear()
        self.book.causes.clear()
        self._count = 0

    def say(self, text: str, device: str | None = "lounge_puck") -> Turn:
        self._count += 1
        self.clock.advance(2)
        return self.hub.handle(Request(f"r{self._count}", text, self.clock.wall(), device=device))

    def after(self, seconds: float) -> list[Announcement]:
        self.clock.advance(seconds)
        return self.hub.tick()

    @property
    def sent(self) -> list[tuple[str, str | None]]:
        return [(call.service, call.entity_id) for call in self.devices.sent]


def test_said_done_acknowledged_recorded() -> None:
    it = Home()
    turn = it.say("turn on the kettle")
    assert (turn.decision.kind, it.sent) == (DecisionKind.ACT, [("turn_on", "switch.kettle")])
    assert it.after(0.1) == []
    assert it.book.turns[-1].outcome is not None
    assert it.book.turns[-1].outcome.acknowledged == ("switch.kettle",)
    assert [change.entity_id for change in it.book.changes] == ["switch.kettle"]


def test_what_does_not_respond_is_told() -> None:
    it = Home(obey=False)
    it.say("turn on the kettle")
    assert it.after(1) == []
    [told] = it.after(1.5)
    assert (told.kind, told.device) == ("no_response", "lounge_puck")
    assert "Kettle" in told.text
    assert it.book.turns[-1].outcome.missing == ("switch.kettle",)  # type: ignore[union-attr]


def test_what_nothing_can_carry_is_told_at_once() -> None:
    turn = Home(deaf=["switch.kettle"]).say("turn on the kettle")
    assert "Kettle" in turn.decision.response
    assert turn.outcome is not None
    assert turn.outcome.missing == ("switch.kettle",)


def test_already_so_is_said_and_not_done() -> None:
    it = Home()
    it.say("turn on the kettle")
    turn = it.say("turn on the kettle")
    assert (turn.decision.kind, len(it.sent)) == (DecisionKind.ANSWER, 1)
    assert "already on" in turn.decision.response


def test_tier_three_is_done_only_when_confirmed() -> None:
    it = Home()
    assert it.say("unlock the front door").decision.kind is DecisionKind.ASK
    assert it.sent == []
    assert it.say("yes").decision.kind is DecisionKind.ACT
    assert it.sent == [("unlock", "lock.front")]


@pytest.mark.parametrize("answer", ["no", "never mind"])
def test_a_denied_plan_is_dropped(answer: str) -> None:
    it = Home()
    it.say("unlock the front door")
    it.say(answer)
    it.say("yes")
    assert it.sent == []


def test_an_answer_that_comes_too_late_is_none() -> None:
    it = Home()
    it.say("unlock the front door")
    it.clock.advance(120)
    it.say("yes")
    assert it.sent == []


def test_an_answer_from_another_room_is_none() -> None:
    it = Home()
    it.say("unlock the front door")
    it.say("yes", "kitchen_screen")
    assert it.sent == []


def test_the_pin_is_asked_for_and_must_be_right() -> None:
    it = Home(pin="4711")
    assert "PIN" in it.say("unlock the front door").decision.response
    assert it.say("yes").decision.kind is DecisionKind.ASK
    assert it.say("one two three four").decision.kind is DecisionKind.REFUSE
    assert it.sent == []
    it.say("unlock the front door")
    assert it.say("4711").decision.kind is DecisionKind.ACT
    assert it.sent == [("unlock", "lock.front")]


def test_which_is_asked_and_answered() -> None:
    it = Home()
    asked = it.say("turn on the lights", None)
    assert asked.decision.kind is DecisionKind.ASK
    it.say("the one in the bedroom", None)
    assert it.sent == [("turn_on", "light.bed")]


def test_undo_and_nothing_more_to_undo() -> None:
    it = Home()
    it.say("turn on the kettle")
    it.say("undo")
    assert it.sent[-1] == ("turn_off", "switch.kettle")
    assert "nothing" in it.say("undo").decision.response.casefold()


def test_correction_takes_back_and_does_the_other() -> None:
    it = Home()
    it.say("turn on the table lamp")
    it.say("no, the strip")
    assert it.sent[1:] == [("turn_off", "light.table"), ("turn_on", "light.strip")]
    it.say("undo")
    assert it.sent[3:] == [("turn_off", "light.strip")]


def test_and_another_room() -> None:
    it = Home()
    it.say("turn on the kitchen lights")
    it.say("and the bedroom")
    assert it.sent == [("turn_on", "light.spots"), ("turn_on", "light.bed")]


def test_a_timer_runs_and_is_told_where_it_was_set() -> None:
    it = Home()
    it.say("set a timer for 5 minutes")
    assert "4 minutes" in it.say("how much time is left on my timer").decision.response
    assert it.after(290) == []
    [told] = it.after(10)
    assert (told.kind, told.device) == ("timer", "lounge_puck")


def test_a_command_for_later_is_done_later() -> None:
    it = Home()
    turn = it.say("turn on the kettle in 5 minutes")
    assert (turn.decision.kind, it.sent) == (DecisionKind.ACT, [])
    it.after(301)
    assert it.sent == [("turn_on", "switch.kettle")]


def test_retained_state_is_no_event() -> None:
    it = Home()
    it.hub.observe([StateReported("switch.kettle", "on", retained=True)])
    assert it.book.changes == []
    it.hub.observe([StateReported("switch.kettle", "off")])
    assert [change.entity_id for change in it.book.changes] == ["switch.kettle"]


def test_the_same_record_gives_the_same_decision() -> None:
    it = Home()
    it.say("turn on the table lamp")
    snapshot = it.hub.registry.snapshot(it.clock.wall())
    turn = it.say("turn it off")
    again = interpreter().interpret(turn.request, replace(snapshot, at=turn.request.at), turn.knowledge)
    assert again.decision == turn.decision


def test_next_due_names_the_watch_then_nothing() -> None:
    it = Home(obey=False)
    assert it.hub.next_due() is None
    it.say("turn on the kettle")
    assert it.hub.next_due() == pytest.approx(it.clock.mono() + 2)
    it.after(3)
    assert it.hub.next_due() is None


def test_the_very_snapshot_that_was_read_is_recorded_once() -> None:
    it = Home()
    turn = it.say("turn on the kettle")
    it.after(0.1)
    assert len(it.book.snapshots) == 1
    assert it.book.snapshots[0].states_hash == turn.states
    assert it.book.snapshots[0].entities["switch.kettle"].state == "off"
    assert [recorded.request.id for recorded in it.book.turns] == ["r1", "r1"]


def test_changes_are_recorded_with_their_cause() -> None:
    it = Home()
    it.say("turn on the kettle")
    it.hub.observe([StateReported("switch.kettle", "off", cause="person")])
    it.hub.observe([StateReported("switch.kettle", "on")])
    assert it.book.causes == ["own:r1", "person", None]


def test_what_was_decided_is_recorded_and_what_was_said_of_failures_beside_it() -> None:
    it = Home(deaf=["switch.kettle"])
    turn = it.say("turn on the kettle")
    recorded = it.book.turns[-1]
    assert recorded.outcome is not None
    assert recorded.outcome.said == turn.decision.response != recorded.decision.response


def test_lists_are_put_where_they_are_kept() -> None:
    kept: dict[str, tuple[str, ...]] = {"shopping list": ("bread",)}
    hub = Hub(Registry(), interpreter(), Devices([]), FakeClock(NOON), lists=kept)
    turn = hub.handle(Request("r1", "add milk to my shopping list", NOON))
    if turn.decision.kind is DecisionKind.ACT:
        assert "milk" in {item for items in kept.values() for item in items}
    assert hub.lists is kept
