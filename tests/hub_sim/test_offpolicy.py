"""The measure of the off-policy intervals, small."""

from __future__ import annotations

import json
import random

from click.testing import CliRunner

from hub_sim.__main__ import main
from hub_sim.offpolicy import a_log, a_truth


def test_a_log_serves_more_of_what_is_right() -> None:
    rng = random.Random(1)
    shares = {}
    for right in (0.05, 0.95):
        truth = a_truth(rng)
        logs = [a_log(type(truth)(right, 0.5, 0.5), 60, rng) for _ in range(5)]
        shares[right] = sum(row.rewritten for log in logs for row in log[20:])
    assert shares[0.95] > 2 * shares[0.05]


def test_the_truth_lies_in_the_interval() -> None:
    result = CliRunner().invoke(main, ["offpolicy", "--rewrites", "150"])
    told = json.loads(result.output)
    assert told["snips_coverage"] >= 0.9
    assert told["doubly_robust_coverage"] >= 0.9
    assert told["snips_width"] < 0.6
