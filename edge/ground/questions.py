"""What a question is about and what the home answers, as facts; words come later."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from edge.ground.becoming import special_state
from edge.ground.contacts import shows
from edge.ground.later import matching_timers
from edge.ground.lists import find_list, own_list
from edge.ground.readings import read_value
from edge.ground.scope import Scope, resolve
from edge.ground.tiers import is_cooker
from edge.ground.view import View
from edge.home.effects import number
from edge.home.model import Entity
from edge.text import fold, tokens
from edge.turn import Clause, Frame, JsonValue, Problem

_ASKABLE = frozenset(
    {
        "light", "switch", "cover", "climate", "fan", "lock", "media_player", "vacuum", "valve", "humidifier",
        "lawn_mower", "water_heater", "siren", "alarm_control_panel", "scene", "script", "number", "select",
        "todo", "weather", "sensor", "binary_sensor", "person", "device_tracker", "timer", "input_boolean",
        "input_number", "input_select", "button",
    }
)  # fmt: skip

_NO_AIR = frozenset(
    {
        "fridge", "refrigerator", "freezer", "oven", "grill", "hob", "stove", "cooker", "boiler", "water", "tank",
        "pool", "aquarium", "cpu", "chip", "processor", "router", "server", "kettle", "washer", "dryer", "pipe",
        "dishwasher", "flow", "engine", "battery", "device", "outside", "outdoor",
    }
)  # fmt: skip
"""Words in the names of sensors whose temperature is not that of the air in their room."""

ABOUT: Mapping[str, frozenset[str]] = {
    "HassGetState": _ASKABLE,
    "HassClimateGetTemperature": frozenset({"climate", "water_heater", "sensor"}),
    "HearthRemaining": frozenset({"sensor", "timer"}),
}
"""The domains of what a question may be about when it does not say."""

_OVER_ALL = frozenset({"which", "how_many"})
"""Questions over a whole home, unless they name a place."""
_CONTACTS = frozenset({"window", "door", "garage_door", "opening"})
"""Device classes that covers and binary sensors share."""

_STATE_WORDS: Mapping[str, frozenset[str]] = {
    "on": frozenset({"on", "open", "playing", "cleaning", "mowing", "heat", "cool", "home", "unlocked"}),
    "open": frozenset({"open", "opening", "on"}),
    "closed": frozenset({"closed", "closing", "off"}),
    "off": frozenset({"off"}),
}


def get_state(frame: Frame, view: View) -> Clause:
    """Which of the entities meant are in the state asked for, or the state or attribute of the one meant."""
    value = read_value(frame, _ASKABLE, view)
    if value is not None:
        return value
    if frame.response in _OVER_ALL and not {"name", "area", "floor"} & frame.slots.keys():
        frame = replace(frame, slots={**frame.slots, "name": "all"})
    scope = resolve(frame, _ASKABLE, view)
    if not scope.entities and frame.domains and "name" in frame.slots:
        anything = resolve(replace(frame, domains=()), _ASKABLE, view)
        scope = anything if anything.entities and anything.confidence >= 1.0 else scope
    if not scope.entities and frame.slots.get("device_class") in _CONTACTS:
        scope = _by_contact(frame, scope, view)
    if not scope.entities:
        return _asked_about_many(frame, scope.problems, view)
    return _about(frame, scope.entities, scope.confidence, view)


def _by_contact(frame: Frame, moved: Scope, view: View) -> Scope:
    """Windows and doors that nothing moves are known by their contacts."""
    slots = {key: value for key, value in frame.slots.items() if key != "domain"}
    contacts = resolve(replace(frame, slots=slots, domains=()), frozenset({"binary_sensor"}), view)
    known = contacts.entities or any(problem.code == "ambiguous" for problem in contacts.problems)
    return contacts if known else moved


def get_temperature(frame: Frame, view: View) -> Clause:
    """The temperature of a thermostat or of a room: a climate device's reading, else a sensor's."""
    scope = resolve(frame, frozenset({"climate"}), view)
    fitting = scope.entities if scope.named else tuple(e for e in scope.entities if _tells_of_rooms(e))
    if fitting:
        return Clause(frame, (fitting[0].id,), confidence=scope.confidence)
    sensors = resolve(Frame(frame.intent, frame.slots, device_classes=("temperature",)), frozenset({"sensor"}), view)
    found = _of_the_air(sensors.entities, frame) or scope.entities
    if not found:
        return Clause(frame, problems=scope.problems)
    return Clause(frame, (found[0].id,), confidence=0.95)


def _of_the_air(sensors: Sequence[Entity], frame: Frame) -> Sequence[Entity]:
    """The sensors that tell of a room first: what is asked of the kitchen is not how cold its fridge is."""
    if "name" in frame.slots:
        return sensors
    return sorted(sensors, key=lambda sensor: bool(_NO_AIR & set(tokens(sensor.name))))


def _tells_of_rooms(entity: Entity) -> bool:
    """Whether a climate device's reading is that of the air: an oven's is not, were it as cold as the room."""
    return number(entity.attributes.get("current_temperature")) is not None and not is_cooker(entity)


def about(frame: Frame, entities: tuple[Entity, ...], view: View) -> Clause:
    """A question about entities that are known; a problem where they have no answer to it."""
    if frame.intent == "HassGetState":
        return _about(frame, entities, 1.0, view)
    if frame.intent not in _HAS:
        return Clause(frame, problems=(Problem("no_intent", frame.intent),))
    ids = tuple(entity.id for entity in entities if answers(frame.intent, entity))
    if not ids:
        return Clause(frame, problems=(Problem("unknown_value", entities[0].name if entities else ""),))
    return Clause(frame, ids)


def remaining(frame: Frame, view: View) -> Clause:
    """How long a timer or an appliance still takes."""
    timers = matching_timers(frame.slots, view)
    if timers:
        return Clause(frame, facts={"timers": [job.id for job in timers]})
    scope = resolve(
        replace(frame, domains=(), device_classes=("duration", "timestamp")), ABOUT["HearthRemaining"], view
    )
    return about(frame, scope.entities, view) if scope.entities else Clause(frame, problems=scope.problems)


def _has_temperature(entity: Entity) -> bool:
    if entity.domain == "sensor":
        of_the_air = entity.device_class == "temperature" and not _NO_AIR & set(tokens(entity.name))
        return of_the_air and number(entity.state) is not None
    cold_oven = is_cooker(entity) and entity.state in {"off", "unknown", None}
    return number(entity.attributes.get("current_temperature")) is not None and not cold_oven


def _has_time_left(entity: Entity) -> bool:
    if entity.domain == "timer":
        return entity.state in {"active", "paused"}
    left = number(entity.state)
    return entity.device_class == "duration" and left is not None and left > 0


_HAS: Mapping[str, Callable[[Entity], bool]] = {
    "HassClimateGetTemperature": _has_temperature,
    "HearthRemaining": _has_time_left,
}


def answers(intent: str, entity: Entity) -> bool:
    """Whether an entity has what a question of this intent asks for."""
    has = _HAS.get(intent)
    return has is None or has(entity)


def get_weather(frame: Frame, view: View) -> Clause:
    """The weather entity asked about, or the first there is."""
    scope = resolve(frame, frozenset({"weather"}), view)
    found = scope.entities or view.snapshot.by_domain.get("weather", ())
    if not found:
        return Clause(frame, problems=scope.problems or (Problem("no_target", "weather"),))
    return Clause(frame, (found[0].id,), confidence=scope.confidence)


def timer_status(frame: Frame, view: View) -> Clause:
    """The timers that the slots point at."""
    timers = matching_timers(frame.slots, view)
    return Clause(frame, facts={"timers": [job.id for job in timers]})


def list_items(frame: Frame, view: View) -> Clause:
    """What is on a list; of one that shows only its number, what was put there through the hub and not taken off."""
    name = str(frame.slots.get("name", ""))
    entity = find_list(name, view)
    if isinstance(entity, Problem):
        return Clause(frame, problems=(entity,))
    if entity is None:
        return Clause(frame, facts={"items": list(view.knowledge.lists.get(own_list(name), ()))})
    items = entity.attributes.get("items")
    count = number(entity.state)
    if items is None and count:
        added = view.knowledge.lists.get(entity.id, ())
        return Clause(frame, (entity.id,), facts={"count": round(count), "added": list(added[-round(count) :])})
    return Clause(frame, (entity.id,), facts={"items": items or []})


def told(frame: Frame, _view: View) -> Clause:
    """Nothing of the home is needed: the time, the date, small talk."""
    return Clause(frame)


def in_state(entity: Entity, asked: str) -> bool:
    """Whether an entity is in a state as people ask for it ("open", "on", "home")."""
    wanted, state = fold(asked).replace(" ", "_"), str(entity.state)
    wanted = "closed" if wanted == "shut" else wanted
    if wanted == "closed" and entity.domain == "lock":
        return state == "locked"
    return state == wanted or state in _STATE_WORDS.get(wanted, frozenset()) or fold(state) == fold(asked)


def _is_so(entity: Entity, asked: str, view: View) -> bool:
    told = shows(entity, asked)
    told = special_state(entity, asked, view) if told is None else told
    return in_state(entity, asked) if told is None else told


def _about(frame: Frame, entities: tuple[Entity, ...], confidence: float, view: View) -> Clause:
    facts: dict[str, JsonValue] = {}
    if "state" in frame.slots:
        asked = str(frame.slots["state"])
        facts["matched"] = [entity.id for entity in entities if _is_so(entity, asked, view)]
        facts["unmatched"] = [entity.id for entity in entities if not _is_so(entity, asked, view)]
    return Clause(frame, tuple(entity.id for entity in entities), facts=facts, confidence=confidence)


def _asked_about_many(frame: Frame, problems: tuple[Problem, ...], view: View) -> Clause:
    """A question over several things of a kind is answered about all of them, not asked back."""
    if "name" in frame.slots or not problems or problems[0].code != "ambiguous":
        return Clause(frame, problems=problems)
    return _about(frame, tuple(view.entity(id_) for id_ in problems[0].candidates), 0.95, view)
