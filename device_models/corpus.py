"""The training set: every corpus that may be trained on, and synthetic speech, without measured sentences."""

from __future__ import annotations

import json
import logging
import random
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from device_models.data import corpora
from device_models.data.example import Example, Piece, Segment, assemble, whole
from device_models.data.swaps import Swaps
from device_models.data.templates import Templates
from device_models.labels import LABEL_INDEX
from device_models.synth.compose import Composer
from device_models.synth.homes import Home, fixture_home, make_home, moods
from device_models.synth.moment import draw_moment
from device_models.synth.noise import Noise
from device_models.synth.words import Words
from edge.home.model import Snapshot

LOGGER = logging.getLogger(__name__)
UNSEEN_HOMES = ("cozy-cottage-se", "home3-us", "home7-nl", "rustic-retreat-us", "urban-loft-au")
"""Homes of device-actions-v2 that are kept out of training, to be measured on."""

ACTIONS = {
    "Turn on": "HassTurnOn",
    "Turn off": "HassTurnOff",
    "Open": "HassTurnOn:open",
    "Close": "HassTurnOff:close",
    "Lock": "HassTurnOn:lock",
    "Unlock": "HassTurnOff:unlock",
    "Pause": "HassMediaPause",
    "Unpause": "HassMediaUnpause",
    "Next track": "HassMediaNext",
    "Previous track": "HassMediaPrevious",
    "Start": "HassVacuumStart",
    "Return to base": "HassVacuumReturnToBase",
    "Set position": "HassSetPosition",
    "Set temperature": "HassClimateSetTemperature",
    "Set brightness": "HassLightSet",
    "Set volume": "HassSetVolume",
}
_RELATIVE = re.compile(
    r"\b(up|down|brighter|dimmer|louder|quieter|warmer|cooler|increase|decrease|raise|lower|dim|brighten|higher)\b",
    re.IGNORECASE,
)
_SERVICES = {
    "turn_on": "HassTurnOn",
    "turn_off": "HassTurnOff",
    "toggle": "HassToggle",
    "open_cover": "HassTurnOn:open",
    "close_cover": "HassTurnOff:close",
    "stop_cover": "HearthStop",
    "increase_speed": "HearthAdjust:speed_up",
    "decrease_speed": "HearthAdjust:speed_down",
    "lock": "HassTurnOn:lock",
    "unlock": "HassTurnOff:unlock",
    "volume_up": "HearthAdjust:volume_up",
    "volume_down": "HearthAdjust:volume_down",
    "volume_mute": "HassMediaPlayerMute",
    "media_play": "HassMediaUnpause",
    "media_pause": "HassMediaPause",
    "media_stop": "HassMediaPause:stop",
    "media_next_track": "HassMediaNext",
    "media_previous_track": "HassMediaPrevious",
    "return_to_base": "HassVacuumReturnToBase",
}
_PILE = {"blinds": "cover", "garage_door": "cover"}


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many homes, and synthetic utterances a home; `misheard` is how many noisy copies of slu_en there are."""

    homes: int = 1200
    each: int = 100
    clinc_each: int = 40
    questions: int = 2500
    facebook: int = 16_000
    templates_each: int = 12
    misheard: int = 1


def normal(text: str) -> str:
    """Letters and digits only, lower case: what duplicates are found by."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def held_out(text: str) -> bool:
    """Whether a human request is kept for calibration: one in 25, always the same ones."""
    return zlib.crc32(normal(text).encode()) % 25 == 0


def measured(data: Path) -> frozenset[str]:
    """Normalised sentences of all sets that only measure."""
    found: set[str] = set()
    for name in ("valid_data_copy", "train_data_part1_copy", "generated_invalid_multi_instructions"):
        path = data / "homebench" / f"{name}.jsonl"
        found.update(normal(json.loads(line)["input"]) for line in _lines(path))
    found.update(normal(json.loads(line)["text"]) for line in _lines(data / "slu_en" / "dev.jsonl"))
    for folder in (
        "home_assistant_datasets/assist-mini",
        "home_assistant_datasets/intents",
        "ha_intents/tests",
        "ha_intents/tests_2025_07",
    ):
        for path in (data / folder).rglob("*.yaml"):
            found.update(re.findall(r'^\s*- "?([^":{}]+?)"?\s*$', path.read_text(encoding="utf-8"), re.MULTILINE))
    return frozenset(normal(text) for text in found)


def training_examples(data: Path, sizes: Sizes, seed: int) -> Iterator[list[Example]]:
    """All training examples in chunks; sentences of measured sets are left out.

    Short requests that any home's templates produce ("turn on the light in the kitchen") are dropped too when
    a measured set holds the same words; what remains can still be close to them.
    """
    rng = random.Random(seed)
    words, noise = Words.load(data), Noise.load(data)
    homes = _homes(data, words, sizes, rng)
    banned = measured(data)
    yield _clean(_gold(data, sizes, homes, rng), frozenset())
    for _ in range(sizes.misheard):
        yield _clean(_misheard(data, homes, noise, rng), frozenset())
    templates = Templates.load(data / "ha_intents")
    for home in homes:
        yield _clean(Composer(home, words, noise, rng, rng.choice(homes)).examples(sizes.each), banned)
        yield _clean(_moments(templates.examples(home, rng, sizes.templates_each), home, rng), banned)
    yield _clean(_actions(data, rng), banned)
    yield _clean(_piles(data, homes, rng), banned)


def _homes(data: Path, words: Words, sizes: Sizes, rng: random.Random) -> list[Home]:
    folder = data / "home_assistant_datasets" / "device-actions-v2-fixtures"
    paths = [p / "_fixtures.yaml" for p in sorted(folder.glob("*")) if p.name not in UNSEEN_HOMES]
    fixtures = [fixture_home(path, 10_000 + i) for i, path in enumerate(paths) if path.exists()]
    made = [make_home(rng, words, i) for i in range(sizes.homes)]
    return [*made, *fixtures * 2]


def _gold(data: Path, sizes: Sizes, homes: list[Home], rng: random.Random) -> list[Example]:
    examples = [
        replace(example, source="held_out") if held_out(example.text) else example
        for example, _ in corpora.slu(data / "slu_en" / "train.jsonl")
    ]
    book = list(corpora.facebook(data / "facebook_tod" / "en" / "train"))
    examples += rng.sample(book, min(sizes.facebook, len(book)))
    examples += corpora.clinc(data / "clinc150" / "data_full_without_test.json", sizes.clinc_each)
    examples += corpora.questions(data, rng, sizes.questions)
    return [_somewhere(e, homes, rng) for e in examples]


def _misheard(data: Path, homes: list[Home], noise: Noise, rng: random.Random) -> list[Example]:
    """slu_en once more: half of it as a recogniser would hear it (slots unknown then), half with other values."""
    examples = []
    swaps = Swaps.load(data / "slu_en" / "train.jsonl")
    for example, _ in corpora.slu(data / "slu_en" / "train.jsonl"):
        if held_out(example.text):
            continue
        if rng.random() < 0.5:
            heard = noise.words(example.text, rng.choice((0.05, 0.1, 0.15, 0.2)), rng)
            made = replace(whole(heard or example.text, example.label, "slu"), written=example.written)
        else:
            made = swaps.swapped(example, rng)
        examples.append(_somewhere(made, homes, rng))
    return examples


def _moments(examples: Iterable[Example], home: Home, rng: random.Random) -> list[Example]:
    """Examples of one home, each at a moment of its own."""
    states = moods(home, rng, 2)
    made = []
    for example in examples:
        moment = draw_moment(rng.choice(states), rng)
        made.append(replace(example, home=moment.snapshot, context=moment.vector))
    return made


def _somewhere(example: Example, homes: list[Home], rng: random.Random) -> Example:
    """Half of the requests without a home are put in one, so that no home does not mean out of scope."""
    if rng.random() < 0.5:
        return example
    home = rng.choice(homes)
    moment = draw_moment(moods(home, rng, 1)[0] if len(home.snapshot.entities) < 60 else home.snapshot, rng)
    return replace(example, home=moment.snapshot, context=moment.vector)


def _actions(data: Path, rng: random.Random) -> list[Example]:
    """The requests of device-actions-v2 in the homes that are not held out."""
    base = data / "home_assistant_datasets"
    examples = []
    for number, folder in enumerate(sorted((base / "device-actions-v2").glob("*"))):
        fixtures = base / "device-actions-v2-fixtures" / folder.name / "_fixtures.yaml"
        if folder.name in UNSEEN_HOMES or not fixtures.exists():
            continue
        home = fixture_home(fixtures, 20_000 + number)
        for label, text in action_requests(folder):
            moment = draw_moment(home.snapshot, rng)
            examples.append(replace(whole(text, label, "device_actions"), home=moment.snapshot, context=moment.vector))
    return examples


def action_requests(folder: Path) -> Iterator[tuple[str, str]]:
    """(label, sentence) of one home's files; relative wordings of a "Set" action are left out."""
    for path in sorted(folder.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for action in ((data.get("actions") or {}).get("actions") or []) if isinstance(data, dict) else []:
            label = ACTIONS.get(action["action"])
            for sentence in action.get("sentences") or []:
                if label and not (action["action"].startswith("Set") and _RELATIVE.search(sentence)):
                    yield label, sentence


def _piles(data: Path, homes: list[Home], rng: random.Random) -> list[Example]:
    """home-llm's phrases about one device, each in several homes."""
    rows = [(t, s, p) for t, s, p in corpora.home_llm(data) if s in _SERVICES and p.count("<") == 1]
    examples = []
    for _ in range(6):
        for device_type, service, phrase in rows:
            home = rng.choice(homes)
            found = home.of(_PILE.get(device_type, device_type))
            if found and _SERVICES[service] in LABEL_INDEX:
                entity = rng.choice(found)
                examples.append(_filled(phrase, _SERVICES[service], entity.name, home.snapshot))
    return examples


def _filled(phrase: str, label: str, name: str, home: Snapshot) -> Example:
    head, _, rest = phrase.partition("<device_name>")
    tail = rest.strip()
    glued = tail[:1] in {",", ".", "?", "'"}
    pieces = (Piece(head.strip()), Piece(name, "name"), Piece(tail, glued=glued))
    return replace(assemble([Segment(label, pieces)], "home_llm", home), partial=True)


def _clean(examples: Iterable[Example], banned: frozenset[str]) -> list[Example]:
    return [e for e in examples if e.text.strip() and normal(e.text) not in banned]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
