from __future__ import annotations

from dataclasses import replace

import pytest
from homes import frame, home, request, view

from edge.ground.abilities import COMMANDABLE
from edge.ground.names import NameIndex
from edge.ground.planner import ground
from edge.ground.scope import Scope, resolve
from edge.ground.view import View
from edge.home.model import Area, Entity
from edge.turn import Frame


def ids(scope: Scope) -> set[str]:
    return {entity.id for entity in scope.entities}


def lights(**slots: str) -> Frame:
    return frame("HassTurnOn", domain="light", **slots)


def test_here_is_the_speakers_room() -> None:
    assert ids(resolve(lights(), COMMANDABLE, view(device="lounge_puck"))) == {"light.table", "light.strip"}


def test_nowhere_said_and_nothing_known_is_a_question() -> None:
    scope = resolve(lights(), COMMANDABLE, view())
    assert scope.problems[0].code == "ambiguous"
    assert len(scope.problems[0].candidates) == 4


def test_the_only_one_of_its_kind_needs_no_place() -> None:
    assert ids(resolve(frame("HassTurnOn", domain="fan"), COMMANDABLE, view(device="kitchen_screen"))) == {
        "fan.bedroom"
    }


def test_floor() -> None:
    assert ids(resolve(lights(floor="downstairs"), COMMANDABLE, view())) == {
        "light.spots",
        "light.table",
        "light.strip",
    }


def test_all() -> None:
    assert len(resolve(lights(name="all"), COMMANDABLE, view(device="lounge_puck")).entities) == 4


def test_except_a_thing_a_room_and_something_unknown() -> None:
    everywhere = Frame(
        "HassTurnOff", {"name": "all", "domain": "light"}, excepted=({"name": "strip"}, {"area": "Kitchen"})
    )
    assert ids(resolve(everywhere, COMMANDABLE, view())) == {"light.table", "light.bed"}
    unknown = Frame("HassTurnOff", {"name": "all", "domain": "light"}, excepted=({"name": "jacuzzi"},))
    assert resolve(unknown, COMMANDABLE, view()).problems[0].subject == "jacuzzi"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lights in the lounge", {"light.table", "light.strip"}),
        ("kitchen lights", {"light.spots"}),
        ("the vacuum", {"vacuum.rover"}),
        ("blinds", {"cover.blind"}),
    ],
)
def test_a_name_that_is_only_a_place_and_a_kind(name: str, expected: set[str]) -> None:
    assert ids(resolve(frame("HassTurnOn", name=name), COMMANDABLE, view())) == expected


def test_window_coverings_are_not_told_apart() -> None:
    curtains = frame("HassTurnOff", domain="cover", device_class="curtain", area="Lounge")
    assert ids(resolve(curtains, COMMANDABLE, view())) == {"cover.blind"}


def test_a_covering_that_is_called_so_elsewhere_is_meant_rather_than_another_one_here() -> None:
    curtains = Entity("cover.curtains", "Curtains", "bedroom", state="open", attributes={"device_class": "curtain"})
    rooms = home()
    rooms = replace(rooms, entities={**rooms.entities, curtains.id: curtains})
    inherited = frame("HassTurnOff", domain="cover", device_class="curtain", area="Lounge")
    assert ids(resolve(inherited, COMMANDABLE, view(rooms, "close the curtains", "lounge_puck"))) == set()
    said = view(rooms, "close the curtains in the lounge", "lounge_puck")
    assert ids(resolve(inherited, COMMANDABLE, said)) == {"cover.blind"}


def test_the_very_name_of_a_thing_is_no_room_that_sounds_like_it() -> None:
    rooms = home()
    lamp = Entity("light.living", "Living Room Lamp", "lounge", state="on")
    named = view(replace(rooms, entities={**rooms.entities, lamp.id: lamp}))
    pause = frame("HassMediaPause", area="living room lamp")
    assert resolve(pause, frozenset({"media_player"}), named).problems[0].code == "no_area"
    assert ids(resolve(pause, frozenset({"media_player"}), view(rooms))) == {"media_player.tv"}


def test_a_plug_called_a_light_is_one() -> None:
    snapshot = home(switch_kettle={"name": "Counter Light", "area": "hall"})
    assert ids(resolve(lights(area="Hall"), COMMANDABLE, view(snapshot))) == {"switch.kettle"}


def test_the_lamp_among_a_lamp_and_a_strip() -> None:
    assert ids(resolve(lights(), COMMANDABLE, view(text="turn on the lamp", device="lounge_puck"))) == {"light.table"}
    assert len(resolve(lights(), COMMANDABLE, view(text="turn on the lights", device="lounge_puck")).entities) == 2


def test_of_two_of_a_name_the_one_in_the_room() -> None:
    twin = home(switch_oven_plug={"name": "Kettle", "area": "lounge"})
    kettle = frame("HassTurnOn", name="Kettle")
    assert ids(resolve(kettle, COMMANDABLE, view(twin, device="lounge_puck"))) == {"switch.oven_plug"}
    assert resolve(kettle, COMMANDABLE, view(twin)).problems[0].code == "ambiguous"
    assert ids(resolve(frame("HassTurnOn", name="Kettle", area="Kitchen"), COMMANDABLE, view(twin))) == {
        "switch.kettle"
    }


def test_in_another_room_than_said_is_unknown_but_offered() -> None:
    scope = resolve(frame("HassTurnOn", name="Kettle", area="Bedroom"), COMMANDABLE, view())
    assert (scope.problems[0].code, scope.problems[0].candidates) == ("no_entity", ("switch.kettle",))


def test_hidden_things_are_not_spoken_of() -> None:
    hidden = home(switch_kettle={"exposed": False})
    assert resolve(frame("HassTurnOn", name="Kettle"), COMMANDABLE, view(hidden)).entities == ()


def test_an_empty_scope_always_says_why() -> None:
    for made in (lights(area="Hall"), frame("HassTurnOn", name="x"), lights(floor="x"), lights(area="x")):
        scope = resolve(made, COMMANDABLE, view())
        assert scope.entities or scope.problems


def test_domains_of_the_grammar_restrict_a_name() -> None:
    only = Frame("HassTurnOn", {"name": "Front Door"}, domains=("light",))
    assert resolve(only, COMMANDABLE, view()).entities == ()
    assert isinstance(view().entity("lock.front"), Entity)


def robots(**places: str) -> View:
    entities = {
        f"vacuum.{name}": Entity(f"vacuum.{name}", name.title(), area, state="docked") for name, area in places.items()
    }
    base = home()
    snapshot = replace(base, entities={**{i: e for i, e in base.entities.items() if e.domain != "vacuum"}, **entities})
    return View(request(), snapshot, NameIndex(snapshot))


@pytest.mark.parametrize(
    ("places", "slots", "expected"),
    [
        ({"rover": "hall"}, {"area": "Bedroom"}, ["vacuum.rover"]),
        ({"rover": "hall"}, {"area": "Bedroom", "name": "Rover"}, ["vacuum.rover"]),
        ({"rover": "hall", "upper": "bedroom"}, {"area": "Bedroom"}, ["vacuum.upper"]),
        ({"rover": "hall", "upper": "bedroom"}, {"area": "Lounge"}, ["vacuum.rover"]),
        ({"rover": "hall", "other": "kitchen"}, {"area": "Lounge"}, []),
        ({"rover": "hall"}, {"area": "Dungeon"}, []),
    ],
)
def test_the_area_to_clean_is_not_where_the_robot_stands(
    places: dict[str, str], slots: dict[str, str], expected: list[str]
) -> None:
    clause = ground(frame("HassVacuumCleanArea", **slots), robots(**places))
    assert [step.call.entity_id for step in clause.steps] == expected
    assert expected or clause.problems


def test_part_of_a_companions_name_is_not_its_device() -> None:
    base = home()
    speed = Entity("select.p_speed", "Purifier Fan Speed", "hall", state="low", attributes={"options": ["low", "high"]})
    snapshot = replace(base, entities={**base.entities, speed.id: speed})
    high = frame("HearthSetMode", name="Fan", area="Hall", attribute="speed", mode="high")
    clause = ground(high, View(request(), snapshot, NameIndex(snapshot)))
    assert (clause.steps, [problem.code for problem in clause.problems]) == ((), ["no_target"])


def test_a_cover_without_positions_is_raised_by_opening_it() -> None:
    up = frame("HearthAdjust", name="Garage Door", attribute="position", direction="up")
    assert [step.call.service for step in ground(up, view()).steps] == ["open_cover"]


def test_a_room_that_is_named_roughly_is_one_room() -> None:
    base = home()
    areas = {**base.areas, "kids_1": Area("kids_1", "Kids Room 1"), "kids_2": Area("kids_2", "Kids Room 2")}
    made = {f"light.{key}": Entity(f"light.{key}", "Lamp", key, state="off") for key in ("kids_1", "kids_2")}
    snapshot = replace(base, areas=areas, entities={**base.entities, **made})
    scope = resolve(lights(area="kids room"), COMMANDABLE, View(request(), snapshot, NameIndex(snapshot)))
    assert [(p.code, set(p.candidates)) for p in scope.problems] == [("ambiguous", set(made))]


def test_a_plug_is_called_by_what_hangs_on_it() -> None:
    snapshot = home(switch_kettle={"name": "Hall Switch", "area": "hall"})
    assert ids(resolve(frame("HassTurnOn", name="hall"), COMMANDABLE, view(snapshot))) == {"switch.kettle"}
