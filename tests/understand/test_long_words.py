"""Patterns over whole requests stay quick on words that almost fit them, however many there are."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from edge.understand.addressed import is_addressed
from edge.understand.feelings import felt
from edge.understand.list_words import as_listed
from edge.understand.provisos import proviso
from edge.understand.repairs import mended
from edge.understand.unasked import unasked
from edge.understand.vague_times import vague_time
from edge.understand.wording import taken_back, without_asides

READERS: tuple[Callable[[str], object], ...] = (
    mended, unasked, is_addressed, vague_time, felt, proviso, without_asides, taken_back, as_listed,
)  # fmt: skip
MANY = ("no ", "turn the a ", "i am not very so too ", "somebody left the lamp the lamp ", "turn on the lamp, no, ",
        "wait a a a a ", "and and ", "he already just only ")  # fmt: skip


@pytest.mark.parametrize("words", MANY)
def test_no_pattern_loses_itself(words: str) -> None:
    text = words * (600 // len(words))
    started = time.process_time()
    for read in READERS:
        read(text)
    assert time.process_time() - started < 0.5, "hundredfold of what it takes"
