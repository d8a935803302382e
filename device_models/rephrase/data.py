"""Dialogues with a known rephrase: simulated ones, and real repairs and rewrites made into dialogues."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edge.learn.rephrase_encoding import MAX_TURNS, Said

_WISHES = frozenset({"request", "rephrase"})


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Turns, and which later one (1..) rephrases the first; `None` when none does."""

    turns: tuple[Said, ...]
    rephrase: int | None


def simulated(path: Path) -> list[Dialogue]:
    """Dialogues as `python -m hub_sim dialogues` writes them.

    The rephrase is the first later turn that says the first one's wish again. Whether the first had failed is not
    asked: that is the business of feedback.

    Raises `ValueError` with the file and line of what is not such a dialogue.
    """
    found = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                found.append(_dialogue(json.loads(line)))
            except (KeyError, TypeError, ValueError) as error:
                msg = f"{path}:{number}: no dialogue ({error}); write the file with `python -m hub_sim dialogues`"
                raise ValueError(msg) from error
    return [dialogue for dialogue in found if len(dialogue.turns) > 1]


def repairs(path: Path, seed: int) -> list[Dialogue]:
    """Disfl-QA: a disfluent question, some others, and (two times in three) the question that was meant."""
    rows: Mapping[str, Mapping[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    pairs = [(row["disfluent"].strip(), row["original"].strip()) for row in rows.values()]
    rng = random.Random(seed)
    return [_placed(said, meant, [other for _, other in rng.sample(pairs, 4)], rng) for said, meant in pairs]


def rewrites(path: Path, seed: int) -> list[Dialogue]:
    """Alexa contextual query rewriting: a turn, turns of other dialogues, and (two in three) its rewrite."""
    pairs = [pair for dialogue in json.loads(path.read_text(encoding="utf-8")) for pair in _rewritten(dialogue)]
    rng = random.Random(seed)
    return [_placed(said, meant, [other for other, _ in rng.sample(pairs, 4)], rng) for said, meant in pairs]


def paired(dialogues: Sequence[Dialogue]) -> Iterator[Dialogue]:
    """Each later turn alone with the first, without anything but the words: what a pairwise encoder sees."""
    for dialogue in dialogues:
        first = Said(dialogue.turns[0].text)
        for index, turn in enumerate(dialogue.turns[1:MAX_TURNS], 1):
            yield Dialogue((first, Said(turn.text)), 1 if index == dialogue.rephrase else None)


def _dialogue(row: Mapping[str, Any]) -> Dialogue:
    said = tuple(
        Said(
            str(turn["text"]),
            float(turn["gap"]),
            str(turn.get("response", "")),
            bool(turn.get("barge_in")),
            bool(turn.get("put_back")),
            turn.get("device"),
            turn.get("speaker"),
            str(turn.get("intent") or ""),
            frozenset(turn.get("entities") or ()),
        )
        for turn in row["turns"]
    )
    return Dialogue(said, _again(row["turns"]))


def _again(turns: Sequence[Mapping[str, Any]]) -> int | None:
    """The first later turn with the wish of the first; answers, thanks and the like have none."""
    wish = turns[0]["goal"] if turns[0]["role"] in _WISHES else None
    return next((i for i, turn in enumerate(turns) if i and wish is not None and turn["goal"] == wish), None)


def _placed(said: str, meant: str, others: Sequence[str], rng: random.Random) -> Dialogue:
    """A dialogue of a few turns with likely gaps, in which `meant` stands somewhere or not at all."""
    texts = list(others[: rng.randint(0, 3)])
    at = None
    if rng.random() < 2 / 3 or not texts:
        at = min(len(texts), int(rng.expovariate(1.2)))
        texts.insert(at, meant)
    turns = [Said(said, 0.0, rng.choice(("act", "answer", "refuse", "ask")))]
    turns += [Said(text, rng.uniform(3, 25), rng.choice(("act", "answer"))) for text in texts]
    return Dialogue(tuple(turns), None if at is None else at + 1)


def _rewritten(dialogue: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    turns = dialogue["dialogue"]
    for turn in turns:
        rewrite = turn.get("reformulation") or {}
        at, texts = rewrite.get("base_utt_idx"), rewrite.get("mturk_reformulations") or ()
        meant = rewrite.get("reformulated_utt") or next(iter(texts), None)
        if isinstance(at, int) and meant and at < len(turns):
            said = turns[at]["data"]["utterance"]
            if said.casefold().strip(" .?!") != meant.casefold().strip(" .?!"):
                yield said, meant
