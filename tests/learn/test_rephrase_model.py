import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer

from edge.learn.record import Note
from edge.learn.rephrase import Heard
from edge.learn.rephrase_encoding import (
    MAX_PIECES,
    MAX_TURNS,
    SIGNALS,
    Encoded,
    Said,
    encode,
    gaps_from_start,
    turn_scores,
)
from edge.learn.rephrase_model import RephraseModelError, SpanDetector, load_detector, said_of
from edge.learn.signals import SignalKind
from edge.turn import DecisionKind

EXPORTED = Path(__file__).parents[2] / "exported"


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    made = Tokenizer.from_file(str(EXPORTED / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


def heard(text: str, at: float, *signals: SignalKind) -> Heard:
    return Heard(Note(f"t{at}", at, text, "state", DecisionKind.ACT), frozenset(signals))


def signals_at(encoded: Encoded, piece: int) -> set[str]:
    return {name for name, on in zip(SIGNALS, encoded.signals[piece], strict=True) if on}


def test_turns_lie_between_separators_with_what_happened(tokenizer: Tokenizer) -> None:
    dialogue = [
        Said("turn on the lamp", response="refuse", device="hall"),
        Said("switch on the light", gap=7.0, barge_in=True, device="hall"),
    ]
    encoded = encode(dialogue, tokenizer)
    (first, last), (begin, end) = encoded.spans
    assert (first, begin) == (1, last + 2)
    assert end == len(encoded.ids) - 2
    assert signals_at(encoded, last + 1) == {"gap_2", "after_refuse", "same_device", "same_speaker"}
    assert "turn_1" in signals_at(encoded, begin)
    assert "turn_1" not in signals_at(encoded, first)
    assert signals_at(encoded, end + 1) == {"barge_in"}


def test_words_that_are_said_again_or_sound_alike_are_marked(tokenizer: Tokenizer) -> None:
    encoded = encode([Said("dim the lite to 30"), Said("dim the light to 40")], tokenizer)
    begin, end = encoded.spans[1]
    found = set().union(*(signals_at(encoded, piece) for piece in range(begin, end + 1)))
    assert {"same_word", "sounds_alike", "number"} <= found
    assert "same_word" in signals_at(encoded, begin)


@pytest.mark.parametrize(
    ("intent", "entities", "found"),
    [
        ("HassTurnOn", {"light.a"}, {"same_intent", "same_things"}),
        ("HassTurnOff", {"light.a", "light.b"}, {"other_intent", "some_things"}),
        ("HassTurnOn", {"light.b"}, {"same_intent", "other_things"}),
        ("", set(), set()),
    ],
)
def test_readings_are_compared_with_the_first(
    tokenizer: Tokenizer, intent: str, entities: set[str], found: set[str]
) -> None:
    first = Said("lamp on", intent="HassTurnOn", entities=frozenset({"light.a"}))
    encoded = encode([first, Said("other", intent=intent, entities=frozenset(entities))], tokenizer)
    assert {name for name in signals_at(encoded, encoded.spans[1][0]) if name.endswith(("intent", "things"))} == found


def test_long_dialogues_are_cut_but_every_turn_stays(tokenizer: Tokenizer) -> None:
    dialogue = [Said("please turn on every lamp in the house " * 9, gap=1.0) for _ in range(9)]
    encoded = encode(dialogue, tokenizer)
    assert len(encoded.spans) == MAX_TURNS
    assert len(encoded.ids) <= MAX_PIECES
    assert encoded.ids.shape[0] == encoded.signals.shape[0]


def test_a_turn_without_words_still_has_a_place(tokenizer: Tokenizer) -> None:
    encoded = encode([Said("lamp on"), Said("")], tokenizer)
    assert encoded.spans[1][0] == encoded.spans[1][1]


def test_an_empty_dialogue_is_refused(tokenizer: Tokenizer) -> None:
    with pytest.raises(ValueError, match="at least one turn"):
        encode([], tokenizer)


def test_scores_are_margins_over_none() -> None:
    start, end = np.array([1.0, 0, 0, 5], np.float32), np.array([2.0, 0, 0, 4], np.float32)
    assert turn_scores(start, end, ((1, 1), (2, 2), (3, 3))) == [-3.0, 6.0]


def test_gaps_add_up() -> None:
    assert gaps_from_start([Said("a"), Said("b", 3.0), Said("c", 4.0)]) == [0.0, 3.0, 7.0]


class Fixed:
    """A session whose best span is the last turn."""

    def __init__(self, margin: float) -> None:
        self.margin = margin

    def run(self, output_names: Sequence[str], feeds: Mapping[str, Any]) -> tuple[Any, Any]:
        assert output_names == ("start", "end")
        length = feeds["input_ids"].shape[1]
        logits = np.zeros((1, length), np.float32)
        logits[0, length - 2] = self.margin
        return logits, logits


@pytest.mark.parametrize(("margin", "found"), [(3.0, 2), (0.4, None)])
def test_a_rephrase_is_found_above_the_threshold_only(tokenizer: Tokenizer, margin: float, found: int | None) -> None:
    detector = SpanDetector(Fixed(margin), tokenizer, 1.0)
    result = detector.find([heard("lamp on", 0), heard("play jazz", 4), heard("lights", 9)])
    assert (result.turn if result else None) == found


def test_one_turn_alone_has_no_rephrase(tokenizer: Tokenizer) -> None:
    assert SpanDetector(Fixed(9.0), tokenizer, 1.0).find([heard("lamp on", 0)]) is None


def test_what_is_said_much_later_is_not_read(tokenizer: Tokenizer) -> None:
    assert SpanDetector(Fixed(9.0), tokenizer, 1.0).find([heard("lamp on", 0), heard("lamp on", 600)]) is None


def test_signals_become_events_of_the_turn() -> None:
    first, second = said_of([heard("lamp on", 10, SignalKind.BARGE_IN), heard("lamp", 14, SignalKind.PUT_BACK)])
    assert (first.gap, first.barge_in, first.put_back, first.response) == (0.0, True, False, "act")
    assert (second.gap, second.barge_in, second.put_back) == (4.0, False, True)


def test_a_missing_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(RephraseModelError, match="install the model again"):
        load_detector(tmp_path)


def test_an_altered_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rephrase.int8.onnx").write_bytes(b"other")
    manifest = {"format": 1, "signals": list(SIGNALS), "threshold": 0.0,
                "files": {"rephrase.int8.onnx": hashlib.sha256(b"mine").hexdigest()}}  # fmt: skip
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(RephraseModelError, match="sha256"):
        load_detector(tmp_path)
