from __future__ import annotations

import json
from typing import Any

import pytest
from house_stub import Letters, StubHub

from edge.clock import SystemClock
from edge.doors.ledger import Entry, MemoryLedger
from edge.doors.moment import Moments
from edge.doors.mqtt import MqttDoor
from edge.home.events import Message
from edge.turn import Request, Turn


class Doorway:
    """A door with its surroundings."""

    def __init__(self, hub: StubHub | None = None) -> None:
        self.hub = hub or StubHub()
        self.post = Letters()
        self.ledger = MemoryLedger()
        self.acknowledged = 0
        self.door = MqttDoor("hearth/h", self.hub, self.post, self.ledger, Moments(SystemClock()))

    def receive(self, payload: object, *, retain: bool = False) -> None:
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        self.door.receive(Message("hearth/h/request", body, 1, retain), self._acknowledge)

    @property
    def answers(self) -> list[dict[str, Any]]:
        return [json.loads(reply.payload) for reply in self.post.replies]

    def _acknowledge(self) -> None:
        self.acknowledged += 1


def test_a_request_is_answered_with_its_id_and_acknowledged_once_the_answer_is_there() -> None:
    way = Doorway()
    way.receive({"id": "1", "text": "turn on lamp"})
    assert [(a["id"], a["decision"]) for a in way.answers] == [("1", "act")]
    assert way.post.replies[0].topic == "hearth/h/response"
    assert way.acknowledged == 0
    way.post.confirm()
    assert way.acknowledged == 1


def test_a_redelivered_request_repeats_the_answer_and_does_nothing_again() -> None:
    way = Doorway()
    way.receive({"id": "1", "text": "turn on lamp"})
    way.receive({"id": "1", "text": "turn on lamp"})
    assert len(way.hub.asked) == 1
    assert way.answers[0] == way.answers[1]


def test_nothing_is_told_or_kept_before_the_broker_has_the_commands() -> None:
    way = Doorway()
    way.post.slow = True
    way.receive({"id": "1", "text": "turn on lamp"})
    way.receive({"id": "1", "text": "turn on lamp"})
    assert (way.answers, way.ledger.find("1")) == ([], Entry())
    way.post.settle()
    assert len(way.hub.asked) == 1
    assert [a["decision"] for a in way.answers] == ["act", "act"]
    way.post.confirm()
    assert way.acknowledged == 2, "both deliveries"


def test_what_was_begun_before_a_crash_is_not_done_again_but_answered() -> None:
    way = Doorway()
    way.ledger.begin("1")
    way.receive({"id": "1", "text": "turn on lamp"})
    assert way.hub.asked == []
    assert way.answers[0]["error"]["code"] == "interrupted"
    way.receive({"id": "1", "text": "turn on lamp"})
    assert way.answers[1] == way.answers[0]


def test_a_request_without_id_is_acknowledged_before_it_is_carried_out() -> None:
    acknowledged: list[int] = []

    class Watching(StubHub):
        def handle(self, request: Request) -> Turn:
            acknowledged.append(way.acknowledged)
            return super().handle(request)

    way = Doorway(Watching())
    way.receive({"text": "turn on lamp"})
    assert acknowledged == [1]
    assert way.answers[0]["id"]


def test_a_retained_request_was_said_to_somebody_else() -> None:
    way = Doorway()
    way.receive({"id": "1", "text": "turn on lamp"}, retain=True)
    assert (way.hub.asked, way.answers, way.acknowledged, way.door.rejected) == ([], [], 1, 1)


@pytest.mark.parametrize("payload", [b"{", b"[]", {"text": ""}, b""])
def test_what_cannot_be_read_and_has_no_id_is_counted_and_acknowledged(payload: object) -> None:
    way = Doorway()
    way.receive(payload)
    assert (way.answers, way.acknowledged, way.door.rejected) == ([], 1, 1)


def test_what_cannot_be_read_but_has_an_id_is_answered() -> None:
    way = Doorway()
    way.receive({"id": "9", "text": 1})
    way.post.confirm()
    assert (way.answers[0]["id"], way.answers[0]["error"]["code"], way.acknowledged) == ("9", "invalid", 1)


def test_a_request_that_arrives_too_late_is_not_carried_out() -> None:
    way = Doorway()
    way.receive({"id": "1", "text": "turn on lamp", "expires": SystemClock().wall() - 5})
    assert way.hub.asked == []
    assert way.answers[0]["error"]["code"] == "expired"


def test_a_fault_in_the_hub_is_an_answer_too(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_request: Request) -> Turn:
        raise RuntimeError("secret detail")

    way = Doorway(StubHub(respond=fail))
    way.receive({"id": "1", "text": "x"})
    assert way.answers[0]["error"]["code"] == "internal"
    assert "secret detail" not in way.answers[0]["error"]["message"]
    assert "secret detail" in caplog.text


def test_an_announcement_names_the_device() -> None:
    way = Doorway()
    way.door.announce("The eggs are done", "kitchen_display")
    assert way.answers == [{"text": "The eggs are done", "device": "kitchen_display"}]
    assert way.post.replies[0].topic == "hearth/h/announce"


def test_the_ledger_forgets_the_oldest() -> None:
    ledger = MemoryLedger(capacity=2)
    for number in "123":
        ledger.begin(number)
    ledger.finish("2", b"x")
    assert [ledger.find(n) for n in "123"] == [None, Entry(b"x"), Entry()]
