"""Outside and inside are what some areas have in common."""

from __future__ import annotations

from dataclasses import replace

from homes import home

from edge.ground.open_air import open_air
from edge.home.model import Area, Snapshot


def house() -> Snapshot:
    plain = home()
    more = {"patio": Area("patio", "Patio"), "garden_room": Area("garden_room", "Garden Room")}
    return replace(plain, areas={**plain.areas, **more})


def test_outside_is_where_no_roof_is() -> None:
    assert open_air("outside", house()) == {"patio"}
    assert open_air("the outdoors", house()) == {"patio"}


def test_inside_is_all_else() -> None:
    inside = open_air("inside", house())
    assert inside is not None
    assert "patio" not in inside
    assert {"kitchen", "garden_room"} <= inside


def test_other_words_and_homes_without_a_garden_have_none() -> None:
    assert open_air("kitchen", house()) is None
    assert open_air("outside", home()) is None
