"""What the plain words of a request settle, whatever a reader makes of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from homes import home, request

from edge.home.model import Snapshot
from edge.turn import Frame, Hypothesis, Knowledge, Request
from edge.understand.wording import Worded, is_bare_number, is_question, taken_back, without_asides, without_lead


class Says:
    """A reader that always says the same, and keeps the words that it was given."""

    def __init__(self, *frames: Frame) -> None:
        self.frames = frames
        self.text = ""

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        del snapshot, knowledge
        self.text = request.text
        return (Hypothesis(self.frames, 0.9, "neural", request.text),)


def intents(text: str, *frames: Frame) -> list[str]:
    return [h.intent for h in Worded(Says(*frames)).read(request(text), home())]


ON = Frame("HassTurnOn", {"name": "Table Lamp"})
OPEN = Frame("HassGetState", {"name": "Blind"})


@pytest.mark.parametrize(
    "text",
    [
        "turn on the table lamp, never mind",
        "turn on the table lamp... actually don't",
        "turn on the table lamp forget it",
        "unlock the front door. No wait, scratch that!",
    ],
)
def test_what_is_taken_back_in_one_breath_is_not_done(text: str) -> None:
    assert taken_back(text)
    assert intents(text, ON) == ["HassNevermind"]


@pytest.mark.parametrize(
    "text",
    ["never mind", "forget it", "turn on the table lamp", "add never mind the bollocks to my list", "leave it on"],
)
def test_what_is_not_taken_back_is_read(text: str) -> None:
    assert not taken_back(text)
    assert intents(text, ON) == ["HassTurnOn"]


@pytest.mark.parametrize(
    "text", ["is the blind open?", "did the table lamp go on", "so, are the lights on", "do we have milk"]
)
def test_nothing_is_done_for_a_question(text: str) -> None:
    assert is_question(text)
    assert intents(text, ON) == []
    assert intents(text, OPEN, ON) == ["HassGetState"], "what follows the question may be a command"


@pytest.mark.parametrize(
    "text",
    [
        "could you turn on the table lamp",
        "do turn on the table lamp",
        "have rover clean the hall",
        "is it possible to dim it",
    ],
)
def test_a_polite_command_is_no_question(text: str) -> None:
    assert not is_question(text)
    assert intents(text, ON) == ["HassTurnOn"]


def test_a_number_alone_asks_for_nothing() -> None:
    assert is_bare_number("sixty five")
    assert is_bare_number("22.5 degrees")
    assert not is_bare_number("set it to 22")
    assert intents("sixty five", Frame("HearthSetValue", {"value": 65})) == []


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("turn off everything but leave the fan on", "turn off everything except the fan"),
        (
            "turn on the lights in the kitchen, not in the lounge",
            "turn on the lights in the kitchen except in the lounge",
        ),
        ("set the lamp to 30 percent, no, 60 percent", "set the lamp to 30 percent no 60 percent"),
        ("turn off the lamp and the fan", "turn off the lamp and the fan"),
        ("leave the fan on", "leave the fan on"),
    ],
)
def test_asides_are_put_plainly(text: str, plain: str) -> None:
    assert without_asides(text) == plain
    reader = Says(ON)
    Worded(reader).read(request(text), home())
    assert reader.text == plain


def test_other_languages_are_handed_through() -> None:
    said = request("ist die Lampe an? egal, never mind", language="de")
    assert Worded(Says(ON)).read(said, home())[0].frames == (ON,)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("whoops, turn it off", "turn it off"),
        ("actually take tea off the list", "take tea off the list"),
        ("Oh no, sorry: lamp on", "lamp on"),
        ("wait, is it on", "is it on"),
        ("right lamp on", "right lamp on"),
        ("wait five minutes", "wait five minutes"),
        ("no lights on please", "no lights on please"),
        ("sorry", "sorry"),
        ("actually lamps", "actually lamps"),
    ],
)
def test_what_is_said_first_says_nothing(text: str, rest: str) -> None:
    assert without_lead(text) == rest


def test_what_is_said_before_a_request_is_not_read() -> None:
    reader = Says(Frame("HassTurnOn", {"name": "Table Lamp"}, span=(0, 13)))
    found = Worded(reader).read(request("whoops, table lamp on"), home())
    assert reader.text == "table lamp on"
    assert [h.frames[0].span for h in found] == [(0, 13)]
