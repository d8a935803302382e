"""A share or a step that is said of "it": of whatever that is, and not of what such words are mostly said of.

"Take it down to 30 percent" is read as a volume; after a lamp was spoken of it is the lamp's brightness.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from edge.ground.adjust import DOMAINS_OF_ATTRIBUTE
from edge.ground.antecedents import PLURAL, SINGULAR, antecedent
from edge.ground.media import PLAYING
from edge.ground.view import View
from edge.home.model import Entity
from edge.text import fold, tokens
from edge.turn import Frame, SlotValue

_VALUE: Mapping[str, str] = {
    "HassLightSet": "brightness",
    "HassFanSetSpeed": "percentage",
    "HassSetVolume": "volume_level",
    "HassSetPosition": "position",
    "HassHumidifierSetpoint": "humidity",
    "HearthSetValue": "value",
}
"""The slot of a share, by the intent that sets it."""
_SETS: Mapping[str, str] = {
    "light": "HassLightSet",
    "fan": "HassFanSetSpeed",
    "media_player": "HassSetVolume",
    "cover": "HassSetPosition",
    "valve": "HassSetPosition",
    "humidifier": "HassHumidifierSetpoint",
}
"""The intent that sets a thing of a domain to a share."""
_ATTRIBUTE: Mapping[str, str] = {
    domain: attribute
    for attribute, domains in DOMAINS_OF_ATTRIBUTE.items()
    if attribute != "color_temperature"
    for domain in domains
}
"""What a step changes of a thing of a domain."""
_SHARE = re.compile(r"\d ?%|\b(?:percent|per cent|pct|half(?:way)?|a quarter|a third)\b")
_KIND_SAID = frozenset(
    {
        "brightness", "bright", "brighter", "brighten", "dim", "dimmer", "dark", "darker", "volume", "sound", "loud",
        "louder", "quiet", "quieter", "mute", "music", "speed", "faster", "slower", "position", "open", "close",
        "shut", "humidity", "light", "lights", "degree", "degrees", "warmer", "cooler", "colder", "hotter",
    }
)  # fmt: skip
"""Words that say what of which kind of thing is meant."""
_DEGREES = frozenset({"degree", "degrees"})
_POINTING = SINGULAR | PLURAL
_SILENT = frozenset({None, "off", "standby", "unavailable", "unknown"})
_AT_REST = _SILENT | {"closed", "idle"}


def of_what_is_meant(frame: Frame, view: View) -> Frame:
    """The frame of a share or a step as that of what was spoken of last, or of what is at work, where it says "it"."""
    words = view.request.text[slice(*frame.span)] if frame.span else view.request.text
    said = set(tokens(words))
    if view.request.language.partition("-")[0] != "en":
        return frame
    if frame.intent == "HassSetVolumeRelative" and said & _DEGREES and not said & (_KIND_SAID - _DEGREES):
        return _adjust(frame, "climate")
    if _KIND_SAID & said:
        return frame
    name = fold(str(frame.slots.get("name", "")))
    pointing = bool(_POINTING & {name, *fold(words).split()})
    if frame.slots.keys() - {"name", _VALUE.get(frame.intent, ""), "volume_step"} or not (pointing or not name):
        return frame
    if frame.intent in _VALUE and name in _POINTING | {""} and _SHARE.search(words.casefold()):
        return _share(frame, name or "it", view, alone=not pointing)
    return _step(frame, view) if frame.intent == "HassSetVolumeRelative" else frame


def at_work_here(frame: Frame, fitting: Sequence[Entity], view: View) -> Sequence[Entity]:
    """Of what "it" may be, what is at work in the room of the speaker; all of it where nothing is."""
    if frame.intent not in _VALUE or fold(str(frame.slots.get("name", ""))) not in SINGULAR:
        return fitting
    reach = {entity.id for entity in _in_reach(view)}
    return [entity for entity in fitting if entity.id in reach and entity.state not in _AT_REST] or fitting


def _share(frame: Frame, name: str, view: View, *, alone: bool) -> Frame:
    """The share as one of what was spoken of; of what is at work only where the words are not `alone`, but point."""
    value = frame.slots.get(_VALUE[frame.intent])
    if not isinstance(value, int | float) or isinstance(value, bool):
        return frame
    share = value if frame.intent != "HearthSetValue" or not 0 < value < 1 else round(value * 100)
    domains = _domains(_spoken_of(replace(frame, slots={"name": name}), frozenset(_SETS), view))
    if len(domains) == 1:
        return _set(frame, name, domains.pop(), share)
    if domains and name in PLURAL:
        return replace(
            frame, intent="HearthSetValue", slots={"name": name, "value": share}, domains=tuple(sorted(domains))
        )
    at_work = {entity.domain for entity in _in_reach(view) if entity.state not in _AT_REST}
    own = {domain for domain, intent in _SETS.items() if intent == frame.intent}
    clear = len(at_work) == 1 and not at_work & own and not alone
    return _set(frame, name, at_work.pop(), share) if clear else frame


def _set(frame: Frame, name: str, domain: str, value: SlotValue) -> Frame:
    intent = _SETS[domain]
    slots: dict[str, SlotValue] = {"name": name, _VALUE[intent]: value}
    return frame if frame.intent == intent else replace(frame, intent=intent, slots=slots, domains=(domain,))


def _step(frame: Frame, view: View) -> Frame:
    """A step up or down; while something plays here it is that which is turned up, unless it was said by how much."""
    spoken_of = _spoken_of(replace(frame, slots={"name": "it"}), frozenset(_ATTRIBUTE), view)
    domains = _domains(spoken_of)
    step = frame.slots.get("volume_step")
    if len(domains) != 1 or "media_player" in domains or any(e.state in PLAYING for e in _in_reach(view)):
        return frame
    domain = domains.pop()
    if domain == "climate" and isinstance(step, int | float):
        return frame
    return _adjust(frame, domain)


def _adjust(frame: Frame, domain: str) -> Frame:
    """A step of a volume as one of what a thing of a domain has."""
    step = frame.slots.get("volume_step")
    amount: dict[str, SlotValue] = {"amount": abs(step)} if isinstance(step, int | float) else {}
    down = step == "down" or (isinstance(step, int | float) and step < 0)
    slots = {"name": "it", "attribute": _ATTRIBUTE[domain], "direction": "down" if down else "up", **amount}
    return replace(frame, intent="HearthAdjust", slots=slots, domains=(domain,))


def _spoken_of(frame: Frame, domains: frozenset[str], view: View) -> tuple[Entity, ...]:
    fitting = [entity for entity in view.snapshot.exposed if entity.domain in domains]
    return tuple(view.entity(id_) for id_ in antecedent(frame, fitting, view))


def _domains(entities: tuple[Entity, ...]) -> set[str]:
    return {entity.domain for entity in entities}


def _in_reach(view: View) -> list[Entity]:
    """What can be set to a share in the room of the speaker, or anywhere where that is unknown."""
    return [e for e in view.snapshot.exposed if e.domain in _SETS and view.area in {None, e.area}]
