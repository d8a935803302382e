"""Home and hub in one process: the simulated home is the hub's carrier, and its events are observed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from edge.home.events import AreaFound, DeviceFound, EntityFound, EntityGone, HomeEvent, StateReported
from edge.home.model import STATIC_ATTRIBUTES
from edge.home.overrides import Overrides, exposed_by_default
from edge.hub import Hub, Recorder
from edge.turn import Alternative, Request
from hub_sim.attributes import shown_state
from hub_sim.cases import Case, Happening, Moment, Past
from hub_sim.clock import SimClock
from hub_sim.fixtures import Fixtures, load_home
from hub_sim.home import SimHome
from hub_sim.hubs import Kept, build_hub, measured, reply_of
from hub_sim.sessions import DEFAULT_NOW, first_moment, lived_before
from hub_sim.verdict import Reply

_TICK = 1.0
_TICKS_AT_MOST = 600
_SATISFIED_AFTER = 180.0
"""Seconds without a correction after which an earlier request counts as satisfied."""


class InProcess:
    """`Via` for development: no broker, a clock that stands still while the hub thinks."""

    name = "inprocess"

    def __init__(self, recorder: Recorder | None = None) -> None:
        """`recorder` gets the turns of every hub."""
        self._recorder = recorder

    def begin(self, case: Case) -> InProcessSession:
        """A fresh home and a fresh hub."""
        return InProcessSession(load_once(case.fixtures), first_moment(case), self._recorder)

    def close(self) -> None:
        """Nothing runs."""


class InProcessSession:
    """One home with one hub; see `Session`."""

    def __init__(self, fixtures: Fixtures, moment: Moment, recorder: Recorder | None = None) -> None:
        self._moment = moment
        self._recorder = recorder
        now = DEFAULT_NOW if moment.now is None else moment.now
        memories = lived_before(moment)
        self.clock = SimClock(memories[0].at - _SATISFIED_AFTER if memories else now)
        self.home = SimHome(fixtures, self.clock, instant=True)
        self._pending: deque[StateReported] = deque()
        self._said = 0
        self._kept = Kept()
        self._quiet = True
        if not memories:
            self._set_up(moment)
        self.home.listen(self._heard)
        self._hub = self._start()
        self._quiet = False
        for memory in memories:
            self._pass_until(memory.at)
            self._live_through(memory.past)
        if memories:
            self._pass_until(now)
            self._silently(lambda: self._begin_anew(moment))

    def say(self, text: str, moment: Moment) -> Reply:
        """What the hub made of a sentence."""
        self._said += 1
        if moment.now is not None and moment.now > self.clock.wall():
            self._pass_until(moment.now)
        turn = measured(self._hub.handle(self._request(text, moment)))
        self._deliver()
        self.clock.advance(0.5)
        self._hub.tick()
        self._deliver()
        return reply_of(turn)

    def arrange(self, moment: Moment) -> None:
        """A turn's setup is state, not something that somebody did."""
        if moment.setup:
            self._silently(lambda: self._set_up(moment))

    def happen(self, event: Happening) -> None:
        """Something changes as if by hand."""
        self.home.set(event.entity, event.wanted.state, event.wanted.attributes)
        self._deliver()

    def wait(self, seconds: float) -> None:
        """Time passes in steps of a second, in at most 600 steps."""
        step = max(_TICK, seconds / _TICKS_AT_MOST)
        left = seconds
        while left > 0:
            self.clock.advance(min(step, left))
            left -= step
            self._hub.tick()
            self._deliver()

    def restart(self) -> None:
        """A new hub over the same memory and the same home."""
        self._hub = self._start()

    def _start(self) -> Hub:
        events, overrides = found(self.home), overrides_of(self.home)
        return build_hub(self.home, self.clock, self._kept, events, overrides, self._recorder)

    def _set_up(self, moment: Moment) -> None:
        for entity_id, wanted in moment.setup.items():
            self.home.set(entity_id, wanted.state, wanted.attributes)

    def _begin_anew(self, moment: Moment) -> None:
        self.home.reset()
        self._set_up(moment)

    def _silently(self, change: Callable[[], object]) -> None:
        """Change the home, and have the hub find it anew: known since just now, changed by nobody."""
        self._quiet = True
        change()
        self._quiet = False
        self._pending.clear()
        self._hub.observe(EntityGone(entity_id) for entity_id in self.home.world.things)
        self._hub.observe(found(self.home))

    def _heard(self, event: StateReported) -> None:
        if not self._quiet:
            self._pending.append(event)

    def _deliver(self) -> None:
        while self._pending:
            self._hub.observe([self._pending.popleft()])

    def _pass_until(self, at: float) -> None:
        gap = at - self.clock.wall()
        if gap > 0:
            self.clock.advance(gap)
            self._hub.tick()
            self._deliver()

    def _live_through(self, past: Past) -> None:
        """Something that happened before: a change from what the entity usually is, or a request.

        Where it was left otherwise by what happened just before, it is a change from that.
        """
        if past.entity is not None:
            usual = self.home.base.entities.get(past.entity)
            if usual is not None and not left_otherwise(self.home, past):
                self._silently(lambda: self.home.set(past.entity or "", usual.state, usual.attributes))
            self.home.set(past.entity, past.state, past.attributes)
            self._deliver()
            return
        moment = Moment(device=past.device, speaker=past.speaker, tz_offset=self._moment.tz_offset)
        reply = self.say(past.say or "", moment)
        if reply.question == "confirm":
            self.say("yes", moment)
        self._silently(self.home.reset)

    def _request(self, text: str, moment: Moment) -> Request:
        device, area = place_of(self.home, moment.device)
        return Request(
            id=f"case-{self._said}",
            text=text,
            at=self.clock.wall(),
            tz_offset=moment.tz_offset or self._moment.tz_offset,
            device=device,
            area=area,
            speaker=moment.speaker,
            confidence=moment.heard.confidence,
            nbest=tuple(Alternative(*entry) for entry in moment.heard.nbest),
            door="case",
        )


@cache
def load_once(path: Path) -> Fixtures:
    """A home's fixtures, read once in a process."""
    return load_home(path)


def place_of(home: SimHome, device: str | None) -> tuple[str | None, str | None]:
    """A hearing device's id and its area; an entity named in its place stands for its device."""
    if device is None:
        return None, None
    if device in home.base.devices:
        return device, home.base.devices[device].area
    for entity in home.base.entities.values():
        if device in {entity.id, entity.id.partition(".")[2]}:
            return entity.device or device, entity.area
    return device, None


def left_otherwise(home: SimHome, past: Past) -> bool:
    """Whether something that happened at one moment is a change from how the thing was left before."""
    thing = home.world.things.get(past.entity or "")
    return past.ago is not None and thing is not None and thing.state != shown_state(thing.domain, past.state)


def found(home: SimHome) -> list[HomeEvent]:
    """What discovery would tell of the home: areas, devices, entities, and their states."""
    snapshot = home.snapshot()
    events: list[HomeEvent] = [AreaFound(area) for area in snapshot.areas.values()]
    events += [DeviceFound(device) for device in snapshot.devices.values()]
    for entity in snapshot.entities.values():
        known = {key: value for key, value in entity.attributes.items() if key in STATIC_ATTRIBUTES}
        exposed = exposed_by_default(entity.domain, None, entity.device_class)
        bare = replace(entity, state=None, attributes=known, exposed=exposed, source="sim")
        events += [EntityFound(bare), home.report(entity.id)]
    return events


def overrides_of(home: SimHome) -> Overrides:
    """What the settings of this home would say: its areas, floors and people."""
    base = home.base
    return Overrides(
        areas=tuple(base.areas.values()), floors=tuple(base.floors.values()), people=tuple(base.people.values())
    )
