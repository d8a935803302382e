"""Compound requests: how they are split, completed, conditioned and timed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from edge.home.model import Snapshot
from edge.turn import Condition, Frame, Hypothesis, Request
from edge.understand.grammar import GrammarChannel

Read = Callable[..., Sequence[Hypothesis]]
LAMP, FAN, DEN = {"name": "Lamp"}, {"name": "Fan"}, {"name": "Den Lamp"}


def plain(frames: Sequence[Frame]) -> list[tuple[str, dict[str, object]]]:
    return [(frame.intent.removeprefix("Hass"), dict(frame.slots)) for frame in frames]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("turn on the den lamp and close the shutter", [("TurnOn", DEN), ("TurnOff", {"name": "Shutter"})]),
        ("Turn on the lamp. Close the shutter.", [("TurnOn", LAMP), ("TurnOff", {"name": "Shutter"})]),
        (
            "lock the front door, then turn off all the lights",
            [("TurnOn", {"name": "Front Door"}), ("TurnOff", {"domain": "light"})],
        ),
        (
            "open the shutter and turn on the lamp and set the thermostat to 21",
            [
                ("TurnOn", {"name": "Shutter"}),
                ("TurnOn", LAMP),
                ("ClimateSetTemperature", {"name": "Thermostat", "temperature": 21}),
            ],
        ),
        (
            "play jazz and turn on the lamp",
            [("MediaSearchAndPlay", {"search_query": "jazz", "area": "Living Room"}), ("TurnOn", LAMP)],
        ),
    ],
)
def test_full_clauses(read: Read, text: str, clauses: list[object]) -> None:
    assert plain(read(text)[0].frames) == clauses


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("turn on the lamp and the fan", [("TurnOn", LAMP), ("TurnOn", FAN)]),
        ("turn the lamp and the fan off", [("TurnOff", LAMP), ("TurnOff", FAN)]),
        (
            "turn on the den lamp, the fan and the heater",
            [("TurnOn", DEN), ("TurnOn", FAN), ("TurnOn", {"name": "Heater"})],
        ),
        (
            "turn off the kitchen and bedroom lights",
            [("TurnOff", {"area": "Kitchen", "domain": "light"}), ("TurnOff", {"area": "Bedroom", "domain": "light"})],
        ),
        (
            "turn on the lights in the kitchen and the bedroom",
            [("TurnOn", {"area": "Kitchen", "domain": "light"}), ("TurnOn", {"area": "Bedroom", "domain": "light"})],
        ),
        (
            "set the den lamp and the hall light to 50 percent",
            [("LightSet", {**DEN, "brightness": 50}), ("LightSet", {"name": "Hall Light", "brightness": 50})],
        ),
        ("turn on salt and pepper and the den lamp", [("TurnOn", {"name": "Salt and Pepper"}), ("TurnOn", DEN)]),
        (
            "is the fan on and the front door locked",
            [("GetState", {**FAN, "state": "on"}), ("GetState", {"name": "Front Door", "state": "locked"})],
        ),
    ],
)
def test_shared_words(read: Read, text: str, clauses: list[object]) -> None:
    assert plain(read(text)[0].frames) == clauses


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("turn on the lamp and set it to 50%", [("TurnOn", LAMP), ("LightSet", {**LAMP, "brightness": 50})]),
        ("turn on the den lamp and make it red", [("TurnOn", DEN), ("LightSet", {**DEN, "color": "red"})]),
    ],
)
def test_pronouns_stand_for_what_was_just_named(read: Read, text: str, clauses: list[object]) -> None:
    assert plain(read(text)[0].frames) == clauses


@pytest.mark.parametrize(
    "text", ["turn on salt and pepper", "add milk and eggs to my shopping list", "turn on the salt and pepper please"]
)
def test_names_and_items_with_and_are_not_split(read: Read, text: str) -> None:
    assert len(read(text)[0].frames) == 1


def test_one_unknown_part_does_not_spoil_the_others(read: Read) -> None:
    best = read("turn on the den lamp and turn off the frobnicator")[0]
    assert plain(best.frames) == [("TurnOn", DEN), ("TurnOff", {"name": "frobnicator"})]
    assert best.score < 0.72
    best = read("turn on the den lamp and the frobnicator")[0]
    assert plain(best.frames) == [("TurnOn", DEN), ("TurnOn", {"name": "frobnicator"})]


def test_spans_are_ranges_of_the_request(read: Read) -> None:
    text = "turn on the lamp and  close the shutter!"
    spans = [frame.span for frame in read(text)[0].frames]
    assert [text[span[0] : span[1]] for span in spans if span] == ["turn on the lamp", "close the shutter!"]


@pytest.mark.parametrize(
    ("text", "target", "excepted"),
    [
        ("turn off all the lights except the kitchen", {"domain": "light"}, [{"area": "Kitchen"}]),
        ("turn off everything upstairs but the fan", {"name": "all", "floor": "Upstairs"}, [FAN]),
        ("turn everything except the den lamp and the fan off", {"name": "all"}, [DEN, FAN]),
        ("turn off all the lights but the one in the hall", {"domain": "light"}, [{"area": "Hall"}]),
        (
            "turn off everything apart from the kitchen lights",
            {"name": "all"},
            [{"area": "Kitchen", "domain": "light"}],
        ),
        ("turn off everything except the frobnicator", {"name": "all"}, [{"name": "frobnicator"}]),
        ("turn off everything but the lights", {"name": "all"}, [{"domain": "light"}]),
    ],
)
def test_exceptions(read: Read, text: str, target: dict[str, str], excepted: list[dict[str, str]]) -> None:
    (frame,) = read(text)[0].frames
    assert plain([frame]) == [("TurnOff", target)]
    assert [dict(slots) for slots in frame.excepted] == excepted


def test_an_exception_belongs_to_its_clause(read: Read) -> None:
    first, second = read("turn off everything except the fan and open the shutter")[0].frames
    assert (dict(first.slots), [dict(e) for e in first.excepted]) == ({"name": "all"}, [FAN])
    assert (dict(second.slots), second.excepted) == ({"name": "Shutter"}, ())


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("if the kitchen is above 23 degrees turn on the fan", Condition({"area": "Kitchen"}, "above", 23)),
        (
            "turn on the fan if it is colder than nineteen and a half in the den",
            Condition({"area": "Den"}, "below", 19.5),
        ),
        ("if nobody is home, turn on the fan", Condition({"domain": "person"}, "is", "not_home")),
        ("turn on the fan if the front door is locked", Condition({"name": "Front Door"}, "is", "locked")),
        ("turn on the fan if the front door isn't locked", Condition({"name": "Front Door"}, "is", "unlocked")),
        ("unless the lamp is on turn on the fan", Condition({"name": "Lamp"}, "is", "off")),
        (
            "if the outside temperature is less than 5 then turn on the fan",
            Condition({"name": "Outside Temperature"}, "below", 5),
        ),
        (
            "turn on the fan if the humidity in the bedroom is over sixty percent",
            Condition({"device_class": "humidity", "area": "Bedroom"}, "above", 60),
        ),
    ],
)
def test_conditions(read: Read, text: str, condition: Condition) -> None:
    (frame,) = read(text)[0].frames
    assert plain([frame]) == [("TurnOn", FAN)]
    assert frame.condition is not None
    assert (dict(frame.condition.slots), frame.condition.comparison, frame.condition.value) == (
        dict(condition.slots),
        condition.comparison,
        condition.value,
    )


def test_a_condition_holds_for_all_that_follows(read: Read) -> None:
    frames = read("if the kitchen is above 23, turn on the fan and close the shutter")[0].frames
    assert [frame.condition is not None for frame in frames] == [True, True]


def test_a_condition_that_cannot_be_read_leaves_nothing_certain(read: Read) -> None:
    assert all(hypothesis.score < 0.72 for hypothesis in read("turn on the fan if pigs fly"))


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("turn on the fan in five minutes", 300),
        ("in an hour and a half turn on the fan", 5400),
        ("turn on the fan ten minutes from now", 600),
        ("after ninety seconds turn on the fan", 90),
    ],
)
def test_delays(read: Read, text: str, delay: float) -> None:
    (frame,) = read(text)[0].frames
    assert (plain([frame]), frame.delay, frame.at) == ([("TurnOn", FAN)], delay, None)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("turn on the fan at 9 pm", "03 21:00"),
        ("tonight at 8 turn on the fan", "03 20:00"),
        ("turn on the fan at half past seven tomorrow morning", "04 07:30"),
        ("turn on the fan on friday at noon", "06 12:00"),
    ],
)
def test_times(read: Read, text: str, at: str) -> None:
    (frame,) = read(text)[0].frames
    assert frame.at is not None
    assert (plain([frame]), frame.delay) == ([("TurnOn", FAN)], None)
    assert datetime.fromtimestamp(frame.at, UTC).strftime("%d %H:%M") == at


def test_for_a_while_is_now_and_back_again(read: Read) -> None:
    now, back = read("turn on the fan for ten minutes")[0].frames
    assert (plain([now]), now.delay) == ([("TurnOn", FAN)], None)
    assert (plain([back]), back.delay) == ([("TurnOff", FAN)], 600)
    _, back = read("turn off the lamp until 9 pm")[0].frames
    assert (back.intent, back.at is not None) == ("HassTurnOn", True)


def test_what_cannot_be_turned_round_has_no_while(read: Read) -> None:
    assert all(len(h.frames) < 2 for h in read("set the thermostat to 21 for ten minutes"))


def test_a_time_after_shared_verbs_is_for_all_and_after_a_full_clause_for_it_alone(read: Read) -> None:
    shared = read("turn off the lights and the tv in ten minutes")[0].frames
    assert [frame.delay for frame in shared] == [600, 600]
    own = read("turn on the fan and turn it off in ten minutes")[0].frames
    assert [(frame.intent, frame.delay) for frame in own] == [("HassTurnOn", None), ("HassTurnOff", 600)]


def test_numbers_that_are_no_times_stay_values(read: Read) -> None:
    assert read("set the thermostat to 21")[0].frames[0].at is None
    (frame,) = read("set the thermostat to 21 at 7 pm")[0].frames
    assert frame.slots["temperature"] == 21
    assert frame.at is not None


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("in the kitchen turn on the lights", {"area": "Kitchen", "domain": "light"}),
        ("upstairs turn off the lights", {"floor": "Upstairs", "domain": "light"}),
        ("turn off everything upstairs", {"name": "all", "floor": "Upstairs"}),
    ],
)
def test_places_may_stand_first_or_without_preposition(read: Read, text: str, slots: dict[str, str]) -> None:
    best = read(text)[0]
    assert (dict(best.slots), len(best.frames)) == (slots, 1)
    assert best.score > 0.9


def test_a_name_is_not_taken_with_another_room(read: Read) -> None:
    assert plain(read("turn on the kitchen light and the den lamp")[0].frames) == [
        ("TurnOn", {"name": "Kitchen Light"}),
        ("TurnOn", DEN),
    ]


def test_german_clauses(home: Snapshot) -> None:
    grammar = GrammarChannel("de")
    best = grammar.read(Request("r", "schalte Lamp an und schalte Fan aus", 0.0, area="den", language="de"), home)[0]
    assert plain(best.frames) == [("TurnOn", LAMP), ("TurnOff", FAN)]


def test_long_chains_of_joining_words_end_soon(read: Read) -> None:
    assert read("and then " * 15 + "what") is not None
    assert read(", ".join(["the lamp"] * 12)) is not None
