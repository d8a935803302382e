"""From clauses to frames: Home Assistant's intents and slots, with delays, conditions and exceptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from edge.intents import INTENT_SLOTS
from edge.turn import Condition, Frame, SlotValue
from edge.understand import neural_values as values
from edge.understand.colours import colour_kelvin
from edge.understand.neural_changes import as_change, as_switched, same_setting
from edge.understand.neural_compounds import filled, paired, placed
from edge.understand.neural_decode import Clause
from edge.understand.neural_sense import COMMANDS, SWITCHED, telling
from edge.understand.neural_special import special
from edge.understand.neural_targets import (
    Place,
    Slots,
    condition_target,
    excepted,
    leftover,
    owned_settings,
    shared,
    targets,
)
from edge.understand.neural_times import ALARMS, unread_time, when

_ABOVE = (
    "above",
    "over",
    "more",
    "higher",
    "warmer",
    "hotter",
    "greater",
    "least",
    "rises",
    "exceed",
    "reach",
    "brighter",
    "up",
)
_BELOW = ("below", "under", "less", "lower", "colder", "cooler", "drops", "falls", "darker", "down")
_OPPOSITE = {"on": "off", "off": "on", "open": "closed", "closed": "open", "locked": "unlocked", "unlocked": "locked",
             "home": "not_home"}  # fmt: skip
_FLIPPED = {"above": "below", "below": "above"}
_LASTING = {"HassTurnOn": "HassTurnOff", "HassTurnOff": "HassTurnOn"}
_NOTHING = "HassNevermind"
_LIGHT_WORDS = frozenset({"dark", "bright", "light", "lights", "illuminate", "illumination"})
_DUMMIES = frozenset({"it", "that", "this", "them"})
_SHOPPING = {"HassListAddItem": "HassShoppingListAddItem", "HassListCompleteItem": "HassShoppingListCompleteItem"}
_SHOPPING_NAMES = frozenset({"shopping", "shopping list", "grocery", "groceries"})
_SHARES = frozenset({"brightness", "volume_level", "percentage"})
"""Values in percent, which degrees are not; what opens may be told by its angle."""
_PRONOUNS = frozenset({"it", "them", "that", "this", "those", "these", "its", "their"})
_ONE_WORK = frozenset({"album", "track", "artist", "playlist"})
_PLAYED = frozenset({"query", "artist", "genre"})


def frames(clauses: Sequence[Clause], place: Place) -> tuple[Frame, ...]:
    """Frames of all clauses in order; what one clause leaves to its neighbour is filled in."""
    made: list[Frame] = []
    meaning = [clause for clause in clauses if clause.label.intent != _NOTHING] or clauses
    for group in _groups([part for clause in placed(meaning, place) for part in paired(clause)]):
        made.extend(_group_frames(group, place, made))
    return tuple(filled(telling(made, place), place))


def _groups(clauses: Sequence[Clause]) -> list[list[Clause]]:
    groups: list[list[Clause]] = []
    for clause in clauses:
        if clause.shares and groups:
            groups[-1].append(clause)
        else:
            groups.append([clause])
    return groups


def _group_frames(group: Sequence[Clause], place: Place, before: Sequence[Frame]) -> list[Frame]:
    """Frames of clauses with one verb: values are common to all, targets are their own."""
    whole = replace(group[0], spans=tuple(span for clause in group for span in clause.spans), end=group[-1].end)
    common = _values(whole, place)
    found = shared([(clause, target) for clause in group for target in targets(clause, place)])
    items = place.values(whole, "item") if "List" in whole.label.intent else []
    made = [
        _frame(
            whole,
            same_setting(common | _values(clause, place), before, clause, place) | _antecedent(slots, before),
            place,
        )
        for clause, slots in found
    ]
    if len(items) > 1:
        made = [replace(made[0], slots={**made[0].slots, "item": item}) for item in items]
    return [frame for first in made for frame in (first, *_afterwards(first, whole, place))]


def _frame(clause: Clause, slots: Slots, place: Place) -> Frame:
    label = clause.label
    intent, slots, domains = _as_lock(label.intent, label.name, label.domains, slots, place)
    intent, slots = as_switched(*as_change(intent, slots, clause, place), clause, place)
    intent, slots = _as_home_assistant(intent, slots, place)
    slots = _aimed(intent, _of_the_verb(slots, domains, clause, place), clause, place)
    allowed = INTENT_SLOTS.get(intent)
    kept = {name: value for name, value in slots.items() if allowed is None or name in allowed}
    delay, at = when(clause, place)
    unread = "" if delay is not None or at is not None else unread_time(clause, place)
    return Frame(
        intent, kept,
        domains=() if "domain" in kept else domains,
        response=_response(clause, place, kept),
        excepted=excepted(clause, place),
        condition=_condition(clause, place),
        delay=delay, at=at, span=(clause.start, clause.end),
        when=unread if intent in COMMANDS | ALARMS else "",
    )  # fmt: skip


def _of_the_verb(slots: Slots, domains: tuple[str, ...], clause: Clause, place: Place) -> Slots:
    """What the verb says a thing is goes before what its noun says: the door that is locked is a lock, no cover."""
    said = slots.get("domain")
    if said is None or not domains or said in domains:
        return slots
    nouns = place.values(clause, "device")[:1] or [str(slots.get("device_class", said))]
    kept = {key: value for key, value in slots.items() if key not in {"domain", "device_class"}}
    kept.setdefault("name", nouns[0])
    return kept


def _aimed(intent: str, slots: Slots, clause: Clause, place: Place) -> Slots:
    """Nothing is switched without being named: words in no slot are the name, a bare place means its lights."""
    if intent not in SWITCHED or {"name", "domain", "device_class"} & slots.keys():
        return slots
    left = leftover(clause, place)
    if left and not _LIGHT_WORDS & set(left.lower().split()):
        return slots | {"name": left}
    return slots | {"domain": "light"} if left or {"area", "floor"} & slots.keys() else slots


def _as_home_assistant(intent: str, slots: Slots, place: Place) -> tuple[str, Slots]:
    """Home Assistant's own intent where it has one for what was said: relative volume, the shopping list."""
    if intent == "HearthAdjust" and slots.get("name") in _DUMMIES and slots.get("attribute") != "value":
        slots = {key: value for key, value in slots.items() if key != "name"}
    if intent == "HearthAdjust" and slots.get("attribute") == "volume":
        sign = -1 if slots.get("direction") == "down" else 1
        amount = slots.get("amount")
        step: SlotValue = sign * amount if isinstance(amount, int | float) else str(slots.get("direction"))
        return "HassSetVolumeRelative", slots | {"volume_step": step}
    shopping = intent in _SHOPPING and "item" in slots and str(slots.get("name", "shopping")).lower() in _SHOPPING_NAMES
    if shopping and "todo" not in place.snapshot.by_domain:
        return _SHOPPING[intent], {"item": slots["item"]}
    return intent, slots


def _as_lock(
    intent: str, label: str, domains: tuple[str, ...], slots: Slots, place: Place
) -> tuple[str, Slots, tuple[str, ...]]:
    """Opening what is a lock here unlocks it, and closing locks it: their polarity is the other way round."""
    if label not in {"HassTurnOn:open", "HassTurnOff:close"}:
        return intent, slots, domains
    wanted = str(slots.get("name", "")).lower()
    same = {e.domain for e in place.snapshot.exposed if wanted and wanted in {n.lower() for n in (e.name, *e.aliases)}}
    if same == {"lock"}:
        return ("HassTurnOff" if label.endswith("open") else "HassTurnOn"), slots, ("lock",)
    return intent, slots, tuple(domain for domain in domains if domain != "lock")


def _values(clause: Clause, place: Place) -> Slots:
    """The slots of a clause that are not its target."""
    slots: Slots = {**clause.label.slots, **_amounts(clause, place)}
    if clause.label.intent == "HassLightSet" and any(
        "temperature" in words for words in place.values(clause, "setting")
    ):
        for words in place.values(clause, "color")[:1]:
            warmth = colour_kelvin(words)
            if warmth is not None:
                return slots | {"temperature": warmth}
    for tag, make in _MAKERS.items():
        for words in place.values(clause, tag)[:1]:
            slots |= make(words)
    _set_attribute(clause, slots, place)
    _set_played(clause, slots, place)
    if "Timer" in clause.label.intent:
        for tag, prefix in (("duration", ""), ("start_duration", "start_")):
            for words in place.values(clause, tag)[:1]:
                slots |= values.timer_slots(words, prefix)
    return slots | special(clause, place)


_MAKERS: Mapping[str, Callable[[str], Slots]] = {
    "color": lambda words: {"color": words.lower()},
    "mode": lambda words: {"mode": words.lower()},
    "state": lambda words: {"state": values.state(words)},
    "label": lambda words: {"name": words},
    "item": lambda words: {"item": words, "message": words},
    "list": lambda words: {"name": words},
    "message": lambda words: {"message": words, "command": words},
    "phrase": lambda words: {"phrase": words},
    "location": lambda words: {"location": words},
}


def _amounts(clause: Clause, place: Place) -> Slots:
    """The value of the clause's setting, by number or by a word for one of its ends."""
    slots: Slots = {}
    for words in place.values(clause, "value")[:2]:
        slots |= _value(clause, words)
    if slots or not clause.label.value or place.values(clause, "value"):
        return slots
    return dict(values.extreme(clause.label.value, place.text[clause.start : clause.end]))


def _value(clause: Clause, words: str) -> Slots:
    name = clause.label.value
    if name == "temperature":
        return values.temperature(words)
    if name in _SHARES and values.is_temperature(words):
        return {}
    if name == "brightness" and (warmth := values.kelvin(words)) is not None:
        return {"temperature": warmth}
    value = values.amount(words) if name == "value" and "percent" not in words else values.percent(words)
    value = values.percent(words) if value is None else value
    return {name: values.number(value)} if name and value is not None else {}


def _set_attribute(clause: Clause, slots: Slots, place: Place) -> None:
    """`attribute` of adjustments, values, modes and questions; Home Assistant's own relative volume."""
    owned = owned_settings(clause, place)
    said = owned[0][1].lower() if owned else next((words.lower() for words in place.values(clause, "setting")), "")
    intent = clause.label.intent
    if intent in {"HearthSetValue", "HearthSetMode"} or slots.get("attribute") == "value":
        slots["attribute"] = said
    if not slots.get("attribute"):
        slots.pop("attribute", None)
    if intent == "HassLightSet" and "mode" in slots:
        slots["effect"] = slots["mode"]
    if intent == "HassGetState" and said:
        slots["attribute"] = said
        if said in values.PROPERTIES:
            slots["device_class"] = values.PROPERTIES[said]
    if intent == "HearthSetMode" and "swing" in str(slots.get("attribute", "swing")):
        way = values.swing(str(slots.get("mode", "")))
        slots |= {"mode": way, "attribute": "swing"} if way else {}
    for words in place.values(clause, "amount")[:1]:
        change = values.amount(words)
        if change is not None:
            slots["amount"] = values.number(change)
        if values.counts_levels(words):
            slots["unit"] = "level"


def _set_played(clause: Clause, slots: Slots, place: Place) -> None:
    played = [span for span in clause.spans if span.tag in _PLAYED]
    for words in place.values(clause, "media_class")[:1]:
        found = values.media_class(words)
        if found:
            slots["media_class"] = found
    if clause.label.intent != "HassMediaSearchAndPlay" or not played:
        return
    start, end = played[0].start, played[-1].end
    query, of_class = values.apart_from_class(place.text[start:end], place.text[clause.start : start])
    slots["search_query"] = query
    if of_class is not None:
        slots.setdefault("media_class", of_class)
    for span in played:
        if span.tag != "query" and (len(played) > 1 or not _ONE_WORK & {str(slots.get("media_class"))}):
            slots.setdefault(span.tag, place.said(span))


def _condition(clause: Clause, place: Place) -> Condition | None:
    said = place.values(clause, "cond_value")
    compared = " ".join(place.values(clause, "cond_compare")).lower()
    if not said:
        return None
    negated = "unless" in place.text[clause.start : clause.end].lower().split()
    comparison = (
        "above" if any(w in compared for w in _ABOVE) else "below" if any(w in compared for w in _BELOW) else "is"
    )
    slots = condition_target(clause, place)
    number = values.amount(said[0])
    if comparison == "is" or number is None:
        state = said[0].lower().removeprefix("turned ").removeprefix("still ")
        return Condition(slots, "is", _OPPOSITE.get(state, state) if negated else state)
    measured = next((values.PROPERTIES.get(words.lower()) for words in place.values(clause, "cond_setting")), None)
    slots |= {"device_class": measured} if measured else {}
    return Condition(slots, _FLIPPED[comparison] if negated else comparison, values.number(number))


def _afterwards(frame: Frame, clause: Clause, place: Place) -> list[Frame]:
    """As in "for twenty minutes": the opposite, that much later."""
    opposite = _LASTING.get(frame.intent)
    lasting = next((values.seconds(words) for words in place.values(clause, "duration")), None)
    if opposite is None or lasting is None or clause.label.scope != "request":
        return []
    return [replace(frame, intent=opposite, delay=(frame.delay or 0.0) + lasting)]


def _antecedent(slots: Slots, before: Sequence[Frame]) -> Slots:
    """A pronoun stands for the target of the clause before, if there is one."""
    if slots.get("name") not in _PRONOUNS or not before:
        return slots
    known = {
        key: value
        for key, value in before[-1].slots.items()
        if key in {"name", "area", "floor", "domain", "device_class"}
    }
    return {key: value for key, value in slots.items() if key != "name"} | known


def _response(clause: Clause, place: Place, slots: Mapping[str, SlotValue]) -> str:
    if clause.label.intent != "HassGetState":
        return "default"
    asked = " ".join(place.values(clause, "quantity")).lower()
    for words, key in (("how many", "how_many"), ("which", "which"), ("what", "which"), ("all", "all"), ("any", "any")):
        if words in asked.split() or words == asked:
            return key
    return ("one_yesno" if "state" in slots else "one") if "name" in slots else "default"
