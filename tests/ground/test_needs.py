"""Which remedies may help at a moment."""

from __future__ import annotations

from dataclasses import replace

import pytest
from homes import NOON, frame, home, view

from edge.ground.needs import helps, is_of_a_fan
from edge.ground.planner import ground_on
from edge.ground.sun import daylight
from edge.ground.view import View
from edge.home.model import Entity

HOUR = 3600.0


def at(hour: float, **changes: object) -> View:
    seen = view(home(**changes), "it's dark", "lounge_puck")  # type: ignore[arg-type]
    return replace(seen, request=replace(seen.request, at=NOON + (hour - 12) * HOUR))


@pytest.mark.parametrize(("hour", "up"), [(3, 0.0), (7, 0.5), (9, 1.0), (13, 1.0), (16, 0.5), (18, 0.5), (23, 0.0)])
def test_without_a_sun_the_clock_tells_only_what_is_sure(hour: float, up: float) -> None:
    assert daylight(at(hour)) == up


def test_the_sun_of_the_home_tells_it() -> None:
    seen = at(18)
    sun = Entity("sun.sun", "Sun", state="above_horizon")
    there = replace(seen, snapshot=replace(seen.snapshot, entities={**seen.snapshot.entities, "sun.sun": sun}))
    assert daylight(there) == 1.0


@pytest.mark.parametrize(
    ("need", "intent", "target", "hour", "helpful"),
    [
        ("dark", "HassTurnOn", "cover.blind", 12, True),
        ("dark", "HassTurnOn", "cover.blind", 18, False),
        ("dark", "HassTurnOn", "cover.garage", 12, False),
        ("dark", "HassTurnOn", "light.table", 18, True),
        ("bright", "HassTurnOff", "cover.blind", 18, True),
        ("bright", "HassTurnOff", "cover.blind", 23, False),
        ("hot", "HassTurnOn", "cover.blind", 23, True),
    ],
)
def test_no_covering_lets_light_in_after_dark(need: str, intent: str, target: str, hour: float, helpful: bool) -> None:
    seen = at(hour, cover_blind={"state": "closed"})
    assert helps(need, ground_on(frame(intent), (target,), seen), seen) is helpful


@pytest.mark.parametrize(
    ("changes", "area", "of_a_fan"),
    [
        ({"fan_bedroom": {"state": "on"}}, "", True),
        ({"fan_bedroom": {"state": "on"}}, "Bedroom", True),
        ({"fan_bedroom": {"state": "on"}}, "Kitchen", False),
        ({"fan_bedroom": {"state": "off"}}, "", False),
        ({"fan_bedroom": {"state": "on"}, "media_player_radio": {"state": "playing", "area": "bedroom"}}, "", False),
    ],
)
def test_noise_is_a_fans_where_one_runs_and_nothing_plays(
    changes: dict[str, object], area: str, of_a_fan: bool
) -> None:
    seen = view(home(**changes), "it's so noisy in here", "bedroom_puck")  # type: ignore[arg-type]
    slots = {"area": area} if area else {}
    assert is_of_a_fan(frame("HearthNeed", need="loud", **slots), seen) is of_a_fan
    assert not is_of_a_fan(frame("HearthNeed", need="hot", **slots), seen)
