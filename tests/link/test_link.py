from __future__ import annotations

import asyncio

import pytest
from link_support import BASE, broker_of, peer, running, until
from support import Mosquitto

from edge.home.events import Message
from edge.link.inbox import Delivery, Lane
from edge.link.mqtt import Link
from edge.link.outbox import Kind
from edge.link.state import LinkState


def test_constructing_does_nothing_and_stopping_twice_is_harmless(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        link = Link(broker_of(mosquitto), BASE)
        assert link.status.state is LinkState.STOPPED
        await link.stop()
        link.start()
        await link.stop()
        await link.stop()
        assert link.status.state is LinkState.STOPPED

    asyncio.run(scenario())


@pytest.mark.parametrize("protocol", ["3.1.1", "5"])
def test_birth_retained_set_and_will_over_both_protocols(mosquitto: Mosquitto, protocol: str) -> None:
    async def scenario() -> None:
        with peer(mosquitto, f"{BASE}/bridge/#", "discovery/#") as home:
            link = Link(broker_of(mosquitto, protocol=protocol), BASE)
            link.retain("discovery/hub", b"{}")
            link.start()
            await until(lambda: link.status.state is LinkState.ONLINE)
            await until(lambda: home.on("discovery/hub") == [b"{}"])
            await link.stop()
            await until(lambda: home.on(f"{BASE}/bridge/state") == [b"online", b"offline"])

    asyncio.run(scenario())


@pytest.mark.parametrize("protocol", ["3.1.1", "5"])
def test_messages_arrive_and_leave(mosquitto: Mosquitto, protocol: str) -> None:
    async def scenario() -> None:
        with peer(mosquitto, "out") as home:
            async with running(broker_of(mosquitto, protocol=protocol)) as link:
                link.subscribe(["state/#"])
                link.subscribe(["request"], Lane.REQUEST)
                assert await link.flush(5)
                home.publish("state/lamp", b"on")
                home.publish("request", b"hello")
                deliveries = []
                while len(deliveries) < 2:
                    deliveries += await asyncio.wait_for(link.receive(), 5)
                assert [(d.message.topic, d.lane) for d in deliveries] == [
                    ("state/lamp", Lane.STATE),
                    ("request", Lane.REQUEST),
                ]
                link.publish(Message("out", b"done", qos=1), Kind.COMMAND)
                assert await link.flush(5)
                await until(lambda: home.on("out") == [b"done"])

    asyncio.run(scenario())


def test_what_is_not_acknowledged_comes_again_and_what_is_does_not(mosquitto: Mosquitto) -> None:
    async def take(link: Link, count: int) -> list[Delivery]:
        taken: list[Delivery] = []
        while len(taken) < count:
            taken += await asyncio.wait_for(link.receive(), 5)
        return taken

    async def scenario() -> None:
        broker, requests = broker_of(mosquitto), ["request"]
        with peer(mosquitto) as home:
            async with running(broker, requests=requests) as link:
                for number in range(3):
                    home.publish("request", b"%d" % number)
                first = await take(link, 3)
                link.acknowledge(first[0])
            async with running(broker, requests=requests) as link:
                again = await take(link, 2)
                link.acknowledge(first[1])  # a ticket of the old connection acknowledges nothing
            async with running(broker, requests=requests) as link:
                third = await take(link, 2)
        for deliveries in (again, third):
            assert [d.message.payload for d in deliveries] == [b"1", b"2"]
            assert all(d.duplicate for d in deliveries)

    asyncio.run(scenario())


def test_retained_messages_are_marked_and_live_ones_are_not(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        with peer(mosquitto) as home:
            home.publish("state/lamp", b"on", retain=True)
            async with running(broker_of(mosquitto)) as link:
                link.subscribe(["state/#"])
                [delivery] = await asyncio.wait_for(link.receive(), 5)
                assert delivery.message.retain
                home.publish("state/lamp", b"off", retain=True)
                [delivery] = await asyncio.wait_for(link.receive(), 5)
                assert not delivery.message.retain

    asyncio.run(scenario())


def test_subscribing_again_repeats_what_is_retained(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        with peer(mosquitto) as home:
            home.publish("state/lamp", b"on", retain=True)
            async with running(broker_of(mosquitto)) as link:
                for _ in range(2):
                    link.subscribe(["state/lamp"], again=True)
                    [delivery] = await asyncio.wait_for(link.receive(), 5)
                    assert delivery.message.retain
                link.subscribe(["state/lamp"])
                assert await link.flush(5)
                assert link.counts().inbox.received == 2

    asyncio.run(scenario())


def test_own_retained_messages_below_a_prefix_are_said_again_on_demand(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        with peer(mosquitto, "discovery/#", "health") as home:
            async with running(broker_of(mosquitto)) as link:
                link.retain("discovery/hub", b"{}")
                link.retain("health", b"ok")
                link.renew("discovery/")
                await until(lambda: home.on("discovery/hub") == [b"{}", b"{}"])
                assert home.on("health") == [b"ok"]

    asyncio.run(scenario())


def test_a_ping_is_timed(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        async with running(broker_of(mosquitto)) as link:
            assert 0.0 < link.round_trip < 0.2

    asyncio.run(scenario())


def test_ten_thousand_subscriptions_are_asked_for_in_pieces(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        with peer(mosquitto) as home:
            async with running(broker_of(mosquitto)) as link:
                link.subscribe([f"state/{number}" for number in range(10_000)])
                assert await link.flush(5)
                home.publish("state/9999", b"on")
                [delivery] = await asyncio.wait_for(link.receive(), 5)
                assert delivery.message.payload == b"on"

    asyncio.run(scenario())
