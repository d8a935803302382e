"""Learning through the door: a real broker, a real daemon with its models and store, a told clock."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from link_support import Peer, peer, until
from support import Mosquitto

from edge.app.daemon import Daemon
from edge.app.house import SettingsHouse
from edge.app.options import Options
from edge.cli import main
from edge.link.state import LinkState
from edge.settings import Settings
from hub_sim.clock import FlowingClock

BASE = "hearth/home"
MONDAY = 1_772_449_200.0
"""Monday, 2 March 2026, 11:00 UTC."""
LESSON = "when I say study mode, turn on the desk lamp"
WRONG, RIGHT = "turn on the glow worm", "turn on the desk lamp"
LAMP = {
    "name": "Desk lamp", "unique_id": "sim_desk", "command_topic": "sim/desk/set", "state_topic": "sim/desk/state",
    "device": {"identifiers": ["sim_desk"], "name": "Desk lamp", "suggested_area": "Office"},
}  # fmt: skip


@dataclass(slots=True)
class Household:
    """Somebody at home, the lamp, and the daemon that they talk to."""

    home: Peer
    daemon: Daemon
    clock: FlowingClock
    mosquitto: Mosquitto
    said: int = field(default=0)

    async def say(self, text: str) -> dict[str, Any]:
        """Say something three seconds later; the answer."""
        self.said += 1
        await self.wait(3.0)
        heard = len(self.home.on(f"{BASE}/response"))
        request = {"id": f"{int(self.clock.wall())}-{self.said}", "text": text, "speaker": "anna"}
        self.home.publish(f"{BASE}/request", json.dumps(request))
        await until(lambda: len(self.home.on(f"{BASE}/response")) > heard)
        answer: dict[str, Any] = json.loads(self.home.on(f"{BASE}/response")[-1])
        if answer["decision"] == "act":
            await self.lamp("ON")
        return answer

    async def lamp(self, state: str) -> None:
        """The lamp does as it is told, or somebody turns it."""
        self.home.publish("sim/desk/state", state.encode(), retain=True)
        lamps = self.daemon.house.snapshot
        await until(lambda: lamps().entities["light.desk_lamp"].state == state.lower())

    async def wait(self, seconds: float) -> None:
        """Time goes by."""
        self.clock.advance(seconds)
        self.daemon.stir()
        await asyncio.sleep(0.05)

    async def rest(self) -> None:
        """Hours later, with the lamp off again."""
        for seconds in (60.0, 120.0, 60.0, 7200.0):
            await self.wait(seconds)
        await self.lamp("OFF")
        await self.wait(7200.0)

    async def correct(self) -> None:
        """Say it as one does, and then so that the hub understands."""
        assert (await self.say(WRONG))["decision"] == "refuse"
        assert (await self.say(RIGHT))["decision"] == "act"
        await self.rest()

    async def ask(self, **parameters: object) -> dict[str, Any]:
        """Ask for the rewrites, or govern them, on the wire."""
        topic = f"{BASE}/bridge/response/rewrites"
        heard = len(self.home.on(topic))
        self.home.publish(f"{BASE}/bridge/request/rewrites", json.dumps(parameters))
        await until(lambda: len(self.home.on(topic)) > heard)
        answer: dict[str, Any] = json.loads(self.home.on(topic)[-1])
        assert answer["status"] == "ok", answer
        data: dict[str, Any] = answer["data"]
        return data

    async def listed(self, *arguments: str) -> str:
        """What `hearth rewrites` prints."""
        where = ("--set", f"broker.host={self.mosquitto.host}", "--set", f"broker.port={self.mosquitto.port}")
        found = await asyncio.to_thread(CliRunner().invoke, main, [*where, "rewrites", *arguments])
        return found.output


@asynccontextmanager
async def household(mosquitto: Mosquitto, folder: Path, start: float = MONDAY) -> AsyncIterator[Household]:
    values: dict[str, Any] = {
        "broker": {"host": mosquitto.host, "port": mosquitto.port},
        "hub": {"data": folder},
        "doors": {"wyoming": {"enabled": False}},
    }
    settings, clock = Settings(**values), FlowingClock(start)
    daemon = Daemon(Options.of(settings), lambda link: SettingsHouse(settings, link, clock), clock=clock)
    with peer(mosquitto, f"{BASE}/response", f"{BASE}/bridge/response/rewrites") as home:
        running = asyncio.create_task(daemon.run())
        try:
            await until(
                lambda: running.done() or (hasattr(daemon, "link") and daemon.link.status.state is LinkState.ONLINE)
            )
            home.publish("homeassistant/light/sim_desk/config", json.dumps(LAMP), retain=True)
            home.publish("sim/desk/state", b"OFF", retain=True)
            await until(lambda: any(e.state == "off" for e in daemon.house.snapshot().entities.values()))
            yield Household(home, daemon, clock, mosquitto)
        finally:
            daemon.stopping.set()
            await running


@pytest.fixture
def live(mosquitto: Mosquitto, tmp_path: Path) -> Callable[[Callable[[Household], Coroutine[Any, Any, None]]], None]:
    """Runs a scenario in a household that has corrected the same misunderstanding twice."""

    def run(scenario: Callable[[Household], Coroutine[Any, Any, None]]) -> None:
        async def lived() -> None:
            async with household(mosquitto, tmp_path) as at_home:
                for _ in range(2):
                    await at_home.correct()
                await scenario(at_home)

        asyncio.run(lived())

    return run


def test_what_was_corrected_twice_is_understood_the_third_time_and_listed_with_its_evidence(live: Any) -> None:
    async def scenario(at_home: Household) -> None:
        answer = await at_home.say(WRONG)
        assert (answer["decision"], answer["entities"]) == ("act", ["light.desk_lamp"])
        told = (await at_home.ask(served=True))["rewrites"]
        assert {(row["said"], row["confirmed"], row["person"], row["stage"]) for row in told} >= {
            (WRONG, 2, "anna", "canary")
        }
        assert f"'{WRONG}' → '{RIGHT}'" in await at_home.listed()
        await at_home.rest()
        [row] = [row for row in (await at_home.ask())["rewrites"] if row["said"] == WRONG and row["person"]]
        assert (row["served"], row["wins"], row["losses"]) == (1, 1, 0)

    live(scenario)


def test_blocked_on_the_wire_it_is_never_read_so_again(live: Any) -> None:
    async def scenario(at_home: Household) -> None:
        for row in (await at_home.ask(served=True))["rewrites"]:
            assert (await at_home.ask(action="block", id=row["id"]))["stage"] == "blocked"
        for _ in range(3):
            await at_home.correct()
        assert (await at_home.say(WRONG))["decision"] == "refuse"

    live(scenario)


def test_rolled_back_on_the_wire_it_is_as_it_was_the_night_before(live: Any) -> None:
    async def scenario(at_home: Household) -> None:
        await at_home.wait(86_400.0)
        assert (await at_home.ask())["pack"] == 1
        assert (await at_home.ask(action="rollback", pack=-1))["changed"] > 0
        assert (await at_home.ask())["rewrites"] == []
        assert (await at_home.say(WRONG))["decision"] == "refuse"

    live(scenario)


def test_never_do_that_again_said_at_the_door(live: Any) -> None:
    async def scenario(at_home: Household) -> None:
        assert (await at_home.say(WRONG))["decision"] == "act"
        await at_home.say("never do that again")
        await at_home.rest()
        assert (await at_home.say(WRONG))["decision"] == "refuse"

    live(scenario)


def test_what_was_learnt_outlives_a_restart(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with household(mosquitto, tmp_path) as at_home:
            for _ in range(2):
                await at_home.correct()
            later = at_home.clock.wall()
        async with household(mosquitto, tmp_path, later) as at_home:
            assert (await at_home.say(WRONG))["entities"] == ["light.desk_lamp"]

    asyncio.run(scenario())


def test_what_was_taught_is_used_at_once_outlives_a_restart_is_listed_and_forgotten(
    mosquitto: Mosquitto, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with household(mosquitto, tmp_path) as at_home:
            answer = await at_home.say(LESSON)
            assert (answer["decision"], answer["intent"]) == ("learn", "HearthTeach")
            assert "study mode" in answer["response"]
            assert (await at_home.say("study mode"))["entities"] == ["light.desk_lamp"]
            later = at_home.clock.wall()
        async with household(mosquitto, tmp_path, later) as at_home:
            assert (await at_home.say("study mode"))["entities"] == ["light.desk_lamp"]
            [row] = (await at_home.ask(served=True))["rewrites"]
            assert (row["kind"], row["said"], row["meant"]) == ("taught", "study mode", "turn on the desk lamp")
            assert (row["person"], row["stage"], row["approved"]) == ("anna", "live", True)
            assert "taught" in await at_home.listed()
            assert (await at_home.say("forget study mode"))["decision"] == "learn"
            later = at_home.clock.wall()
        async with household(mosquitto, tmp_path, later) as at_home:
            assert (await at_home.ask())["rewrites"] == []
            assert (await at_home.say("study mode"))["decision"] == "refuse"

    asyncio.run(scenario())


def test_it_is_forgotten_on_the_wire_too(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with household(mosquitto, tmp_path) as at_home:
            await at_home.say(LESSON)
            [row] = (await at_home.ask())["rewrites"]
            assert (await at_home.ask(action="forget", id=row["id"]))["said"] == "study mode"
            assert (await at_home.say("study mode"))["decision"] == "refuse"

    asyncio.run(scenario())
