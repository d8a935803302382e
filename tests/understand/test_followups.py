"""How a request leans on the one before, by its words."""

from __future__ import annotations

import pytest

from edge.understand.followups import FollowUpKind, follow_up, means_other

K = FollowUpKind


@pytest.mark.parametrize(
    ("text", "kind", "rest", "certain"),
    [
        ("no, the strip", K.CORRECTION, "the strip", True),
        ("No. I meant the desk lamp!", K.CORRECTION, "the desk lamp", True),
        ("not that one, the strip", K.CORRECTION, "the strip", True),
        ("no wait, the desk lamp", K.CORRECTION, "the desk lamp", True),
        ("sorry, I meant the kitchen please", K.CORRECTION, "the kitchen", True),
        ("the other one", K.CORRECTION, "the other one", True),
        ("not the lamp, the strip", K.CORRECTION, "the strip", False),
        ("actually the kitchen", K.CORRECTION, "the kitchen", False),
        ("the kitchen instead", K.CORRECTION, "the kitchen", False),
        ("the bedroom one", K.CORRECTION, "bedroom", False),
        ("and the kitchen", K.CONTINUATION, "the kitchen", True),
        ("what about upstairs?", K.CONTINUATION, "upstairs", True),
        ("do the same in the loft", K.CONTINUATION, "the loft", True),
        ("the same for the fan", K.CONTINUATION, "the fan", True),
        ("the kitchen too", K.CONTINUATION, "the kitchen", False),
        ("make that 22", K.CORRECTION, "22", False),
        ("all the way", K.CONTINUATION, "all the way", False),
        ("again", K.AGAIN, "", True),
        ("do it once more please", K.AGAIN, "", True),
        ("a little bit more", K.MORE, "", True),
        ("still not enough", K.MORE, "", True),
        ("a bit less", K.LESS, "", True),
        ("that's way too much", K.LESS, "", True),
        ("both of them", K.EVERY, "", True),
        ("all three", K.EVERY, "", True),
        ("wrong one", K.WRONG, "", True),
        ("no, not that one", K.WRONG, "", True),
        ("that's not what I meant", K.WRONG, "", True),
        ("except the fan", K.EXCEPT, "the fan", False),
        ("leave the fan on", K.EXCEPT, "the fan", False),
    ],
)
def test_what_leans(text: str, kind: FollowUpKind, rest: str, certain: bool) -> None:
    found = follow_up(text)
    assert found is not None
    assert (found.kind, found.rest, found.certain) == (kind, rest, certain)


@pytest.mark.parametrize(
    "text",
    ["turn on the lamp", "not now", "is the door open", "nothing", "play some music", "I want the lights on", "stop",
     "what's the weather", "set a timer for ten minutes", "never mind", ""],
)  # fmt: skip
def test_what_stands_alone(text: str) -> None:
    assert follow_up(text) is None


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("de", "nein, die Stehlampe", K.CORRECTION),
        ("de", "und in der Küche", K.CONTINUATION),
        ("de", "noch mal", K.AGAIN),
        ("de", "etwas mehr", K.MORE),
        ("de", "beide", K.EVERY),
        ("fr", "non, la lampe", K.CORRECTION),
        ("fr", "et la cuisine", K.CONTINUATION),
        ("fr", "les deux", K.EVERY),
        ("sv", "no, the strip", K.CORRECTION),
    ],
)
def test_other_languages(language: str, text: str, kind: FollowUpKind) -> None:
    found = follow_up(text, language)
    assert found is not None
    assert found.kind is kind


def test_other() -> None:
    assert means_other("the other lamp")
    assert means_other("das andere")
    assert not means_other("another lamp's mother")
