from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.context.moments import CHAINS, LEVELS, Moment, Past, Setting, contexts, gap_of

MONDAY = 1_772_409_600.0  # 2026-03-02 00:00
HOUR = 3600.0


def at(hour: float, day: int = 0) -> Moment:
    return Moment(MONDAY + day * 86_400 + hour * HOUR)


def test_days_and_parts_of_the_day() -> None:
    assert (at(0).weekday, at(23.9, 6).weekday, at(0, 7).weekday) == (0, 6, 0)
    assert [at(hour).part for hour in (0, 2.99, 3, 12, 23.9)] == [0, 0, 1, 4, 7]


def test_an_hour_shares_with_the_nearer_neighbour() -> None:
    middle, early, late = (contexts(Setting(at(hour)))["hour"] for hour in (7.5, 7.1, 7.9))
    assert middle == ((middle[0][0], 1.0),)
    assert early[0][0] == late[0][0] == middle[0][0]
    assert early[1][0] == contexts(Setting(at(6.5)))["hour"][0][0]
    assert late[1][0] == contexts(Setting(at(8.5)))["hour"][0][0]
    assert [share for _, share in early] == pytest.approx([0.6, 0.4])


def test_midnight_has_two_neighbours_too() -> None:
    assert contexts(Setting(at(0.1)))["hour"][1][0] == contexts(Setting(at(23.5)))["hour"][0][0]


def test_working_days_are_apart_from_the_weekend() -> None:
    monday, friday, sunday = (contexts(Setting(at(7.5, day)))["kind_hour"] for day in (0, 4, 6))
    assert monday == friday != sunday


def test_what_is_unknown_makes_no_context() -> None:
    found = contexts(Setting(at(8)))
    assert set(found) == {"part", "hour", "kind_hour", "day_part"}


def test_everything_known_makes_every_context() -> None:
    past = tuple(Past(deed, 0, at(7).local) for deed in (1, 2, 3, 4))
    assert set(contexts(Setting(at(8), past, event=5, person=6, area=7))) == set(LEVELS)


def test_people_and_rooms_do_not_share_contexts() -> None:
    found = contexts(Setting(at(8), person=6, area=6))
    assert found["person"] != found["room"]
    assert contexts(Setting(at(8), person=7))["person_hour"] != found["person_hour"]


def test_order_matters() -> None:
    there = contexts(Setting(at(8), (Past(1, 0, 0), Past(2, 0, 0))))
    back = contexts(Setting(at(8), (Past(2, 0, 0), Past(1, 0, 0))))
    assert there["two_gap"] != back["two_gap"]


def test_longer_pauses_are_other_classes() -> None:
    classes = [gap_of(s) for s in (1, 300, 1800, 3 * HOUR, 6 * HOUR, 9 * HOUR, 12 * HOUR, 24 * HOUR, 9e9)]
    assert classes == sorted(set(classes))


def test_every_chain_names_levels_that_exist_from_broad_to_particular() -> None:
    assert set(LEVELS) == {level for levels in CHAINS.values() for level in levels}


@given(st.floats(0, 4e9), st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
def test_shares_sum_to_one_and_contexts_are_whole_numbers(local: float, event: int, person: int, area: int) -> None:
    for blend in contexts(Setting(Moment(local), (Past(3, 1, local - 60),), event, person, area)).values():
        assert sum(share for _, share in blend) == pytest.approx(1.0)
        assert all(0 <= key < 1 << 61 for key, _ in blend)
