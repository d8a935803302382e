"""Home and hub as in a house: a broker between them, the simulated home on it, and the whole daemon.

Every case gets a daemon of its own, over an empty memory: habits, rewrites and conversations of one must not
help or hinder another. Broker and simulated home are put back and serve on.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from edge.home.events import Message
from edge.settings import Settings
from hub_sim.bridge.choice import families_of
from hub_sim.bridge.link import STATE_TOPIC, Bridge
from hub_sim.bridge.places import home_settings
from hub_sim.broker import Broker
from hub_sim.cases import Case, Happening, Moment, Past
from hub_sim.clock import FlowingClock
from hub_sim.daemons import DaemonThread
from hub_sim.home import SimHome
from hub_sim.inprocess import left_otherwise, load_once, place_of
from hub_sim.loading import SimError
from hub_sim.sessions import DEFAULT_NOW, first_moment, lived_before
from hub_sim.talk import Talk
from hub_sim.verdict import Reply

HUB = "cases"
BASE = f"hearth/{HUB}"
_FENCE = "sensor.sim_fence"
_FENCE_TOPIC = "homeassistant/statestream/sensor/sim_fence/state"
_SETTLE_SECONDS = 10.0
_STEPS = 40
_SATISFIED_AFTER = 180.0


class SettleError(SimError):
    """The daemon did not take the home's states in; the text says what it waited for."""


class OverMqtt:
    """`Via` for the whole road.

    `dialect` is the one that the home speaks; `collect` is called with the database of each daemon that stopped.
    """

    name = "mqtt"

    def __init__(self, dialect: str = "discovery", collect: Callable[[Path], None] = lambda _path: None) -> None:
        self._dialect = dialect
        self._collect = collect
        self._rig: Rig | None = None

    def begin(self, case: Case) -> Rig:
        """The broker and home that are there, put back, or new ones for another house; the daemon is always new."""
        moment = first_moment(case)
        rig = self._rig
        if rig is None or not rig.serves(case.fixtures, moment.tz_offset):
            self.close()
            rig = self._rig = Rig(case.fixtures, moment, self._dialect, self._collect)
        rig.begin(moment)
        return rig

    def close(self) -> None:
        """Stop daemon and broker."""
        if self._rig is not None:
            rig, self._rig = self._rig, None
            rig.stop()


class Rig:
    """A broker, a simulated home and a daemon for each case; a `Session`."""

    def __init__(self, fixtures: Path, moment: Moment, dialect: str, collect: Callable[[Path], None]) -> None:
        self._collect = collect
        self._place = (fixtures, moment.tz_offset)
        self._fence = 0
        self._number = 0
        self.clock = FlowingClock(_now(moment))
        self.home = SimHome(load_once(fixtures), self.clock, instant=True)
        self._folder = tempfile.TemporaryDirectory(prefix="hearth-cases-", ignore_cleanup_errors=True)
        self._broker = Broker()
        self._broker.start()
        families = families_of(dialect, BASE)
        self._bridge = Bridge(self.home, families, self._broker.host, self._broker.port)
        self._places = home_settings(self.home.base, families)
        self._talk = Talk(self._bridge, BASE)
        self._bridge.start()
        self._talk.start()
        self._settings: Settings
        self._daemon: DaemonThread | None = None

    def serves(self, fixtures: Path, tz_offset: int) -> bool:
        """Whether it is a case of this home."""
        return self._place == (fixtures, tz_offset)

    def begin(self, moment: Moment) -> None:
        """A daemon that remembers nothing; then live through the history, arrange the setup, set the clock."""
        self._end_daemon()
        memories = lived_before(moment)
        self.clock.set_wall(memories[0].at - _SATISFIED_AFTER if memories else _now(moment))
        self._bridge.quiet(self.home.reset)
        self._number += 1
        self._settings = _settings(self._broker, Path(self._folder.name, str(self._number)), self._places)
        self._daemon = self._start()
        if memories:
            self._renew()
        for memory in memories:
            self._move_clock(memory.at)
            self._live_through(memory.past)
        self.clock.set_wall(_now(moment))
        self._quietly(moment, reset=True)

    def say(self, text: str, moment: Moment) -> Reply:
        """What the hub made of a sentence."""
        if moment.now is not None and moment.now > self.clock.wall():
            self._move_clock(moment.now)
        device, area = place_of(self.home, moment.device)
        heard = moment.heard
        nbest = [{"text": entry, "confidence": confidence} for entry, confidence in heard.nbest]
        answer = self._talk.ask(
            text,
            device=device,
            area=area,
            speaker=moment.speaker,
            confidence=heard.confidence,
            nbest=nbest or None,
        )
        self._settle()
        return self._reply(answer)

    def arrange(self, moment: Moment) -> None:
        """A turn's setup, seen by the hub."""
        if moment.setup:
            self._quietly(moment, reset=False)

    def happen(self, event: Happening) -> None:
        """Something changes as if by hand."""
        with self._bridge.lock:
            self.home.set(event.entity, event.wanted.state, event.wanted.attributes)
        self._settle()

    def wait(self, seconds: float) -> None:
        """Simulated time passes, in at most 40 steps of at least a second."""
        step = max(1.0, seconds / _STEPS)
        left = seconds
        while left > 0:
            self.clock.advance(min(step, left))
            left -= step
            self._stir()
            self._settle()
            self._talk.ping()  # what was due has been sent before the answer to this
            self._settle()

    def restart(self) -> None:
        """The daemon stops and starts again over its own memory."""
        self._running.stop()
        self._daemon = self._start()
        self._renew()

    def stop(self) -> None:
        """End everything."""
        with suppress(SimError):
            self._end_daemon()
        self._bridge.stop()
        self._broker.stop()
        self._folder.cleanup()

    @property
    def _running(self) -> DaemonThread:
        assert self._daemon is not None, "a case has begun"  # noqa: S101 - for the type checker
        return self._daemon

    def _end_daemon(self) -> None:
        daemon, self._daemon = self._daemon, None
        if daemon is not None:
            daemon.stop()
            self._collect(self._settings.database)

    def _start(self) -> DaemonThread:
        daemon = DaemonThread(self._settings, self.clock, self._place[1])
        daemon.start()
        if not self._talk.wait_online(_SETTLE_SECONDS):
            daemon.stop()
            message = f"the daemon did not come to the broker within {_SETTLE_SECONDS:g} s"
            raise SettleError(message)
        return daemon

    def _quietly(self, moment: Moment, *, reset: bool) -> None:
        """Put the home into a state in one go, and wait until the hub has seen it."""

        def change() -> None:
            if reset:
                self.home.reset()
            for entity_id, wanted in moment.setup.items():
                self.home.set(entity_id, wanted.state, wanted.attributes)

        self._bridge.quiet(change)
        self._renew()

    def _renew(self) -> None:
        """Have the hub find the whole home anew as it is: known since just now, changed by nobody.

        Entities come in the order of the fixtures, with states that are live: retained ones, which the broker
        repeats for new subscriptions, are reported once more after it has.
        """
        self._bridge.withdraw_all()
        self._settle()
        self._bridge.publish_changes()
        self._settle()
        self._talk.ping()
        self._settle()
        self._bridge.report_all()
        self._settle()

    def _live_through(self, past: Past) -> None:
        if past.entity is None:
            moment = Moment(device=past.device, speaker=past.speaker, tz_offset=self._place[1])
            reply = self.say(past.say or "", moment)
            if reply.question == "confirm":
                self.say("yes", moment)
            self._move_clock(self.clock.wall() + _SATISFIED_AFTER)
            self._quietly(Moment(), reset=True)
            return
        usual = self.home.base.entities.get(past.entity)
        if usual is not None and not left_otherwise(self.home, past):
            entity, state, attributes = past.entity, usual.state, usual.attributes
            self._bridge.quiet(lambda: self.home.set(entity, state, attributes))
            self._renew()
        with self._bridge.lock:
            self.home.set(past.entity, past.state, past.attributes)
        self._settle()

    def _move_clock(self, at: float) -> None:
        gap = at - self.clock.wall()
        if gap > 0:
            self.clock.advance(gap)
            self._stir()

    def _stir(self) -> None:
        """Any message makes the daemon look at its clock."""
        self._bridge.publish(Message(STATE_TOPIC, b"online", retain=True))

    def _settle(self) -> None:
        """Wait until the daemon has taken in everything that was published before.

        A last message is published on the same connection, and waited for on the other side.
        """
        self._fence += 1
        mark = str(self._fence)
        self._bridge.publish(Message(_FENCE_TOPIC, mark.encode(), retain=True))
        deadline = time.monotonic() + _SETTLE_SECONDS
        while self._running.peek(_fence_seen) != mark:
            if time.monotonic() > deadline:
                message = f"the daemon did not take the home's states in within {_SETTLE_SECONDS:g} s"
                raise SettleError(message)
            time.sleep(0.0005)

    def _reply(self, answer: Mapping[str, Any]) -> Reply:
        if "error" in answer:
            return Reply("error", str(answer["error"]))
        decision = str(answer.get("decision"))
        return Reply(
            decision=decision,
            response=str(answer.get("response", "")),
            intent=answer.get("intent"),
            slots=answer.get("slots") or {},
            entities=tuple(answer.get("entities") or ()),
            question=answer.get("question"),
            interpret_ms=(float(answer.get("interpret_ms") or 0.0),),
        )


def _fence_seen(house: Any) -> str | None:  # noqa: ANN401 - the house, on its own thread
    entity = house.snapshot().entities.get(_FENCE)
    return None if entity is None else entity.state


def _settings(broker: Broker, folder: Path, home: Mapping[str, Any]) -> Settings:
    return Settings.model_validate(
        {
            "hub": {"id": HUB, "data": folder},
            "broker": {"host": broker.host, "port": broker.port},
            "home": {**home, "hidden": [_FENCE]},
            "doors": {"wyoming": {"enabled": False}, "mqtt": {"discovery": False}},
            "logging": {"level": "error"},
        }
    )


def _now(moment: Moment) -> float:
    return DEFAULT_NOW if moment.now is None else moment.now
