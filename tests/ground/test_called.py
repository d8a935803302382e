"""Among things of a kind, those that the words beside the kind's noun describe."""

from __future__ import annotations

from dataclasses import replace

import pytest
from homes import frame, home, view

from edge.ground.abilities import COMMANDABLE
from edge.ground.scope import Scope, resolve
from edge.home.model import Entity, Snapshot

NAMES = {"ceiling": "Ceiling Light", "left": "Left Bedside Lamp", "right": "Right Bedside Lamp", "bath": "Bath Light"}


def bedroom() -> Snapshot:
    plain = home()
    others = {id_: entity for id_, entity in plain.entities.items() if entity.area != "bedroom"}
    lamps = {f"light.{key}": Entity(f"light.{key}", name, "bedroom", state="off") for key, name in NAMES.items()}
    return replace(plain, entities={**others, **lamps})


def meant(text: str) -> Scope:
    return resolve(frame("HassTurnOn", domain="light", area="Bedroom"), COMMANDABLE, view(bedroom(), text))


def keys(scope: Scope) -> set[str]:
    return {entity.id.partition(".")[2] for entity in scope.entities}


@pytest.mark.parametrize(
    ("text", "lit"),
    [
        ("turn on the ceiling light in the bedroom", {"ceiling"}),
        ("turn on the left bedside lamp in the bedroom", {"left"}),
        ("bedside lamps on in the bedroom", {"left", "right"}),
        ("turn on the lamps in the bedroom", {"left", "right"}),
        ("turn on the light in the bedroom", set(NAMES)),
        ("turn on the bedroom lights", set(NAMES)),
        ("turn on the pretty lights in the bedroom", set(NAMES)),
        ("turn on the bedroom lights and the ceiling light", set(NAMES)),
    ],
)
def test_words_beside_the_noun_tell_lamps_apart(text: str, lit: set[str]) -> None:
    assert keys(meant(text)) == lit


@pytest.mark.parametrize(
    ("text", "name", "lit"),
    [
        ("turn on the light in the bedroom", "Bedroom Light", {"bath"}),
        ("bedroom light on", "Light", {"bath"}),
        ("turn on the lights in the bedroom", "Bedroom Light", set(NAMES)),
        ("turn on the light in the bedroom", "Bedroom Reading Light", set(NAMES)),
    ],
)
def test_the_light_of_a_room_is_the_one_that_is_called_by_it_alone(text: str, name: str, lit: set[str]) -> None:
    rooms = bedroom()
    named = replace(rooms.entities["light.bath"], name=name)
    seen = view(replace(rooms, entities={**rooms.entities, named.id: named}), text)
    assert keys(resolve(frame("HassTurnOn", domain="light", area="Bedroom"), COMMANDABLE, seen)) == lit


def test_one_lamp_of_two_is_a_question() -> None:
    scope = meant("turn on the lamp in the bedroom")
    assert not scope.entities
    assert set(scope.problems[0].candidates) == {"light.left", "light.right"}


def test_all_is_all() -> None:
    every = frame("HassTurnOn", domain="light", area="Bedroom", name="all")
    assert keys(resolve(every, COMMANDABLE, view(bedroom(), "all the bedside lamps"))) == set(NAMES)


def test_one_of_things_that_are_all_called_so_is_a_question_unless_only_asked() -> None:
    plain = bedroom()
    blinds = {f"cover.{key}": Entity(f"cover.{key}", name, "bedroom", state="closed", attributes={"device_class": "blind"})
              for key, name in (("street", "Street Blind"), ("garden", "Garden Blind"))}  # fmt: skip
    there = replace(plain, entities={**plain.entities, **blinds})

    def found(text: str, intent: str = "HassTurnOn") -> Scope:
        said = frame(intent, domain="cover", device_class="blind", area="Bedroom")
        return resolve(said, COMMANDABLE, view(there, text))

    assert [problem.code for problem in found("open the blind in the bedroom").problems] == ["ambiguous"]
    assert keys(found("open the blinds in the bedroom")) == {"street", "garden"}
    assert keys(found("open every blind in the bedroom")) == {"street", "garden"}
    assert keys(found("is the blind in the bedroom open", "HassGetState")) == {"street", "garden"}
