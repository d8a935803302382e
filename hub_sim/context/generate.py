"""Generated pairs: kinds by turns, each in one of the unseen homes, furnished for it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from hub_sim.context import bare, needful
from hub_sim.context.draft import Draft, Maker, Stage, Wordings, idle_moment, set_stage
from hub_sim.context.pairs import Pair
from hub_sim.context.scene import Row, Scene, make_rows
from hub_sim.loading import read_mapping

MAKERS: Mapping[str, tuple[Maker, ...]] = {
    "temperature": (bare.oven_on, bare.oven_elsewhere),
    "remaining": (bare.running, bare.running_mentioned),
    "done": (bare.running, bare.running_mentioned),
    "stop": (bare.stop_here, bare.stop_playing),
    "pause": (bare.pause_here, bare.pause_playing),
    "open_it": (bare.open_here, bare.open_mentioned, bare.open_grave),
    "set_it": (bare.set_mentioned, bare.set_elsewhere),
    "louder": (bare.louder_here, bare.louder_playing),
    "turn_off": (bare.off_here, bare.off_mentioned, bare.off_changed),
    "cold": (needful.cold_here, needful.cold_window, needful.cold_fan),
    "bright": (needful.bright_time, needful.bright_blind),
    "dark": (needful.dark_here, needful.dark_time),
    "stuffy": (needful.stuffy_here, needful.stuffy_fan),
    "media_device": (needful.media_device,),
    "media_taste": (needful.media_taste,),
    "habit": (needful.brewing,),
    "mine": (needful.mine,),
    "night": (needful.light_at_night,),
    "alarm": (needful.morning,),
    "here": (needful.lights_here,),
    "upstairs": (needful.lights_upstairs,),
}
"""The makers of each kind, each of which changes another fact."""
WORDINGS = Path(__file__).parent / "wordings.yaml"
HELD_OUT = Path(__file__).parent / "wordings_held_out.yaml"
"""A second set, of which no failure has been read."""
THIRD = Path(__file__).parent / "wordings_third.yaml"
"""A third set, of which failures are read and mended."""


def make_pairs(
    pairs: int,
    homes: int,
    seed: int,
    wordings: Wordings | None = None,
    makers: Mapping[str, Sequence[Maker]] | None = None,
) -> Iterator[Pair]:
    """So many pairs over so many homes, the same for the same seed.

    `wordings` and `makers` replace those of the benchmark.
    """
    words, makers = wordings or read_wordings(WORDINGS), makers or MAKERS
    rng = random.Random(seed)
    furnished = [make_rows(random.Random(rng.random())) for _ in range(homes)]
    kinds = sorted(makers)
    for number in range(pairs):
        kind = kinds[number % len(kinds)]
        yield _pair(kind, makers[kind], furnished[number % homes], words[kind], random.Random(rng.random()), number + 1)


def read_wordings(path: Path) -> Wordings:
    """Wordings by kind. Raises `FileError` where the file is no mapping."""
    return {kind: tuple(lines) for kind, lines in read_mapping(path).items()}


def _pair(
    kind: str,
    makers: Sequence[Maker],
    rows: Mapping[str, Sequence[Row]],
    wordings: Sequence[str],
    rng: random.Random,
    number: int,
) -> Pair:
    scene = Scene(rng, rows)
    stage = set_stage(scene)
    draft = rng.choice(makers)(stage)
    if rng.random() < 0.5:
        draft = _swapped(draft)
    if all(row["id"] != "sun.sun" for row in scene.rows["entities"]):
        scene.rows["entities"].append({"id": "sun.sun", "name": "Sun", "state": "above_horizon", "attributes": {}})
    text = rng.choice(wordings).format_map(dict(draft.slots or {}))
    return _finished(kind, text, draft, stage, number)


def _finished(kind: str, text: str, draft: Draft, stage: Stage, number: int) -> Pair:
    irrelevant = stage.rng.choice(draft.idle)
    idle = idle_moment(stage, draft.first.moment, irrelevant)
    home = stage.scene.fixtures(number)
    return Pair(kind, draft.fact, text, home, draft.first, draft.second, idle, irrelevant)


def _swapped(draft: Draft) -> Draft:
    return Draft(draft.fact, draft.second, draft.first, draft.idle, draft.slots)
