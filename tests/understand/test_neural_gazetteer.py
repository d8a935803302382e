from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from neural_support import small_home

from edge.home.model import Entity, Snapshot
from edge.understand.gazetteer import CHANNELS, Gazetteer, build_index, key_of, phrase_of, word_masks, words_of


def channels(text: str, home: Snapshot | None = None) -> dict[str, set[str]]:
    """The channels of each word."""
    words = words_of(text)
    masks = word_masks(words, build_index(home if home is not None else small_home()))
    names = [{name for i, name in enumerate(CHANNELS) if mask >> i & 1} for mask in masks]
    return {text[word.start : word.end]: found for word, found in zip(words, names, strict=True)}


def test_an_exact_name_is_marked_with_its_group_and_beginning() -> None:
    found = channels("turn on the den lamp")
    assert {"light", "entity_exact", "entity_begin"} <= found["den"]
    assert {"light", "entity_exact"} <= found["lamp"]
    assert "entity_begin" not in found["lamp"]
    assert found["turn"] == set()


def test_plurals_accents_case_and_number_words_match() -> None:
    assert key_of("Lámps") == key_of("lamp")
    assert phrase_of("Bedroom Two") == phrase_of("bedroom 2")
    assert phrase_of("gas") == ("gas",)


def test_areas_aliases_floors_and_people() -> None:
    assert "area" in channels("in the snug")["snug"]
    assert "floor" in channels("lights upstairs")["upstairs"]
    assert "person" in channels("where is ana")["ana"]


def test_part_of_a_name_is_told_from_the_whole() -> None:
    found = channels("the porch is open")
    assert {"entity_partial", "lock"} <= found["porch"]
    assert "entity_exact" not in found["porch"]


def test_a_misheard_name_is_near() -> None:
    assert {"near", "climate"} <= channels("turn on the radiatr")["radiatr"]
    assert "near" not in channels("something else")["something"]


def test_kinds_say_whether_the_home_has_them() -> None:
    assert {"kind", "kind_begin", "kind_here"} <= channels("the lights")["lights"]
    assert "kind_here" not in channels("the sprinkler")["sprinkler"]


def test_numbers_times_and_colours_need_no_home() -> None:
    found = channels("red at 21 tomorrow", Snapshot())
    assert (found["red"], found["21"], found["tomorrow"]) == ({"color"}, {"number"}, {"time"})


def test_hidden_entities_are_not_matched() -> None:
    hidden = Snapshot(entities={"light.x": Entity("light.x", "Secret Lamp", exposed=False)})
    assert "entity_exact" not in channels("secret lamp", hidden)["secret"]


def test_the_index_is_kept_until_the_generation_changes() -> None:
    gazetteer, home = Gazetteer(), small_home()
    first = gazetteer.index(home)
    assert gazetteer.index(replace_states(home)) is first
    assert gazetteer.index(replace(home, generation=2)) is not first


def replace_states(home: Snapshot) -> Snapshot:
    """The same structure with another state."""
    entities = {key: replace(entity, state="on") for key, entity in home.entities.items()}
    return replace(home, entities=entities)


def big_home(count: int) -> Snapshot:
    """Many entities whose names begin alike, the hardest case."""
    rows = (Entity(f"light.l{i}", f"Bedroom {i} Ceiling Lamp", aliases=(f"lamp {i}",)) for i in range(count))
    return Snapshot(entities={entity.id: entity for entity in rows}, generation=9)


def test_two_thousand_names_are_indexed_and_matched_in_time() -> None:
    home = big_home(2000)
    build = min(timed(lambda: build_index(home)) for _ in range(3))
    index = build_index(home)
    words = words_of("turn on the bedroom twelve ceiling lamp and the kichen lite please")
    match = min(timed(lambda: word_masks(words, index)) for _ in range(20))
    assert build < 0.150  # 50 ms on an idle machine; others share this one
    assert match < 0.0009  # 0.3 ms on an idle machine


def timed(work: object) -> float:
    """Seconds that a call takes."""
    started = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - started


@given(st.text(max_size=80))
def test_any_text_gets_one_mask_a_word(text: str) -> None:
    words = words_of(text)
    assert len(word_masks(words, build_index(small_home()))) == len(words)
    assert all(text[word.start : word.end] for word in words)


@pytest.mark.parametrize("text", ["", "  ", "...", "'"])
def test_no_words_give_no_masks(text: str) -> None:
    assert word_masks(words_of(text), build_index(small_home())) == []
