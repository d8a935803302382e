from __future__ import annotations

import asyncio

import pytest
from house_stub import StubHub

from edge.app.supervision import TaskDiedError, supervise
from edge.app.ticking import Ticker
from edge.clock import SystemClock
from edge.hub import Announcement


def test_a_ticker_that_is_stirred_while_it_is_cancelled_still_ends() -> None:
    async def scenario() -> None:
        hub, clock = StubHub(), SystemClock()
        hub.next_due = lambda: clock.mono() + 60  # type: ignore[method-assign]
        ticker = Ticker(hub, clock, lambda _spoken: None)
        task = asyncio.create_task(ticker.run())
        await asyncio.sleep(0.01)
        ticker.stir()
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(asyncio.shield(task), 1)

    for _ in range(20):
        asyncio.run(scenario())


def test_what_is_due_is_ticked_when_it_is_due_and_not_before() -> None:
    async def scenario() -> None:
        clock, hub, said = SystemClock(), StubHub(), []
        ticker = Ticker(hub, clock, lambda spoken: said.append((spoken.text, clock.mono())))
        task = asyncio.create_task(ticker.run())
        await asyncio.sleep(0.01)
        hub.spoken, hub.due = [], clock.mono() + 0.1
        hub.next_due = lambda: hub.due  # type: ignore[method-assign]
        due = hub.due
        hub.tick = _tick(hub, clock)  # type: ignore[method-assign]
        ticker.stir()
        await asyncio.sleep(0.2)
        task.cancel()
        [(text, at)] = said
        assert text == "done"
        assert due <= at <= due + 0.05

    asyncio.run(scenario())


def _tick(hub: StubHub, clock: SystemClock):  # noqa: ANN202
    def tick() -> list[Announcement]:
        if hub.due is None or clock.mono() < hub.due:
            return []
        hub.due = None
        return [Announcement("done")]

    return tick


def test_supervision_ends_with_stop_and_with_the_first_task_that_ends() -> None:
    async def for_ever() -> None:
        await asyncio.Event().wait()

    async def short() -> None:
        return

    async def failing() -> None:
        raise ValueError("broken")

    async def scenario() -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().call_later(0.01, stop.set)
        await supervise({"a": for_ever()}, stop)
        with pytest.raises(TaskDiedError, match=r"task b ended$"):
            await supervise({"a": for_ever(), "b": short()}, asyncio.Event())
        with pytest.raises(TaskDiedError, match="task c ended: ValueError"):
            await supervise({"a": for_ever(), "c": failing()}, asyncio.Event())

    asyncio.run(scenario())
