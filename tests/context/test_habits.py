from __future__ import annotations

import json
import random
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.context.habits import MOST_CONTEXTS, MOST_NAMES, Deed, Habits
from edge.context.moments import Moment

DAY, HOUR = 86_400.0, 3600.0
MONDAY = 1_772_409_600.0
KETTLE, LAMP, RADIO, BINS = (
    "switch.kettle turn_on",
    "light.den turn_on",
    "media_player.den media_play",
    "cover.shed open",
)


def at(day: float, hour: float, area: str | None = None, person: str | None = None) -> Moment:
    return Moment(MONDAY + day * DAY + hour * HOUR, area, person)


def lived(days: int, *deeds: tuple[float, str], person: str | None = None) -> Habits:
    """Habits of days that are all alike."""
    habits = Habits()
    for day in range(days):
        for hour, key in deeds:
            habits.observe(Deed(key, at(day, hour, person=person)))
    return habits


def test_nothing_is_known_before_anything_was_done() -> None:
    assert Habits().likely(at(0, 7)) == {}
    assert Habits().next_deed(at(0, 7)) is None


def test_the_time_of_day_tells() -> None:
    habits = lived(14, (7, KETTLE), (20, LAMP))
    habits.begin()
    assert [habits.next_deed(at(14, hour))[0] for hour in (7.2, 19.7)] == [KETTLE, LAMP]  # type: ignore[index]


def test_what_was_done_before_tells() -> None:
    habits = Habits()
    for day in range(20):
        first, second = (KETTLE, RADIO) if day % 2 else (BINS, LAMP)
        habits.observe(Deed(first, at(day, 8)))
        habits.observe(Deed(second, at(day, 8.1)))
    habits.follow(Deed(KETTLE, at(20, 8)))
    assert habits.next_deed(at(20, 8.1))[0] == RADIO  # type: ignore[index]
    habits.follow(Deed(BINS, at(20, 8)))
    assert habits.next_deed(at(20, 8.1))[0] == LAMP  # type: ignore[index]


def test_the_person_tells_and_a_stranger_is_the_home() -> None:
    habits = Habits()
    for day in range(12):
        habits.observe(Deed(KETTLE, at(day, 8, person="ana")))
        for _ in range(2):
            habits.begin()
            habits.observe(Deed(RADIO, at(day, 8.1, person="ben")))
        habits.begin()
    assert habits.next_deed(at(12, 8, person="ana"))[0] == KETTLE  # type: ignore[index]
    assert habits.next_deed(at(12, 8, person="ben"))[0] == RADIO  # type: ignore[index]
    assert habits.likely(at(12, 8, person="eve")) == pytest.approx(habits.likely(at(12, 8)))


def test_the_room_tells() -> None:
    habits = Habits()
    for day in range(10):
        for hour in (9, 12, 18):
            habits.observe(Deed(LAMP, at(day, hour, area="den")))
            habits.begin()
            habits.observe(Deed(KETTLE, at(day, hour, area="kitchen")))
            habits.begin()
    assert habits.next_deed(at(10, 12, area="den"))[0] == LAMP  # type: ignore[index]
    assert habits.next_deed(at(10, 12, area="kitchen"))[0] == KETTLE  # type: ignore[index]


def test_an_event_tells_while_it_is_fresh() -> None:
    habits = Habits()
    for day in range(15):
        for hour in (9.0, 13.0, 18.0):
            habits.happened("@binary_sensor.door on", at(day, hour).local)
            habits.observe(Deed(LAMP, at(day, hour + 0.02)))
            habits.begin()
            habits.observe(Deed(KETTLE, at(day, hour + 0.5)))
            habits.begin()
    before = habits.likely(at(15, 13.2))[LAMP]
    habits.happened("@binary_sensor.door on", at(15, 13.1).local)
    assert habits.likely(at(15, 13.2))[LAMP] > before
    assert habits.likely(at(15, 13.4))[LAMP] == pytest.approx(before, abs=0.2)


def test_probabilities_leave_room_for_something_new() -> None:
    once = lived(1, (7, KETTLE))
    assert once.likely(at(1, 7)) == {KETTLE: pytest.approx(1 / 3)}
    assert lived(14, (7, KETTLE)).likely(at(14, 7))[KETTLE] > 0.8


def test_a_deed_of_unknown_cause_counts_less() -> None:
    habits = Habits()
    for day in range(6):
        habits.observe(Deed(KETTLE, at(day, 7), 1.0))
        habits.begin()
        habits.observe(Deed(RADIO, at(day, 7), 0.5))
        habits.begin()
    found = habits.likely(at(6, 7))
    assert found[KETTLE] > 1.5 * found[RADIO]


def test_what_is_taken_back_was_never_learnt() -> None:
    habits, other = lived(5, (7, KETTLE)), lived(5, (7, KETTLE))
    deed = Deed(RADIO, at(4, 7.5))
    habits.observe(deed)
    habits.retract(deed)
    habits.begin()
    other.begin()
    assert habits.likely(at(5, 7.5)).get(RADIO, 0.0) == 0.0
    assert habits.likely(at(5, 7.5)) == pytest.approx(other.likely(at(5, 7.5)), rel=0.02)
    habits.retract(Deed("light.unheard_of turn_on", at(5, 7)))


def test_a_weekly_habit_is_kept_beside_the_daily_ones() -> None:
    habits, found = Habits(), {}
    for day in range(77):
        habits.observe(Deed(KETTLE, at(day, 7)))
        found[day] = habits.likely(at(day, 19.3)).get(BINS, 0.0)
        if day % 7 == 3:
            habits.observe(Deed(BINS, at(day, 19.4)))
        habits.observe(Deed(LAMP, at(day, 19.6)))
    assert found[73] > 0.2
    assert found[73] > 3 * found[72]


def test_a_holiday_is_no_change_of_habit() -> None:
    habits = lived(30, (7, KETTLE), (20, LAMP))
    habits.begin()
    assert habits.likely(at(30, 7)) == pytest.approx(habits.likely(at(51, 7)), rel=0.05)


def test_a_clock_that_was_set_back_does_not_stop_learning() -> None:
    habits = lived(10, (7, KETTLE))
    habits.observe(Deed(LAMP, at(-300, 20)))
    habits.begin()
    assert habits.likely(at(10, 20))[LAMP] > 0
    assert habits.days == 10


@given(
    st.lists(st.tuples(st.sampled_from([KETTLE, LAMP, RADIO, BINS]), st.floats(0, 40), st.floats(0, 24)), max_size=40)
)
def test_probabilities_are_probabilities(done: list[tuple[str, float, float]]) -> None:
    habits = Habits()
    for key, day, hour in done:
        habits.observe(Deed(key, at(int(day), hour % 24, "den", "ana"), 0.7))
    found = habits.likely(at(41, 12, "den", "ana"), 99)
    assert set(found) == {key for key, _, _ in done}
    assert all(p > 0 for p in found.values())
    assert sum(found.values()) <= 1.0
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_what_is_likely_agrees_with_what_the_chains_say() -> None:
    chance, habits = random.Random(5), Habits()
    for day in range(20):
        for _ in range(8):
            key = f"light.l{min(11, int(chance.expovariate(0.3)))} turn_on"
            habits.observe(Deed(key, at(day, chance.uniform(6, 23), chance.choice(("den", None)), "ana")))
    moment = at(20, 18, "den", "ana")
    gains, weights = habits.gains(moment), habits._settings.weights
    scores = {
        key: log + sum(weight * gains.get(chain, {}).get(key, 0.0) for chain, weight in weights.items())
        for key, log in gains["home"].items()
    }
    best = sorted(scores, key=lambda key: -scores[key])
    assert list(habits.likely(moment, len(best))) == best


def test_a_dump_is_taken_over_whole() -> None:
    habits, copy = lived(20, (7, KETTLE), (20, LAMP), person="ana"), Habits()
    copy.load(json.loads(json.dumps(habits.dump())))
    moment = at(20, 7, person="ana")
    assert copy.likely(moment) == pytest.approx(habits.likely(moment), rel=1e-3)
    assert copy.days == habits.days
    copy.observe(Deed(RADIO, at(20, 7)))
    assert RADIO in copy.likely(at(20, 7))


@pytest.mark.parametrize(
    "damage", [{"version": 2}, {"counts": 3}, {"names": {"x": "y"}}, {"days": None}, {"past": [[1]]}, {"deeds": [[1]]}]
)
def test_a_damaged_dump_changes_nothing(damage: dict[str, object]) -> None:
    habits = lived(3, (7, KETTLE))
    before = habits.dump()
    with pytest.raises((TypeError, ValueError, KeyError)):
        habits.load(before | damage)
    assert habits.dump() == before


def test_names_are_bounded() -> None:
    habits = Habits()
    for number in range(MOST_NAMES + 50):
        habits.observe(Deed(f"light.l{number} turn_on", at(0, 7)))
    assert len(habits.dump()["names"]) == MOST_NAMES  # type: ignore[arg-type]


def test_a_year_of_500_entities_stays_small_and_quick() -> None:
    chance = random.Random(1)
    habits = Habits()
    tracemalloc.start()
    for day in range(40):  # by then the bound is reached, and held
        for hour in sorted(chance.uniform(6, 23) for _ in range(60)):
            moment = at(day, hour, f"room{chance.randrange(12)}", chance.choice(("ana", "ben", None)))
            habits.observe(Deed(f"light.e{chance.randrange(500)} turn_on", moment))
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(habits.dump()["counts"]) > MOST_CONTEXTS * 3 // 4  # type: ignore[arg-type]
    assert used < 5_000_000
    times = []
    for minute in range(200):
        started = time.perf_counter()
        habits.likely(at(40, 7 + minute / 60, "room3", "ana"))
        times.append(time.perf_counter() - started)
    assert min(times) < 0.002
