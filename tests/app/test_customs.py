"""Habits over restarts: the table, the log since, and what comes in while the log is read."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest
from homes import NOON, FakeClock, home
from link_support import until

from edge.act.respond import Responder
from edge.app import customs as kept
from edge.app.customs import KEY, KeptCustoms, packed, unpacked
from edge.app.durable import StoreRecorder
from edge.compose import words_of
from edge.home.events import EntityFound, StateReported
from edge.home.registry import Registry
from edge.hub import Hub
from edge.interpreter import Interpreter
from edge.memory.records import StoreOptions
from edge.memory.store import Store
from edge.turn import Request, ServiceCall
from edge.understand.grammar import GrammarChannel
from edge.understand.union import Understanding

DAY = 86_400.0
KETTLE = "switch.kettle turn_on"


class Obedient:
    """Carries calls to nowhere."""

    def send(self, call: ServiceCall) -> None:
        """Take it."""


class Life:
    """A hub over a store, which can be stopped and started, or killed, and lives through days."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "hearth.db"
        self.clock = FakeClock(NOON)
        self.start()

    def start(self) -> None:
        """Open the store and take up what was learnt."""
        self.store = Store(self.path, StoreOptions(ballast_bytes=0), self.clock)
        self.store.open()
        self.hub = self._hub()
        self.kept = KeptCustoms(self.hub, self.store, self.path, self.clock, settle=0.0)
        self.kept.load()

    def stop(self) -> None:
        """End as the daemon does."""
        self.kept.save()
        self.store.close()

    def kill(self) -> None:
        """End without a word."""
        self.store.close()

    def live(self, days: int) -> None:
        """Somebody puts the kettle on every noon, by hand, and switches it off again."""
        for _ in range(days):
            self.hub.observe([StateReported("switch.kettle", "on", cause="person")])
            self.clock.advance(600)
            self.hub.observe([StateReported("switch.kettle", "off", cause="person")])
            self.clock.advance(DAY - 600)
        self.store.flush().result(5)

    @property
    def expected(self) -> float:
        """How probably the kettle is put on now."""
        return self.hub.knowledge(Request("q", "", self.clock.wall())).habits.get(KETTLE, 0.0)

    def _hub(self) -> Hub:
        interpreter = Interpreter(Understanding([GrammarChannel("en")]), Responder(words_of))
        hub = Hub(Registry(), interpreter, Obedient(), self.clock, recorder=StoreRecorder(self.store))
        for entity in home().entities.values():
            if entity.id == "switch.kettle":
                hub.observe([EntityFound(entity), StateReported(entity.id, "off", retained=True)])
        return hub


def test_habits_outlive_a_restart(tmp_path: Path) -> None:
    life = Life(tmp_path)
    life.live(14)
    before = life.expected
    life.stop()
    life.start()
    assert before > 0.6
    assert life.expected == pytest.approx(before, abs=0.1)
    assert asyncio.run(life.kept.catch_up()) == 0
    life.kill()


def test_after_a_crash_the_log_is_read(tmp_path: Path) -> None:
    life = Life(tmp_path)
    life.live(10)
    life.kill()
    life.start()
    assert life.expected == 0.0
    assert asyncio.run(life.kept.catch_up()) == 20
    assert life.expected > 0.6
    life.kill()


def test_what_the_table_knows_is_not_learnt_twice(tmp_path: Path) -> None:
    life = Life(tmp_path)
    life.live(7)
    life.stop()
    life.start()
    life.live(7)
    life.kill()
    life.start()
    assert asyncio.run(life.kept.catch_up()) == 14
    assert life.hub.customs.habits.days == 14
    life.kill()


def test_nothing_is_saved_that_lacks_what_the_log_holds(tmp_path: Path) -> None:
    life = Life(tmp_path)
    life.live(10)
    life.kill()
    life.start()
    life.stop()  # before it caught up
    life.start()
    assert asyncio.run(life.kept.catch_up()) == 20
    life.stop()


def test_what_comes_in_meanwhile_is_kept(tmp_path: Path) -> None:
    life = Life(tmp_path)
    life.live(10)
    life.kill()
    life.start()

    async def scenario() -> None:
        reading = asyncio.create_task(life.kept.catch_up())
        await asyncio.sleep(0)
        life.hub.observe([StateReported("switch.kettle", "on", cause="person")])
        await reading

    asyncio.run(scenario())
    assert life.hub.customs.habits.days == 11
    life.kill()


def test_a_table_that_cannot_be_read_is_learnt_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    life = Life(tmp_path)
    life.live(10)
    life.store.put_value(KEY, {"saved_at": life.clock.wall(), "body": "rubbish"}).result(5)
    life.kill()
    with caplog.at_level(logging.WARNING):
        life.start()
    assert "customs_unreadable" in caplog.text
    assert asyncio.run(life.kept.catch_up()) == 20
    assert life.expected > 0.6
    life.kill()


def test_run_catches_up_and_saves_from_time_to_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    life = Life(tmp_path)
    life.live(3)
    life.kill()
    life.start()
    monkeypatch.setattr(kept, "SAVE_SECONDS", 0.01)

    async def scenario() -> None:
        running = asyncio.create_task(life.kept.run())
        await until(lambda: life.store.value(KEY) is not None)
        running.cancel()

    asyncio.run(scenario())
    told = life.store.value(KEY)
    assert isinstance(told, dict)
    assert unpacked(str(told["body"]))["habits"]["days"] == 3
    life.kill()


def test_a_table_is_small(tmp_path: Path) -> None:
    life = Life(tmp_path)
    life.live(14)
    table = life.hub.customs.dump()
    assert unpacked(packed(table)) == table
    assert len(packed(table)) < 5_000
    life.kill()
