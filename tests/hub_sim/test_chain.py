"""The measure of the chain, small: its figures are there, and within what is promised for a year."""

from __future__ import annotations

import json

from click.testing import CliRunner

from hub_sim.__main__ import main
from hub_sim.chain import a_year, counted, measure


def test_a_year_is_as_long_as_asked_and_the_same_for_a_seed() -> None:
    events = a_year(2000, 3)
    assert len(events) in {2000, 2001}
    assert events == a_year(2000, 3)
    assert events != a_year(2000, 4)
    assert sum(bool(event.to) for event in events) > 200


def test_counts_hold_every_state_that_was_said() -> None:
    events = a_year(500, 1)
    assert {event.state for event in events} <= set(counted(events).states())


def test_a_tenth_of_a_year_is_built_within_a_tenth_of_the_budget_and_some() -> None:
    told = measure(10_000)
    assert told["build_s"] < 2.5
    assert told["peak_mb"] < 100
    assert told["night_s"] < 0.2
    assert told["with_rewrite"] > 100


def test_the_command_tells_the_figures() -> None:
    result = CliRunner().invoke(main, ["chain", "--turns", "1000"])
    assert json.loads(result.output)["turns"] == 1000
