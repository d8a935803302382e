from __future__ import annotations

import numpy as np
import pytest

from device_models.ranker.examples import Example, examples
from device_models.ranker.fit import AT_LEAST, calibrated, fit, mass_right, probabilities
from device_models.ranker.moments import NAMED, OWN_WORDINGS, training_pairs
from device_models.ranker.train import figures, write
from edge.decide.evidence import FEATURES
from edge.decide.rank import Weights, read_weights, shipped_weights
from hub_sim.context.generate import HELD_OUT, MAKERS, THIRD, WORDINGS, read_wordings

HERE, LANGUAGE = FEATURES.index("here"), FEATURES.index("language")
FLAT = Weights(dict.fromkeys(FEATURES, 0.0), 0.0)


def moments(count: int, seed: int) -> list[Example]:
    """Two plans each; the one that is here is right, unless the words are hopeless: then none is."""
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        features = np.zeros((2, len(FEATURES)))
        right = int(rng.integers(2))
        features[right, HERE] = 1.0
        hopeless = rng.random() < 0.2
        features[:, LANGUAGE] = -5.0 if hopeless else 0.0
        made.append(Example("made up", features, np.array([i == right and not hopeless for i in range(2)])))
    return made


def test_fitting_finds_what_decides_and_when_nothing_is_right() -> None:
    weights = fit(moments(200, 1), FLAT, rounds=300)
    assert weights.weights["here"] > 1
    assert weights.weights["language"] > 0
    assert all(weights.weights[name] >= least for name, least in AT_LEAST.items())
    held = moments(50, 2)
    assert figures(held, weights)["first"] == 1.0
    assert np.mean([mass_right(e, probabilities(e, weights)) for e in held]) > 0.9


def test_probabilities_are_one_together_with_none_of_them() -> None:
    example = moments(1, 3)[0]
    chances = probabilities(example, shipped_weights())
    assert chances.shape == (3,)
    assert chances.sum() == pytest.approx(1.0)
    assert mass_right(example, chances) <= 1.0


def test_calibration_cools_what_is_too_sure() -> None:
    rng = np.random.default_rng(4)
    noisy = [Example(e.kind, e.features, e.right if rng.random() < 0.7 else e.right[::-1]) for e in moments(300, 5)]
    sure = Weights({**FLAT.weights, "here": 8.0}, -4.0)
    assert calibrated(noisy, sure).temperature > 1.5


def test_weights_written_are_weights_read(tmp_path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    write(shipped_weights(), tmp_path / "weights.json")
    assert read_weights((tmp_path / "weights.json").read_text()) == shipped_weights()


def test_training_shares_no_wording_with_the_benchmark_and_has_every_kind() -> None:
    own = read_wordings(OWN_WORDINGS)
    assert set(own) == set(MAKERS) | set(NAMED)
    said = {line for lines in own.values() for line in lines}
    for file in (WORDINGS, HELD_OUT, THIRD):
        assert not said & {line for lines in read_wordings(file).values() for line in lines}


def test_examples_mark_the_plans_that_come_to_what_was_meant() -> None:
    pairs = [pair for pair in training_pairs(60, 4, seed=11) if pair.kind in {"named_off", "pause", "nowhere"}]
    found = list(examples(pairs, shipped_weights()))
    assert {example.kind for example in found} == {"named_off", "pause", "nowhere"}
    for example in found:
        assert example.features.shape == (len(example.right), len(FEATURES))
        assert example.right.any() != (example.kind == "nowhere")
