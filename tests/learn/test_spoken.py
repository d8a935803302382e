"""Feedback in words is told from requests that only contain such words."""

from __future__ import annotations

import pytest

from edge.learn.spoken import Spoken, spoken_feedback

SAID = {
    Spoken.THANKS: ["thanks", "Thank you!", "okay, thank you very much", "great thanks"],
    Spoken.RIGHT: ["perfect", "that's right", "Yes, well done", "exactly"],
    Spoken.WRONG: ["That's wrong!", "no, that's not what I meant", "wrong one", "you misunderstood me", "that isn't right"],
    Spoken.NEVER: ["never do that again", "Don't ever do that again", "please don't do that again", "stop changing what I say"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SAID.items() for text in texts])
def test_feedback_is_heard(kind: Spoken, text: str) -> None:
    assert spoken_feedback(text) is kind


@pytest.mark.parametrize(
    "text",
    ["turn on the light", "add a thank you note to the list", "play something great", "yes", "no", "good night",
     "never turn on the heater", "turn it off again", "what is wrong with the heating", "do that again", ""],
)  # fmt: skip
def test_requests_are_no_feedback(text: str) -> None:
    assert spoken_feedback(text) is None


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [("de", "Vielen Dank", Spoken.THANKS), ("de", "Mach das nie wieder!", Spoken.NEVER), ("fr", "Merci beaucoup", Spoken.THANKS),
     ("es", "¡Gracias!", Spoken.THANKS), ("nl", "Dat was fout", Spoken.WRONG), ("de-AT", "das war falsch", Spoken.WRONG)],
)  # fmt: skip
def test_other_languages_have_their_own(language: str, text: str, kind: Spoken) -> None:
    assert spoken_feedback(text, language) is kind


def test_a_language_without_words_of_its_own_takes_the_english() -> None:
    assert spoken_feedback("thanks", "sv") is Spoken.THANKS
