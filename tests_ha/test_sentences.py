"""Twenty sentences through Home Assistant, to our agent and to its own: what happened, and how fast."""

from __future__ import annotations

import pytest

from peers.contest import OURS, Verdict
from peers.sentences import SENTENCES

LATENCY = 0.25
"""Seconds that our agent's median may take through Home Assistant on a busy machine."""


def test_there_are_twenty() -> None:
    assert len(SENTENCES) == 20


@pytest.mark.parametrize("number", range(len(SENTENCES)), ids=[sentence.text for sentence in SENTENCES])
def test_our_agent_does_what_was_said(verdicts: list[dict[str, Verdict]], number: int) -> None:
    verdict = verdicts[number][OURS]
    assert verdict.failures == [], verdict.speech


def test_our_agent_answers_in_time(verdicts: list[dict[str, Verdict]]) -> None:
    times = sorted(verdict[OURS].seconds for verdict in verdicts)
    assert times[len(times) // 2] < LATENCY
