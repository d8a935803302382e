from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from house_stub import Letters, turn_of

from edge.doors.bridge import Bridge, BridgeError
from edge.doors.discovery import Discovery
from edge.doors.health import Health
from edge.home.events import Message
from edge.turn import Request


def _ask(bridge: Bridge, post: Letters, name: str, payload: bytes) -> dict[str, Any]:
    bridge.receive(Message(f"hearth/h/bridge/request/{name}", payload, 1), lambda: None)
    assert post.replies[-1].topic == f"hearth/h/bridge/response/{name}"
    answer: dict[str, Any] = json.loads(post.replies[-1].payload)
    return answer


@pytest.fixture
def post() -> Letters:
    return Letters()


@pytest.fixture
def bridge(post: Letters) -> Bridge:
    bridge = Bridge("hearth/h", post)
    bridge.offer("echo", dict)
    return bridge


def test_a_request_is_answered_with_its_transaction(bridge: Bridge, post: Letters) -> None:
    answer = _ask(bridge, post, "echo", b'{"transaction": 5, "x": 1}')
    assert answer == {"status": "ok", "data": {"transaction": 5, "x": 1}, "transaction": 5}
    assert _ask(bridge, post, "echo", b"") == {"status": "ok", "data": {}}


@pytest.mark.parametrize(
    ("name", "payload", "words"),
    [("nothing", b"{}", "there are echo"), ("echo", b"{", "not JSON"), ("echo", b"[]", "not a JSON object")],
)
def test_what_is_wrong_is_said(bridge: Bridge, post: Letters, name: str, payload: bytes, words: str) -> None:
    answer = _ask(bridge, post, name, payload)
    assert answer["status"] == "error"
    assert words in answer["error"]


def test_a_refusal_reaches_the_sender_and_a_fault_only_the_log(
    bridge: Bridge, post: Letters, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_parameters: object) -> None:
        raise BridgeError("no such pack")

    def fail(_parameters: object) -> None:
        raise RuntimeError("defect")

    bridge.offer("refuse", refuse)
    bridge.offer("fail", fail)
    assert _ask(bridge, post, "refuse", b'{"transaction": "t"}')["error"] == "no such pack"
    assert "defect" not in _ask(bridge, post, "fail", b"")["error"]
    assert "defect" in caplog.text


def test_a_retained_request_is_only_acknowledged(bridge: Bridge, post: Letters) -> None:
    done: list[int] = []
    bridge.receive(Message("hearth/h/bridge/request/echo", b"{}", 1, retain=True), lambda: done.append(1))
    assert (post.replies, done) == ([], [1])


@pytest.mark.parametrize(("payload", "on"), [(b"ON", True), (b"off", False), (b"whatever", False)])
def test_learning_can_be_switched(bridge: Bridge, post: Letters, payload: bytes, on: bool) -> None:
    heard: list[bool] = []
    bridge.on_learning = heard.append
    bridge.receive(Message("hearth/h/bridge/learning/set", payload), lambda: None)
    assert (bridge.learning, heard) == (on, [on])
    assert post.retained["hearth/h/bridge/learning"] == (b"ON" if on else b"OFF")


def test_health_is_degraded_by_any_cause(bridge: Bridge, post: Letters) -> None:
    bridge.tell_health(Health(("disk full",), "1.0", 5.4, {"shed": 1}))
    assert json.loads(post.retained["hearth/h/bridge/health"]) == {
        "status": "degraded",
        "causes": ["disk full"],
        "version": "1.0",
        "uptime_s": 5,
        "counts": {"shed": 1},
    }
    assert Health().status == "ok"


def test_the_last_turn_is_told_without_its_words(bridge: Bridge, post: Letters) -> None:
    bridge.tell_last(turn_of(Request("1", "turn on secret lamp", 7.0)))
    last = post.retained["hearth/h/bridge/last"]
    assert json.loads(last)["intent"] == "HassTurnOn"
    assert b"secret" not in last


def test_discovery_describes_the_hub_to_home_assistant(post: Letters) -> None:
    Discovery("homeassistant", "hearth/h", "h", "Hearth", post, lambda _prefix: None).announce()
    config = json.loads(post.retained["homeassistant/device/hearth_h/config"])
    assert set(config["cmps"]) == {"last_intent", "confidence", "health", "learning"}
    assert config["avty_t"] == "hearth/h/bridge/state"
    assert len({part["uniq_id"] for part in config["cmps"].values()}) == 4
    assert all(part["p"] in {"sensor", "switch"} for part in config["cmps"].values())


def test_discovery_is_said_again_when_home_assistant_comes_up(post: Letters) -> None:
    async def scenario(payload: bytes, *, retain: bool) -> list[str]:
        renewed: list[str] = []
        discovery = Discovery("homeassistant", "hearth/h", "h", "Hearth", post, renewed.append, jitter=0.01)
        discovery.receive(Message("homeassistant/status", payload, 0, retain), lambda: None)
        await asyncio.sleep(0.05)
        return renewed

    assert asyncio.run(scenario(b"online", retain=False)) == ["homeassistant/device/hearth_h/config"]
    assert asyncio.run(scenario(b"offline", retain=False)) == []
    assert asyncio.run(scenario(b"online", retain=True)) == []
