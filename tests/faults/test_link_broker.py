"""F01, F04 and F11: the broker dies, hangs or stays away."""

from __future__ import annotations

import asyncio
import ctypes
import json
import os
import signal
import threading
import time

import psutil
import pytest
from house_stub import StubHouse
from link_support import BASE, LONG, broker_of, peer, running, until, wait_for
from support import Mosquitto

from edge.app.daemon import Daemon
from edge.app.options import Options
from edge.home.events import Message
from edge.link.mqtt import Link
from edge.link.outbox import Kind
from edge.link.state import CONNECTED, LinkState

OUTAGES = (1.0, 10.0, 60.0) if LONG else (0.1, 0.5, 1.5)
KILLS = 20 if LONG else len(OUTAGES)


@pytest.mark.timeout(1800 if LONG else 120)
def test_f01_a_killed_broker_is_rejoined_and_everything_said_again(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        house = StubHouse()
        daemon = Daemon(Options(broker_of(mosquitto), hub_id="test"), lambda _link: house, ping_period=0.5)
        task = asyncio.create_task(daemon.run())
        await until(lambda: hasattr(daemon, "link") and daemon.link.status.state is LinkState.ONLINE)
        memory = psutil.Process().memory_info().rss
        for number in range(KILLS):
            outage = OUTAGES[number % len(OUTAGES)]
            await asyncio.to_thread(mosquitto.kill)
            await until(lambda: daemon.link.status.state is LinkState.OFFLINE)
            spent = time.process_time()
            await asyncio.sleep(outage)
            assert time.process_time() - spent <= 0.02 * outage + 0.02, "busy while the broker was down"
            await asyncio.to_thread(mosquitto.start)
            with peer(mosquitto, f"{BASE}/bridge/#", "homeassistant/#") as home:
                limit = 5.0 if outage <= 10 else 31.0
                await until(lambda: daemon.link.status.state is LinkState.ONLINE, limit)
                home.publish(f"{BASE}/request", json.dumps({"id": f"after-{number}", "text": "x"}))
                await until(lambda n=number: any(r.id == f"after-{n}" for r in house.hub.asked), 5)  # type: ignore[misc]
                await until(lambda: home.on(f"{BASE}/bridge/state")[-1:] == [b"online"])
                await until(lambda: home.on("homeassistant/device/hearth_test/config"))
        assert psutil.Process().memory_info().rss - memory <= 4_000_000
        daemon.stopping.set()
        await task

    asyncio.run(scenario())


def _network_thread() -> threading.Thread:
    return next(thread for thread in threading.enumerate() if thread.name.startswith("paho-mqtt-client-hearth-test"))


def test_f04_a_killed_network_thread_is_replaced(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        async with running(broker_of(mosquitto), requests=["request"]) as link:
            thread = _network_thread()
            assert thread.ident is not None
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit))
            await until(lambda: link.counts().rebuilt == 1 and link.status.state is LinkState.ONLINE)
            assert not thread.is_alive()
            with peer(mosquitto) as home:
                home.publish("request", b"hello")
                [delivery] = await asyncio.wait_for(link.receive(), 5)
                assert delivery.message.payload == b"hello"

    asyncio.run(scenario())


def test_f04_a_hanging_broker_is_noticed_by_the_missing_ping(mosquitto: Mosquitto) -> None:
    period = 10.0 if LONG else 0.2

    async def scenario() -> None:
        assert mosquitto.process is not None
        async with running(broker_of(mosquitto), ping_period=period) as link:
            causes: list[str] = []
            link._on_status = lambda status: causes.append(status.cause)
            mosquitto.process.send_signal(signal.SIGSTOP)
            began = time.monotonic()
            try:
                # With pings as far apart as in earnest, the keep-alive (15 s) notices first.
                await until(lambda: link.status.state not in CONNECTED, 4.5 * period + 1)
            finally:
                mosquitto.process.send_signal(signal.SIGCONT)
            assert time.monotonic() - began <= 4.1 * period
            assert "do not come back" in causes[0] or LONG
            await until(lambda: link.status.state is LinkState.ONLINE)

    asyncio.run(scenario())


def test_f04_no_false_alarm_while_all_is_well(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        async with running(broker_of(mosquitto), ping_period=0.02) as link:
            await asyncio.sleep(3600.0 if LONG else 2.0)
            assert (link.counts().rebuilt, link.counts().connects) == (0, 1)
            assert link.status.state is LinkState.ONLINE

    if LONG and os.environ.get("HEARTH_HOUR") != "1":
        pytest.skip("takes an hour (set HEARTH_HOUR=1)")
    asyncio.run(scenario())


class _JumpingClock:
    """The machine's clocks, which can be put forward."""

    ahead = 0.0

    def wall(self) -> float:
        return time.time() + self.ahead

    def mono(self) -> float:
        return time.monotonic() + self.ahead


def test_f11_sixty_thousand_publishes_to_a_broker_that_is_away(persistent_mosquitto: Mosquitto) -> None:
    broker, clock = persistent_mosquitto, _JumpingClock()
    witness = {"client_id": "witness", "clean_session": False}
    with peer(broker, "late/#", "fresh/#", "feedback/#", **witness):
        pass  # the broker keeps the subscriptions over its restart, so that nothing is missed

    async def scenario() -> None:
        async with running(broker_of(broker), clock=clock) as link:
            await asyncio.to_thread(broker.stop)
            await until(lambda: link.status.state is LinkState.OFFLINE)
            memory = psutil.Process().memory_info().rss
            _publish(link, 60_000)
            assert link.counts().outbox.waiting <= 1000
            assert psutil.Process().memory_info().rss - memory <= 5_000_000
            clock.ahead += 600.0
            for number in range(10):
                link.publish(Message(f"fresh/{number}", b"", qos=1), Kind.COMMAND)
            await asyncio.to_thread(broker.start)
            await until(lambda: link.status.state is LinkState.ONLINE)
            assert await link.flush(10)
            counts = link.counts().outbox
            assert counts.offered == counts.sent + counts.expired + counts.shed

    asyncio.run(scenario())
    with peer(broker, "late/#", **witness) as home:
        wait_for(lambda: len(home.seen) >= 610)
        topics = [topic.partition("/")[0] for topic, _payload, _retain in home.seen]
    assert (topics.count("late"), topics.count("feedback"), topics.count("fresh")) == (0, 600, 10)


def _publish(link: Link, count: int) -> None:
    """Publish so many messages, one in a hundred a feedback, the others commands."""
    for number in range(count):
        if number % 100 == 0:
            link.publish(Message(f"feedback/{number}", b"x" * 200, qos=1), Kind.REPLY)
        else:
            link.publish(Message(f"late/{number}", b"x" * 200, qos=1), Kind.COMMAND)


def test_f11_what_was_in_flight_when_the_broker_died_is_delivered_or_expires(mosquitto: Mosquitto) -> None:
    clock = _JumpingClock()

    async def scenario() -> None:
        assert mosquitto.process is not None
        async with running(broker_of(mosquitto), clock=clock) as link:
            mosquitto.process.send_signal(signal.SIGSTOP)
            link.publish(Message("late/command", b"", qos=1), Kind.COMMAND)
            link.publish(Message("reply", b"", qos=1), Kind.REPLY)
            await until(lambda: link.counts().outbox.in_flight >= 2)
            await asyncio.to_thread(mosquitto.kill)
            await until(lambda: link.status.state is not LinkState.ONLINE)
            clock.ahead += 11.0
            await asyncio.to_thread(mosquitto.start)
            with peer(mosquitto, "#") as home:
                await until(lambda: home.on("reply"))
                assert await link.flush(5)
                assert home.on("late/command") == []

    asyncio.run(scenario())
