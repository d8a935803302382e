from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from house_stub import StubHouse
from link_support import BASE, Peer, broker_of, peer, until, wait_for
from support import Mosquitto, program
from wyoming.asr import Transcript
from wyoming.client import AsyncTcpClient
from wyoming.handle import Handled

from edge.app.daemon import Daemon
from edge.app.options import Options
from edge.hub import Announcement

STUB = Path(__file__).resolve().parent.parent / "daemon_stub.py"


@asynccontextmanager
async def _daemon(mosquitto: Mosquitto, house: StubHouse, **options: Any) -> AsyncIterator[Daemon]:
    daemon = Daemon(Options(broker_of(mosquitto), hub_id="test", **options), lambda _link: house, ping_period=0.5)
    running = asyncio.create_task(daemon.run())
    try:
        await until(lambda: hasattr(daemon, "link") and daemon.link.status.state == "online")
        yield daemon
    finally:
        daemon.stopping.set()
        await running


@contextmanager
def _process(mosquitto: Mosquitto, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, str(STUB), str(mosquitto.port), *arguments], stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _answers(home: Peer, request_id: str | None = None) -> list[dict[str, Any]]:
    answers = [json.loads(payload) for payload in home.on(f"{BASE}/response")]
    return [a for a in answers if request_id is None or a["id"] == request_id]


def test_mosquitto_pub_asks_and_mosquitto_sub_hears(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        async with _daemon(mosquitto, StubHouse()):
            where = ["-h", mosquitto.host, "-p", str(mosquitto.port), "-q", "1"]
            listener = await asyncio.create_subprocess_exec(
                program("mosquitto_sub"), *where, "-t", f"{BASE}/response", "-C", "1", "-W", "10",
                stdout=asyncio.subprocess.PIPE,
            )  # fmt: skip
            await until(lambda: f"{BASE}/response (QoS 1)" in mosquitto.log)
            speaker = await asyncio.create_subprocess_exec(
                program("mosquitto_pub"), *where, "-t", f"{BASE}/request", "-m", '{"id": "x1", "text": "turn on lamp"}'
            )
            heard, _ = await listener.communicate()
            answer = json.loads(heard)
            assert (answer["id"], answer["response"], answer["decision"]) == ("x1", "Turned on lamp", "act")
            assert await speaker.wait() == 0

    asyncio.run(scenario())


def test_what_we_say_of_ourselves_is_retained(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        async with _daemon(mosquitto, StubHouse(learning=False)):
            with peer(mosquitto, f"{BASE}/bridge/#", "homeassistant/#") as late:
                await until(lambda: late.on(f"{BASE}/bridge/health"))
                assert late.on(f"{BASE}/bridge/state") == [b"online"]
                health = json.loads(late.on(f"{BASE}/bridge/health")[-1])
                assert (health["status"], health["counts"]["entities"]) == ("ok", 1)
                assert json.loads(late.on(f"{BASE}/bridge/info")[0])["hub"] == "test"
                assert late.on(f"{BASE}/bridge/learning") == [b"OFF"]
                assert late.on("homeassistant/device/hearth_test/config")
                assert all(retain for _t, _p, retain in late.seen)

    asyncio.run(scenario())


def test_states_reach_the_hub_and_our_own_topics_do_not(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        house = StubHouse(filters=("state/#", "homeassistant/#", f"{BASE}/#"))
        with peer(mosquitto) as home:
            home.publish("state/light.lamp", b"on", retain=True)
            async with _daemon(mosquitto, house):
                home.publish("state/light.lamp", b"off")
                await until(lambda: len(house.hub.observed) >= 2)
                assert [(e.entity_id, e.state, e.retained) for e in house.hub.observed] == [  # type: ignore[union-attr]
                    ("state.light.lamp", "on", True),
                    ("state.light.lamp", "off", False),
                ]

    asyncio.run(scenario())


def test_topics_that_discovery_asks_for_are_heard(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        house = StubHouse()
        with peer(mosquitto) as home:
            home.publish("extra/thing", b"on", retain=True)
            async with _daemon(mosquitto, house):
                home.publish("state/discovery", b"more")
                await until(lambda: house.hub.observed)
                assert house.hub.observed[0].entity_id == "extra.thing"  # type: ignore[union-attr]

    asyncio.run(scenario())


def test_administration_over_mqtt(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        async with _daemon(mosquitto, StubHouse()):
            with peer(mosquitto, f"{BASE}/bridge/response/#") as admin:
                admin.publish(f"{BASE}/bridge/request/home", b'{"transaction": 1}')
                admin.publish(f"{BASE}/bridge/request/health_check", b"")
                admin.publish(f"{BASE}/bridge/request/learning", b'{"value": false}')
                await until(lambda: len(admin.seen) == 3)
                home, check, learning = (json.loads(payload) for _topic, payload, _retain in admin.seen)
                assert home["transaction"] == 1
                assert home["data"]["entities"][0]["state"] == "on"
                assert check["data"]["healthy"]
                assert learning["data"] == {"value": False}

    asyncio.run(scenario())


def test_hermes_and_wyoming_beside_mqtt(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        house = StubHouse()
        async with _daemon(mosquitto, house, hermes=(), wyoming=("127.0.0.1", 0)) as daemon:
            with peer(mosquitto, "hermes/#") as satellite:
                satellite.publish("hermes/nlu/query", json.dumps({"input": "turn on lamp", "sessionId": "s"}))
                await until(lambda: satellite.on("hermes/dialogueManager/endSession"))
                assert satellite.on("hermes/intent/HassTurnOn")
            assert daemon.doors.wyoming is not None
            async with AsyncTcpClient("127.0.0.1", daemon.doors.wyoming.port, read_timeout=5) as client:
                await client.write_event(Transcript("hello").event())
                event = await client.read_event()
                assert event is not None
                assert Handled.from_event(event).text == "heard hello"
            assert [r.door for r in house.hub.asked] == ["hermes", "wyoming"]

    asyncio.run(scenario())


def test_what_is_due_is_announced(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        house = StubHouse()
        async with _daemon(mosquitto, house) as daemon:
            with peer(mosquitto, f"{BASE}/announce") as home:
                house.hub.spoken = [Announcement("The eggs are done", "display")]
                daemon.stir()
                await until(lambda: home.seen)
                assert json.loads(home.seen[0][1]) == {"text": "The eggs are done", "device": "display"}

    asyncio.run(scenario())


def test_a_closed_door_does_not_answer(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        house = StubHouse()
        async with _daemon(mosquitto, house, mqtt_door=False, discovery=None):
            with peer(mosquitto, "#") as home:
                home.publish(f"{BASE}/request", b'{"text": "hello"}')
                home.publish("state/marker", b"on")
                await until(lambda: house.hub.observed)
                assert house.hub.asked == []
                assert not any(topic.startswith("homeassistant") for topic, _p, _r in home.seen)

    asyncio.run(scenario())


def test_a_task_that_dies_ends_the_process_within_a_second_and_is_named(mosquitto: Mosquitto) -> None:
    with peer(mosquitto, f"{BASE}/bridge/state") as home, _process(mosquitto, "--die-after", "1") as process:
        wait_for(lambda: home.seen[-1:] and home.seen[-1][1] == b"online", 15)
        _, errors = process.communicate(timeout=15)
        assert process.returncode == 70
        assert "task ticker ended: RuntimeError('made to fail')" in errors
        assert home.seen[-1][1] == b"offline"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_end_says_offline_and_exits_with_zero(mosquitto: Mosquitto, number: signal.Signals) -> None:
    with peer(mosquitto, f"{BASE}/bridge/state") as home, _process(mosquitto) as process:
        wait_for(lambda: home.seen[-1:] and home.seen[-1][1] == b"online", 15)
        asked = time.monotonic()
        process.send_signal(number)
        assert process.wait(5) == 0
        assert time.monotonic() - asked < 2.0
        wait_for(lambda: home.seen[-1][1] == b"offline", 1)


def test_the_service_manager_hears_ready_signs_of_life_and_stopping(
    mosquitto: Mosquitto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "100000")
        with _process(mosquitto) as process:
            said = [manager.recv(100) for _ in range(3)]
            process.send_signal(signal.SIGTERM)
            while (word := manager.recv(100)) != b"STOPPING=1":
                said.append(word)
            assert process.wait(5) == 0
    assert said[0] == b"READY=1"
    assert set(said[1:]) == {b"WATCHDOG=1"}


def test_a_hub_without_its_broker_starts_and_joins_when_it_comes(make_mosquitto: Any) -> None:
    async def scenario() -> None:
        broker = make_mosquitto()
        options = Options(broker_of(broker), hub_id="test")
        daemon = Daemon(options, lambda _link: StubHouse(), ping_period=0.5)
        running = asyncio.create_task(daemon.run())
        await until(lambda: hasattr(daemon, "link") and daemon.link.status.state == "offline")
        assert "nothing listens" in daemon.link.status.cause
        await asyncio.to_thread(broker.start)
        await until(lambda: daemon.link.status.state == "online")
        daemon.stopping.set()
        await running

    asyncio.run(scenario())


def test_an_address_in_use_is_an_error_that_leaves_nothing_behind(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            options = Options(broker_of(mosquitto), hub_id="test", wyoming=taken.getsockname())
            house = StubHouse()
            daemon = Daemon(options, lambda _link: house, ping_period=0.5)
            with contextlib.suppress(OSError):
                await daemon.run()
                pytest.fail("listened on an address in use")
            assert daemon.link.status.state == "stopped"
            assert not house.running

    asyncio.run(scenario())


def test_request_ids_are_answered_exactly_once_each(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        house = StubHouse()
        ids = [uuid.uuid4().hex for _ in range(200)]
        async with _daemon(mosquitto, house):
            with peer(mosquitto, f"{BASE}/response") as home:
                for request_id in ids:
                    home.client.publish(f"{BASE}/request", json.dumps({"id": request_id, "text": "x"}), 1)
                await until(lambda: len(_answers(home)) >= len(ids))
                assert [a["id"] for a in _answers(home)] == ids
        assert [asked.id for asked in house.hub.asked] == ids

    asyncio.run(scenario())


def test_options_keep_the_password_out_of_sight(mosquitto: Mosquitto) -> None:
    options = Options(replace(broker_of(mosquitto), password="sesame"))
    assert "sesame" not in repr(options)
