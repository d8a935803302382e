from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
from house_stub import StubHouse
from wyoming.asr import Transcript
from wyoming.client import AsyncTcpClient
from wyoming.error import Error
from wyoming.event import Event
from wyoming.handle import Handled, NotHandled
from wyoming.info import Describe, Info
from wyoming.intent import Intent, IntentsStart, IntentsStop, NotRecognized, Recognize
from wyoming.ping import Ping, Pong

from edge.clock import SystemClock
from edge.doors.moment import Moments
from edge.doors.wyoming import WyomingDoor
from edge.turn import Request, Turn

Talk = Callable[[AsyncTcpClient, StubHouse], Coroutine[Any, Any, None]]


@asynccontextmanager
async def _door(house: StubHouse) -> AsyncIterator[WyomingDoor]:
    door = WyomingDoor(house.hub, house, Moments(SystemClock()), ["en", "de"], "127.0.0.1", 0)
    await door.start()
    try:
        yield door
    finally:
        await door.stop()


def _talk(talk: Talk, house: StubHouse | None = None) -> None:
    async def scenario() -> None:
        used = house or StubHouse()
        async with (
            _door(used) as door,
            AsyncTcpClient("127.0.0.1", door.port, connect_timeout=5, read_timeout=5) as client,
        ):
            await talk(client, used)

    asyncio.run(scenario())


async def _say(client: AsyncTcpClient, event: Event) -> Event:
    await client.write_event(event)
    answer = await client.read_event()
    assert answer is not None
    return answer


def test_we_announce_both_programs_with_languages_and_home_control() -> None:
    async def talk(client: AsyncTcpClient, _house: StubHouse) -> None:
        info = Info.from_event(await _say(client, Describe().event()))
        assert info.handle[0].supports_home_control
        assert info.handle[0].models[0].languages == ["en", "de"]
        assert info.intent[0].models[0].installed

    _talk(talk)


def test_a_transcript_is_carried_out_and_handled() -> None:
    async def talk(client: AsyncTcpClient, house: StubHouse) -> None:
        context = {"conversation_id": "c1", "device_id": "d1", "satellite_id": "s1"}
        event = await _say(client, Transcript("turn on lamp", context=context, language="de").event())
        assert Handled.from_event(event).text == "Turned on lamp"
        assert Handled.from_event(event).context == {"conversation_id": "c1", "continue_conversation": False}
        [asked] = house.hub.asked
        assert (asked.conversation, asked.device, asked.language, asked.door) == ("c1", "d1", "de", "wyoming")

    _talk(talk)


def test_older_clients_send_text_alone() -> None:
    async def talk(client: AsyncTcpClient, house: StubHouse) -> None:
        event = await _say(client, Transcript("hello").event())
        assert Handled.from_event(event).text == "heard hello"
        assert (house.hub.asked[0].conversation, house.hub.asked[0].language) == (None, "en")

    _talk(talk)


@pytest.mark.parametrize(("text", "answer"), [("sing", "I cannot sing"), ("hm", "")])
def test_what_was_not_done_is_not_handled(text: str, answer: str) -> None:
    async def talk(client: AsyncTcpClient, _house: StubHouse) -> None:
        event = await _say(client, Transcript(text).event())
        assert NotHandled.is_type(event.type)
        assert (NotHandled.from_event(event).text or "") == answer

    _talk(talk)


def test_a_question_keeps_the_conversation_open() -> None:
    async def talk(client: AsyncTcpClient, _house: StubHouse) -> None:
        event = await _say(client, Transcript("which").event())
        context = Handled.from_event(event).context
        assert context is not None
        assert context["continue_conversation"]

    _talk(talk)


def test_recognize_does_nothing_but_tell_what_was_meant() -> None:
    async def talk(client: AsyncTcpClient, house: StubHouse) -> None:
        intent = Intent.from_event(await _say(client, Recognize("turn on lamp").event()))
        assert (intent.name, [(e.name, e.value) for e in intent.entities]) == ("HassTurnOn", [("name", "lamp")])
        assert house.hub.asked == []
        assert NotRecognized.is_type((await _say(client, Recognize("sing").event())).type)

    _talk(talk)


def test_several_intents_are_bracketed() -> None:
    async def talk(client: AsyncTcpClient, _house: StubHouse) -> None:
        events = [await _say(client, Recognize("turn on lamp and fan").event())]
        while not IntentsStop.is_type(events[-1].type):
            event = await client.read_event()
            assert event is not None
            events.append(event)
        assert IntentsStart.is_type(events[0].type)
        assert [Intent.from_event(e).entities[0].value for e in events[1:-1]] == ["lamp", "fan"]

    _talk(talk)


def test_odd_events_hurt_nobody_and_the_connection_stays() -> None:
    async def talk(client: AsyncTcpClient, _house: StubHouse) -> None:
        assert Error.is_type((await _say(client, Event("transcript", {}))).type)
        await client.write_event(Event("audio-chunk", {"rate": 1}, b"\0\0"))
        assert Pong.from_event(await _say(client, Ping("x").event())).text == "x"

    _talk(talk)


def test_a_fault_in_the_hub_is_an_error_event(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_request: Request) -> Turn:
        raise RuntimeError("defect")

    async def talk(client: AsyncTcpClient, _house: StubHouse) -> None:
        error = Error.from_event(await _say(client, Transcript("x").event()))
        assert error.code == "internal"
        assert "defect" not in error.text

    house = StubHouse()
    house.hub.respond = fail
    _talk(talk, house)
    assert "defect" in caplog.text


@pytest.mark.parametrize("rubbish", [b"\xff\xff\n", b"[]\n", b"{}\n", b'{"type": "transcript", "data_length": 5}\nab'])
def test_rubbish_ends_that_connection_alone(rubbish: bytes) -> None:
    async def scenario() -> None:
        async with _door(StubHouse()) as door:
            _reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
            writer.write(rubbish)
            await writer.drain()
            writer.close()
            await writer.wait_closed()
            async with AsyncTcpClient("127.0.0.1", door.port, read_timeout=5) as client:
                assert Handled.is_type((await _say(client, Transcript("hello").event())).type)

    asyncio.run(scenario())
