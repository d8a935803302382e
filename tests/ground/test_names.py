from __future__ import annotations

from dataclasses import replace

import pytest
from homes import home
from hypothesis import given
from hypothesis import strategies as st

from edge.ground.names import NameIndex
from edge.home.model import Area, Entity, Snapshot

INDEX = NameIndex(home())


def found(spoken: str) -> list[tuple[str, str]]:
    return [(match.id, match.kind) for match in INDEX.entities(spoken, lambda _: True)]


@pytest.mark.parametrize(
    ("spoken", "entity", "kind"),
    [
        ("Table Lamp", "light.table", "exact"),
        ("table  LAMP!", "light.table", "exact"),
        ("Anna's lamp", "light.table", "alias"),
        ("kitchen kettle", "switch.kettle", "qualified"),
        ("kettle switch", "switch.kettle", "qualified"),
        ("table lamps", "light.table", "qualified"),
        ("strip", "light.strip", "partial"),
        ("garden", "valve.garden", "qualified"),
        ("tabel lamp", "light.table", "fuzzy"),
        ("cettle", "switch.kettle", "fuzzy"),
    ],
)
def test_kinds_of_match(spoken: str, entity: str, kind: str) -> None:
    assert found(spoken)[0] == (entity, kind)


def test_exact_name_hides_what_merely_resembles() -> None:
    assert found("Diffuser") == [("switch.diffuser", "exact")]


def test_foreign_words_are_no_partial_match() -> None:
    assert found("jacuzzi lamp shade holder") == []


def test_only_what_is_allowed() -> None:
    assert INDEX.entities("Kettle", lambda id_: id_.startswith("light.")) == []


def test_scores_fall_with_the_kind_of_match() -> None:
    scores = [
        INDEX.entities(s, lambda _: True)[0].score
        for s in ("Kettle", "Anna's lamp", "kitchen kettle", "strip", "tabel lamp")
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


@pytest.mark.parametrize(
    ("spoken", "area"),
    [("kitchen", "kitchen"), ("Living room", "lounge"), ("the lounge", "lounge"), ("bedrom", "bedroom")],
)
def test_areas(spoken: str, area: str) -> None:
    assert INDEX.areas(spoken)[0].id == area


@pytest.mark.parametrize(("spoken", "floor"), [("upstairs", "first"), ("first", "first"), ("ground floor", "ground")])
def test_floors(spoken: str, floor: str) -> None:
    assert INDEX.floors(spoken)[0].id == floor


def test_part_of_an_areas_name_is_enough_where_only_one_bears_it() -> None:
    base = home()
    deck, attic = Area("deck", "Rooftop Terrace"), Area("attic", "Rooftop Attic")
    index = NameIndex(replace(base, areas={**base.areas, "deck": deck, "attic": attic}))
    assert [(m.id, m.kind) for m in index.areas("terrace")] == [("deck", "partial")]
    assert index.areas("rooftop") == []


def test_the_first_part_of_a_compound_stands_for_it_where_there_is_only_one() -> None:
    hearth = {"name": "Fireplace"}
    index = NameIndex(home(switch_kettle=hearth))
    assert [m.id for m in index.entities("fire", lambda _: True)] == ["switch.kettle"]
    two = NameIndex(home(switch_kettle=hearth, switch_oven_plug={"name": "Firepit"}))
    assert two.entities("fire", lambda _: True) == []


def test_room_alone_says_nothing_of_where_a_thing_is() -> None:
    base = home(switch_kettle={"name": "Big Blue Urn"})
    index = NameIndex(replace(base, areas={**base.areas, "kitchen": Area("kitchen", "Tea Room")}))
    assert index.entities("blue room", lambda _: True) == []
    assert index.entities("urn room", lambda _: True) == []
    assert [m.id for m in index.entities("tea room big blue urn", lambda _: True)] == ["switch.kettle"]


def test_a_housing_word_behind_a_name_says_nothing() -> None:
    assert found("diffuser device")[0][0] == "switch.diffuser"
    assert found("device") == []


def test_unknown_area() -> None:
    assert INDEX.areas("swimming pool") == []


def test_another_room_is_no_room_that_was_spelt_badly() -> None:
    base = home()
    index = NameIndex(replace(base, areas={"guests": Area("guests", "Guest Bedroom"), "way": Area("way", "Hallway")}))
    assert index.areas("guest bathroom") == []
    assert [m.id for m in index.areas("guest bedrom")] == ["guests"]
    assert [m.id for m in index.areas("hall way")] == ["way"]


def test_nearest_names_are_offered_for_unknown_ones() -> None:
    assert "light.table" in INDEX.nearest("tables lamp thing")


@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    for match in (*INDEX.entities(text, lambda _: True), *INDEX.areas(text), *INDEX.floors(text)):
        assert 0 < match.score <= 1


def test_numbers_are_not_misheard_for_others() -> None:
    rooms = Snapshot({}, areas={f"r{n}": Area(f"r{n}", f"Room {n}") for n in (105, 250)})
    names = NameIndex(rooms)
    assert [match.id for match in names.areas("room 105")] == ["r105"]
    assert not names.areas("room 150")


def test_the_very_name_of_one_thing_is_no_other_name_spelt_badly() -> None:
    entities = (Entity("switch.bilbo", "Bilbo"), Entity("light.blob", "Blobo"))
    index = NameIndex(Snapshot({entity.id: entity for entity in entities}))
    assert [match.id for match in index.entities("bilbo", lambda _: True)] == ["switch.bilbo"]
    assert index.entities("bilbo", lambda id_: id_.startswith("light.")) == []
    assert [match.id for match in index.entities("blobbo", lambda id_: id_.startswith("light."))] == ["light.blob"]


def test_names_are_found_within_a_text() -> None:
    entities = (Entity("light.a", "Desk"), Entity("light.b", "Desk Strip", aliases=("glow",)))
    index = NameIndex(Snapshot({entity.id: entity for entity in entities}))
    assert index.named_in("Glow, and the desk-strip too") == {
        "glow": {"light.b"},
        "desk": {"light.a"},
        "desk strip": {"light.b"},
    }
    assert index.named_in("") == {}


def test_a_name_that_ends_with_what_was_said_bears_it() -> None:
    plain = home()
    lamps = {
        f"light.{key}": Entity(f"light.{key}", name, "bedroom")
        for key, name in (("left", "Left Bedside Lamp"), ("switch", "Bedside Lamp Timer"))
    }
    index = NameIndex(replace(plain, entities={**plain.entities, **lamps}))
    assert [match.id for match in index.bearing("bedside lamp", lambda _: True)] == ["light.left"]
