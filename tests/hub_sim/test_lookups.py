"""The measure of the cache, small."""

from __future__ import annotations

import json
import random

from click.testing import CliRunner

from edge.turn import Request
from hub_sim.__main__ import main
from hub_sim.lookups import a_cache, measure


def test_every_wording_is_found_by_its_person() -> None:
    cache, wordings = a_cache(100, random.Random(1))
    assert (len(cache), len(wordings)) == (100, 80)
    found = [cache.propose(Request("q", text, 0.0, speaker=who)) for text in wordings for who in ("anna", "bo")]
    assert sum(map(bool, found)) >= len(wordings)


def test_the_command_tells_the_figures() -> None:
    told = json.loads(CliRunner().invoke(main, ["lookups", "--rewrites", "500"]).output)
    assert told["rewrites"] == 500
    assert 0 < told["unknown_us"] < 1000


def test_a_look_up_among_many_takes_no_longer_than_among_few() -> None:
    few, many = (measure(rewrites, requests=1000) for rewrites in (100, 10_000))
    for asked in ("known_us", "unknown_us"):
        assert many[asked] < 4 * few[asked] + 20
