from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from neural_support import channel, small_home

from device_models.data.example import Example, whole
from device_models.evaluate import misheard, predicted, right_place, scope_figures, slot_f1
from device_models.synth.noise import Noise
from edge.home.model import Snapshot
from edge.turn import Request
from edge.understand.neural_decode import Clause
from hub_sim.cases import Case, Expectation, Moment, Say, Wait
from hub_sim.ha_tests import Check, Outcome


@dataclass
class Scripted:
    """A channel that says of each text what a marked-up copy of it says."""

    marked: dict[str, str]

    def parse(self, request: Request, snapshot: Snapshot) -> tuple[list[Clause], float]:
        made, _, _ = channel(self.marked[request.text])
        return made.parse(request, snapshot)


def scripted(*pairs: tuple[str, Example]) -> tuple[Scripted, Sequence[Example]]:
    return Scripted({example.text: marked for marked, example in pairs}), [example for _, example in pairs]


def test_the_first_clause_in_scope_counts() -> None:
    made, _ = scripted(
        ("@HearthChat hello @HassTurnOn turn on the lamp", whole("hello turn on the lamp", "HassTurnOn", "slu"))
    )
    assert predicted(made, "hello turn on the lamp") == "HassTurnOn"  # type: ignore[arg-type]


def test_scope_figures() -> None:
    made, examples = scripted(
        ("@HassTurnOn turn on the lamp", whole("turn on the lamp", "HassTurnOn", "slu")),
        ("@HearthChat lamp on", whole("lamp on", "HassTurnOn", "slu")),
        ("@HassTurnOn:open open it", whole("open it", "HassTurnOn", "slu")),
        ("@HearthAdjust:volume_up louder", whole("louder", "HearthAdjust:brightness_up", "slu")),
        ("@HearthUnsupported order a pizza", whole("order a pizza", "HearthChat", "slu")),
        ("@HassTurnOn order a taxi", whole("order a taxi", "HearthUnsupported", "slu")),
    )
    figures = scope_figures(made, examples)  # type: ignore[arg-type]
    assert figures == {"n": 6, "in_scope": 4, "in_scope_accuracy": 0.5, "oos_recall": 0.5, "false_rejection": 0.25}


def test_slots_are_compared_by_tag_and_words() -> None:
    gold = whole("wake me at nine on friday", "HearthSetAlarm", "slu", [(11, 15, "time"), (19, 25, "date")])
    made, examples = scripted(("@HearthSetAlarm wake me at (time:nine) on friday", gold))
    assert slot_f1(made, examples) == pytest.approx(2 / 3)  # type: ignore[arg-type]


def test_unknown_slots_are_not_compared() -> None:
    made, examples = scripted(
        ("@HearthSetAlarm wake me at (time:nine)", whole("wake me at nine", "HearthSetAlarm", "slu"))
    )
    assert slot_f1(made, examples) == 0.0  # type: ignore[arg-type]


def test_only_what_is_said_is_misheard() -> None:
    say = Say("turn on the lamp", Moment(), Expectation())
    case = Case(Path("a.yaml"), Path("b.yaml"), "x", 0, (say, Wait(3.0)))
    noise = Noise({word: ((f"{word}x",), (1,)) for word in say.text.split()}, {})
    (heard,) = misheard([case] * 1, noise, random.Random(3))
    assert heard.steps[1] == Wait(3.0)
    assert isinstance(heard.steps[0], Say)
    assert heard.steps[0].moment is say.moment
    texts = {misheard([case], noise, random.Random(seed))[0].steps[0].text for seed in range(30)}  # type: ignore[union-attr]
    assert any(text != say.text for text in texts)


@pytest.mark.parametrize(
    ("expected", "got", "intent", "right"),
    [
        ({"area": "Den"}, {"area": "den"}, "HassTurnOn", True),
        ({"area": "Den"}, {}, "HassTurnOn", True),
        ({"area": "Hall"}, {}, "HassTurnOn", False),
        ({"area": "Den"}, {"area": "Hall"}, "HassTurnOn", False),
        ({}, {}, "HassTurnOn", True),
        ({}, {"area": "Hall"}, "HassTurnOn", False),
        ({"area": "Den"}, {"area": "Den"}, "HassTurnOff", False),
    ],
)
def test_the_area_is_right_where_it_is_the_one_meant(
    expected: dict[str, str], got: dict[str, str], intent: str, *, right: bool
) -> None:
    check = Check("f", "lights on", "HassTurnOn", expected, small_home(), "den")
    assert right_place(Outcome(check, intent, got)) is right
