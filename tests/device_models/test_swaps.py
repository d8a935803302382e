from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from device_models.data import corpora
from device_models.data.example import Example
from device_models.data.swaps import Swaps

ROWS = [
    {"intent": "alarm_set", "annot": f"wake me at [time : {hour} am] on [date : {day}]"}
    for hour, day in zip(
        ("one", "two", "three", "four", "five", "six", "seven", "eight"),
        ("monday", "tuesday", "friday", "sunday", "saturday", "tomorrow", "thursday", "wednesday"),
        strict=True,
    )
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = [
        *ROWS,
        {"intent": "play_music", "annot": "play [artist_name : adele]"},
        {"intent": "play_radio", "annot": "play [artist_name : queen] radio"},
        {"intent": "audio_volume_up", "annot": "turn it up [change_amount : to ten]"},
        {"intent": "audio_volume_up", "annot": "turn it up [change_amount : by ten]"},
        {"intent": "weather_query", "annot": "will it rain"},
    ]
    path = tmp_path / "train.jsonl"
    path.write_text("".join(json.dumps(row | {"text": "", "src": "s"}) + "\n" for row in rows))
    return path


def examples(path: Path) -> dict[str, Example]:
    return {example.text: example for example, _ in corpora.slu(path)}


def test_values_come_from_the_same_slot_and_spans_move_with_them(corpus: Path) -> None:
    swaps, known, rng = Swaps.load(corpus), examples(corpus), random.Random(3)
    made = [swaps.swapped(known["wake me at one am on monday"], rng) for _ in range(60)]
    assert len({example.text for example in made}) > 20
    for example in made:
        said = {tag: example.text[a:b] for a, b, tag in example.slots or ()}
        assert example.text == f"wake me at {said['time']} on {said['date']}"
        assert any(row["annot"].endswith(f"[date : {said['date']}]") for row in ROWS)
        assert (example.label, example.written) == ("HearthSetAlarm", "wake me at one am on monday")


def test_values_of_other_intents_where_its_own_are_few(corpus: Path) -> None:
    swaps, known, rng = Swaps.load(corpus), examples(corpus), random.Random(1)
    assert "play queen" in {swaps.swapped(known["play adele"], rng).text for _ in range(40)}


def test_a_value_that_would_change_the_label_is_not_put_in(corpus: Path) -> None:
    swaps, known, rng = Swaps.load(corpus), examples(corpus), random.Random(1)
    request = known["turn it up to ten"]
    assert request.label == "HassSetVolume"
    assert {swaps.swapped(request, rng).text for _ in range(40)} == {"turn it up to ten"}


def test_a_request_without_slots_stays_as_it_is(corpus: Path) -> None:
    request = examples(corpus)["will it rain"]
    assert Swaps.load(corpus).swapped(request, random.Random(1)) is request
