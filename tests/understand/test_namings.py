"""Other names for things, taken apart."""

from __future__ import annotations

import pytest

from edge.understand.lessons import lessons
from edge.understand.namings import namings


@pytest.mark.parametrize(
    ("text", "name", "known"),
    [
        ("let's call the floor lamp Bertie", "Bertie", "the floor lamp"),
        ("the kids call the utility the dungeon", "the dungeon", "the utility"),
        ("please name the vacuum Dobby from now on", "Dobby", "the vacuum"),
        ("refer to the study as the den", "the den", "the study"),
        ("rename the fan to breezy please", "breezy", "the fan"),
        ("the study is also known as the den", "the den", "the study"),
        ("the fan goes by breezy", "breezy", "the fan"),
        ("another name for the study is the den", "the den", "the study"),
    ],
)
def test_names_are_told_from_things(text: str, name: str, known: str) -> None:
    assert namings(text)[0] == (name, known)


@pytest.mark.parametrize(
    "text",
    ["what do we call the study", "is the study called the den", "call the kitchen", "we call the kitchen every day",
     "turn on the lamp", "let's call", "which lamp is called Bertie"],
)  # fmt: skip
def test_what_names_nothing(text: str) -> None:
    assert namings(text) == ()


def test_without_a_mark_every_cut_is_tried_longest_thing_first() -> None:
    assert namings("let's call the floor lamp tall boy") == (
        ("boy", "the floor lamp tall"),
        ("tall boy", "the floor lamp"),
        ("lamp tall boy", "the floor"),
    )


@pytest.mark.parametrize(
    ("text", "phrase", "command", "naming"),
    [
        ("let's call the fan Breezy", "Breezy", "the fan", True),
        ("the den is another name for the study", "the den", "the study", False),
        ("Breezy is what we call the fan", "Breezy", "the fan", False),
        ("no, when I say sleepy turn off the lamp", "sleepy", "turn off the lamp", False),
        ("actually, sleepy means turn off the lamp", "sleepy", "turn off the lamp", False),
    ],
)
def test_names_are_lessons(text: str, phrase: str, command: str, naming: bool) -> None:
    lesson = lessons(text)[0]
    assert (lesson.phrase, lesson.command, lesson.naming) == (phrase, command, naming)
