"""The moment as numbers: the model's third input.

Every feature has a name and a unit; what is unknown is 0 with its own `unknown_` flag set, so that a
missing context reads differently from a quiet one. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from edge.home.model import Entity, Snapshot
from edge.turn import DecisionKind, Knowledge, Request

GROUPS: Mapping[str, tuple[str, ...]] = {
    "light": ("light",), "switch": ("switch", "input_boolean"), "cover": ("cover", "valve"),
    "climate": ("climate", "water_heater"), "humidifier": ("humidifier",), "fan": ("fan",),
    "lock": ("lock", "alarm_control_panel"), "media": ("media_player",), "cleaner": ("vacuum", "lawn_mower"),
    "list": ("todo",), "scene": ("scene", "script"),
}  # fmt: skip
"""Groups of domains that presence and activity are told for."""

LAST = ("light", "climate", "media", "cover", "timer", "list", "question", "other")
"""What the last request of the conversation was about."""

ACTIVE = frozenset({"on", "open", "opening", "playing", "cleaning", "mowing", "heat", "cool", "auto", "heat_cool",
                    "unlocked", "paused", "returning", "buffering", "dry", "fan_only"})  # fmt: skip
_RECENT_S = 300.0
_MEMORY_S = 120.0
_DARK_LX = 30.0
_DAY_S = 86400
_EPOCH_WEEKDAY = 3


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature's name and unit; `flag` is 0 or 1, others say what 1.0 stands for."""

    name: str
    unit: str = "flag"


FEATURES: tuple[Feature, ...] = (
    *(Feature(f"home_has_{group}") for group in GROUPS),
    *(Feature(f"here_has_{group}") for group in GROUPS),
    *(Feature(f"home_on_{group}") for group in GROUPS),
    *(Feature(f"here_on_{group}") for group in GROUPS),
    *(Feature(f"recent_{group}") for group in GROUPS),
    Feature("media_playing_home"), Feature("media_playing_here"), Feature("media_paused_here"),
    Feature("screen"), Feature("timers", "5 timers"), Feature("alarms", "5 alarms"), Feature("appliance_running"),
    Feature("hour_sin", "sine of the day"), Feature("hour_cos", "cosine of the day"),
    Feature("weekday_sin", "sine of the week"), Feature("weekday_cos", "cosine of the week"),
    Feature("dark"), Feature("temperature_here", "10 degrees C from 20"), Feature("humidity_here", "50 % from 50"),
    Feature("occupied_here"),
    *(Feature(f"last_{topic}", "1 now, 1/e after 120 s") for topic in LAST),
    Feature("question_open"),
    Feature("unknown_area"), Feature("unknown_device"), Feature("unknown_sun"), Feature("unknown_temperature"),
    Feature("unknown_last"), Feature("unknown_all"),
)  # fmt: skip
"""Every feature in the order of the vector."""

_AT = {feature.name: index for index, feature in enumerate(FEATURES)}


def unknown() -> tuple[float, ...]:
    """The vector of a moment about which nothing is known."""
    values = [0.0] * len(FEATURES)
    for name in ("unknown_area", "unknown_device", "unknown_sun", "unknown_temperature", "unknown_last", "unknown_all"):
        values[_AT[name]] = 1.0
    return tuple(values)


def features(request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> tuple[float, ...]:
    """The context vector of a request, in the order of `FEATURES`."""
    knowledge = knowledge or Knowledge()
    device = snapshot.devices.get(request.device or "")
    area = request.area or (device.area if device else None)
    values: dict[str, float] = {}
    here = snapshot.by_area.get(area, ()) if area else ()
    _presence(values, "home", snapshot.exposed)
    _presence(values, "here", here)
    _media(values, snapshot.exposed, here)
    _moment(values, request, snapshot)
    _sensors(values, snapshot, here)
    _talk(values, request, knowledge)
    values["screen"] = float(bool(device and device.screen))
    values["unknown_area"], values["unknown_device"] = float(area is None), float(device is None)
    return tuple(values.get(feature.name, 0.0) for feature in FEATURES)


def topic_of(intent: str) -> str:
    """Which of `LAST` an intent is about."""
    pairs = (("Light", "light"), ("Climate", "climate"), ("Media", "media"), ("Volume", "media"), ("Position", "cover"),
             ("Timer", "timer"), ("Alarm", "timer"), ("List", "list"), ("Get", "question"))  # fmt: skip
    return next((topic for part, topic in pairs if part in intent), "other")


_GROUP_OF = {domain: group for group, domains in GROUPS.items() for domain in domains}


def _presence(values: dict[str, float], scope: str, entities: Iterable[Entity]) -> None:
    for entity in entities:
        group = _GROUP_OF.get(entity.domain)
        if group is None:
            continue
        values[f"{scope}_has_{group}"] = 1.0
        if entity.state in ACTIVE:
            values[f"{scope}_on_{group}"] = 1.0


def _media(values: dict[str, float], home: Sequence[Entity], here: Sequence[Entity]) -> None:
    for scope, entities in (("home", home), ("here", here)):
        states = {entity.state for entity in entities if entity.domain == "media_player"}
        values[f"media_playing_{scope}"] = float("playing" in states)
        values[f"media_paused_{scope}"] = float("paused" in states)


def _moment(values: dict[str, float], request: Request, snapshot: Snapshot) -> None:
    local = request.at + request.tz_offset
    hour = (local % _DAY_S) / _DAY_S * math.tau
    weekday = ((local // _DAY_S + _EPOCH_WEEKDAY) % 7) / 7 * math.tau
    values |= {"hour_sin": math.sin(hour), "hour_cos": math.cos(hour),
               "weekday_sin": math.sin(weekday), "weekday_cos": math.cos(weekday)}  # fmt: skip
    for entity in snapshot.exposed:
        group = _GROUP_OF.get(entity.domain)
        if group and entity.changed is not None and 0 <= request.at - entity.changed <= _RECENT_S:
            values[f"recent_{group}"] = 1.0


def _sensors(values: dict[str, float], snapshot: Snapshot, here: Sequence[Entity]) -> None:
    sun = snapshot.entities.get("sun.sun")
    values["unknown_sun"] = float(sun is None)
    values["dark"] = float(sun is not None and sun.state == "below_horizon")
    temperature = _reading(here, "temperature")
    values["unknown_temperature"] = float(temperature is None)
    values["temperature_here"] = 0.0 if temperature is None else (temperature - 20.0) / 10.0
    humidity, light = _reading(here, "humidity"), _reading(here, "illuminance")
    values["humidity_here"] = 0.0 if humidity is None else (humidity - 50.0) / 50.0
    if light is not None:
        values["dark"], values["unknown_sun"] = float(light < _DARK_LX), 0.0
    values["occupied_here"] = float(any(e.device_class in {"occupancy", "motion"} and e.state == "on" for e in here))


def _reading(entities: Iterable[Entity], device_class: str) -> float | None:
    for entity in entities:
        if entity.domain == "sensor" and entity.device_class == device_class:
            try:
                return float(entity.state or "")
            except ValueError:
                continue
    return None


def _talk(values: dict[str, float], request: Request, knowledge: Knowledge) -> None:
    kinds = [job.kind for job in knowledge.jobs]
    values["timers"] = min(kinds.count("timer"), 5) / 5
    values["alarms"] = min(kinds.count("alarm"), 5) / 5
    values["unknown_last"] = float(not knowledge.recent)
    if not knowledge.recent:
        return
    last = knowledge.recent[-1]
    age = max(0.0, request.at - last.at)
    intent = last.plan.hypothesis.intent if last.plan else ""
    values[f"last_{topic_of(intent)}"] = math.exp(-age / _MEMORY_S)
    values["question_open"] = float(last.decision is DecisionKind.ASK and last.question is not None)
