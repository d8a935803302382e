from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from edge.understand.neural_bundle import Calibration
from edge.understand.neural_decode import best_path

TAGS = ("O", "B-name", "I-name", "B-area", "I-area")


def scores(*rows: tuple[float, ...]) -> np.ndarray:
    return np.log(np.asarray(rows) + 1e-6)


def test_an_inside_tag_needs_its_beginning() -> None:
    path = best_path(scores((0.5, 0.3, 0.0, 0.2, 0.0), (0.1, 0.0, 0.5, 0.0, 0.4)), TAGS)
    assert [TAGS[i] for i in path] == ["B-name", "I-name"]


def test_a_sentence_never_begins_inside() -> None:
    assert TAGS[best_path(scores((0.1, 0.1, 0.7, 0.05, 0.05)), TAGS)[0]][0] != "I"


@given(arrays(np.float64, st.tuples(st.integers(1, 7), st.just(5)), elements=st.floats(0.001, 1)))
def test_the_path_is_the_best_of_all_allowed_ones(chances: np.ndarray) -> None:
    logs = np.log(chances)
    path = best_path(logs, TAGS)
    assert all(allowed(a, b) for a, b in zip([0, *path], path, strict=False))
    assert sum(logs[i, t] for i, t in enumerate(path)) == pytest.approx(exhaustive(logs))


def allowed(before: int, tag: int) -> bool:
    return TAGS[tag][0] != "I" or TAGS[before][2:] == TAGS[tag][2:]


def exhaustive(logs: np.ndarray) -> float:
    """The best score by dynamic programming over plain lists, as an oracle."""
    best = {tag: logs[0, tag] for tag in range(5) if TAGS[tag][0] != "I"}
    for row in logs[1:]:
        best = {
            tag: max(value for before, value in best.items() if allowed(before, tag)) + row[tag]
            for tag in range(5)
            if any(allowed(before, tag) for before in best)
        }
    return float(max(best.values()))


def test_probabilities_follow_the_curve() -> None:
    calibration = Calibration(curve=((0.0, 0.0), (0.5, 0.2), (0.5, 0.3), (1.0, 0.9)))
    assert calibration.probability(0.25) == pytest.approx(0.1)
    assert calibration.probability(0.75) == pytest.approx(0.6)
    assert calibration.probability(2.0) == 0.9
