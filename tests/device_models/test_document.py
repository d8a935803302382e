from __future__ import annotations

import pytest

from device_models.document import _results, _trials, wilson

FIGURES = {
    "n": 900,
    "invalid_multi_n": 2000,
    "invalid_multi_validation_n": 17,
    "valid_single_n": 321,
    "in_scope": 700,
    "acted_cases": 408,
}


@pytest.mark.parametrize(
    ("figure", "trials"),
    [
        ("invalid_multi", 2000),
        ("invalid_multi_acted_wrong", 2000),
        ("invalid_multi_validation", 17),
        ("valid_single", 321),
        ("acted_wrong", 408),
        ("oos_recall", 200),
        ("in_scope_accuracy", 700),
    ],
)
def test_an_interval_is_of_as_many_requests_as_the_figure_is_a_share_of(figure: str, trials: int) -> None:
    assert _trials(figure, FIGURES, 900) == trials


def test_the_interval_is_wilsons() -> None:
    low, high = wilson(0.5, 100)
    assert (round(low, 3), round(high, 3)) == (0.404, 0.596)
    assert wilson(0.0, 0) == (0.0, 1.0)


def test_times_are_no_shares_and_layers_are_named() -> None:
    text = _results({"a": {"n": 10, "right": 0.5, "p50_ms": 0.9}, "b": {"n": 10, "right": 0.5, "layers": 6.0}})
    assert "p50_ms" not in text
    assert "| a | right | 10 |" in text
    assert "| b (6 layers, own labels) | right | 10 |" in text
