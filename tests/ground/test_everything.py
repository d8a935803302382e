"""Everything in a room, where nothing says of what kind."""

from __future__ import annotations

from typing import Any

import pytest
from homes import frame, home, view

from edge.ground.planner import ground
from edge.turn import Frame

BUSY = home(
    media_player_tv={"state": "on"},
    light_table={"state": "on"},
    vacuum_rover={"state": "cleaning"},
    cover_garage={"state": "open"},
    alarm_control_panel_home={"state": "armed_away"},
)


def done(made: Frame, text: str) -> set[str]:
    return {f"{s.call.service} {s.call.entity_id}" for s in ground(made, view(BUSY, text)).steps}


@pytest.mark.parametrize(
    ("slots", "text", "expected"),
    [
        ({"name": "all", "area": "Lounge"}, "everything off in the lounge", {"turn_off light.table", "turn_off media_player.tv"}),
        ({"area": "Lounge"}, "turn off the lounge", {"turn_off light.table", "turn_off media_player.tv"}),
        ({"name": "all", "area": "Hall"}, "turn off everything in the hall", set()),
        ({"name": "all", "area": "Lounge"}, "close everything in the lounge", {"close_cover cover.blind"}),
        ({"name": "all", "area": "Hall", "domain": "lock"}, "unlock everything", {"unlock lock.front"}),
        ({"name": "all", "area": "Hall"}, "unlock everything in the hall", {"unlock lock.front"}),
    ],
)  # fmt: skip
def test_everything_is_what_is_switched_or_what_the_verb_is_done_to(
    slots: dict[str, Any], text: str, expected: set[str]
) -> None:
    assert done(frame("HassTurnOff", **slots), text) == expected


def test_everything_but() -> None:
    made = Frame("HassTurnOff", {"name": "all", "area": "Lounge"}, excepted=({"name": "TV"},))
    assert done(made, "everything off in the lounge but the tv") == {"turn_off light.table"}
