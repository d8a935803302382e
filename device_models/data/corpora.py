"""Human-written and published requests, read into our label space (`docs/labels.md` has the tables)."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from device_models.data.example import Example, Piece, Segment, assemble, whole
from device_models.data.mapping import (
    CLINC_MAPPED,
    CLINC_SKIPPED,
    FACEBOOK_INTENTS,
    clinc_label,
    facebook_slot,
    slu_label,
    slu_slots,
)
from device_models.labels import OUT

_FULLY_ANNOTATED = frozenset({"alarm_set", "alarm_query", "alarm_remove", "weather_query", "datetime_query"})
_INDOORS = re.compile(
    r"(how (hot|cold|warm|humid) is it|is it (hot|cold|warm)|what ?'?i?s the temperature)( now)? ?[?.]?"
)
_MARKUP = re.compile(r"\[([^:\]]+?) : ([^\]]*?)\]")


def slu(path: Path) -> Iterator[tuple[Example, str]]:
    """Examples of `slu_en/*.jsonl` with the corpus's own intent; slots are `None` where unknown."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, spans = unmark(row["annot"]) if row.get("annot") else (row["text"], None)
        yield replace(slu_example(text, row["intent"], spans), written=text), row["intent"]


def slu_example(text: str, intent: str, spans: Sequence[tuple[int, int, str]] | None, source: str = "slu") -> Example:
    """A request with the corpus's own intent and (start, end, slot); `None` where its slots are unknown."""
    label = slu_label(intent, text)
    example = whole(text, label, source, slu_slots(label, text, spans) if spans is not None else None)
    return replace(example, partial=intent not in _FULLY_ANNOTATED)


def unmark(annotation: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Plain text and (start, end, slot) of `wake me [time : at nine]`."""
    text, at, spans = "", 0, []
    for match in _MARKUP.finditer(annotation):
        text += annotation[at : match.start()]
        value = match.group(2).strip()
        spans.append((len(text), len(text) + len(value), match.group(1).strip()))
        text += value
        at = match.end()
    return text + annotation[at:], spans


def facebook(path: Path) -> Iterator[Example]:
    """Examples of the Facebook task-oriented dialogue set (`token:TAG … <=> intent`)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        words, _, intent = line.rpartition(" <=> ")
        label = FACEBOOK_INTENTS.get(intent.strip())
        if label is None or not words:
            continue
        if label == "HassGetWeather" and _INDOORS.fullmatch(re.sub(r":\S+", "", words)):
            continue  # asked of a home, "how hot is it" is about the room
        tokens = [pair.rpartition(":")[::2] for pair in words.split(" ")]
        yield assemble([Segment(label, tuple(_pieces(tokens, label)))], "facebook")


def _pieces(tokens: list[tuple[str, str]], label: str) -> list[Piece]:
    pieces: list[Piece] = []
    group: list[str] = []
    slot = ""
    for word, tag in [*tokens, ("", "O")]:
        if group and not tag.startswith("I-"):
            pieces += facebook_slot(label, slot, group)
            group = []
        if tag.startswith(("B-", "I-")):
            group, slot = [*group, word], tag[2:]
        elif word:
            pieces.append(Piece(word, glued=word in {"?", ".", ",", "'s", "!"}))
    return pieces


def clinc(path: Path, each: int) -> Iterator[Example]:
    """Requests of clinc150's train and out-of-scope parts; of those outside the home at most `each` an intent."""
    data = json.loads(path.read_text(encoding="utf-8"))
    counts: dict[str, int] = {}
    for text, intent in [*data["train"], *data["oos_train"]]:
        counts[intent] = counts.get(intent, 0) + 1
        if intent in CLINC_SKIPPED or (counts[intent] > each and intent not in CLINC_MAPPED):
            continue
        label = clinc_label(intent, text)
        yield whole(text, label, "clinc", () if label in OUT else None)


def unseen(path: Path) -> list[Example]:
    """Requests in scope of clinc150's val part, which is not trained on: what rejection is calibrated with."""
    data = json.loads(path.read_text(encoding="utf-8"))
    mapped = [(text, clinc_label(intent, text)) for text, intent in data["val"] if intent in CLINC_MAPPED]
    return [whole(text, label, "clinc") for text, label in mapped if label not in OUT]


def questions(data: Path, rng: random.Random, count: int) -> list[Example]:
    """Questions about the world and talk among people: disfl-qa, CamRest, DSTC10 transcripts."""
    asked = json.loads((data / "rewrite" / "disfl_qa_train.json").read_text(encoding="utf-8"))
    texts = [str(row[key]) for row in asked.values() for key in ("original", "disfluent")]
    picked = rng.sample(texts, min(count, len(texts)))
    return [
        whole(text if rng.random() < 0.5 else text.lower().rstrip("?"), "HearthUnsupported", "disfl_qa", ())
        for text in picked
    ]


def home_llm(data: Path, name: str = "pile_of_templated_actions.csv") -> list[tuple[str, str, str]]:
    """(device types, services, phrase with `<holes>`) rows of a home-llm pile."""
    path = data / "home_llm" / "piles" / "english" / name
    with path.open(encoding="utf-8") as file:
        return [(row["device_type"], row["service"], row["phrase"]) for row in csv.DictReader(file)]
