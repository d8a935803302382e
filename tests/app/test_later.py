"""What is due later, through a real broker: told at the door that set it, listed and cancelled by command."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from link_support import Peer, peer, until
from support import Mosquitto

from edge.app.daemon import Daemon
from edge.app.diary import StoreDiary
from edge.app.house import SettingsHouse
from edge.app.options import Options
from edge.cli import main
from edge.link.state import LinkState
from edge.memory.store import Store
from edge.settings import Settings
from edge.turn import DecisionKind, Exchange, Frame, Hypothesis, Plan

BASE = "hearth/home"
DOOR = {
    "name": "Back door",
    "unique_id": "sim_door",
    "device_class": "door",
    "state_topic": "sim/door/state",
    "device": {"identifiers": ["sim_door"], "name": "Back door", "suggested_area": "Kitchen"},
}


def settings_for(mosquitto: Mosquitto, folder: Path) -> Settings:
    values: dict[str, Any] = {
        "broker": {"host": mosquitto.host, "port": mosquitto.port},
        "hub": {"data": folder, "timezone": "Europe/Berlin"},
        "doors": {"wyoming": {"enabled": False}},
    }
    return Settings(**values)


@asynccontextmanager
async def hub(settings: Settings) -> AsyncIterator[Daemon]:
    daemon = Daemon(Options.of(settings), lambda link: SettingsHouse(settings, link), ping_period=0.5)
    running = asyncio.create_task(daemon.run())
    try:
        await until(
            lambda: running.done() or (hasattr(daemon, "link") and daemon.link.status.state is LinkState.ONLINE)
        )
        yield daemon
    finally:
        daemon.stopping.set()
        await running


async def say(home: Peer, text: str, request_id: str, **fields: str) -> dict[str, Any]:
    heard = len(home.on(f"{BASE}/response"))
    home.publish(f"{BASE}/request", json.dumps({"id": request_id, "text": text, **fields}))
    await until(lambda: len(home.on(f"{BASE}/response")) > heard)
    answer: dict[str, Any] = json.loads(home.on(f"{BASE}/response")[-1])
    return answer


async def ask(home: Peer, name: str, **parameters: str) -> dict[str, Any]:
    topic = f"{BASE}/bridge/response/{name}"
    heard = len(home.on(topic))
    home.publish(f"{BASE}/bridge/request/{name}", json.dumps({"transaction": "t", **parameters}))
    await until(lambda: len(home.on(topic)) > heard)
    answer: dict[str, Any] = json.loads(home.on(topic)[-1])
    return answer


def test_a_timer_is_told_at_the_door_that_set_it(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        with peer(mosquitto, f"{BASE}/response", f"{BASE}/announce") as home:
            async with hub(settings_for(mosquitto, tmp_path)):
                await say(home, "set a 1 second timer named tea", "r1", device="kitchen_puck", conversation="c1")
                await until(lambda: home.on(f"{BASE}/announce"))
            told = json.loads(home.on(f"{BASE}/announce")[0])
            assert told == {"text": "Your tea timer is done", "device": "kitchen_puck", "conversation": "c1"}

    asyncio.run(scenario())


def test_a_watch_fires_on_what_is_live_and_not_on_what_is_retained(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        with peer(mosquitto, f"{BASE}/response", f"{BASE}/announce", f"{BASE}/bridge/response/#") as home:
            home.publish("homeassistant/binary_sensor/sim_door/config", json.dumps(DOOR), retain=True)
            async with hub(settings_for(mosquitto, tmp_path)) as daemon:
                await until(lambda: daemon.house.snapshot().entities)
                home.publish("sim/door/state", "OFF", retain=True)
                await until(lambda: next(iter(daemon.house.snapshot().entities.values())).state == "off")
                answer = await say(home, "tell me when the back door opens", "r1")
                assert answer["decision"] == "act"
            home.publish("sim/door/state", "ON", retain=True)
            async with hub(settings_for(mosquitto, tmp_path)) as daemon:
                await until(lambda: next(iter(daemon.house.snapshot().entities.values())).state == "on")
                assert len((await ask(home, "jobs"))["data"]["jobs"]) == 1
                assert home.on(f"{BASE}/announce") == []
                home.publish("sim/door/state", "OFF")
                home.publish("sim/door/state", "ON")
                await until(lambda: home.on(f"{BASE}/announce"))
                assert (await ask(home, "jobs"))["data"]["jobs"] == []

    asyncio.run(scenario())


def test_jobs_are_listed_and_cancelled_on_the_bridge(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        with peer(mosquitto, f"{BASE}/response", f"{BASE}/bridge/response/#") as home:
            async with hub(settings_for(mosquitto, tmp_path)):
                await say(home, "set a 5 minute timer named tea", "r1")
                await say(home, "set a 9 minute timer", "r2")
                rows = (await ask(home, "jobs"))["data"]["jobs"]
                assert [(row["kind"], row["name"]) for row in rows] == [("timer", "tea"), ("timer", "")]
                assert 290 < rows[0]["remaining"] <= 300
                refused = await ask(home, "jobs", cancel="nothing")
                assert (refused["status"], "no job" in refused["error"]) == ("error", True)
                left = await ask(home, "jobs", cancel=rows[0]["id"])
                assert [row["id"] for row in left["data"]["jobs"]] == [rows[1]["id"]]
                assert left["data"]["cancelled"] == [rows[0]["id"]]

    asyncio.run(scenario())


def test_the_command_lists_and_cancels(mosquitto: Mosquitto, tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        broker = ["--set", f"broker.host={mosquitto.host}", "--set", f"broker.port={mosquitto.port}"]
        result = CliRunner().invoke(main, [*broker, "jobs", *arguments])
        assert result.exit_code == 0, result.output
        return result.output

    async def scenario() -> None:
        with peer(mosquitto, f"{BASE}/response") as home:
            async with hub(settings_for(mosquitto, tmp_path)):
                assert "nothing is due later" in await asyncio.to_thread(run)
                await say(home, "set a 5 minute timer named tea", "r1")
                assert "tea" in await asyncio.to_thread(run)
                assert "cancelled" in await asyncio.to_thread(run, "--cancel-all")
                assert json.loads(await asyncio.to_thread(run, "--json")) == {"jobs": [], "cancelled": []}

    asyncio.run(scenario())


def test_the_hub_tells_the_time_of_its_home(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub(settings_for(mosquitto, tmp_path)) as daemon:
            summer = 1_783_000_000.0
            assert daemon.house.hub.local(summer) == summer + 7200  # type: ignore[attr-defined]

    asyncio.run(scenario())


def test_exchanges_come_back_from_the_store_as_they_were(tmp_path: Path) -> None:
    plan = Plan(Hypothesis((Frame("HassTurnOn", {"name": "Lamp"}),), 1.0, "grammar"))
    exchange = Exchange(5.0, "turn on the lamp", DecisionKind.ACT, device="puck", plan=plan)
    with Store(tmp_path / "hearth.db") as store:
        StoreDiary(store).write(3, "puck", exchange)
        store.flush().result(5)
        store.put_value("exchange.4", {"conversation": "puck", "exchange": {"at": "never"}}).result(5)
    with Store(tmp_path / "hearth.db") as store:
        assert list(StoreDiary(store).read()) == [(3, "puck", exchange)]
