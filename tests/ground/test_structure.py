"""Look-ups in large homes give what looking at everything gives, and what stands out among many."""

from __future__ import annotations

from dataclasses import replace

import pytest
from homes import NOON, frame, home, request, view

from edge.ground.attributes import carriers, companions, handle
from edge.ground.names import NameIndex
from edge.ground.options import MOST, options_of
from edge.ground.planner import plan
from edge.ground.salience import most_salient
from edge.ground.structure import COMPANIONS, Structure
from edge.ground.view import View
from edge.home.model import Area, Entity, Snapshot
from edge.turn import Hypothesis, Knowledge

HOME = home()
STRUCTURE = Structure(HOME)


@pytest.mark.parametrize("domains", [{"light"}, {"light", "switch", "cover"}, {"camera"}, set()])
@pytest.mark.parametrize("areas", [None, frozenset(), frozenset({"lounge"}), frozenset({"hall", "bedroom", "cellar"})])
def test_ids_are_those_that_a_walk_through_the_home_finds(domains: set[str], areas: frozenset[str] | None) -> None:
    walked = [e.id for e in HOME.exposed if e.domain in domains and (areas is None or e.area in areas)]
    assert STRUCTURE.ids(domains, areas) == walked


def test_settings_of_a_device_and_of_what_they_are_named_after() -> None:
    base = home()
    beside = Entity("number.blind_tilt", "Blind Tilt", "lounge", state="3")
    elsewhere = Entity("number.blind_speed", "Blind Speed", "hall", state="3")
    there = view(replace(base, entities={**base.entities, beside.id: beside, elsewhere.id: elsewhere}))
    names = {entity.id for entity in companions(there.entity("switch.diffuser"), there)}
    assert names == {"number.diffuser_intensity", "select.diffuser_mode"}
    assert [entity.id for entity in companions(there.entity("cover.blind"), there)] == ["number.blind_tilt"]


@pytest.mark.parametrize("spoken", ["brightness", "intensity", "fan speed", "glory"])
def test_carriers_are_those_with_a_handle(spoken: str) -> None:
    here = view()
    able = {e.id for e in HOME.exposed if e.domain not in COMPANIONS and handle(e, spoken, here) is not None}
    assert carriers(spoken, here) == able == carriers(spoken, here)


def test_the_setting_of_another_device_is_not_taken_for_its_own() -> None:
    base = home()
    fan = Entity("fan.hall", "Fan", "hall", "fan", state="off", attributes={"supported_features": 48})
    purifier = Entity(
        "select.p", "Purifier Fan Speed", "hall", None, state="low", attributes={"options": ["low", "high"]}
    )
    other = Entity("select.f", "Fan Speed", "hall", "purifier", state="low", attributes={"options": ["low", "high"]})
    there = view(replace(base, entities={**base.entities, **{e.id: e for e in (fan, purifier, other)}}))
    assert companions(fan, there) == []
    assert companions(replace(fan, device=None), there) == [other]


def test_hidden_things_are_in_no_look_up() -> None:
    assert "switch.kettle" not in Structure(home(switch_kettle={"exposed": False})).ids({"switch"})


def street(lit: set[int], **knowledge: dict[str, float]) -> View:
    lamps = [
        Entity(f"light.l{n}", f"Lamp {n}", f"a{n % 4}", state="on" if n in lit else "off") for n in range(5 * MOST)
    ]
    areas = {f"a{n}": Area(f"a{n}", f"Room {n}") for n in range(4)}
    snapshot = Snapshot({lamp.id: lamp for lamp in lamps}, {}, areas, at=NOON)
    return View(request(), snapshot, NameIndex(snapshot), Knowledge(**knowledge))


def test_of_very_many_candidates_only_those_that_stand_out_are_weighed() -> None:
    here = street({70, 71})
    made = plan(Hypothesis((frame("HassTurnOff", domain="light"),), 1.0, "grammar"), here)
    assert [option.targets for option in options_of(made, here)] == [("light.l70",), ("light.l71",)]
    dark = street(set())
    made = plan(Hypothesis((frame("HassTurnOn", domain="light"),), 1.0, "grammar"), dark)
    assert len(options_of(made, dark)) == MOST


def test_a_habit_keeps_a_thing_among_those_that_are_weighed() -> None:
    here = street({1, 2}, habits={"light.l60 turn_on": 0.4})
    lamps = [here.entity(id_) for id_ in here.names.structure.ids({"light"})]
    assert [lamp.id for lamp in most_salient(lamps, 10, here)] == ["light.l1", "light.l2", "light.l60"]
    calm = street(set(), habits={"light.l60 turn_on": 0.4})
    resting = [calm.entity(lamp.id) for lamp in lamps]
    assert most_salient(resting, 10, calm)[0].id == "light.l60"
    assert len(most_salient(resting, 10, calm)) == 10
