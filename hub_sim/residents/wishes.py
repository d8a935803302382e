"""What a resident may wish for, as goals on this home: which kinds there are and what each wants of the states."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from edge.turn import Tier
from hub_sim.residents.goals import Goal, Want

States = Mapping[str, tuple[str | None, Mapping[str, object]]]
"""Wanted states and attributes by entity id, to put a home into."""
COLOURS: Mapping[str, float] = {"red": 0.0, "green": 120.0, "blue": 240.0, "yellow": 60.0, "purple": 300.0}
"""Hue in degrees by name."""
_DIM, _LIT = 90, 150
"""Brightness of a light that is on, 0..255: what it may be dimmed from and brightened from."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of wish.

    `role` is that of its things, `want` what is wanted of one of them given a value, `ready` the state in which there
    is something to wish for. `opposite` is the kind that takes it back; `values` what {v} or {c} may be. `any_one`:
    said of a room, one thing that does it is enough.
    """

    role: str
    want: Callable[[str, float], Want]
    ready: tuple[str | None, Mapping[str, object]]
    opposite: str | None = None
    values: tuple[float, ...] = ()
    tier: Tier = Tier.COMFORT
    weight: float = 1.0
    any_one: bool = False
    asks: bool = False


def _to(state: str, under_way: str | None = None) -> Callable[[str, float], Want]:
    return lambda thing, _: Want(thing, state, under_way=under_way)


def _set(attribute: str, scale: float = 1.0) -> Callable[[str, float], Want]:
    return lambda thing, value: Want(thing, None, attribute, "is", value * scale)


def _moved(attribute: str, relation: str, state: str | None = None) -> Callable[[str, float], Want]:
    return lambda thing, _: Want(thing, state, attribute, relation)


_ON = {"brightness": _LIT}
_WHITE = {"hs_color": [30, 40], "rgb_color": [255, 204, 153], **_ON}
KINDS: Mapping[str, Kind] = {
    "light_on": Kind("light", _to("on"), ("off", {}), "light_off", weight=6, any_one=True),
    "light_off": Kind("light", _to("off"), ("on", _ON), "light_on", weight=5),
    "light_dim": Kind(
        "light", _moved("brightness", "below", "on"), ("on", _ON), "light_bright", weight=2, any_one=True,
    ),
    "light_bright": Kind(
        "light", _moved("brightness", "above"), ("on", {"brightness": _DIM}), "light_dim", weight=1.5, any_one=True,
    ),
    "light_level": Kind(
        "light", _set("brightness", 2.55), ("on", {"brightness": 200}), values=(20, 30, 40, 50, 60), weight=2,
    ),
    "light_colour": Kind("colour", _set("hue"), ("on", _WHITE), values=tuple(COLOURS.values()), any_one=True),
    "switch_on": Kind("plug", _to("on"), ("off", {}), "switch_off", weight=2),
    "switch_off": Kind("plug", _to("off"), ("on", {}), "switch_on", weight=1.5),
    "coffee": Kind("coffee", _to("on"), ("off", {}), weight=2),
    "fan_on": Kind("fan", _to("on"), ("off", {}), "fan_off"),
    "fan_off": Kind("fan", _to("off"), ("on", {}), "fan_on", weight=0.7),
    "cover_open": Kind("cover", _to("open"), ("closed", {"current_position": 0}), "cover_close", weight=1.5),
    "cover_close": Kind("cover", _to("closed"), ("open", {"current_position": 100}), "cover_open", weight=1.5),
    "heat_set": Kind(
        "heat", _set("temperature"), ("heat", {"temperature": 20}), values=(18, 19, 21, 22, 23), weight=2,
    ),
    "media_pause": Kind("media", _to("paused"), ("playing", {}), "media_play"),
    "media_play": Kind("media", _to("playing"), ("paused", {}), "media_pause"),
    "volume_up": Kind(
        "media", _moved("volume_level", "above"), ("playing", {"volume_level": 0.3}), "volume_down", weight=1.5,
    ),
    "volume_down": Kind(
        "media", _moved("volume_level", "below"), ("playing", {"volume_level": 0.6}), "volume_up", weight=1.5,
    ),
    "vacuum_start": Kind("vacuum", _to("cleaning"), ("docked", {}), "vacuum_dock"),
    "vacuum_dock": Kind("vacuum", _to("docked", "returning"), ("cleaning", {}), weight=0.5),
    "lock": Kind("lock", _to("locked"), ("unlocked", {}), weight=0.8),
    "unlock": Kind("lock", _to("unlocked"), ("locked", {}), tier=Tier.ACCESS, weight=0.8),
    "garage_open": Kind("garage", _to("open"), ("closed", {"current_position": 0}), tier=Tier.ACCESS, weight=0.8),
    "garage_close": Kind("garage", _to("closed"), ("open", {"current_position": 100}), weight=0.8),
    "ask_state": Kind("light", _to("on"), ("on", _ON), asks=True),
}  # fmt: skip
"""Every kind of wish by its name in `wordings.yaml`."""


def goal_of(kind: str, things: tuple[str, ...], value: float, reach: str) -> Goal:
    """The goal of a wish on things. Raises `KeyError` for a kind that there is not.

    Said of a room, one light that does it is enough where the words leave open which; all must be off, though.
    """
    made = KINDS[kind]
    every = not (made.any_one and reach != "thing")
    return Goal(tuple(made.want(thing, value) for thing in things), every, asks=made.asks)


def spoken_value(kind: str, value: float) -> str:
    """A value as it is said: a number, or a colour's name."""
    if kind == "light_colour":
        return min(COLOURS, key=lambda name: abs(COLOURS[name] - value))
    return f"{value:g}"
