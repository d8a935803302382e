"""What the owner settled about acting, as the interpreter heeds it."""

from __future__ import annotations

import pytest

from edge.app.house import rules_of
from edge.compose import build_interpreter
from edge.home.model import Entity, Snapshot
from edge.interpreter import House
from edge.settings import Settings
from edge.turn import DecisionKind, Knowledge, Request

HOUR = 3600.0
MIDNIGHT = 1_790_035_200.0  # a Tuesday, UTC
HOME = Snapshot(
    {
        "switch.pump": Entity("switch.pump", "Pond Pump", state="off"),
        "switch.pond": Entity("switch.pond", "Pond Jets", state="off"),
    },
    at=MIDNIGHT,
    generation=-1,
)


@pytest.mark.parametrize(
    ("when", "hour", "confirms"),
    [
        ("never", 23, False), ("always", 12, True), ("quiet", 12, False), ("quiet", 22, True), ("quiet", 6.9, True),
        ("quiet", 7, False), ("quiet", 0, True),
    ],
)  # fmt: skip
def test_costly_deeds_are_confirmed_when_the_owner_wants(when: str, hour: float, *, confirms: bool) -> None:
    assert House(confirm_costly=when).confirms_costly(MIDNIGHT + hour * HOUR) is confirms


def test_quiet_hours_may_lie_within_one_day() -> None:
    house = House(confirm_costly="quiet", quiet=(13 * HOUR, 15 * HOUR))
    assert [house.confirms_costly(hour * HOUR) for hour in (12, 13, 14.9, 15)] == [False, True, True, False]


def decided(house: House, hour: float, text: str, tz_offset: int = 0) -> DecisionKind:
    request = Request("r", text, MIDNIGHT + hour * HOUR, tz_offset)
    return build_interpreter("en", house).interpret(request, HOME, Knowledge()).decision.kind


@pytest.mark.parametrize(("hour", "offset"), [(23, 0), (12, 39_600)])
def test_a_pump_at_night_is_asked_about(hour: float, offset: int) -> None:
    assert decided(House(confirm_costly="quiet"), hour, "turn on the pond pump", offset) == "ask"


def test_settings_give_the_rules() -> None:
    settings = Settings(
        safety={"confirm_costly": "always", "quiet_from": "21:30", "quiet_to": "06:00:30", "pin": "4711"},
        home={"entities": {"switch.pond": {"tier": 3}, "light.x": {"name": "X"}}},
    )
    rules = rules_of(settings)
    assert (rules.confirm_costly, rules.quiet) == ("always", (21.5 * HOUR, 6 * HOUR + 30))
    assert (rules.pin, dict(rules.tiers)) == ("4711", {"switch.pond": 3})
    assert decided(House(tiers=rules.tiers), 12, "turn on the pond jets") is DecisionKind.ASK
    assert decided(House(), 12, "turn on the pond jets") is DecisionKind.ACT
