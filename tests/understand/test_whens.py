"""Times around a command."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.understand.whens import When, read_when, timed

TIME_WORDS = ("at", "in", "for", "until", "tomorrow", "noon", "7", "30", "pm", "half", "past", "lamp", "on")
NOW = datetime(2026, 3, 3, 19, 0, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("in five minutes", When(delay=300)),
        ("in about five minutes", When(delay=300)),
        ("in half an hour's time", None),
        ("ten minutes from now", When(delay=600)),
        ("ten minutes later", When(delay=600)),
        ("after an hour", When(delay=3600)),
        ("for an hour", When(delay=3600, lasting=True)),
        ("at 8 pm", When(at=NOW + 3600)),
        ("until 8 pm", When(at=NOW + 3600, lasting=True)),
        ("five minutes", None),
        ("21", None),
        ("in the kitchen", None),
        ("for me", None),
        ("", None),
    ],
)
def test_reads_times(text: str, when: When | None) -> None:
    assert read_when(text.split(), NOW, 0) == when


def test_the_longest_time_comes_first() -> None:
    words = ["turn", "on", "the", "lamp", "at", "7", "tomorrow", "morning"]
    ways = list(timed(words, NOW, 0))
    assert (ways[0].start, ways[0].end) == (0, 4)


def test_a_time_may_come_first() -> None:
    ways = list(timed(["in", "five", "minutes", "turn", "on", "the", "lamp"], NOW, 0))
    assert [(way.start, way.end, way.when.delay) for way in ways] == [(3, 7, 300)]


def test_a_while_never_comes_first() -> None:
    assert list(timed(["for", "an", "hour", "turn", "on", "the", "lamp"], NOW, 0)) == []


@given(st.lists(st.sampled_from(TIME_WORDS), max_size=10))
def test_odd_words_never_raise(words: list[str]) -> None:
    for way in timed(words, NOW, 3600):
        assert 0 <= way.start < way.end <= len(words)
