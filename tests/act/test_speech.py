"""What the hub says, through Home Assistant's templates and our own."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import SimpleNamespace

import pytest
from home_assistant_intents import get_intents, get_languages
from jinja2 import Environment, meta
from jinja2.exceptions import SecurityError

from edge.act.speech import Speech
from edge.act.speech_texts import load_texts
from edge.home.model import Entity

TEXTS = sorted((Path(__file__).parents[2] / "edge/act/responses").glob("*.json"))
NOW = datetime(2026, 3, 3, 19, 0, tzinfo=UTC).timestamp()

LIGHT = Entity("light.kitchen", "Kitchen light", state="on")
LAMP = Entity("light.den", "Den TV lamp", state="off")
DOOR = Entity("binary_sensor.door", "Front door", state="on", attributes={"device_class": "door"})
METER = Entity("sensor.temp", "Outside", state="21.50", attributes={"unit_of_measurement": "°C"})
HEAT = Entity("climate.den", "Thermostat", state="heat", attributes={"current_temperature": 20.5})


@pytest.fixture(scope="module")
def speech() -> Speech:
    return Speech("en")


@pytest.mark.parametrize(
    ("key", "intent", "variables", "said"),
    [
        ("default", "HassTurnOn", {"state": LIGHT}, "Turned on the light"),
        ("cover", "HassTurnOn", {"state": LIGHT}, "Opening"),
        ("cover_device_class", "HassTurnOff", {"slots": {"device_class": "blind"}}, "Closing the blind"),
        ("one", "HassGetState", {"state": METER, "slots": {"name": "outside TV"}}, "Outside TV is 21.5 °C"),
        ("one_yesno", "HassGetState", {"state": DOOR, "matched": [DOOR]}, "Yes"),
        ("one_yesno", "HassGetState", {"state": DOOR, "unmatched": [DOOR]}, "No, open"),
        ("any", "HassGetState", {"matched": [LIGHT, DOOR, METER]}, "Yes, Front door, Kitchen light and Outside"),
        ("any", "HassGetState", {"unmatched": [LIGHT]}, "No"),
        (
            "all",
            "HassGetState",
            {"matched": [LIGHT], "unmatched": [DOOR, METER], "slots": {"state": "on"}},
            "No, Front door and Outside are not on",
        ),
        ("which", "HassGetState", {"matched": [LIGHT, LAMP]}, "Den TV lamp and Kitchen light"),
        ("how_many", "HassGetState", {"matched": [LIGHT, LAMP]}, "2"),
        (
            "where",
            "HassGetState",
            {"state": Entity("person.a", "Ana", state="not_home"), "matched": [LIGHT], "slots": {"name": "ana"}},
            "Ana is away",
        ),
        ("default", "HassClimateGetTemperature", {"state": HEAT}, "20.5 degrees"),
        ("default", "HassClimateGetTemperature", {"state": METER}, "21.5 degrees"),
        ("default", "HassClimateSetTemperature", {"slots": {"temperature": 21.0}}, "Temperature set to 21 degrees"),
        (
            "default",
            "HassStartTimer",
            {"slots": {"minutes": 5, "seconds": 30}},
            "Timer set for 5 minutes and 30 seconds",
        ),
        ("default", "HassStartTimer", {"slots": {"hours": 1, "name": "pizza"}}, "Timer set for 1 hour named pizza"),
        ("default", "HassCancelAllTimers", {"slots": {"canceled": 2}}, "Canceled 2 timers."),
        ("default", "HassGetCurrentTime", {"slots": {"time": time(15, 5)}}, "3:05 PM"),
        ("default", "HassGetCurrentDate", {"slots": {"date": date(2026, 3, 3)}}, "March 3rd, 2026"),
        ("default", "HassMediaSearchAndPlay", {"slots": {"search_query": "jazz"}}, "Playing media"),
        ("item_added", "HassListAddItem", {"slots": {"item": "milk"}}, "Added milk"),
        (
            "default",
            "HassGetWeather",
            {
                "state": Entity(
                    "weather.h", "Home", state="rainy", attributes={"temperature": 11, "temperature_unit": "°C"}
                )
            },
            "11 °C and raining",
        ),
    ],
)
def test_templates_of_home_assistant(
    speech: Speech, key: str, intent: str, variables: dict[str, object], said: str
) -> None:
    assert speech.say(key, intent, **variables) == said


def test_timer_status(speech: Speech) -> None:
    timer = SimpleNamespace(
        is_active=True,
        total_seconds_left=330,
        rounded_hours_left=0,
        rounded_minutes_left=5,
        rounded_seconds_left=30,
        start_hours=0,
        start_minutes=10,
        start_seconds=0,
        name="",
        area="",
    )
    assert speech.say("default", "HassTimerStatus", slots={"timers": [timer]}) == "5 minutes and 30 seconds left."
    assert speech.say("default", "HassTimerStatus", slots={"timers": []}) == "No timers."


@pytest.mark.parametrize(
    ("key", "variables", "said"),
    [
        ("confirm", {"service": "lock.unlock", "names": [DOOR]}, "Shall I unlock Front door?"),
        ("which", {"options": ["A", "B", "C"]}, "Which one do you mean, A, B or C?"),
        ("ambiguous", {"subject": "lamp"}, "Which lamp do you mean?"),
        ("already", {"names": [LIGHT], "state": LIGHT}, "Kitchen light is already on"),
        ("already", {"names": [LIGHT, LAMP], "value": "off"}, "Kitchen light and Den TV lamp are already off"),
        (
            "out_of_range",
            {"names": [HEAT], "min": 7, "max": 35.0, "unit": "°C"},
            "Thermostat can only be set from 7 to 35 °C",
        ),
        ("out_of_range", {"subject": "lamp", "min": 0, "max": 100, "unit": "%"}, "Lamp can only be set from 0 to 100%"),
        (
            "no_entity",
            {"subject": "frob", "candidates": [LIGHT, LAMP]},
            "I don't know frob. Did you mean Kitchen light or Den TV lamp?",
        ),
        ("no_entity", {"subject": "frob", "area": "Den"}, "I don't know frob in the Den"),
        ("no_response", {"names": [LIGHT]}, "Kitchen light did not respond"),
        ("partly", {"names": [LIGHT]}, "Done, except for Kitchen light"),
        (
            "not_supported",
            {"names": [LIGHT], "attribute": "color_temperature"},
            "Kitchen light has no setting for color temperature",
        ),
        ("scheduled", {"seconds": 5400}, "OK, in 1 hour and 30 minutes"),
        ("scheduled", {"at": NOW + 86_400, "now": NOW, "tz_offset": 3600}, "OK, tomorrow at 8:00 PM"),
        ("scheduled", {"at": NOW + 60, "now": NOW, "tz_offset": 0}, "OK, at 7:01 PM"),
        ("alarm_set", {"at": NOW + 3 * 86_400, "now": NOW, "tz_offset": 0}, "Alarm set on Friday at 7:00 PM"),
        ("timer_due", {"name": "pizza"}, "Your pizza timer is done"),
        ("timer_due", {"total": 300}, "Your timer for 5 minutes is done"),
        ("list_items", {"name": "groceries", "items": ["milk", "eggs"]}, "On groceries: milk and eggs"),
        ("list_items", {"name": "groceries", "items": []}, "Groceries is empty"),
        ("undone", {}, "Undone"),
        ("nothing_to_undo", {}, "There is nothing to undo"),
    ],
)
def test_own_texts(speech: Speech, key: str, variables: dict[str, object], said: str) -> None:
    assert speech.say(key, **variables) == said


def test_a_missing_text_falls_back_and_never_raises(speech: Speech) -> None:
    assert speech.say("no such key", "HassTurnOn", state=LIGHT) == "Turned on the light"
    assert speech.say("no such key", "NoSuchIntent") == "Done"
    assert speech.say("no such key") == "Done"
    assert speech.say("default", "HassTurnOn") == "Turned on"
    assert (
        speech.say("no_domain_in_area", domain="light", area="Den")
        == "Sorry, I am not aware of any light in the Den area"
    )
    assert speech.has("lights_area", "HassTurnOn")
    assert not speech.has("no such key")


def test_a_template_that_fails_gives_way_to_the_next(caplog: pytest.LogCaptureFixture) -> None:
    assert Speech("en").say("default", "HassGetCurrentTime", slots={"time": None}) == "Done"
    assert "event=response_failed" in caplog.text


def test_templates_cannot_leave_their_sandbox() -> None:
    template = Speech("en")._environment.from_string("{{ ''.__class__.__mro__ }}{{ [].append(1) }}")
    with pytest.raises(SecurityError):
        template.render()


def test_states_are_said_in_words(speech: Speech) -> None:
    assert speech.state_of(DOOR).state == "open"
    assert (
        speech.state_of(Entity("sensor.p", "P", state="40.0", attributes={"unit_of_measurement": "%"})).state_with_unit
        == "40%"
    )
    assert speech.state_of(Entity("alarm_control_panel.a", "A", state="armed_vacation")).state == "armed vacation"
    assert speech.state_of(Entity("light.a", "A")).state == "unknown"
    assert Speech("de").state_of(LIGHT).state == "an"


def test_answers_are_joined_as_sentences_each_once(speech: Speech) -> None:
    assert speech.join(["Opening", "Turned on the light", "Opening", ""]) == "Opening. Turned on the light."
    assert speech.join(["Opening"]) == "Opening"
    assert speech.join(["Is it?", "Done"]) == "Is it? Done."
    assert speech.join([]) == ""


@pytest.mark.parametrize(
    ("language", "confirm"),
    [
        ("de", "Soll ich Haustür aufschließen?"),
        ("fr", "Dois-je déverrouiller Haustür ?"),
        ("es", "¿Quieres que desbloquee Haustür?"),
        ("nl", "Zal ik Haustür ontgrendelen?"),
        ("de-CH", "Soll ich Haustür aufschließen?"),
        ("ja", "Shall I unlock Haustür?"),
    ],
)
def test_other_languages(language: str, confirm: str) -> None:
    assert Speech(language).say("confirm", service="lock.unlock", names=["Haustür"]) == confirm


@pytest.mark.parametrize("language", get_languages())
def test_every_template_of_every_language_can_be_said(language: str, caplog: pytest.LogCaptureFixture) -> None:
    voice = Speech(language)
    data = get_intents(language)
    assert data is not None
    slots = {
        "name": "Lamp",
        "area": "Den",
        "hours": 1,
        "minutes": 5,
        "seconds": 3,
        "state": "on",
        "item": "milk",
        "temperature": 21.5,
        "device_class": "blind",
        "timers": [],
        "canceled": 1,
        "fan_mode": "low",
        "floor": "Upstairs",
        "time": time(9, 5),
        "date": date(2026, 3, 3),
        "media": True,
        "message": "x",
        "volume_level": 5,
    }
    for intent, texts in data["responses"].get("intents", {}).items():
        for key in texts:
            said = voice.say(key, intent, slots=slots, state=HEAT, matched=[LIGHT], unmatched=[LAMP])
            assert "\n" not in said
    failed = [record.getMessage() for record in caplog.records if "response_invalid" in record.getMessage()]
    assert failed == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_our_files_hold_texts_that_english_has_too(path: Path) -> None:
    texts, english = load_texts(path.stem), load_texts("en")
    assert set(texts.texts) <= set(english.texts)
    assert set(texts.words) == set(english.words)
    assert set(texts.actions) <= set(english.actions)
    assert json.loads(path.read_text(encoding="utf-8")).keys() == {"texts", "words", "actions", "states"}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_translations_use_no_variable_that_english_lacks(path: Path) -> None:
    env = Environment(autoescape=True)
    env.filters.update(
        dict.fromkeys(
            ("all_of", "briefly", "either", "duration", "clock", "moment", "action", "natural", "weekdays"), str
        )
    )
    english = load_texts("en").texts
    for key, text in load_texts(path.stem).texts.items():
        used = meta.find_undeclared_variables(env.parse(text))
        known = meta.find_undeclared_variables(env.parse(english[key])) | {"names"}
        assert used <= known, key
