"""Defect rate per day with and without learning, as a picture and as lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hub_sim.loading import SimError

Rates = Sequence[tuple[float, float]]
_BARS = " ▁▂▃▄▅▆▇█"


class PlotError(SimError):
    """The picture cannot be drawn; the text says what is missing."""


def lines(rates: Rates) -> str:
    """Two rows of bars, a column a day, on one scale."""
    top = max((rate for pair in rates for rate in pair), default=0.0) or 1.0
    rows = [("without", [a for a, _ in rates]), ("with", [b for _, b in rates])]
    return "\n".join(
        f"{name:>8} {''.join(_BARS[round(rate / top * (len(_BARS) - 1))] for rate in values)} "
        f"{values[0]:.1%} → {values[-1]:.1%}"
        for name, values in rows
        if values
    )


def draw(rates: Rates, figures: dict[str, Any], file: Path) -> None:
    """Write a PNG. Raises `PlotError` where matplotlib is not installed."""
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise PlotError("the plot needs matplotlib; install the extra `sim`, or leave --plot out") from error
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    days = range(1, len(rates) + 1)
    figure, axes = plt.subplots(figsize=(8, 4.5), layout="constrained")
    axes.plot(days, [100 * a for a, _ in rates], color="0.55", label="without learning")
    axes.plot(days, [100 * b for _, b in rates], color="tab:green", label="with learning")
    axes.set(xlabel="day", ylabel="defective first requests, %", ylim=(0, None))
    ratio = figures["win_loss"]
    axes.set_title(
        f"Simulated: {figures['homes']} homes, {figures['days']} days; wins : losses "
        f"{figures['wins']} : {figures['losses']}" + (f" = {ratio:.1f}" if ratio is not None else "")
    )
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(file, dpi=130)
    plt.close(figure)
