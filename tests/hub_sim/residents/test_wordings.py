from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from hub_sim.residents.homes import make_home
from hub_sim.residents.human import human_patterns, pattern_of
from hub_sim.residents.people import Options, people_of
from hub_sim.residents.pools import Split, wordings
from hub_sim.residents.speech import Speaker
from hub_sim.residents.wishes import KINDS, goal_of, spoken_value
from hub_sim.residents.wordings import Bank


@pytest.mark.parametrize(
    ("intent", "annotated", "expected"),
    [
        ("iot_hue_lightoff", "turn [house_place : bedroom] lights off", (("light_off", "room"), "turn {a} lights off")),
        ("iot_hue_lightoff", "olly turn the lamps off", (("light_off", "here"), "turn the lamps off")),
        ("iot_wemo_on", "put my [device_type : kettle] on", (("switch_on", "thing"), "put {n} on")),
        ("iot_hue_lightchange", "make it [color_type : blue]", (("light_colour", "here"), "make it {c}")),
        ("iot_hue_lightchange", "make it [color_type : cosy]", None),
        ("iot_cleaning", "at [time : nine] clean", None),
        ("iot_hue_lightup", "raise them when i am home", None),
        ("weather_query", "is it raining", None),
    ],
)
def test_a_human_request_becomes_a_pattern(intent: str, annotated: str, expected: object) -> None:
    assert pattern_of(intent, annotated) == expected


def test_human_wordings_are_used_where_their_folder_is(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "slu_en"
    folder.mkdir(parents=True)
    row = {"text": "kill every lamp", "intent": "iot_hue_lightoff", "annot": None}
    (folder / "dev.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert human_patterns(Split.HELD_OUT, tmp_path) == {("light_off", "here"): ("kill every lamp",)}
    assert human_patterns(Split.TRAIN, tmp_path) == {}
    assert Bank(Split.HELD_OUT, tmp_path).own("light_off", "here")[0] == "kill every lamp"


def test_every_wish_has_words_in_both_halves(tmp_path: Path) -> None:
    for kind in KINDS:
        for split in Split:
            bank = Bank(split, tmp_path)
            assert all(bank.plain(kind, reach) and bank.own(kind, reach) for reach in bank.reaches(kind))


def test_the_halves_share_no_wording(tmp_path: Path) -> None:
    for kind in KINDS:
        for reach in wordings()[kind]:
            one, other = (set(Bank(split, tmp_path).own(kind, reach)) for split in Split)
            assert not one & other


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_said_has_no_hole_left(seed: int) -> None:
    home = make_home(str(seed))
    for person in people_of(home, Options()):
        speaker = Speaker(home, person, Split.HELD_OUT)
        for wish in person.wishes:
            rng = random.Random(seed)
            said = [speaker.first(wish, rng), speaker.plain(wish, rng, precise=True), speaker.varied(wish, rng)]
            assert not any("{" in saying.text or "the the" in saying.text for saying in said)


def test_nicknames_are_said() -> None:
    for seed in range(20):
        home = make_home(str(seed))
        for person in people_of(home, Options()):
            for wish in person.wishes:
                names = [person.nicknames.get(thing) for thing in (*wish.things, wish.area)]
                if wish.refer == "nickname" and "{" in wish.wording:
                    speaker = Speaker(home, person, Split.HELD_OUT)
                    said = {speaker.first(wish, random.Random(n)).text for n in range(20)}
                    assert any(name and name in text for name in names for text in said)
                    return
    pytest.fail("nobody has a nickname for anything")


def test_values_are_said_as_numbers_and_names() -> None:
    assert spoken_value("light_level", 30) == "30"
    assert spoken_value("light_colour", 240.0) == "blue"
    assert goal_of("light_level", ("light.x",), 30, "thing").wants[0].value == pytest.approx(76.5)
