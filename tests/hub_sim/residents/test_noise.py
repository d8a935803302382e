from __future__ import annotations

import random
from pathlib import Path

import pytest

from hub_sim.residents.noise import Ear, confusions

WORDS = ("turn on the floor lamp", "open the blinds in the cave", "set sunshine to 40 percent please")


def _lived(rate: float, steadiness: float = 0.7) -> list[Ear]:
    ears = [Ear(str(seed), rate, steadiness) for seed in range(150)]
    for ear in ears:
        rng = random.Random(ear.seed)
        for text in WORDS * 8:
            ear.hear(text, rng)
    return ears


@pytest.mark.parametrize("rate", [0.05, 0.15, 0.25])
def test_the_rate_is_the_one_that_was_set(rate: float) -> None:
    ears = _lived(rate)
    reached = sum(ear.missed for ear in ears) / sum(ear.said for ear in ears)
    assert reached == pytest.approx(rate, rel=0.2)


def test_without_errors_everything_is_heard_as_said() -> None:
    assert [Ear("x", 0.0).hear(text, random.Random(1)) for text in WORDS] == list(WORDS)


def test_errors_of_one_voice_fall_on_few_words() -> None:
    ears = [Ear(str(seed), 0.25) for seed in range(20)]
    rates = [sum(ear.hear("lamp", random.Random(n)) != "lamp" for n in range(50)) / 50 for ear in ears]
    assert min(rates) < 0.05
    assert max(rates) > 0.6


def test_a_steady_ear_mishears_a_word_in_one_way() -> None:
    ear = Ear("somebody", 0.6, steadiness=1.0)
    heard = {ear.hear("sunshine", random.Random(n)) for n in range(100)}
    assert len(heard) <= 2


def test_nothing_is_heard_as_silence() -> None:
    ear = Ear("x", 0.9)
    assert all(ear.hear("the", random.Random(n)) for n in range(100))


def test_without_data_a_small_table_stands_in(tmp_path: Path) -> None:
    assert confusions(tmp_path)["off"] == (("of", 5),)
    assert Ear("x", 0.5, folder=tmp_path).hear("turn off the lamp", random.Random(3))
