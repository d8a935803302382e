"""The home's names, folded once a structure."""

from __future__ import annotations

from dataclasses import replace

from edge.home.model import Area, Entity, Snapshot
from edge.understand.spoken_names import NameIndex, spoken_names

LEFT = Entity("light.left", "Left Bedside Lamp", state="off")
RIGHT = Entity("light.right", "Right Bedside Lamp", aliases=("Her Lamp",), state="off")
MOVIE = Entity("scene.movie", "Movie Night")


def there(*entities: Entity, generation: int = 0) -> Snapshot:
    return Snapshot(
        entities={entity.id: entity for entity in entities}, areas={"den": Area("den", "Den")}, generation=generation
    )


def test_what_is_called_so_is_found_by_name_and_alias() -> None:
    names = spoken_names(there(LEFT, RIGHT, MOVIE))
    assert names.things["her lamp"] == "Right Bedside Lamp"
    assert names.areas == {"den": "Den"}
    assert names.alone == {"movie night"}


def test_a_word_tells_apart_what_only_some_bear() -> None:
    names = spoken_names(there(LEFT, RIGHT))
    assert names.tells_apart("left", "bedside lamps")
    assert names.tells_apart("her", "lamp")
    assert not names.tells_apart("bedside", "bedside lamp")
    assert not names.tells_apart("blue", "lamp")
    assert not names.tells_apart("left", "")


def test_names_are_kept_while_states_change_and_made_anew_with_the_structure() -> None:
    index = NameIndex()
    first = index.of(there(LEFT, generation=7))
    assert index.of(there(replace(LEFT, state="on"), generation=7)) is first
    assert "her lamp" in index.of(there(LEFT, RIGHT, generation=8)).things


def test_a_home_without_generations_is_told_by_its_names() -> None:
    index = NameIndex()
    assert "left bedside lamp" in index.of(there(LEFT)).things
    assert "lamp" in index.of(there(replace(LEFT, name="Lamp"))).things
