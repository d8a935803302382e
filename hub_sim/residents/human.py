"""Human-written requests as patterns with holes, read from the public sets where their folder is given.

Used are the device requests of `slu_en` (MASSIVE, SLURP and NLU-Evaluation-Data, CC BY 4.0): its dev part, which
nothing is trained on, for the held-out half; its train part for the other. Nothing of them is kept here.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hub_sim.residents.pools import Split

Key = tuple[str, str]
"""A wish and its reach: `("light_off", "room")`."""
_FILES = {Split.TRAIN: "train.jsonl", Split.HELD_OUT: "dev.jsonl"}
_KINDS = {
    "iot_hue_lighton": "light_on", "iot_hue_lightoff": "light_off", "iot_hue_lightup": "light_bright",
    "iot_hue_lightdim": "light_dim", "iot_hue_lightchange": "light_colour", "iot_wemo_on": "switch_on",
    "iot_wemo_off": "switch_off", "iot_coffee": "coffee", "iot_cleaning": "vacuum_start",
    "audio_volume_up": "volume_up", "audio_volume_down": "volume_down",
}  # fmt: skip
_MARKUP = re.compile(r"\[([a-z_]+) : ([^\]]*?)\]")
_WAKE = re.compile(r"\b(hey |hi )?(olly|alexa|siri|google)\b[ ,]*", re.IGNORECASE)
_ROOM = re.compile(r"\b(my |the )?(kitchen|bed ?room|living room|bath ?room|hall|closet|dining room|office|garage)\b")
_DEVICE = re.compile(r"^(my |the )?(.*)$")
_UNMAPPED = frozenset({"time", "date", "general_frequency", "timeofday", "change_amount", "coffee_type", "person"})
_COLOURS = frozenset(["red", "blue", "green", "yellow", "purple", "orange", "pink", "white"])
_OTHERWISE = re.compile(
    r"\b(when|until|from|house|apartment|flat|outdoor|interior|level|all|seconds?|days?|how|party|room)\b"
)
"""Words of requests that want more, or elsewhere, than a resident's wish."""
_EVERYWHERE = frozenset({"house", "flat", "home", "apartment", "interior", "carpet"})


def shared_folder() -> Path:
    """Where public data lie: `HEARTH_SHARED`, by default the folder `shared` beside the project's."""
    return Path(os.environ.get("HEARTH_SHARED") or Path(__file__).resolve().parents[3] / "shared")


@cache
def human_patterns(split: Split, folder: Path | None = None) -> dict[Key, tuple[str, ...]]:
    """Patterns by wish and reach; empty where the set is not there. Holes are those of `wordings.yaml`."""
    file = (folder or shared_folder()) / "data" / "slu_en" / _FILES[split]
    found: dict[Key, dict[str, None]] = {}
    for intent, text in _rows(file):
        pattern = pattern_of(intent, text)
        if pattern is not None:
            found.setdefault(pattern[0], {})[pattern[1]] = None
    return {key: tuple(patterns) for key, patterns in found.items()}


def pattern_of(intent: str, text: str) -> tuple[Key, str] | None:
    """The pattern of an annotated request of the set; `None` where it wants what no resident here wants."""
    kind = _KINDS.get(intent)
    tags = dict(_MARKUP.findall(text))
    if kind is None or _UNMAPPED & set(tags):
        return None
    if (kind == "light_colour") != (tags.get("color_type", "").strip() in _COLOURS):
        return None
    said = _WAKE.sub("", _MARKUP.sub(lambda m: _hole(m.group(1), m.group(2).strip(), kind), text)).strip().lower()
    if "{n}" not in said and "{a}" not in said:
        said = _ROOM.sub("{a}", said, count=1)
    said = re.sub(r"\b(my|the|this) (\{[an]\})", r"\2", said)
    if max(said.count(hole) for hole in ("{n}", "{a}", "{c}")) > 1 or len(said) < 4 or _OTHERWISE.search(said):
        return None
    return _placed(kind, said)


def _placed(kind: str, said: str) -> tuple[Key, str] | None:
    if kind in {"coffee", "vacuum_start", "volume_up", "volume_down"}:
        return None if "{a}" in said else ((kind, "thing"), said)
    if "{n}" in said and "{a}" in said:
        return None
    reach = "thing" if "{n}" in said else "room" if "{a}" in said else "here"
    return (kind, reach), said


def _hole(tag: str, value: str, kind: str) -> str:
    if tag == "color_type":
        return "{c}"
    if tag == "house_place":
        return value if value in _EVERYWHERE or value == "room" else "{a}"
    if tag == "device_type" and kind not in {"coffee", "vacuum_start"}:
        return "{n}"
    match = _DEVICE.match(value)
    return match.group(2) if match else value


def _rows(file: Path) -> Iterator[tuple[str, str]]:
    if not file.is_file():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield str(row["intent"]), str(row.get("annot") or row["text"])
