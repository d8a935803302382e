"""F03, F07 and F10: poison, retained state and flood."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable

import psutil
import pytest
from house_stub import StubHouse
from link_support import BASE, LONG, broker_of, peer, running, until
from support import Mosquitto

from edge.app.daemon import Daemon
from edge.app.options import Options
from edge.home.events import StateReported
from edge.link.lanes import Lanes
from edge.link.state import LinkState


def _with_daemon(mosquitto: Mosquitto, house: StubHouse, test: Callable[[Daemon], asyncio.Future[None]]) -> None:
    async def scenario() -> None:
        daemon = Daemon(Options(broker_of(mosquitto), hub_id="test"), lambda _link: house, ping_period=0.5)
        task = asyncio.create_task(daemon.run())
        await until(lambda: hasattr(daemon, "link") and daemon.link.status.state is LinkState.ONLINE)
        await test(daemon)
        daemon.stopping.set()
        await task

    asyncio.run(scenario())


def test_f03_a_poison_message_costs_itself_alone(mosquitto: Mosquitto, caplog: pytest.LogCaptureFixture) -> None:
    house = StubHouse()
    count = 50

    async def test(daemon: Daemon) -> None:
        with peer(mosquitto) as home:
            for number in range(count):
                home.publish("state/light.lamp", b"poison")
                home.publish("state/light.lamp", b"unreadable")
                sent = time.monotonic()
                home.publish("state/light.lamp", str(number))
                await until(lambda n=number: len(house.hub.observed) == n + 1)  # type: ignore[misc]
                assert time.monotonic() - sent <= 0.1
        assert daemon._dispatcher.poisoned == count
        assert daemon._dispatcher.rejected == count

    _with_daemon(mosquitto, house, test)  # type: ignore[arg-type]
    complaints = [record for record in caplog.records if "message_rejected" in record.getMessage()]
    assert 1 <= len(complaints) <= 5, "one line a second for one topic"


def test_f03_a_raising_hook_on_the_network_thread_does_not_end_it(
    mosquitto: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Lanes.delivery

    def poisoned(self: Lanes, message: object, connection: int) -> object:
        if message.payload == b"poison":  # type: ignore[attr-defined]
            raise RuntimeError("poison")
        return real(self, message, connection)  # type: ignore[arg-type]

    monkeypatch.setattr(Lanes, "delivery", poisoned)

    async def scenario() -> None:
        async with running(broker_of(mosquitto)) as link:
            link.subscribe(["state"])
            assert await link.flush(5)
            with peer(mosquitto) as home:
                home.publish("state", b"poison")
                home.publish("state", b"good")
                [delivery] = await asyncio.wait_for(link.receive(), 5)
            assert delivery.message.payload == b"good"
            assert link.counts().rebuilt == 0

    asyncio.run(scenario())


def test_f07_retained_state_never_becomes_an_event(mosquitto: Mosquitto) -> None:
    topics = 500
    reconnects = 10
    house = StubHouse()

    async def test(daemon: Daemon) -> None:
        with peer(mosquitto) as home:
            for number in range(topics):
                home.client.publish(f"state/light.l{number}", b"on", 1, retain=True)
            await until(lambda: len(house.hub.observed) >= topics)
            house.hub.observed.clear()
            for number in range(reconnects):
                daemon.link._rebuild("test")
                await until(lambda n=number: len(house.hub.observed) >= topics * (n + 1))  # type: ignore[misc]
            reported = [event for event in house.hub.observed if isinstance(event, StateReported)]
            assert len(reported) == topics * reconnects
            assert all(event.retained for event in reported)
            home.publish("state/light.l7", b"off", retain=True)
            await until(lambda: not house.hub.observed[-1].retained)  # type: ignore[union-attr]

    _with_daemon(mosquitto, house, test)  # type: ignore[arg-type]


@pytest.mark.timeout(300)
def test_f10_two_thousand_messages_a_second_and_a_chatty_device(mosquitto: Mosquitto) -> None:
    seconds, rate = (60, 2000) if LONG else (5, 2000)
    house = StubHouse()

    async def ask(home: object, number: int, seen: list[float]) -> None:
        before = time.monotonic()
        home.client.publish(f"{BASE}/request", json.dumps({"id": str(number), "text": "x"}), 1)  # type: ignore[attr-defined]
        await until(lambda: len(home.on(f"{BASE}/response")) > number)  # type: ignore[attr-defined]
        seen.append(time.monotonic() - before)

    async def test(daemon: Daemon) -> None:
        memory = psutil.Process().memory_info().rss
        received = daemon.link.counts().inbox.received
        with peer(mosquitto, f"{BASE}/response") as home, peer(mosquitto) as devices:
            flooding = asyncio.create_task(asyncio.to_thread(_flood, devices, seconds, rate))
            answers: list[float] = []
            deepest = 0
            while not flooding.done():
                await ask(home, len(answers), answers)
                deepest = max(deepest, daemon.link.counts().inbox.waiting)
                await asyncio.sleep(0.05)
            sent = await flooding
            await until(lambda: daemon.link.counts().inbox.received - received >= sent + len(answers), 20)
            await until(lambda: daemon.link.counts().inbox.waiting == 0, 20)
            counts = daemon.link.counts().inbox
            assert counts.received == counts.taken + counts.coalesced + counts.shed
            assert counts.shed == 0
            assert deepest <= 10_000
            assert sorted(answers)[int(0.95 * len(answers))] <= 0.25
            assert psutil.Process().memory_info().rss - memory <= 30_000_000

    _with_daemon(mosquitto, house, test)  # type: ignore[arg-type]


def _flood(devices: object, seconds: int, rate: int) -> int:
    """Publish `rate` messages a second over 200 topics, one of them 50 times a second; returns how many."""
    began, sent = time.monotonic(), 0
    while (elapsed := time.monotonic() - began) < seconds:
        while sent < elapsed * rate:
            topic = "state/sensor.chatty" if sent % 40 == 0 else f"state/light.l{sent % 200}"
            devices.client.publish(topic, str(sent), 0)  # type: ignore[attr-defined]
            sent += 1
        time.sleep(0.005)
    return sent
