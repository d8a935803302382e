from __future__ import annotations

import pytest

from hub_sim.bench.figures import Figure, percentile


@pytest.mark.parametrize(
    ("share", "value"), [(0.0, 1.0), (0.5, 5.0), (0.95, 10.0), (0.99, 10.0), (1.0, 10.0), (0.1, 1.0), (0.11, 2.0)]
)
def test_percentiles_are_values_that_were_measured(share: float, value: float) -> None:
    assert percentile([float(number) for number in range(10, 0, -1)], share) == value


def test_nothing_has_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


@pytest.mark.parametrize(
    ("figure", "kept"),
    [
        (Figure("x", 3.0, "ms"), True),
        (Figure("x", 3.0, "ms", 3.0), True),
        (Figure("x", 3.1, "ms", 3.0), False),
        (Figure("x", 2000, "/s", 2000, more_is_better=True), True),
        (Figure("x", 1999, "/s", 2000, more_is_better=True), False),
    ],
)
def test_a_budget_is_kept_or_not(figure: Figure, *, kept: bool) -> None:
    assert figure.kept is kept
