"""What can be asked of learning over MQTT and by command: a real broker, a real daemon, a real store."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from learn_support import NOON, FakeClock, an_entry, served
from link_support import until
from support import Mosquitto

from edge.app.daemon import Daemon
from edge.app.house import SettingsHouse
from edge.app.options import Options
from edge.app.rewrites import offer_rewrites
from edge.cli import main
from edge.cli.exits import Exit
from edge.doors.bridge import BridgeError
from edge.learn.learner import Learner
from edge.link.state import LinkState
from edge.settings import Settings
from edge.turn import JsonValue


class Desk:
    """A bridge that hands out its commands."""

    def __init__(self) -> None:
        self.commands: dict[str, Callable[[Any], JsonValue]] = {}

    def offer(self, name: str, command: Callable[[Any], JsonValue]) -> None:
        self.commands[name] = command


@pytest.fixture
def learner() -> Learner:
    made = Learner()
    made.book.commit({"e1": served(), "e2": an_entry(id="e2", source="say 2")}, NOON, "test")
    return made


@pytest.fixture
def ask(learner: Learner) -> Callable[..., Any]:
    desk = Desk()
    offer_rewrites(desk, learner, FakeClock(NOON))  # type: ignore[arg-type]
    return lambda name="rewrites", **parameters: desk.commands[name](parameters)


def test_the_list_has_evidence_what_is_served_first(ask: Callable[..., Any]) -> None:
    told = ask()
    first = told["rewrites"][0]
    assert [row["id"] for row in told["rewrites"]] == ["e1", "e2"]
    assert (first["said"], first["meant"], first["person"], first["stage"], first["confirmed"]) == (
        "turn on the glow worm", "turn on the table lamp", "anna", "canary", 2,
    )  # fmt: skip
    assert 0 < first["propensity"] <= 1
    assert [row["id"] for row in ask(served=True)["rewrites"]] == ["e1"]
    assert [row["id"] for row in ask(stage="candidate")["rewrites"]] == ["e2"]
    json.dumps(told)


def test_approve_block_forget_rollback(ask: Callable[..., Any], learner: Learner) -> None:
    learner.night(NOON)
    assert ask(action="approve", id="e2")["stage"] == "live"
    assert ask(action="rollback")["changed"] == 1
    assert ask(action="block", id="e1")["stage"] == "blocked"
    assert ask()["blocks"] == [{"person": "anna", "said": "turn on glow worm", "meant": "lamp on"}]
    assert ask(action="forget", id="e2")["id"] == "e2"
    assert [row["id"] for row in ask()["rewrites"]] == ["e1"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"action": "dance"},
        {"action": "approve"},
        {"action": "approve", "id": "nobody"},
        {"action": "rollback", "pack": "x"},
    ],
)
def test_what_cannot_be_done_says_why(ask: Callable[..., Any], wrong: dict[str, Any]) -> None:
    with pytest.raises(BridgeError):
        ask(**wrong)


@pytest.mark.parametrize("wrong", [{}, {"id": "r1"}, {"id": "r1", "value": "maybe"}, {"id": 3, "value": "up"}])
def test_feedback_wants_a_turn_and_a_value(ask: Callable[..., Any], wrong: dict[str, Any]) -> None:
    with pytest.raises(BridgeError):
        ask("feedback", **wrong)


def test_feedback_on_a_turn_long_gone_is_taken_and_changes_nothing(ask: Callable[..., Any]) -> None:
    assert ask("feedback", id="r1", value="down") == {"id": "r1", "value": "down"}


@asynccontextmanager
async def hub(mosquitto: Mosquitto, folder: Path) -> AsyncIterator[SettingsHouse]:
    values: dict[str, Any] = {
        "broker": {"host": mosquitto.host, "port": mosquitto.port},
        "hub": {"data": folder},
        "doors": {"wyoming": {"enabled": False}},
    }
    daemon = Daemon(Options.of(settings := Settings(**values)), lambda link: SettingsHouse(settings, link))
    running = asyncio.create_task(daemon.run())
    try:
        await until(
            lambda: running.done() or (hasattr(daemon, "link") and daemon.link.status.state is LinkState.ONLINE)
        )
        assert isinstance(daemon.house, SettingsHouse)
        yield daemon.house
    finally:
        daemon.stopping.set()
        await running


async def command(mosquitto: Mosquitto, *arguments: str) -> Result:
    where = ("--set", f"broker.host={mosquitto.host}", "--set", f"broker.port={mosquitto.port}")
    return await asyncio.to_thread(CliRunner().invoke, main, [*where, "rewrites", *arguments])


def test_the_command_governs_a_running_hub(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub(mosquitto, tmp_path) as house:
            habit = served(id="h1", kind="habit", source="lamp on", said="lamp on", text="lamp on")
            house.learner.book.commit({"e1": served(), "h1": habit}, NOON, "test")
            listed = await command(mosquitto)
            assert "'turn on the glow worm' → 'turn on the table lamp'" in listed.output
            assert "1 wordings that work" in listed.output
            assert "like 'lamp on'" in (await command(mosquitto, "list", "--all")).output
            assert json.loads((await command(mosquitto, "list", "--json")).output)["rewrites"][0]["id"] == "e1"
            assert "live" in (await command(mosquitto, "approve", "e1")).output
            assert "blocked" in (await command(mosquitto, "block", "e1")).output
            assert "forgotten" in (await command(mosquitto, "forget", "e1")).output
            assert "rewrites are what they were" in (await command(mosquitto, "rollback")).output
            wrong = await command(mosquitto, "approve", "nobody")
            assert wrong.exit_code == Exit.FAILED
            assert "nobody" in wrong.output

    asyncio.run(scenario())


def test_without_a_hub_the_command_says_so(mosquitto: Mosquitto) -> None:
    mosquitto.kill()
    assert asyncio.run(command(mosquitto)).exit_code == Exit.UNAVAILABLE
