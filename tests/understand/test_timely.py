"""Requests with a time of their own: recurring, when something happens, by the sun, kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from homes import NOON, home, request

from edge.home.model import Entity, Snapshot
from edge.turn import Condition, Frame, Hypothesis, Job, Knowledge, Request, SlotValue
from edge.understand.happenings import read_happening
from edge.understand.keeping import CANCEL, STATUS, about_kept
from edge.understand.recurrences import recurrence
from edge.understand.sun import sun_time
from edge.understand.timely import TELL, Timely, place_of
from edge.understand.triggers import triggers

DAY = 86_400.0


@pytest.mark.parametrize(
    ("text", "days", "rest"),
    [
        ("wake me up at 6 every weekday", (0, 1, 2, 3, 4), "wake me up at 6"),
        ("every monday and friday at 9 open it", (0, 4), "at 9 open it"),
        ("remind me daily at 8 to rest", tuple(range(7)), "remind me at 8 to rest"),
        ("turn it off every evening at 8", tuple(range(7)), "turn it off at 8"),
        ("at 7 from monday to friday turn it on", (0, 1, 2, 3, 4), "at 7 turn it on"),
        ("on saturdays and sundays at ten", (5, 6), "at ten"),
        ("at the weekend at ten", (5, 6), "at ten"),
        ("friday through monday at 9", (0, 4, 5, 6), "at 9"),
    ],
)
def test_recurrences(text: str, days: tuple[int, ...], rest: str) -> None:
    found = recurrence(text)
    assert found is not None
    assert (found.days, found.rest) == (days, rest)


@pytest.mark.parametrize("text", ["on monday at 7", "turn off everything", "every light", "each lamp", "monday"])
def test_what_is_for_once(text: str) -> None:
    assert recurrence(text) is None


@pytest.mark.parametrize(
    ("text", "happening", "command", "standing", "tells", "message"),
    [
        ("when the washer is done tell me", "the washer is done", "tell me", False, True, ""),
        ("let me know when it rains", "it rains", "let me know", False, True, ""),
        ("if it rains close the window", "it rains", "close the window", False, False, ""),
        ("whenever the door opens, turn on the lamp", "the door opens", "turn on the lamp", True, False, ""),
        ("turn off the lamp as soon as I leave", "I leave", "turn off the lamp", False, False, ""),
        ("remind me to empty it when it is done", "it is done", "remind me to empty it", False, True, "empty it"),
        ("let me know if the door opens", "the door opens", "let me know", False, True, ""),
    ],
)
def test_triggers(text: str, happening: str, command: str, standing: bool, tells: bool, message: str) -> None:
    found = next(triggers(text))
    assert (found.happening, found.command, found.standing, found.tells, found.message) == (
        happening, command, standing, tells, message,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["if the den is colder than 19 degrees heat it to 21", "tell me if the door is open", "turn on the lamp",
     "when I say cosy, dim the lamp", "what happens when", "if", "when is my alarm"],
)  # fmt: skip
def test_what_is_no_trigger(text: str) -> None:
    assert list(triggers(text)) == []


def place(words: str) -> Mapping[str, SlotValue] | None:
    return place_of(words, home())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it starts to rain", Condition({"domain": "weather"}, "is", "rain")),
        ("it's snowing", Condition({"domain": "weather"}, "is", "snow")),
        ("it stops raining", Condition({"domain": "weather"}, "is", "dry")),
        ("it gets dark", Condition({"domain": "sun"}, "is", "dark")),
        ("the sun comes up", Condition({"domain": "sun"}, "is", "light")),
        ("anna comes home", Condition({"name": "Anna", "domain": "person"}, "is", "home")),
        ("anna leaves", Condition({"name": "Anna", "domain": "person"}, "is", "not_home")),
        ("the garage door opens", Condition({"name": "Garage Door"}, "is", "open")),
        ("the front door is unlocked", Condition({"name": "Front Door"}, "is", "unlocked")),
        ("the kettle turns off", Condition({"name": "Kettle"}, "is", "off")),
        ("the kettle has finished", Condition({"name": "Kettle"}, "is", "done")),
        ("there is motion in the kitchen",
         Condition({"area": "Kitchen", "domain": "binary_sensor", "device_class": "motion"}, "is", "on")),
        ("the kitchen reaches 23 degrees", Condition({"area": "Kitchen"}, "above", 23)),
        ("the temperature in the bedroom drops below 18",
         Condition({"device_class": "temperature", "area": "Bedroom"}, "below", 18)),
    ],
)  # fmt: skip
def test_happenings(text: str, expected: Condition) -> None:
    assert (
        read_happening(text, lambda _: None, place, lambda who: "Anna" if who.lower() == "anna" else None) == expected
    )


@pytest.mark.parametrize("text", ["the stars align", "somebody unknown comes home", ""])
def test_what_is_not_understood(text: str) -> None:
    assert read_happening(text, lambda _: None, place, lambda _: None) is None


@pytest.mark.parametrize(
    ("text", "intent", "about"),
    [
        ("what have I scheduled", STATUS, None),
        ("what are you waiting for?", STATUS, None),
        ("list my scheduled commands", STATUS, None),
        ("cancel all schedules", CANCEL, None),
        ("cancel the scheduled porch light", CANCEL, "porch light"),
        ("delete the schedule for the kettle", CANCEL, "the kettle"),
        ("stop watching the washing machine", CANCEL, "washing machine"),
        ("don't tell me when the door opens", CANCEL, "the door opens"),
    ],
)
def test_what_is_kept(text: str, intent: str, about: str | None) -> None:
    found = about_kept(text)
    assert found is not None
    assert (found.intent, found.slots.get("message")) == (intent, about)


@pytest.mark.parametrize("text", ["cancel the timer", "what time is it", "stop", "turn off the lamp", "stop the music"])
def test_what_is_not_about_what_is_kept(text: str) -> None:
    assert about_kept(text) is None


class Reading:
    """Reads everything as switching on, in good time where a time was said."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def read(self, heard: Request, _snapshot: Snapshot, _knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        self.heard.append(heard.text)
        if "timer" in heard.text:
            slots = {"minutes": 5, "conversation_command": "turn it off"}
            return (Hypothesis((Frame("HassStartTimer", slots),), 1.0, "grammar", heard.text),)
        at = NOON + 3600 if "at one" in heard.text else None
        return (Hypothesis((Frame("HassTurnOn", {"name": "Kettle"}, at=at),), 0.9, "grammar", heard.text),)


def read(text: str, snapshot: Snapshot | None = None, **more: Job) -> Hypothesis:
    return Timely(Reading()).read(request(text), snapshot or home(), Knowledge(jobs=tuple(more.values())))[0]


def test_what_recurs_is_put_on_the_frames() -> None:
    [frame] = read("turn it on at one every wednesday").frames
    assert (frame.repeat, frame.at) == ((2,), NOON + DAY + 3600), "noon is a Tuesday's"


@pytest.mark.parametrize(("part", "hour"), [("morning", 1), ("night", 13)])
def test_what_recurs_keeps_to_its_part_of_the_day(part: str, hour: int) -> None:
    [frame] = read(f"every {part} turn it on at one").frames
    assert frame.at is not None
    assert (frame.at - NOON + 12 * 3600) % DAY == hour * 3600


def test_what_recurs_without_a_time_says_so() -> None:
    [frame] = read("turn it on every day").frames
    assert (len(frame.repeat), frame.at) == (7, None)


def test_what_waits_is_put_on_the_frames() -> None:
    [frame] = read("turn on the kettle when the garage door opens").frames
    assert (frame.intent, frame.trigger) == ("HassTurnOn", "once")
    assert frame.condition == Condition({"name": "Garage Door"}, "is", "open")
    [told] = read("tell me whenever the garage door opens").frames
    assert (told.intent, told.trigger, told.slots) == (TELL, "always", {"message": "The garage door opens"})


def test_an_unknown_happening_waits_for_what_never_is() -> None:
    [frame] = read("turn on the kettle when the stars align").frames
    assert frame.condition is not None
    assert frame.trigger == "once"


@pytest.mark.parametrize("text", ["turn it on after ten minutes", "turn it on once", "turn it on if you can"])
def test_marks_that_mean_something_else(text: str) -> None:
    [frame] = read(text).frames
    assert frame.trigger == ""


def test_words_kept_for_a_timer_are_read_now() -> None:
    [frame] = read("set a timer").frames
    assert (frame.intent, frame.delay) == ("HassTurnOn", 300.0)


def test_what_is_kept_is_asked_only_where_something_is() -> None:
    assert read("stop watching the kettle").frames[0].intent == "HassTurnOn"
    watch = Job("w", "watch", text="kettle")
    assert read("stop watching the kettle", job=watch).frames[0].intent == CANCEL


def test_other_languages_are_handed_through() -> None:
    reading = Reading()
    Timely(reading).read(replace(request("tell me when the garage door opens"), language="de"), home())
    assert reading.heard == ["tell me when the garage door opens"]


def sunny() -> Snapshot:
    moment = datetime.fromtimestamp(NOON + 6 * 3600, UTC).isoformat()
    sun = Entity("sun.sun", "Sun", None, state="above_horizon", attributes={"next_setting": moment})
    snapshot = home()
    return replace(snapshot, entities={**snapshot.entities, sun.id: sun})


@pytest.mark.parametrize(
    ("text", "rest", "after"),
    [
        ("turn on the kettle at sunset", "turn on the kettle", 6 * 3600),
        ("half an hour before sunset turn on the kettle", "turn on the kettle", 5.5 * 3600),
        ("turn on the kettle 20 minutes after sundown", "turn on the kettle", 6 * 3600 + 1200),
    ],
)
def test_by_the_sun(text: str, rest: str, after: float) -> None:
    found = sun_time(text, sunny())
    assert found is not None
    assert (found.rest, found.at) == (rest, NOON + after)
    [frame] = read(text, sunny()).frames
    assert frame.at == NOON + after


def test_without_a_sun_sunset_is_not_now() -> None:
    [frame] = read("turn on the kettle at sunset").frames
    assert frame.trigger == "once"
