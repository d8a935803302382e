"""The moment as numbers: the model's third input.

Every feature has a name and a unit; what is unknown is 0 with its own `unknown_` flag set, so that a
missing context reads differently from a quiet one. Pure.
"""

from __future__ import annotations

import hashlib
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
    """A feature of the vector. `unit` says what 1.0 stands for; a `flag` is 0 or 1.

    `low` and `high` bound what is found in homes (a number beyond is passed on as it is); `default` holds while
    nothing is known. `fresh` says what becomes of old knowledge.
    """

    name: str
    unit: str = "flag"
    low: float = 0.0
    high: float = 1.0
    default: float = 0.0
    fresh: str = "now"


_STATE = "last reported, retained or not, also while unreachable"
_LIVE = "live changes of the last 300 s; retained messages are none"
_READ = "last reported; `unavailable` and `unknown` count as no reading"
_TOLD = "fades: 1/e after 120 s; conversations end after 15 min"

FEATURES: tuple[Feature, ...] = (
    *(Feature(f"home_has_{group}", fresh="what discovery told") for group in GROUPS),
    *(Feature(f"here_has_{group}", fresh="what discovery told") for group in GROUPS),
    *(Feature(f"home_on_{group}", fresh=_STATE) for group in GROUPS),
    *(Feature(f"here_on_{group}", fresh=_STATE) for group in GROUPS),
    *(Feature(f"recent_{group}", fresh=_LIVE) for group in GROUPS),
    Feature("media_playing_home", fresh=_STATE), Feature("media_playing_here", fresh=_STATE),
    Feature("media_paused_here", fresh=_STATE), Feature("screen", fresh="what discovery told"),
    Feature("timers", "5 timers"), Feature("alarms", "5 alarms"),
    Feature("appliance_running", fresh="kept for models to come: always 0"),
    Feature("hour_sin", "sine of the day", -1.0), Feature("hour_cos", "cosine of the day", -1.0),
    Feature("weekday_sin", "sine of the week", -1.0), Feature("weekday_cos", "cosine of the week", -1.0),
    Feature("dark", fresh=_READ), Feature("temperature_here", "10 degrees C from 20", -3.0, 3.0, fresh=_READ),
    Feature("humidity_here", "50 % from 50", -1.0, fresh=_READ), Feature("occupied_here", fresh=_STATE),
    *(Feature(f"last_{topic}", "1 now, 1/e after 120 s", fresh=_TOLD) for topic in LAST),
    Feature("question_open", fresh="conversations end after 15 min"),
    Feature("unknown_area", default=1.0), Feature("unknown_device", default=1.0), Feature("unknown_sun", default=1.0),
    Feature("unknown_temperature", default=1.0), Feature("unknown_last", default=1.0),
    Feature("unknown_all", default=1.0),
)  # fmt: skip
"""Every feature in the order of the vector."""


def version() -> str:
    """Changes whenever a feature's place, name or unit does: a model is good for one version only."""
    text = "\n".join(f"{feature.name} {feature.unit}" for feature in FEATURES)
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def mismatch(names: object, units: object) -> str | None:
    """What sets a model's features (names in order, units by name) apart from these; `None` when nothing does."""
    if not isinstance(names, Sequence) or not isinstance(units, Mapping):
        return "it does not name its features and their units"
    own = [(feature.name, feature.unit) for feature in FEATURES]
    theirs = [(str(name), str(units.get(name))) for name in names]
    if theirs == own:
        return None
    differing = (at for at, (a, b) in enumerate(zip(theirs, own, strict=False)) if a != b)
    at = next(differing, min(len(theirs), len(own)))
    told = [f"{pairs[at][0]!r} ({pairs[at][1]})" if at < len(pairs) else "none" for pairs in (theirs, own)]
    return f"it has {len(theirs)} features, this hub {len(own)}; number {at} is {told[0]}, here {told[1]}"


def unknown() -> tuple[float, ...]:
    """The vector of a moment about which nothing is known."""
    return tuple(feature.default for feature in FEATURES)


def features(request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> tuple[float, ...]:
    """The context vector of a request, in the order of `FEATURES`."""
    knowledge = knowledge or Knowledge()
    device = snapshot.devices.get(request.device or "")
    area = request.area or (device.area if device else None)
    values: dict[str, float] = {}
    here = snapshot.by_area.get(area, ()) if area else ()
    _presence(values, snapshot.exposed, "home", request.at)
    _presence(values, here, "here")
    _moment(values, request)
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


_PLAYS = frozenset({"playing", "paused"})
_NAMES = {
    scope: {d: (f"{scope}_has_{g}", f"{scope}_on_{g}", f"recent_{g}") for g, domains in GROUPS.items() for d in domains}
    for scope in ("home", "here")
}
"""By domain the features that its entities set. Strings are made once, for this runs over every entity of a home."""


def _presence(values: dict[str, float], entities: Iterable[Entity], scope: str, at: float | None = None) -> None:
    """What there is and is on in the home or here; with `at` also what has changed lately."""
    for entity in entities:
        names = _NAMES[scope].get(entity.id.partition(".")[0])
        if names is None:
            continue
        has, active, recent = names
        values[has] = 1.0
        state = entity.state
        if state in ACTIVE:
            values[active] = 1.0
            if state in _PLAYS and active.endswith("media"):
                values[f"media_{state}_{scope}"] = 1.0
        if at is not None and entity.changed is not None and 0 <= at - entity.changed <= _RECENT_S:
            values[recent] = 1.0


def _moment(values: dict[str, float], request: Request) -> None:
    local = request.at + request.tz_offset
    hour = (local % _DAY_S) / _DAY_S * math.tau
    weekday = ((local // _DAY_S + _EPOCH_WEEKDAY) % 7) / 7 * math.tau
    values |= {"hour_sin": math.sin(hour), "hour_cos": math.cos(hour),
               "weekday_sin": math.sin(weekday), "weekday_cos": math.cos(weekday)}  # fmt: skip


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
