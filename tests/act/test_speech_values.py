"""How values are said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.act.speech_texts import language_codes, load_texts, template_responses
from edge.act.speech_values import SpokenState, Vocabulary, collapse, natural, spoken_slots
from edge.home.model import Entity

ENGLISH = Vocabulary(load_texts("en"))
GERMAN = Vocabulary(load_texts("de"))
NOW = datetime(2026, 3, 3, 19, 0, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("value", "said"), [(21.5, "21.5"), (21.0, "21"), (0, "0"), (-0.001, "0"), (100, "100"), (1 / 3, "0.33")]
)
def test_numbers_have_no_needless_zeros(value: float, said: str) -> None:
    assert natural(value) == said


@given(st.floats(-1e6, 1e6))
def test_said_numbers_are_near_the_number(value: float) -> None:
    assert float(natural(value)) == pytest.approx(value, abs=0.0051)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (60, "1 minute"),
        (330, "5 minutes and 30 seconds"),
        (3661, "1 hour and 1 minute"),
        (90_000, "1 day and 1 hour"),
        (-5, "0 seconds"),
        (59.6, "1 minute"),
    ],
)
def test_durations(seconds: float, said: str) -> None:
    assert ENGLISH.duration(seconds) == said


def test_durations_in_german() -> None:
    assert GERMAN.duration(330) == "5 Minuten und 30 Sekunden"


@pytest.mark.parametrize(("hour", "said"), [(0, "12:05 AM"), (9, "9:05 AM"), (12, "12:05 PM"), (23, "11:05 PM")])
def test_clock_times(hour: int, said: str) -> None:
    at = datetime(2026, 3, 3, hour, 5, tzinfo=UTC).timestamp()
    assert ENGLISH.clock(at) == said
    assert GERMAN.clock(at) == f"{hour:02}:05"


def test_the_clock_is_the_homes() -> None:
    assert GERMAN.clock(NOW, 3600) == "20:00"


@pytest.mark.parametrize(
    ("days", "english", "german"),
    [
        (0, "at 7:00 PM", "um 19:00"),
        (1, "tomorrow at 7:00 PM", "morgen um 19:00"),
        (3, "on Friday at 7:00 PM", "am Freitag um 19:00"),
        (30, "on 02.04. at 7:00 PM", "am 02.04. um 19:00"),
    ],
)
def test_moments_name_the_day_where_it_is_not_today(days: int, english: str, german: str) -> None:
    at = NOW + days * 86_400
    assert ENGLISH.moment(at, NOW) == english
    assert GERMAN.moment(at, NOW) == german


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "A", "C"], "A, B and C")]
)
def test_lists(names: list[str], said: str) -> None:
    assert ENGLISH.listed(names, "and") == said


def test_actions_are_known_by_service_with_or_without_domain() -> None:
    assert ENGLISH.action("scene.turn_on", ["Cosy"]) == "activate Cosy"
    assert ENGLISH.action("light.turn_on", ["A", "B"]) == "turn on A and B"
    assert ENGLISH.action("vacuum.no_such", ["Rover"]) == "do that with Rover"
    assert GERMAN.action("siren.turn_on", ["Sirene"])


def test_spoken_states_compare_as_their_state() -> None:
    away = SpokenState(Entity("person.a", "Ana", state="not_home"), ENGLISH)
    assert away == "not_home"
    assert away != "home"
    assert str(away) == "away"
    assert len({away, away}) == 1


def test_slots_are_text_but_counts_and_objects_stay() -> None:
    moment = datetime(2026, 3, 3, tzinfo=UTC)
    slots = spoken_slots(
        "HassX", {"hours": 1, "temperature": 21.5, "canceled": 2, "time": moment, "name": "A", "flag": True}
    )
    assert slots == {"hours": "1", "temperature": "21.5", "canceled": 2, "time": moment, "name": "A", "flag": True}
    assert spoken_slots("HassMediaSearchAndPlay", {})["media"] is True


@given(st.text(max_size=60))
def test_collapsed_texts_are_one_line_without_double_blanks(text: str) -> None:
    said = collapse(text)
    assert "\n" not in said
    assert "  " not in said
    assert said == said.strip()


def test_languages_fall_back_to_broader_ones_and_english() -> None:
    assert list(language_codes("pt_BR")) == ["pt-BR", "pt"]
    assert load_texts("de-AT").language == "de"
    assert load_texts("xx").language == "en"
    assert template_responses("xx") == template_responses("en")
