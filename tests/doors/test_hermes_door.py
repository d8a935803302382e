from __future__ import annotations

import json
from typing import Any

import pytest
from house_stub import Letters, StubHub

from edge.clock import SystemClock
from edge.doors.hermes import CAPTURED, CONTINUE, END, ERROR, INTENT, NOT_RECOGNIZED, QUERY, START, HermesDoor
from edge.doors.moment import Moments
from edge.home.events import Message
from edge.turn import Request, Turn

SESSION = {"siteId": "kitchen", "sessionId": "s1"}


class Site:
    def __init__(self, hub: StubHub | None = None, sites: tuple[str, ...] = ()) -> None:
        self.hub = hub or StubHub()
        self.post = Letters()
        self.door = HermesDoor(self.hub, self.post, Moments(SystemClock()), sites)

    def hear(self, topic: str, payload: object, *, retain: bool = False) -> None:
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        self.door.receive(Message(topic, body, 0, retain), lambda: None)

    def sent(self, topic: str) -> list[dict[str, Any]]:
        return [json.loads(m.payload) for m in self.post.replies if m.topic == topic]


def test_a_query_becomes_an_intent_and_ends_the_session() -> None:
    site = Site()
    site.hear(QUERY, {"input": "turn on lamp", "id": "q1", "customData": "x", "lang": "en_US", **SESSION})
    [intent] = site.sent(f"{INTENT}/HassTurnOn")
    assert intent["intent"] == {"intentName": "HassTurnOn", "confidenceScore": 0.9}
    assert intent["slots"] == [
        {
            "entity": "name",
            "slotName": "name",
            "rawValue": "lamp",
            "value": {"kind": "Unknown", "value": "lamp"},
            "confidence": 1.0,
            "range": {"start": 8, "end": 12, "rawStart": 8, "rawEnd": 12},
        }
    ]
    assert (intent["siteId"], intent["sessionId"], intent["id"], intent["customData"]) == ("kitchen", "s1", "q1", "x")
    assert site.sent(END) == [{"sessionId": "s1", "text": "Turned on lamp", "customData": "x"}]


def test_captured_text_carries_the_recognisers_confidence() -> None:
    site = Site()
    site.hear(CAPTURED, {"text": "hello", "likelihood": 0.7, "seconds": 1.5, **SESSION})
    [asked] = site.hub.asked
    assert (asked.text, asked.confidence, asked.device, asked.conversation) == ("hello", 0.7, "kitchen", "s1")


def test_what_nobody_understands_is_not_recognized_and_the_session_ends() -> None:
    site = Site()
    site.hear(QUERY, {"input": "sing", **SESSION})
    assert site.sent(NOT_RECOGNIZED)[0]["input"] == "sing"
    assert site.sent(END)[0]["text"] == "I cannot sing"


def test_a_question_continues_the_session() -> None:
    site = Site()
    site.hear(QUERY, {"input": "which", **SESSION})
    assert site.sent(CONTINUE)[0]["text"] == "The lamp or the fan?"
    assert site.sent(END) == []


def test_without_a_session_there_is_none_to_end() -> None:
    site = Site()
    site.hear(QUERY, {"input": "turn on lamp"})
    assert site.sent(END) == []


@pytest.mark.parametrize("payload", [b"{", b"[]", b"null", {"siteId": "x"}, {"input": 5}, b"[" * 100_000])
def test_what_cannot_be_read_is_an_error(payload: object) -> None:
    site = Site()
    site.hear(QUERY, payload)
    assert QUERY in site.sent(ERROR)[0]["error"]
    assert site.door.rejected == 1


def test_a_fault_in_the_hub_ends_the_session_with_an_error(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_request: Request) -> Turn:
        raise RuntimeError("defect")

    site = Site(StubHub(respond=fail))
    site.hear(QUERY, {"input": "x", **SESSION})
    assert site.sent(ERROR)[0]["sessionId"] == "s1"
    assert site.sent(END)[0]["text"] is None
    assert "defect" in caplog.text


def test_other_sites_and_retained_messages_are_not_for_us() -> None:
    site = Site(sites=("kitchen",))
    site.hear(QUERY, {"input": "hello", "siteId": "garage"})
    site.hear(QUERY, {"input": "hello", **SESSION}, retain=True)
    assert site.hub.asked == []


def test_an_announcement_starts_a_notification() -> None:
    site = Site()
    site.door.announce("The eggs are done", None)
    assert site.sent(START) == [
        {"init": {"type": "notification", "text": "The eggs are done"}, "siteId": "default", "customData": None}
    ]
