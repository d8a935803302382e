"""Folding: what is ignored, what is kept, and the way back to the words as spoken."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.understand.fold import fold, fold_chunk, fold_tracked


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Kitchen  LIGHT", "kitchen light"),
        ("what's up?", "what's up"),
        ("what’s up", "what's up"),
        ("Küche, bitte!", "kuche bitte"),
        ("living-room_lamp", "living room lamp"),
        ("21.5 °C", "21.5 °c"),
        ("set it to 1,5.", "set it to 1,5"),
        ("at 7:30", "at 7:30"),
        ("to -5 degrees", "to -5 degrees"),
        ("-5", "-5"),
        ("Straße", "strasse"),
        ("…!?", ""),
        ("", ""),
        ("ガレージ", "ガレージ"),
        ("한국어", "한국어"),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_composed_and_decomposed_letters_are_equal() -> None:
    assert fold("café") == fold(unicodedata.normalize("NFD", "café"))


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.text(max_size=60))
def test_every_folded_character_leads_back_into_the_text(text: str) -> None:
    folded = fold_tracked(text)
    assert len(folded.text) == len(folded.offsets)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= offset <= len(text) for offset in folded.offsets)


def test_spoken_words_keep_case_and_lose_outer_punctuation() -> None:
    folded = fold_tracked("Add  Crème Brûlée, to it")
    start = folded.text.index("creme")
    assert folded.spoken(start, start + len("creme brulee")) == "Crème Brûlée"
    assert folded.spoken(3, 3) == ""


def test_span_is_a_range_of_the_original() -> None:
    text = "turn ON the lamp"
    folded = fold_tracked(text)
    start, end = folded.span(5, 7)
    assert text[start:end] == "ON"


def test_removed_words_keep_the_offsets_of_the_rest() -> None:
    folded = fold_tracked("Please open the Door")
    shorter = folded.without(re.compile("please "))
    assert shorter.text == "open the door "
    assert shorter.spoken(9, 13) == "Door"


def test_removing_everything_removes_nothing() -> None:
    folded = fold_tracked("please")
    assert folded.without(re.compile("please")) is folded


def test_compact_scripts_lose_blanks_between_their_characters_only() -> None:
    assert fold_tracked("打开 客厅 灯", compact=True).text.strip() == "打开客厅灯"
    assert fold_tracked("播放 Taylor Swift", compact=True).text.strip() == "播放 taylor swift"


@pytest.mark.parametrize(
    ("chunk", "folded"), [(" on ", " on "), ("", ""), (" ", " "), ("Licht-", "licht "), ("l'", "l'")]
)
def test_template_chunks_keep_outer_blanks(chunk: str, folded: str) -> None:
    assert fold_chunk(chunk) == folded
