"""F02: the network goes silent without a word, or loses and delays; a proxy between hub and broker plays it."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import pytest
from house_stub import StubHouse
from link_support import BASE, LONG, broker_of, peer, until
from support import Mosquitto

from edge.app.daemon import Daemon
from edge.app.options import Options
from edge.link.state import LinkState

SILENCE = 90.0 if LONG else 3.0
PERIOD = 10.0 if LONG else 0.3
"""Seconds between the link's pings to itself."""
LOSSY = 300.0 if LONG else 3.0


class Proxy:
    """Passes bytes on while `open`; each piece waits `delay()` seconds, in order, as TCP makes of loss."""

    def __init__(self, mosquitto: Mosquitto) -> None:
        self.open = asyncio.Event()
        self.open.set()
        self.delay: Callable[[], float] = lambda: 0.0
        self.port = 0
        self._broker = (mosquitto.host, mosquitto.port)
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        await self.open.wait()
        there, back = await asyncio.open_connection(*self._broker)
        self._writers.add(back)
        for source, sink in ((reader, back), (there, writer)):
            self._tasks.add(asyncio.create_task(self._pass_on(source, sink)))

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._writers:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _pass_on(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(65_536):
                await asyncio.sleep(self.delay())
                await self.open.wait()
                sink.write(data)
                await sink.drain()
        sink.close()


@asynccontextmanager
async def _daemon(mosquitto: Mosquitto, house: StubHouse) -> AsyncIterator[tuple[Daemon, Proxy]]:
    proxy = Proxy(mosquitto)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1")
    proxy.port = server.sockets[0].getsockname()[1]
    broker = replace(broker_of(mosquitto), port=proxy.port)
    daemon = Daemon(Options(broker, hub_id="test"), lambda _link: house, ping_period=PERIOD)
    running = asyncio.create_task(daemon.run())
    try:
        await until(lambda: hasattr(daemon, "link") and daemon.link.status.state is LinkState.ONLINE)
        yield daemon, proxy
    finally:
        proxy.open.set()
        daemon.stopping.set()
        await running
        server.close()
        await proxy.stop()


@pytest.mark.timeout(300)
def test_f02_a_silent_partition_is_noticed_and_healed_and_nothing_is_lost(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        house = StubHouse()
        async with _daemon(mosquitto, house) as (daemon, proxy):
            with peer(mosquitto, f"{BASE}/response") as home:
                proxy.open.clear()
                began = time.monotonic()
                for number in range(20):
                    home.publish(f"{BASE}/request", json.dumps({"id": f"p{number}", "text": "x"}))
                await until(lambda: daemon.link.status.state is not LinkState.ONLINE, 36.0)
                assert time.monotonic() - began <= 35.0
                await asyncio.sleep(max(0.0, SILENCE - (time.monotonic() - began)))
                healed = time.monotonic()
                proxy.open.set()
                await until(lambda: daemon.link.status.state is LinkState.ONLINE, 15.0)
                assert time.monotonic() - healed <= 5.0 + (0.0 if LONG else 5.0)
                await until(lambda: len(home.on(f"{BASE}/response")) >= 20, 20.0)
        assert sorted(request.id for request in house.hub.asked) == sorted(f"p{n}" for n in range(20))

    asyncio.run(scenario())


@pytest.mark.timeout(600)
def test_f02_over_a_lossy_link_every_request_is_answered_once(mosquitto: Mosquitto) -> None:
    chance = random.Random(2)

    async def scenario() -> None:
        house = StubHouse()
        async with _daemon(mosquitto, house) as (daemon, proxy):
            # A tenth of the pieces is lost and comes again after a retransmission timeout.
            proxy.delay = lambda: 0.2 + (0.4 if chance.random() < 0.1 else 0.0) if LONG else 0.02
            with peer(mosquitto, f"{BASE}/response") as home:
                until_then, number = time.monotonic() + LOSSY, 0
                while time.monotonic() < until_then:
                    home.publish(f"{BASE}/request", json.dumps({"id": f"l{number}", "text": "x"}))
                    number += 1
                    await asyncio.sleep(1.0 if LONG else 0.1)
                await until(lambda: len(home.on(f"{BASE}/response")) >= number, 30.0)
            assert daemon.link.counts().rebuilt == 0, "slow is not dead"
        assert sorted(request.id for request in house.hub.asked) == sorted(f"l{n}" for n in range(number))

    asyncio.run(scenario())
