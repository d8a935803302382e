from __future__ import annotations

import json
import math
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.context.features import FEATURES, features, mismatch, topic_of, unknown
from edge.home.model import Area, Device, Entity, Snapshot
from edge.turn import DecisionKind, Exchange, Frame, Hypothesis, Job, Knowledge, Plan, Request

ROOT = Path(__file__).resolve().parents[2]
NOW = 1_772_564_400.0  # Tuesday 2026-03-03 19:00 UTC
NAMES = [feature.name for feature in FEATURES]


def home() -> Snapshot:
    """A den with a lamp that is on and a screen, a hall with a radio that plays."""
    rows = (
        Entity("light.lamp", "Lamp", "den", state="on", changed=NOW - 60),
        Entity("media_player.radio", "Radio", "hall", state="playing", changed=NOW - 4000),
        Entity("sensor.t", "Temperature", "den", state="25", attributes={"device_class": "temperature"}),
        Entity("sensor.h", "Humidity", "den", state="unavailable", attributes={"device_class": "humidity"}),
        Entity("sun.sun", "Sun", state="below_horizon"),
    )
    return Snapshot(
        entities={entity.id: entity for entity in rows},
        devices={"screen": Device("screen", "Screen", "den", screen=True)},
        areas={"den": Area("den", "Den"), "hall": Area("hall", "Hall")},
    )


def of(request: Request, snapshot: Snapshot | None = None, knowledge: Knowledge | None = None) -> dict[str, float]:
    """Features by name."""
    return dict(zip(NAMES, features(request, snapshot or home(), knowledge), strict=True))


def test_names_are_unique_and_every_feature_has_a_unit() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert all(feature.unit for feature in FEATURES)


def test_the_area_of_the_device_is_here() -> None:
    found = of(Request("r", "", NOW, device="screen"))
    assert (found["here_has_light"], found["here_on_light"], found["here_has_media"], found["home_on_media"]) == (
        1,
        1,
        0,
        1,
    )
    assert (found["screen"], found["unknown_area"], found["unknown_device"]) == (1, 0, 0)


def test_an_unknown_place_is_flagged_and_empty() -> None:
    found = of(Request("r", "", NOW))
    assert (found["unknown_area"], found["unknown_device"], found["here_has_light"]) == (1, 1, 0)


def test_media_playing_elsewhere_is_not_here() -> None:
    den, hall = of(Request("r", "", NOW, area="den")), of(Request("r", "", NOW, area="hall"))
    assert (den["media_playing_home"], den["media_playing_here"]) == (1, 0)
    assert hall["media_playing_here"] == 1


def test_only_fresh_changes_are_recent() -> None:
    found = of(Request("r", "", NOW))
    assert (found["recent_light"], found["recent_media"]) == (1, 0)


def test_hours_and_weekdays_are_local() -> None:
    found = of(Request("r", "", NOW - 3600 * 19, tz_offset=6 * 3600))
    assert found["hour_sin"] == pytest.approx(1.0)
    assert found["weekday_sin"] == pytest.approx(math.sin(math.tau / 7))


def test_readings_are_scaled_and_a_bad_one_is_unknown() -> None:
    found = of(Request("r", "", NOW, area="den"))
    assert (found["temperature_here"], found["unknown_temperature"]) == (0.5, 0)
    assert found["humidity_here"] == 0
    assert of(Request("r", "", NOW, area="hall"))["unknown_temperature"] == 1


def test_dark_is_the_sun_below_the_horizon() -> None:
    found = of(Request("r", "", NOW))
    assert (found["dark"], found["unknown_sun"]) == (1, 0)
    assert of(Request("r", "", NOW), Snapshot())["unknown_sun"] == 1


def exchange(intent: str, ago: float) -> Exchange:
    """An earlier exchange that was about an intent."""
    return Exchange(NOW - ago, "", DecisionKind.ACT, plan=Plan(Hypothesis((Frame(intent),), 1.0, "test")))


def test_the_last_topic_fades_with_age() -> None:
    fresh = of(Request("r", "", NOW), knowledge=Knowledge((exchange("HassLightSet", 0),)))
    old = of(Request("r", "", NOW), knowledge=Knowledge((exchange("HassLightSet", 120),)))
    assert fresh["last_light"] == 1
    assert old["last_light"] == pytest.approx(1 / math.e)
    assert (fresh["unknown_last"], of(Request("r", "", NOW))["unknown_last"]) == (0, 1)


def test_timers_are_counted_up_to_five() -> None:
    jobs = tuple(Job(str(i), "timer") for i in range(9))
    assert of(Request("r", "", NOW), knowledge=Knowledge(jobs=jobs))["timers"] == 1
    assert of(Request("r", "", NOW), knowledge=Knowledge(jobs=jobs[:1]))["timers"] == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("intent", "topic"),
    [("HassLightSet", "light"), ("HassSetVolume", "media"), ("HassSetPosition", "cover"), ("HassStartTimer", "timer"),
     ("HassListAddItem", "list"), ("HassGetState", "question"), ("HearthUndo", "other")],
)  # fmt: skip
def test_topics(intent: str, topic: str) -> None:
    assert topic_of(intent) == topic


def test_unknown_sets_every_flag_and_nothing_else() -> None:
    vector = dict(zip(NAMES, unknown(), strict=True))
    assert all(value == float(name.startswith("unknown_")) for name, value in vector.items())


@given(st.floats(0, 4e9), st.integers(-50_000, 50_000), st.sampled_from(["on", "off", None, "unknown", "21.5", ""]))
def test_every_vector_is_finite_and_bounded(at: float, offset: int, state: str | None) -> None:
    snapshot = home()
    snapshot = replace(snapshot, entities={k: replace(e, state=state) for k, e in snapshot.entities.items()})
    vector = features(Request("r", "", at, offset, area="den"), snapshot)
    assert len(vector) == len(FEATURES)
    assert all(math.isfinite(value) and abs(value) <= 3 for value in vector)


def test_every_feature_says_what_it_is_and_how_fresh() -> None:
    assert all(feature.unit and feature.fresh and feature.low < feature.high for feature in FEATURES)
    assert all(feature.low <= feature.default <= feature.high for feature in FEATURES)


def test_a_model_is_good_for_one_list_of_features() -> None:
    names, units = [f.name for f in FEATURES], {f.name: f.unit for f in FEATURES}
    assert mismatch(names, units) is None
    assert "84 features, this hub 85" in (mismatch(names[:-1], units) or "")
    assert "number 0 is 'x' (None), here 'home_has_light'" in (mismatch(["x", *names[1:]], units) or "")
    assert "number 61" in (mismatch(names, units | {names[61]: "radians"}) or "")
    assert mismatch(None, units)
    assert mismatch(names, None)


def test_the_shipped_model_was_trained_for_these_features() -> None:
    manifest = json.loads((ROOT / "exported" / "manifest.json").read_text(encoding="utf-8"))
    assert mismatch(manifest["context"], manifest["context_units"]) is None


def test_the_vector_of_500_entities_is_quick() -> None:
    domains = ("light", "switch", "sensor", "binary_sensor", "media_player", "cover", "climate")
    entities = [
        Entity(f"{domains[i % 7]}.e{i}", "E", f"room{i % 15}", state="on" if i % 3 else "21.5", changed=NOW - i)
        for i in range(500)
    ]
    snapshot = Snapshot(entities={entity.id: entity for entity in entities})
    request = Request("r", "", NOW, area="room3")
    times = []
    for _ in range(200):
        started = time.perf_counter()
        features(request, snapshot)
        times.append(time.perf_counter() - started)
    assert min(times) < 0.0003  # the median is 0.1 ms on a quiet machine
