from __future__ import annotations

from collections.abc import Callable

import pytest

from edge.turn import ServiceCall
from hub_sim.devices.movers import CLEANING_SECONDS, LOCK_SECONDS, RETURN_SECONDS, TRAVEL_SECONDS
from hub_sim.home import SimHome

MakeHome = Callable[..., SimHome]

COVER = "{id: cover.a, name: A, state: closed, attributes: {current_position: 0}}"
PLAIN = "{id: cover.a, name: A, state: closed, attributes: {supported_features: [OPEN, CLOSE]}}"
VALVE = "{id: valve.a, name: A, state: open, attributes: {reports_position: true, current_position: 100}}"


def send(home: SimHome, domain: str, service: str, **data: object) -> str | None:
    home.send(ServiceCall(domain, service, f"{domain}.a", data))
    return home.look(f"{domain}.a")[0]


def position(home: SimHome, entity_id: str = "cover.a") -> object:
    return home.look(entity_id)[1].get("current_position")


def test_instantly_a_cover_is_where_it_was_sent(make_home: MakeHome) -> None:
    home = make_home(COVER)
    assert send(home, "cover", "set_cover_position", position=40) == "open"
    assert position(home) == 40
    assert send(home, "cover", "close_cover") == "closed"
    assert position(home) == 0


def test_a_cover_takes_its_time(make_home: MakeHome) -> None:
    home = make_home(COVER, instant=False)
    assert send(home, "cover", "open_cover") == "opening"
    home.tick(TRAVEL_SECONDS / 2)
    assert (home.look("cover.a")[0], position(home)) == ("opening", 50)
    home.tick(TRAVEL_SECONDS)
    assert (home.look("cover.a")[0], position(home)) == ("open", 100)


def test_a_cover_stops_half_way_and_turns_round(make_home: MakeHome) -> None:
    home = make_home(COVER, instant=False)
    send(home, "cover", "open_cover")
    home.tick(TRAVEL_SECONDS / 4)
    assert send(home, "cover", "stop_cover") == "open"
    assert position(home) == 25
    assert send(home, "cover", "close_cover") == "closing"
    home.tick(TRAVEL_SECONDS)
    assert position(home) == 0


def test_a_cover_without_positions_shows_none(make_home: MakeHome) -> None:
    home = make_home(PLAIN)
    assert send(home, "cover", "open_cover") == "open"
    assert position(home) is None
    send(home, "cover", "set_cover_position", position=50)
    assert "not supported" in home.errors[0].reason


def test_homeassistant_turn_on_opens(make_home: MakeHome) -> None:
    home = make_home(COVER)
    home.send(ServiceCall("homeassistant", "turn_on", "cover.a"))
    assert home.look("cover.a")[0] == "open"


@pytest.mark.parametrize(
    ("state", "attributes", "expected"),
    [
        ("open", {}, ("open", 100)),
        ("closed", {}, ("closed", 0)),
        ("open", {"current_position": 30}, ("open", 30)),
        (None, {"current_position": 30}, ("open", 30)),
        (None, {"current_position": 0}, ("closed", 0)),
    ],
)
def test_state_and_position_agree_after_a_setup(
    make_home: MakeHome, state: str | None, attributes: dict[str, object], expected: tuple[str, int]
) -> None:
    home = make_home(COVER)
    home.set("cover.a", state, attributes)
    assert (home.look("cover.a")[0], position(home)) == expected


def test_a_valve_by_position(make_home: MakeHome) -> None:
    home = make_home(VALVE)
    assert send(home, "valve", "set_valve_position", position=0) == "closed"
    assert send(home, "valve", "open_valve") == "open"
    assert position(home, "valve.a") == 100


def test_a_position_out_of_range_is_refused(make_home: MakeHome) -> None:
    home = make_home(VALVE)
    send(home, "valve", "set_valve_position", position=130)
    assert position(home, "valve.a") == 100
    assert "0..100" in home.errors[0].reason


def test_a_bolt_takes_a_moment(make_home: MakeHome) -> None:
    home = make_home("{id: lock.a, name: A, state: locked}", instant=False)
    assert send(home, "lock", "unlock") == "unlocking"
    home.tick(LOCK_SECONDS)
    assert home.look("lock.a")[0] == "unlocked"


def test_only_a_latch_opens(make_home: MakeHome) -> None:
    home = make_home("{id: lock.a, name: A, state: locked}")
    assert send(home, "lock", "open") == "locked"
    assert len(home.errors) == 1


def test_a_vacuum_cleans_drives_home_and_charges(make_home: MakeHome) -> None:
    home = make_home("{id: vacuum.a, name: A, state: docked}")
    assert send(home, "vacuum", "start") == "cleaning"
    home.tick(CLEANING_SECONDS)
    assert home.look("vacuum.a")[0] == "returning"
    home.tick(RETURN_SECONDS)
    assert home.look("vacuum.a")[0] == "docked"


def test_a_vacuum_paused_goes_on_where_it_was(make_home: MakeHome) -> None:
    home = make_home("{id: vacuum.a, name: A, state: docked}")
    send(home, "vacuum", "start")
    home.tick(CLEANING_SECONDS - 10)
    assert send(home, "vacuum", "pause") == "paused"
    home.tick(1000)
    assert send(home, "vacuum", "start") == "cleaning"
    home.tick(10)
    assert home.look("vacuum.a")[0] == "returning"


def test_a_mower(make_home: MakeHome) -> None:
    home = make_home("{id: lawn_mower.a, name: A, state: docked}")
    assert send(home, "lawn_mower", "start_mowing") == "mowing"
    assert send(home, "lawn_mower", "dock") == "returning"
    home.tick(RETURN_SECONDS)
    assert home.look("lawn_mower.a")[0] == "docked"
