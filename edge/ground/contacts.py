"""What on and off of a binary sensor mean in words, by its device class (Home Assistant's own, and what people say)."""

from __future__ import annotations

from collections.abc import Mapping

from edge.home.model import Entity
from edge.text import fold

_WORDS: Mapping[str, tuple[str, str]] = {
    "moisture": ("wet|leaking|leak|damp|flooded|water", "dry"),
    "smoke": ("smoke|detected|smoking|alarm", "clear"),
    "gas": ("gas|detected|alarm", "clear"),
    "carbon_monoxide": ("detected|alarm", "clear"),
    "motion": ("motion|detected|moving|movement", "clear|still|no motion"),
    "occupancy": ("occupied|detected|busy|in use", "clear|empty|free|vacant|unoccupied"),
    "presence": ("home|present|detected|occupied", "away|absent|clear"),
    "lock": ("unlocked", "locked"),
    "connectivity": ("connected|online", "disconnected|offline"),
    "plug": ("plugged in", "unplugged"),
    "problem": ("problem|faulty|broken", "ok|fine|working"),
    "safety": ("unsafe", "safe"),
    "sound": ("detected|noise|loud", "quiet|silent|clear"),
    "vibration": ("vibrating|detected|shaking", "still|clear"),
    "battery": ("low|empty|flat", "normal|ok|full|charged"),
    "battery_charging": ("charging", "not charging"),
    "cold": ("cold|freezing", "normal"),
    "heat": ("hot", "normal"),
    "tamper": ("tampered", "clear"),
}


def shows(entity: Entity, asked: str) -> bool | None:
    """Whether a binary sensor shows what a word says; `None` for other words, other things, or no reading."""
    words = _WORDS.get(entity.device_class or "") if entity.domain == "binary_sensor" else None
    if words is None or entity.state not in {"on", "off"}:
        return None
    said = fold(asked)
    for state, synonyms in zip(("on", "off"), words, strict=True):
        if said in synonyms.split("|"):
            return entity.state == state
    return None
