"""Things of one domain that are not each other: heating and cooling, humidifiers and dehumidifiers."""

from __future__ import annotations

import pytest
from homes import NOON, frame, request

from edge.ground.abilities import COMMANDABLE
from edge.ground.names import NameIndex
from edge.ground.natures import may_be, nature_of, natures_in
from edge.ground.scope import Scope, resolve
from edge.ground.view import View
from edge.home.model import Area, Entity, Snapshot
from edge.turn import Frame

HEATING = Entity("climate.den_heating", "Heating", "den", state="heat", attributes={"hvac_modes": ["off", "heat"]})
COOLING = Entity("climate.attic_ac", "Air Conditioner", "attic", state="off")
DRYER = Entity("humidifier.den", "Dehumidifiers", "den", state="off")
PURIFIER = Entity("fan.den", "Air Purifier", "den", state="off")
BOX = Entity("climate.porch_box", "Box", "porch", state="off", attributes={"hvac_modes": ["off", "cool", "dry"]})


def view(text: str = "") -> View:
    entities = {e.id: e for e in (HEATING, COOLING, DRYER, PURIFIER, BOX)}
    areas = {key: Area(key, key.title()) for key in ("den", "attic", "porch")}
    snapshot = Snapshot(entities, {}, areas, at=NOON)
    return View(request(text), snapshot, NameIndex(snapshot))


def ids(scope: Scope) -> set[str]:
    return {entity.id for entity in scope.entities}


@pytest.mark.parametrize(
    ("words", "nature"),
    [
        ("the heating system", "heating"),
        ("fan heater", "heating"),
        ("air conditioners", "cooling"),
        ("AC unit", "cooling"),
        ("water heater", "water heating"),
        ("dehumidifiers", "drying"),
        ("kettle", None),
        ("", None),
    ],
)
def test_the_nature_of_a_noun_phrase_is_that_of_its_last_noun(words: str, nature: str | None) -> None:
    assert nature_of(words) == nature


def test_a_text_is_read_for_the_domains_asked_about() -> None:
    text = "set the fan speed of the water heater to low"
    assert natures_in(text, ["fan"]) == {"blowing"}
    assert natures_in(text, ["water_heater"]) == {"water heating"}
    assert natures_in(text, ["light"]) == set()


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("air conditioner", "den"),
        ("heating", "attic"),
        ("heating system", "attic"),
        ("humidifier", "den"),
        ("fan", "den"),
        ("heating", "porch"),
    ],
)
def test_another_thing_of_the_domain_is_no_such_thing(name: str, area: str) -> None:
    scope = resolve(frame("HassTurnOn", name=name, area=area), COMMANDABLE, view())
    assert ids(scope) == set()
    assert scope.problems[0].code in {"no_entity", "no_target"}
    assert scope.problems[0].subject in name or nature_of(name) == nature_of(scope.problems[0].subject)


@pytest.mark.parametrize(
    ("name", "area", "expected"),
    [
        ("heater", "den", HEATING),
        ("the AC", "attic", COOLING),
        ("air conditioning", "porch", BOX),
        ("thermostat", "attic", COOLING),
        ("dehumidifier", "den", DRYER),
        ("purifier", "den", PURIFIER),
    ],
)
def test_another_word_for_it_is_the_thing(name: str, area: str, expected: Entity) -> None:
    assert ids(resolve(frame("HassTurnOn", name=name, area=area), COMMANDABLE, view())) == {expected.id}


def test_without_a_name_the_words_of_the_clause_say_what_is_meant() -> None:
    said = "open the den and turn on the air conditioning in the den"
    climate = Frame("HassTurnOn", {"domain": "climate", "area": "den"}, span=(17, len(said)))
    assert ids(resolve(climate, COMMANDABLE, view(said))) == set()
    assert ids(resolve(climate, COMMANDABLE, view("open the den and turn on the climate in den"))) == {HEATING.id}


def test_class_speaks_where_the_name_does_not() -> None:
    tower = Entity("humidifier.x", "Tower", attributes={"device_class": "dehumidifier"})
    assert may_be(tower, "drying")
    assert not may_be(tower, "humidifying")
    assert may_be(Entity("humidifier.y", "Tower"), "humidifying")
