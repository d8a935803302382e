from pathlib import Path

import pytest

from edge.learn.record import Note
from edge.learn.rephrase import Heard
from edge.learn.rephrase_model import SpanDetector, load_detector
from edge.turn import DecisionKind, Frame

FOLDER = Path(__file__).parents[2] / "exported" / "rephrase"


@pytest.fixture(scope="module")
def detector() -> SpanDetector:
    return load_detector(FOLDER)


def heard(text: str, at: float, intent: str, *targets: str, kind: DecisionKind = DecisionKind.ACT) -> Heard:
    frames = (Frame(intent, {}),) if intent else ()
    return Heard(Note(f"t{at}", at, text, intent, kind, device="hall", frames=frames, targets=targets))


def test_a_plainer_wording_after_a_refusal_is_the_rephrase(detector: SpanDetector) -> None:
    found = detector.find(
        [
            heard("get the hallway cosy", 0, "", kind=DecisionKind.REFUSE),
            heard("turn on the hallway heating", 6, "HassTurnOn", "climate.hallway"),
        ]
    )
    assert found is not None
    assert found.turn == 1


def test_another_wish_after_one_that_was_granted_is_none(detector: SpanDetector) -> None:
    dialogue = [
        heard("turn on the desk lamp", 0, "HassTurnOn", "light.desk"),
        heard("play some jazz", 12, "HassMediaSearchAndPlay", "media_player.lounge"),
    ]
    assert detector.find(dialogue) is None
