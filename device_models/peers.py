"""Peers on the same requests: hassil with Home Assistant's sentences, and gazetteer-matcher.

Both are development dependencies. A peer that recognises nothing counts as "not for me", which is its way of rejecting.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from device_models.data.example import Example
from device_models.labels import OUT, base
from device_models.synth.words import AREAS

Recogniser = Callable[[str], str | None]
"""The intent of a text, or `None` when nothing was recognised."""

_SAME = {"HearthAdjust:volume_up": "HassSetVolumeRelative", "HearthAdjust:volume_down": "HassSetVolumeRelative",
         "HearthAdjust:brightness_up": "HassLightSet", "HearthAdjust:brightness_down": "HassLightSet"}  # fmt: skip
_SHOPPING = {"HassShoppingListAddItem": "HassListAddItem", "HassShoppingListCompleteItem": "HassListCompleteItem"}
_PLACES = AREAS[:40]


def hassil() -> Recogniser:
    """Hassil over the English sentences of `home_assistant_intents`, in a home of forty areas without devices."""
    from hassil import Intents, TextSlotList, recognize_best
    from home_assistant_intents import get_intents

    data: Any = get_intents("en")
    intents = Intents.from_dict(data)
    lists: Any = {
        "area": TextSlotList.from_strings(_PLACES),
        "floor": TextSlotList.from_strings(("upstairs", "downstairs", "ground floor")),
        "name": TextSlotList.from_strings(()),
    }

    def recognise(text: str) -> str | None:
        found = recognize_best(text, intents, slot_lists=lists)
        return found.intent.name if found else None

    return recognise


def gazetteer_matcher() -> Recogniser:
    """gazetteer-matcher in the same home."""
    from gazetteer_matcher import GazetteerMatcher  # type: ignore[import-untyped]

    areas = {name.replace(" ", "_"): {"name": name.title()} for name in _PLACES}
    matcher: Any = GazetteerMatcher(home={"areas": areas, "floors": {}, "entities": {}})

    def recognise(text: str) -> str | None:
        result = matcher.interpret(text)
        return str(result.frames[0].intent) if result.accepted else None

    return recognise


PEERS: dict[str, Callable[[], Recogniser]] = {"hassil": hassil, "gazetteer_matcher": gazetteer_matcher}
"""Every peer by name."""


def figures(recognise: Recogniser, examples: Iterable[Example]) -> dict[str, float]:
    """In-scope intent accuracy, out-of-scope recall, false rejection, and median milliseconds a request."""
    right = inside = recalled = outside = rejected = 0
    times = []
    for example in examples:
        started = time.perf_counter()
        got = recognise(example.text)
        times.append(time.perf_counter() - started)
        if base(example.label) in OUT:
            outside += 1
            recalled += got is None
        else:
            inside += 1
            rejected += got is None
            right += got is not None and _SHOPPING.get(got, got) == _SAME.get(example.label, base(example.label))
    return {
        "n": float(inside + outside),
        "in_scope_accuracy": right / max(1, inside),
        "oos_recall": recalled / max(1, outside),
        "false_rejection": rejected / max(1, inside),
        "p50_ms": sorted(times)[len(times) // 2] * 1000 if times else 0.0,
    }
