from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from link_support import Peer, peer, until
from support import Mosquitto

from edge.app.daemon import Daemon
from edge.app.house import SettingsHouse
from edge.app.options import Options
from edge.app.supervision import TaskDiedError
from edge.link.state import LinkState
from edge.settings import Settings
from edge.turn import ServiceCall

BASE = "hearth/home"
LAMP = {
    "name": "Desk lamp",
    "unique_id": "sim_desk",
    "command_topic": "sim/desk/set",
    "state_topic": "sim/desk/state",
    "device": {"identifiers": ["sim_desk"], "name": "Desk lamp", "suggested_area": "Office"},
}


def _settings(mosquitto: Mosquitto, folder: Path, **more: Any) -> Settings:
    values: dict[str, Any] = {
        "broker": {"host": mosquitto.host, "port": mosquitto.port},
        "hub": {"data": folder},
        "doors": {"wyoming": {"enabled": False}},
    }
    return Settings(**{**values, **more})


@asynccontextmanager
async def _hub(settings: Settings) -> AsyncIterator[Daemon]:
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


async def _say(home: Peer, text: str, request_id: str) -> dict[str, Any]:
    heard = len(home.on(f"{BASE}/response"))
    home.publish(f"{BASE}/request", json.dumps({"id": request_id, "text": text}))
    await until(lambda: len(home.on(f"{BASE}/response")) > heard)
    answer: dict[str, Any] = json.loads(home.on(f"{BASE}/response")[-1])
    assert answer["id"] == request_id
    return answer


async def _furnish(home: Peer, daemon: Daemon) -> None:
    home.publish("homeassistant/light/sim_desk/config", json.dumps(LAMP), retain=True)
    home.publish("sim/desk/state", b"OFF", retain=True)
    await until(lambda: any(e.state == "off" for e in daemon.house.snapshot().entities.values()))


def test_what_is_said_at_the_door_is_done_in_the_home_and_remembered(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        with peer(mosquitto, f"{BASE}/response", "sim/desk/set") as home:
            async with _hub(_settings(mosquitto, tmp_path)) as daemon:
                await _furnish(home, daemon)
                answer = await _say(home, "turn on the desk lamp", "r1")
                assert (answer["decision"], answer["intent"]) == ("act", "HassTurnOn")
                assert answer["entities"] == ["light.desk_lamp"]
                await until(lambda: home.on("sim/desk/set") == [b"ON"])
                home.publish("sim/desk/state", b"ON")
                await until(lambda: daemon.house.snapshot().entities["light.desk_lamp"].state == "on")
                assert (await _say(home, "turn on the desk lamp", "r2"))["decision"] != "act"
            house = daemon.house
            assert isinstance(house, SettingsHouse)
            assert [turn.request.id for turn in house.store.turns()] == ["r1", "r2"]
            assert [row.state for row in house.store.history("light.desk_lamp", 0.0)] == ["on"]

    asyncio.run(scenario())


def test_after_a_restart_a_request_is_answered_again_and_not_done_again(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        with peer(mosquitto, f"{BASE}/response", "sim/desk/set") as home:
            async with _hub(_settings(mosquitto, tmp_path)) as daemon:
                await _furnish(home, daemon)
                first = await _say(home, "turn on the desk lamp", "r1")
            async with _hub(_settings(mosquitto, tmp_path)):
                assert await _say(home, "turn on the desk lamp", "r1") == first
            assert home.on("sim/desk/set") == [b"ON"]

    asyncio.run(scenario())


def test_what_was_begun_when_the_power_went_is_answered_as_interrupted(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        with peer(mosquitto, f"{BASE}/response", "sim/desk/set") as home:
            async with _hub(_settings(mosquitto, tmp_path)) as daemon:
                daemon.house.ledger.begin("r9")
            async with _hub(_settings(mosquitto, tmp_path)) as daemon:
                await _furnish(home, daemon)
                answer = await _say(home, "turn on the desk lamp", "r9")
                assert answer["error"]["code"] == "interrupted"
            assert home.on("sim/desk/set") == []

    asyncio.run(scenario())


def test_a_timer_outlives_a_restart(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        with peer(mosquitto, f"{BASE}/response", f"{BASE}/announce") as home:
            async with _hub(_settings(mosquitto, tmp_path)):
                answer = await _say(home, "set a timer for 3 seconds", "r1")
                if answer["intent"] != "HassStartTimer":
                    pytest.fail(f"no timer: {answer}")
            async with _hub(_settings(mosquitto, tmp_path)):
                await until(lambda: home.on(f"{BASE}/announce"))

    asyncio.run(scenario())


def test_dialects_that_are_switched_off_are_not_listened_to(mosquitto: Mosquitto, tmp_path: Path) -> None:
    off = {"enabled": False}
    names = ("discovery", "statestream", "zigbee2mqtt", "tasmota", "homie", "shelly")

    async def scenario() -> None:
        async with _hub(_settings(mosquitto, tmp_path, dialects=dict.fromkeys(names, off))) as daemon:
            assert list(daemon.house.topics()) == []

    asyncio.run(scenario())


def test_the_default_house_listens_to_every_family(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with _hub(_settings(mosquitto, tmp_path)) as daemon:
            topics = " ".join(daemon.house.topics())
            for family in ("homeassistant/", "statestream/", "zigbee2mqtt/", "tasmota/", "homie/5/", "+/events/rpc"):
                assert family in topics

    asyncio.run(scenario())


def test_every_language_that_is_loaded_is_understood(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        hub = {"data": tmp_path, "language": "en", "languages": ["de"]}
        with peer(mosquitto, f"{BASE}/response", "sim/desk/set") as home:
            async with _hub(_settings(mosquitto, tmp_path, hub=hub)) as daemon:
                await _furnish(home, daemon)
                home.publish(f"{BASE}/request", b'{"id": "1", "text": "schalte desk lamp ein", "language": "de-AT"}')
                await until(lambda: home.on("sim/desk/set") == [b"ON"])

    asyncio.run(scenario())


def test_the_hub_does_not_outlive_its_memory(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with _hub(_settings(mosquitto, tmp_path)) as daemon:
            house = daemon.house
            assert isinstance(house, SettingsHouse)
            house.store._on_failure(RuntimeError("defect"))

    with pytest.raises(TaskDiedError, match="task memory ended"):
        asyncio.run(scenario())


def test_calls_that_differ_in_their_target_alone_go_to_home_assistant_as_one(
    mosquitto: Mosquitto, tmp_path: Path
) -> None:
    async def scenario() -> None:
        with peer(mosquitto, f"{BASE}/service") as home:
            async with _hub(_settings(mosquitto, tmp_path)) as daemon:
                for name in ("one", "two", "three"):
                    home.publish(f"homeassistant/statestream/light/{name}/state", b"off", retain=True)
                await until(lambda: len(daemon.house.snapshot().entities) == 3)
                house = daemon.house
                assert isinstance(house, SettingsHouse)
                for call in (
                    ServiceCall("light", "turn_on", "light.one", {"brightness_pct": 50}),
                    ServiceCall("light", "turn_on", "light.two", {"brightness_pct": 50}),
                    ServiceCall("light", "turn_off", "light.three"),
                    ServiceCall("light", "turn_on", "light.three"),
                ):
                    house.carrier.send(call)
                await until(lambda: len(home.seen) == 3)
        sent = [json.loads(payload) for _topic, payload, _retain in home.seen]
        assert [(call["service"], call["target"]["entity_id"]) for call in sent] == [
            ("turn_on", ["light.one", "light.two"]),
            ("turn_off", ["light.three"]),
            ("turn_on", ["light.three"]),
        ]

    asyncio.run(scenario())


def test_the_switch_for_learning_outlives_a_restart(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        topic = f"{BASE}/bridge/learning"
        with peer(mosquitto, topic) as home:
            async with _hub(_settings(mosquitto, tmp_path)) as daemon:
                await until(lambda: home.on(topic)[-1:] == [b"ON"])
                home.publish(f"{topic}/set", b"OFF")
                await until(lambda: home.on(topic)[-1:] == [b"OFF"])
                assert _house(daemon).hub.learning is False
            async with _hub(_settings(mosquitto, tmp_path)) as daemon:
                assert _house(daemon).hub.learning is False
                assert home.on(topic)[-1] == b"OFF"
            async with _hub(_settings(mosquitto, tmp_path, learning={"enabled": False})) as daemon:
                assert _house(daemon).hub.learning is False
            async with _hub(_settings(mosquitto, tmp_path)) as daemon:
                assert _house(daemon).hub.learning is False, "switched off by hand while it was allowed"

    asyncio.run(scenario())


def test_lists_outlive_a_restart(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with _hub(_settings(mosquitto, tmp_path)) as daemon:
            _house(daemon).hub.lists["shopping list"] = ("milk", "bread")
        async with _hub(_settings(mosquitto, tmp_path)) as daemon:
            assert dict(_house(daemon).hub.lists) == {"shopping list": ("milk", "bread")}

    asyncio.run(scenario())


def test_own_topics_follow_the_configured_base(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        broker = {"host": mosquitto.host, "port": mosquitto.port, "base_topic": "talk/to"}
        with peer(mosquitto, "talk/to/home/service", "talk/to/home/bridge/state") as home:
            async with _hub(_settings(mosquitto, tmp_path, broker=broker)) as daemon:
                await until(lambda: home.on("talk/to/home/bridge/state")[-1:] == [b"online"])
                assert "talk/to/home/shelly/rpc" in daemon.house.topics()
                _house(daemon).carrier.send(ServiceCall("scene", "turn_on", "scene.evening"))
                await until(lambda: home.on("talk/to/home/service"))

    asyncio.run(scenario())


def _house(daemon: Daemon) -> SettingsHouse:
    assert isinstance(daemon.house, SettingsHouse)
    return daemon.house
