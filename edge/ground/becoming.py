"""States that no entity has by that name: done and running, rain, dark. Each is read from whatever shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from edge.ground.view import View
from edge.home.effects import number
from edge.home.model import Entity
from edge.text import fold

_RAIN = frozenset({"rainy", "pouring", "lightning-rainy", "snowy-rainy", "hail", "rain"})
_SNOW = frozenset({"snowy", "snowy-rainy", "snow"})
_AT_WORK = frozenset(
    {
        "on", "cleaning", "mowing", "playing", "heat", "heating", "opening", "closing", "running", "run", "active",
        "washing", "drying", "rinsing", "spinning", "cooking", "baking", "brewing", "in_use", "printing", "charging",
        "returning", "paused",
    }
)  # fmt: skip
_AT_REST = frozenset(
    {
        "off", "idle", "docked", "finished", "complete", "completed", "end", "ended", "ready", "standby", "done",
        "none", "not_running", "inactive", "stopped", "closed", "open", "power_off", "full",
    }
)  # fmt: skip
_LOW_PERCENT = 20.0
"""At or below that a battery wants changing or charging soon."""
_WATTS_AT_WORK = 5.0
"""Below that an appliance only waits."""

Verdict = Callable[[Entity, View], bool | None]


def special_state(entity: Entity, asked: str, view: View) -> bool | None:
    """Whether an entity is in a state that is read from more than its own state; `None` for any other word."""
    verdict = _VERDICTS.get(fold(asked))
    return verdict(entity, view) if verdict is not None else None


def running(entity: Entity, view: View) -> bool | None:
    """Whether an appliance is at work: by its time left, its phase, its power, its switch."""
    for tell in (_by_time_left, _by_phase, _by_power):
        for other in (entity, *companions(entity, view)):
            told = tell(other)
            if told is not None:
                return told
    state = fold(str(entity.state)).replace(" ", "_")
    return True if state in _AT_WORK else False if state in _AT_REST else None


def companions(entity: Entity, view: View) -> list[Entity]:
    """What tells more of the same thing: entities of its device, or named after it."""
    name = fold(entity.name)
    return [
        other
        for other in view.snapshot.entities.values()
        if other.id != entity.id
        and ((entity.device and other.device == entity.device) or fold(other.name).startswith(f"{name} "))
    ]


def _by_time_left(entity: Entity) -> bool | None:
    left = number(entity.state) if entity.domain == "sensor" and entity.device_class == "duration" else None
    return None if left is None else left > 0


def _by_phase(entity: Entity) -> bool | None:
    if entity.domain == "binary_sensor" and entity.device_class in {"running", "moving"}:
        return entity.state == "on"
    if entity.domain != "sensor" or number(entity.state) is not None:
        return None
    state = fold(str(entity.state)).replace(" ", "_")
    return True if state in _AT_WORK - {"on"} else False if state in _AT_REST - {"off", "open", "closed"} else None


def _by_power(entity: Entity) -> bool | None:
    power = number(entity.state) if entity.domain == "sensor" and entity.device_class == "power" else None
    return None if power is None else power > _WATTS_AT_WORK


def _done(entity: Entity, view: View) -> bool | None:
    at_work = running(entity, view)
    return None if at_work is None else not at_work


def _weather(states: frozenset[str]) -> Verdict:
    return lambda entity, _view: entity.state in states if entity.domain == "weather" else None


def _dry(entity: Entity, _view: View) -> bool | None:
    return entity.state not in _RAIN | _SNOW if entity.domain == "weather" else None


def _sun(state: str) -> Verdict:
    return lambda entity, _view: entity.state == state if entity.domain == "sun" else None


def _hot(entity: Entity, _view: View) -> bool | None:
    """Whether what heats has reached what it was set to."""
    now, wanted = number(entity.attributes.get("current_temperature")), number(entity.attributes.get("temperature"))
    if entity.domain not in {"climate", "water_heater"} or now is None or wanted is None:
        return None
    return entity.state not in {"off", None} and now >= wanted - 1


def _low(entity: Entity, _view: View) -> bool | None:
    level = number(entity.state)
    if entity.domain == "binary_sensor" and entity.device_class == "battery":
        return entity.state == "on"
    return level <= _LOW_PERCENT if level is not None and entity.device_class == "battery" else None


def _each(words: Sequence[str], verdict: Verdict) -> dict[str, Verdict]:
    return dict.fromkeys(words, verdict)


_VERDICTS: Mapping[str, Verdict] = {
    **_each(("done", "finished", "ready", "over", "complete", "completed", "through", "not running"), _done),
    **_each(("running", "at work", "still running", "going", "still going", "busy"), running),
    **_each(("hot", "preheated", "heated up", "up to temperature", "at temperature", "warm enough"), _hot),
    **_each(("low", "empty", "flat"), _low),
    **_each(("rain", "raining", "rainy", "wet outside"), _weather(_RAIN)),
    **_each(("snow", "snowing", "snowy"), _weather(_SNOW)),
    **_each(("dry",), _dry),
    **_each(("dark",), _sun("below_horizon")),
    **_each(("light",), _sun("above_horizon")),
}
