from __future__ import annotations

import json
import os
import random
from pathlib import Path

import numpy as np
import pytest

from device_models import habits_change
from device_models.habits import streams
from device_models.habits_baselines import Markov, MostFrequent
from device_models.habits_change import ended, fades, measure, odd_evening, replaced, takes_over
from device_models.habits_fit import LEARNT, fit, folds
from device_models.habits_homes import household
from device_models.habits_logs import DAY, Activity, by_day, kasteren, ordonez, windows
from device_models.habits_measure import activities, leave_one_day_out, rank, scores, smartsense, trained, unshared
from edge.context.parameters import shipped

LOGS = Path(os.environ.get("HEARTH_SHARED", "../shared")) / "data" / "logs"
needs_logs = pytest.mark.skipif(not LOGS.is_dir(), reason="the logs are not here: set HEARTH_SHARED")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Made-up windows: each home goes round its own five controls, in the morning or in the evening."""
    chance = random.Random(3)
    for part, count in (("train", 120), ("dev", 30)):
        rows = []
        for _ in range(count):
            home, start = chance.randrange(6), chance.randrange(5)
            deeds = [home * 5 + (start + step) % 5 for step in range(10)]
            rows.append([[step // 2, home, deed % 3, 1, deed] for step, deed in enumerate(deeds)])
        np.savez(tmp_path / f"{part}.npz", x=np.array(rows, np.int16))
    return tmp_path


def test_windows_become_deeds_in_order(folder: Path) -> None:
    window = windows(folder / "train.npz")[0]
    assert len(window) == 10
    times = [deed.moment.local for deed in window]
    assert times == sorted(times)
    assert {deed.moment.weekday for deed in window} == {0, 1, 2, 3, 4}
    assert len({deed.moment.part for deed in window}) == 1


def test_activities_of_both_formats_are_read(tmp_path: Path) -> None:
    adl = tmp_path / "a.txt"
    adl.write_text(
        "Start time          \tEnd time            \tActivity\t\n---\t---\t---\n"
        "2011-11-28 10:21:24\t\t2011-11-28 10:23:36\t\tToileting\t\n2011-11-28 02:27:59\t\t2011-11-28 10:18:11\t\tSleeping\t\t\n"
    )
    told = tmp_path / "b.txt"
    told.write_text("Start time: x\nID: activity id\n25-Feb-2008 00:22:46\t25-Feb-2008 09:34:12\t10\n")
    assert [row.name for row in ordonez(adl)] == ["Sleeping", "Toileting"]
    assert [(row.name, round(row.end - row.start)) for row in kasteren(told)] == [("10", 33_086)]


def test_the_most_frequent_is_ranked_first() -> None:
    model = MostFrequent()
    model.fit([["a", "b"], ["b", "c"], ["b"]])
    assert model.ranked(["a"], 2)[0] == "b"


def test_markov_follows_the_longest_context_it_knows() -> None:
    model = Markov(2)
    model.fit([["a", "b", "c"], ["x", "b", "d"], ["y", "b", "d"]])
    assert model.ranked(["a", "b"], 1) == ["c"]
    assert model.ranked(["q", "b"], 1) == ["d"]
    assert set(model.ranked(["q"], 9)) == {"a", "b", "c", "d", "x", "y"}


def test_markov_with_history_prefers_what_this_home_did() -> None:
    model = Markov(1, history=10.0)
    model.fit([["b", "d"]] * 5)
    assert model.ranked(["b", "c", "b"], 1) == ["c"]


def test_scores_are_those_of_one_right_answer() -> None:
    assert scores([0, 1, 4, 5]) == {"HR@1": 0.25, "mAP@5": round((1 + 0.5 + 0.2) / 4, 4)}


def test_regular_homes_are_told_nearly_always(folder: Path) -> None:
    figures = smartsense(folder, shipped())
    assert figures["n"] == 30
    assert figures["habits"]["HR@1"] > 0.9  # type: ignore[index]
    assert figures["habits"]["HR@1"] > figures["most frequent"]["HR@1"]  # type: ignore[index]


def test_a_deed_never_seen_is_ranked_last(folder: Path) -> None:
    habits = trained([], shipped())
    assert rank(habits, windows(folder / "dev.npz")[0]) == 5


def test_overlapping_windows_are_kept_together(folder: Path) -> None:
    train = windows(folder / "train.npz")
    parts = list(streams(train))
    assert sorted(place for part in parts for place in part) == list(range(len(train)))
    for part in parts:
        others = [train[place] for other in parts if other is not part for place in other]
        assert unshared([train[place] for place in part], others) == list(range(len(part)))


def test_weights_are_learnt_and_written(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "habits.json"
    weights = dict(shipped().weights)
    table.write_text(json.dumps({"levels": {}, "weights": weights | dict.fromkeys(LEARNT, 0.1)}))
    learnt = fit(windows(folder / "train.npz"), table, households=1)
    assert set(learnt) == set(LEARNT)
    assert json.loads(table.read_text())["weights"] == weights | learnt
    assert sum(learnt.values()) > 0.2


def test_a_simulated_household_is_the_same_every_time_and_in_order() -> None:
    life = list(household(4))
    assert life == list(household(4))
    assert life != list(household(5))
    times = [lived.deed.moment.local for lived in life]
    assert times == sorted(times)


def test_only_who_speaks_is_known_and_not_always() -> None:
    life = [lived for seed in range(5) for lived in household(seed)]
    assert all(lived.deed.moment.person is None for lived in life if not lived.spoken)
    spoken = [lived.deed.moment for lived in life if lived.spoken]
    assert 0.6 < sum(moment.person is not None for moment in spoken) / len(spoken) < 0.8
    assert any(moment.area is None for moment in spoken)
    assert any(lived.event for lived in life)


def test_folds_are_the_same_every_time_and_whole() -> None:
    assert folds(11) == folds(11)
    assert sorted(place for fold in folds(11) for place in fold) == list(range(11))


def test_leaving_a_day_out_learns_from_the_others() -> None:
    day = [("sleep", 0.0), ("toilet", 7.0), ("breakfast", 7.5), ("out", 9.0), ("dinner", 18.0)]
    rows = [Activity((d * 24 + h) * 3600, (d * 24 + h) * 3600 + 600, name) for d in range(8) for name, h in day]
    assert {len(rows) for rows in by_day(rows).values()} == {5}
    figures = leave_one_day_out(rows, shipped())
    assert figures["n"] == 40
    assert float(str(figures["habits"])) >= 0.95
    assert by_day(rows)[3][0].start // DAY == 3


def test_a_new_habit_takes_over_within_5_days_and_an_old_one_fades_within_14() -> None:
    homes = 12
    figures, means = measure(homes)
    assert takes_over(means["replaced"]) <= 5
    assert fades(means["replaced"]) <= 14
    assert figures["homes taken over within 5 days"] == homes


def test_one_odd_evening_changes_little() -> None:
    _, means = measure(12)
    old, new = means["odd_evening"].at(-9)
    assert old > 2 * new
    assert means["odd_evening"].at(0)[1] < 0.1


def test_what_has_ended_fades_too() -> None:
    _, means = measure(12)
    assert means["ended"].at(14)[0] < 0.6 * means["ended"].at(0)[0]


def test_evenings_are_as_their_names_say() -> None:
    assert [replaced(day) == habits_change.NEW for day in (-1, 0)] == [False, True]
    assert [odd_evening(day) == habits_change.NEW for day in (-11, -10, -9)] == [False, True, False]
    assert ended(0) is None


def test_the_course_is_drawn(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    _, means = measure(1)
    habits_change.draw(means, tmp_path / "habits.png")
    assert (tmp_path / "habits.png").read_bytes().startswith(b"\x89PNG")


@needs_logs
def test_activities_of_real_homes_beat_markov_by_five_points() -> None:
    for figures in activities(LOGS, shipped()).values():
        told = {name: float(str(value)) for name, value in figures.items()}  # type: ignore[attr-defined]
        assert told["habits"] >= told["first-order Markov"] + 0.05


@needs_logs
def test_the_next_control_of_real_homes() -> None:
    figures = smartsense(LOGS / "smartsense_fr", shipped())
    found = figures["habits"]
    assert isinstance(found, dict)
    assert found["HR@1"] >= 0.82
    assert found["mAP@5"] >= 0.88
