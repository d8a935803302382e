"""From what a device exposes to its parts, and from a group's members to what all of them have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from edge.home.dialects.parts import Part
from edge.home.dialects.payload import text_of
from edge.home.dialects.zigbee2mqtt.climate import climate, fan
from edge.home.dialects.zigbee2mqtt.features import Feature
from edge.home.dialects.zigbee2mqtt.light import light
from edge.home.dialects.zigbee2mqtt.simple import binary, cover, enumeration, lock, numeric, switch

PRIMARY = ("contact", "opening", "occupancy", "presence", "water_leak", "smoke", "gas", "carbon_monoxide", "vibration")
"""What a sensor is there for; the first of these that it has bears the device's own name."""
_SKIPPED = frozenset({"action", "identify", "effect", "linkquality", "update"})
_KINDS: Mapping[str, Callable[[Feature], Part | None]] = {
    "climate": climate,
    "cover": cover,
    "enum": enumeration,
    "fan": fan,
    "lock": lock,
    "switch": switch,
}
_OF_GROUPS = ("light", "switch", "cover", "lock")


def parts_of(features: Sequence[Feature]) -> Iterator[Part]:
    """The parts of a device; what nobody could speak about is left out."""
    effects = _effects(features)
    primary = next((name for name in PRIMARY if any(one.name == name and one.published for one in features)), None)
    for feature in features:
        if feature.name in _SKIPPED or feature.name.startswith("action_"):
            continue
        part = _part(feature, effects, own_name=feature.name == primary and not feature.endpoint)
        if part is not None:
            yield part


def common_features(members: Sequence[Sequence[Feature]]) -> tuple[Feature, ...]:
    """What every member of a group has, with only those of its features that all have."""
    common = []
    for kind in _OF_GROUPS:
        having = [next((one for one in member if one.kind == kind), None) for member in members]
        known = [one for one in having if one is not None]
        if known and len(known) == len(members):
            shared = set.intersection(*({one.name for one in feature.features} for feature in known))
            kept = tuple(_plain(one) for one in known[0].features if one.name in shared)
            common.append(replace(known[0], endpoint="", features=kept))
    return tuple(common[:1])


def is_asked_for(features: Iterable[Feature]) -> bool:
    """Whether the device answers when it is asked for its state."""
    return any(
        inner.askable for feature in features for inner in feature.features if inner.name in {"state", "position"}
    )


def _part(feature: Feature, effects: Sequence[str], *, own_name: bool) -> Part | None:
    if feature.kind == "light":
        return light(feature, () if feature.endpoint else effects)
    if feature.kind == "numeric":
        return numeric(feature, own_name=own_name)
    if feature.kind == "binary":
        return binary(feature, own_name=own_name)
    maker = _KINDS.get(feature.kind)
    return maker(feature) if maker else None


def _effects(features: Sequence[Feature]) -> tuple[str, ...]:
    effect = next((one for one in features if one.name == "effect" and one.kind == "enum"), None)
    return tuple(text for value in effect.values if (text := text_of(value)) is not None) if effect else ()


def _plain(feature: Feature) -> Feature:
    """A member's feature as the group has it: under its plain name, whatever the member's endpoint."""
    suffix = f"_{feature.endpoint}" if feature.endpoint else ""
    return replace(feature, endpoint="", prop=feature.prop.removesuffix(suffix))
