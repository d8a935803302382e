from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from device_models.corpus import UNSEEN_HOMES, Sizes, measured, normal, training_examples
from device_models.data import corpora
from device_models.data.mapping import CLINC_CHAT, CLINC_MAPPED, FACEBOOK_INTENTS, SLU_INTENTS, slu_label
from device_models.data.templates import Templates
from device_models.labels import LABEL_INDEX, LABELS
from device_models.synth.homes import make_home
from device_models.synth.words import Words

SHARED = Path(os.environ.get("HEARTH_SHARED", "../shared")) / "data"
needs_data = pytest.mark.skipif(not (SHARED / "slu_en").exists(), reason="the corpora are not here: set HEARTH_SHARED")


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_annotations_become_our_slots(tmp_path: Path) -> None:
    row = {"text": "x", "intent": "alarm_set", "annot": "wake me at [time : nine am] on [date : friday]", "src": "s"}
    example, intent = next(corpora.slu(write(tmp_path / "a.jsonl", row)))
    assert (example.text, intent, example.label) == ("wake me at nine am on friday", "alarm_set", "HearthSetAlarm")
    assert [(example.text[a:b], tag) for a, b, tag in example.slots or ()] == [("nine am", "time"), ("friday", "date")]
    assert not example.partial


def test_without_annotation_slots_are_unknown_not_absent(tmp_path: Path) -> None:
    row = {"text": "play jazz", "intent": "play_music", "annot": None, "src": "s"}
    example, _ = next(corpora.slu(write(tmp_path / "a.jsonl", row)))
    assert example.slots is None


@pytest.mark.parametrize(
    ("annotation", "slots"),
    [
        ("dim by [change_amount : to ten percent]", [("ten percent", "value")]),
        ("clean the [house_place : house]", [("house", "everywhere")]),
        ("turn on the [device_type : plug]", [("plug", "device")]),
        ("turn on the [device_type : frobnicator]", [("frobnicator", "name")]),
    ],
)
def test_slots_are_mapped_by_their_words(tmp_path: Path, annotation: str, slots: list[tuple[str, str]]) -> None:
    intent = "iot_hue_lightchange" if "dim" in annotation else "iot_wemo_on"
    row = {"text": "", "intent": intent, "annot": annotation, "src": "s"}
    example, _ = next(corpora.slu(write(tmp_path / "a.jsonl", row)))
    found = [(example.text[a:b], tag) for a, b, tag in example.slots or ()]
    assert found == [slot for slot in slots if slot[1] in LABELS[LABEL_INDEX[example.label]].tags]


@pytest.mark.parametrize(
    ("intent", "text", "label"),
    [
        ("datetime_query", "what day is it", "HassGetCurrentDate"),
        ("datetime_query", "what time is it in paris", "HassGetCurrentTime"),
        ("play_podcasts", "skip to the next episode", "HassMediaNext"),
        ("datetime_query", "is the ninth a friday", "HassGetCurrentDate"),
        ("datetime_query", "what time is it on friday in paris", "HassGetCurrentTime"),
        ("datetime_query", "when does the sun set", "HearthSunTimes"),
        ("iot_cleaning", "vacuum the kitchen", "HassVacuumCleanArea"),
        ("iot_cleaning", "hoover my sewing room", "HassVacuumCleanArea"),
        ("iot_cleaning", "start vacuuming the floor", "HassVacuumStart"),
        ("iot_hue_lighton", "it's so dark in the cellar", "HearthNeed:dark"),
        ("iot_hue_lighton", "it's so dark turn the lamp on", "HassTurnOn"),
        ("iot_hue_lightdim", "that lamp is too bright", "HearthNeed:bright"),
        ("iot_hue_lightdim", "too bright dim the lamp", "HearthAdjust:brightness_down"),
        ("iot_hue_lightchange", "pick a brighter color", "HassLightSet"),
        ("audio_volume_up", "raise the sound to thirty", "HassSetVolume"),
        ("audio_volume_up", "raise the sound a bit", "HearthAdjust:volume_up"),
        ("audio_volume_up", "unmute it", "HassMediaPlayerUnmute"),
        ("play_music", "stop the music now", "HassMediaPause:stop"),
        ("play_audiobook", "resume my book", "HassMediaUnpause"),
        ("play_audiobook", "resume treasure island", "HassMediaSearchAndPlay"),
        ("alarm_remove", "change my alarm to eight", "HearthModifyAlarm"),
        ("alarm_query", "snooze please", "HearthSnoozeAlarm"),
        ("alarm_set", "remind me at noon", "HearthSetReminder"),
        ("alarm_set", "set an alarm to remind me of lunch", "HearthSetAlarm"),
        ("calendar_set", "start a six minute timer", "HassStartTimer"),
        ("calendar_set", "when is my next appointment", "HearthReminderStatus"),
        ("lists_query", "what's on my schedule", "HearthReminderStatus"),
        ("qa_stock", "price of apple", "HearthUnsupported"),
        ("general_praise", "well done", "HearthChat"),
    ],
)
def test_labels_may_be_finer_than_the_corpus(intent: str, text: str, label: str) -> None:
    assert slu_label(intent, text) == label


def test_facebook_times_lose_their_preposition(tmp_path: Path) -> None:
    line = "wake:O me:O in:B-datetime 10:I-datetime minutes:I-datetime <=> alarm__set_alarm\n"
    (tmp_path / "train").write_text(line + "broken line\n")
    (example,) = corpora.facebook(tmp_path / "train")
    assert (example.text, example.label) == ("wake me in 10 minutes", "HearthSetAlarm")
    assert [(example.text[a:b], tag) for a, b, tag in example.slots or ()] == [("10 minutes", "delay")]


def test_every_mapping_leads_to_a_label() -> None:
    assert {*SLU_INTENTS.values(), *FACEBOOK_INTENTS.values(), *CLINC_MAPPED.values()} <= LABEL_INDEX.keys()
    assert not CLINC_CHAT & CLINC_MAPPED.keys()


def test_duplicates_are_found_whatever_their_case_and_marks() -> None:
    assert normal("Turn ON the lamp, please!") == normal("turn on the lamp please")


@needs_data
def test_templates_cover_home_assistants_intents() -> None:
    templates = Templates.load(SHARED / "ha_intents")
    home = make_home(random.Random(1), Words(), 1)
    examples = list(templates.examples(home, random.Random(1), 800))
    assert len({example.label for example in examples}) > 30
    assert all(0 <= a < b <= len(e.text) for e in examples for a, b, _ in e.slots or ())


@needs_data
def test_no_measured_sentence_and_no_held_out_home_is_trained_on() -> None:
    sizes = Sizes(homes=3, each=40, clinc_each=1, questions=10, templates_each=40)
    banned = measured(SHARED)
    examples = [e for chunk in training_examples(SHARED, sizes, 5) for e in chunk]
    made = [e for e in examples if e.source in {"synth", "templates", "device_actions", "home_llm"}]
    assert len(made) > 2000
    assert not [e.text for e in made if normal(e.text) in banned]
    folder = SHARED / "home_assistant_datasets" / "device-actions-v2"
    assert all((folder / name).exists() for name in UNSEEN_HOMES)
