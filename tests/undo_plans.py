"""Random plans over a simulated home, and hands that interfere: what the property of undoing is tested with."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edge.act.respond import Responder
from edge.compose import words_of
from edge.ground.names import NameIndex
from edge.ground.planner import ground
from edge.ground.view import View
from edge.home.model import Entity, Snapshot
from edge.home.registry import Registry
from edge.hub import Hub
from edge.interpreter import Interpreter
from edge.turn import DecisionKind, Frame, Hypothesis, Knowledge, Request, ServiceCall, SlotValue, Turn
from hub_sim.clock import SimClock
from hub_sim.fixtures import load_home
from hub_sim.home import Look, SimHome
from hub_sim.inprocess import found, overrides_of

HOME = Path(__file__).parents[1] / "hub_sim" / "homes" / "harbour_lane.yaml"
NOW = 1_772_539_200.0

Slots = dict[str, SlotValue]
Maker = Callable[[Entity, random.Random], tuple[str, Slots]]


def _percent(intent: str, slot: str) -> Maker:
    return lambda _entity, rng: (intent, {slot: rng.randint(1, 100)})


def _plain(*intents: str) -> Maker:
    return lambda _entity, rng: (rng.choice(intents), {})


def _between(intent: str, slot: str, low: str, high: str) -> Maker:
    def make(entity: Entity, rng: random.Random) -> tuple[str, Slots]:
        least, most = entity.attributes.get(low, 10), entity.attributes.get(high, 30)
        return intent, {slot: rng.randint(round(float(str(least))), round(float(str(most))))}

    return make


def _mode(attribute: str) -> Maker:
    def make(entity: Entity, rng: random.Random) -> tuple[str, Slots]:
        options = entity.attributes.get(attribute)
        listed = [str(option) for option in options] if isinstance(options, list | tuple) else []
        return "HearthSetMode", {"mode": rng.choice(listed or ["none"])}

    return make


def _on(entity: Entity) -> bool:
    """What is off has no volume to be set."""
    return entity.state != "off"


def _white(entity: Entity, rng: random.Random) -> tuple[str, Slots]:
    """A colour temperature for what has one; a device would refuse the others."""
    modes = entity.attributes.get("supported_color_modes")
    fits = isinstance(modes, list | tuple) and "color_temp" in modes
    return ("HassLightSet", {"temperature": rng.randint(2200, 6000)}) if fits else ("HassToggle", {})


_SWITCH = _plain("HassTurnOn", "HassTurnOff", "HassToggle")
MAKERS: Mapping[str, Sequence[Maker]] = {
    "light": (
        _SWITCH,
        _percent("HassLightSet", "brightness"),
        lambda _e, rng: ("HassLightSet", {"color": rng.choice(["red", "green", "blue", "orchid"])}),
        _white,
        lambda _e, rng: ("HearthAdjust", {"attribute": "brightness", "direction": rng.choice(["up", "down"])}),
        _mode("effect_list"),
    ),
    "switch": (_SWITCH,),
    "input_boolean": (_SWITCH,),
    "siren": (_SWITCH,),
    "fan": (_SWITCH, _percent("HassFanSetSpeed", "percentage"), _mode("preset_modes")),
    "cover": (_plain("HassTurnOn", "HassTurnOff"), _percent("HassSetPosition", "position")),
    "valve": (_plain("HassTurnOn", "HassTurnOff"),),
    "climate": (
        _plain("HassTurnOn", "HassTurnOff"),
        _between("HassClimateSetTemperature", "temperature", "min_temp", "max_temp"),
        _mode("hvac_modes"),
        _mode("preset_modes"),
    ),
    "water_heater": (
        _between("HassClimateSetTemperature", "temperature", "min_temp", "max_temp"),
        _mode("operation_list"),
    ),
    "humidifier": (
        _SWITCH,
        _between("HassHumidifierSetpoint", "humidity", "min_humidity", "max_humidity"),
        _mode("available_modes"),
    ),
    "media_player": (
        _plain("HassTurnOn", "HassTurnOff", "HassMediaPause", "HassMediaUnpause"),
        lambda e, rng: _plain("HassMediaPlayerMute", "HassMediaPlayerUnmute")(e, rng) if _on(e) else _SWITCH(e, rng),
        lambda e, rng: _percent("HassSetVolume", "volume_level")(e, rng) if _on(e) else _SWITCH(e, rng),
        lambda e, rng: _mode("source_list")(e, rng) if _on(e) else _SWITCH(e, rng),
    ),
    "lock": (_plain("HassTurnOn", "HassTurnOff"),),
    "vacuum": (_plain("HassVacuumStart", "HassVacuumReturnToBase"), _mode("fan_speed_list")),
    "lawn_mower": (_plain("HassLawnMowerStartMowing", "HassLawnMowerDock"),),
    "select": (_mode("options"),),
    "input_select": (_mode("options"),),
    "number": (_between("HearthSetValue", "value", "min", "max"),),
    "input_number": (_between("HearthSetValue", "value", "min", "max"),),
    "alarm_control_panel": (_plain("HassTurnOn", "HassTurnOff"),),
}
"""What a random clause may ask of each kind of thing."""


@dataclass
class Script:
    """A reading that says what it was told to say, whatever the words."""

    frames: tuple[Frame, ...] = ()

    def read(self, request: Request, _snapshot: Snapshot, _knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        return (Hypothesis(self.frames, 1.0, "grammar", request.text),) if self.frames else ()


@dataclass
class Household:
    """A simulated home with a hub in it, and hands on the switches; time passes a few seconds between deeds."""

    rng: random.Random
    script: Script = field(default_factory=Script)
    clock: SimClock = field(default_factory=lambda: SimClock(NOW))
    said: int = 0

    def __post_init__(self) -> None:
        self.home = SimHome(load_home(HOME), self.clock, instant=True)
        self.registry = Registry(overrides_of(self.home))
        for event in found(self.home):
            self.registry.apply(event, self.clock.wall())
        interpreter = Interpreter(self.script, Responder(words_of))
        self.hub = Hub(self.registry, interpreter, self.home, self.clock)
        self.home.listen(lambda event: self.hub.observe([event]))

    def looks(self) -> dict[str, Look]:
        return self.home.looks()

    def say(self, text: str, *frames: Frame) -> Turn:
        self.clock.advance(self.rng.uniform(4, 9))
        self.script.frames, self.said = frames, self.said + 1
        return self.hub.handle(Request(f"r{self.said}", text, self.clock.wall(), device="living_puck"))

    def do(self, text: str, *frames: Frame) -> Turn:
        """Say it, and agree when asked whether."""
        turn = self.say(text, *frames)
        while turn.decision.kind is DecisionKind.ASK:
            turn = self.say("yes")
        return turn

    def random_plan(self) -> Turn:
        things = [e for e in self.registry.snapshot(0.0).exposed if e.domain in MAKERS]
        chosen = [self.rng.choice(things) for _ in range(self.rng.randint(1, 4))]
        return self.do("do what the script says", *(self._frame(thing) for thing in chosen))

    def interfere(self, among: Sequence[str]) -> set[str]:
        """Somebody uses the device's own switches; gives the ids of what changed by it."""
        self.clock.advance(self.rng.uniform(4, 9))
        before = self.looks()
        for entity_id in among:
            snapshot = self.registry.snapshot(self.clock.wall())
            view = View(Request("hand", "", self.clock.wall()), snapshot, NameIndex(snapshot))
            for call in self._calls(snapshot.entities[entity_id], view):
                self.home.send(call)
        return {id_ for id_, look in self.looks().items() if look != before[id_]}

    def _frame(self, thing: Entity) -> Frame:
        intent, slots = self.rng.choice(MAKERS[thing.domain])(thing, self.rng)
        return Frame(intent, {"name": thing.name, **slots}, domains=(thing.domain,))

    def _calls(self, thing: Entity, view: View) -> list[ServiceCall]:
        return [step.call for step in ground(self._frame(thing), view).steps]


def differences(before: Mapping[str, Look], after: Mapping[str, Look], ids: Iterable[str]) -> dict[str, Any]:
    """What of some entities is no longer as it was known to be: by attribute, what it was and what it is.

    What an entity did not say before cannot be brought back, nor can the title of what no longer plays; a robot
    on its way to the dock is as good as there.
    """
    told: dict[str, Any] = {}
    for id_ in ids:
        (state, attributes), (now, others) = before[id_], after[id_]
        known = {key: value for key, value in attributes.items() if value is not None and not key.startswith("media_")}
        changed = {key: (value, others.get(key)) for key, value in known.items() if others.get(key) != value}
        if state != now and (state, now) != ("docked", "returning"):
            changed["state"] = (state, now)
        if changed:
            told[id_] = changed
    return told
