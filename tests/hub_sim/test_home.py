from __future__ import annotations

from collections.abc import Callable

import pytest

from edge.home.events import StateReported
from edge.turn import ServiceCall
from hub_sim.devices import ServiceError
from hub_sim.home import SimHome, commandable

MakeHome = Callable[..., SimHome]

SWITCH = "{id: switch.a, name: A, state: 'off'}"


def test_listeners_hear_of_changes_and_of_changes_only(make_home: MakeHome) -> None:
    home, heard = make_home(SWITCH), []
    home.listen(heard.append)
    home.send(ServiceCall("switch", "turn_on", "switch.a"))
    home.send(ServiceCall("switch", "turn_on", "switch.a"))
    assert heard == [StateReported("switch.a", "on", {})]


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (ServiceCall("switch", "turn_on", "switch.nowhere"), "no entity"),
        (ServiceCall("switch", "turn_on"), "no entity"),
        (ServiceCall("light", "turn_on", "switch.a"), "another domain"),
        (ServiceCall("switch", "explode", "switch.a"), "no such service"),
    ],
)
def test_a_call_that_cannot_be_is_recorded_and_changes_nothing(
    make_home: MakeHome, call: ServiceCall, reason: str
) -> None:
    home = make_home(SWITCH)
    before = home.looks()
    home.send(call)
    assert home.looks() == before
    assert reason in home.errors[0].reason
    assert home.calls == [call]


def test_reset_brings_the_first_day_back(make_home: MakeHome) -> None:
    home = make_home(
        "{id: light.a, name: A, state: 'off', attributes: {supported_color_modes: [brightness], brightness: 40}}"
    )
    before = home.looks()
    home.send(ServiceCall("light", "turn_on", "light.a"))
    assert home.look("light.a")[1]["brightness"] == 40
    home.reset()
    assert (home.looks(), home.calls, home.errors) == (before, [], [])
    home.send(ServiceCall("light", "turn_on", "light.a", {"brightness": 7}))
    home.reset()
    home.send(ServiceCall("light", "turn_on", "light.a"))
    assert home.look("light.a")[1]["brightness"] == 40


def test_looks_are_copies(make_home: MakeHome) -> None:
    home = make_home(
        "{id: light.a, name: A, state: 'on', attributes: {supported_color_modes: [rgb], rgb_color: [1, 2, 3]}}"
    )
    home.looks()["light.a"][1]["rgb_color"].append(4)
    assert home.look("light.a")[1]["rgb_color"] == [1, 2, 3]


def test_the_snapshot_shows_the_present(make_home: MakeHome) -> None:
    home = make_home(SWITCH)
    home.set("switch.a", True)
    assert home.snapshot().entities["switch.a"].state == "on"
    assert home.base.entities["switch.a"].state == "off"


def test_scene_apply(make_home: MakeHome) -> None:
    home = make_home(SWITCH, "{id: light.a, name: A, state: 'off', attributes: {supported_color_modes: [brightness]}}")
    wanted = {"switch.a": "on", "light.a": {"state": "on", "brightness": 50}}
    home.send(ServiceCall("scene", "apply", None, {"entities": wanted}))
    assert home.look("switch.a")[0] == "on"
    assert home.look("light.a")[1]["brightness"] == 50


def test_an_unknown_entity_cannot_be_set(make_home: MakeHome) -> None:
    with pytest.raises(ServiceError, match="no entity"):
        make_home(SWITCH).set("switch.b", "on")


@pytest.mark.parametrize(("entity_id", "expected"), [("light.a", True), ("sensor.a", False), ("weather.a", False)])
def test_what_can_be_commanded(entity_id: str, expected: bool) -> None:
    assert commandable(entity_id) is expected
