"""What is said of people, lists, small talk, many things, and of what is let be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from homes import frame, home, view

from edge.act.respond import Responder
from edge.act.speech import Speech
from edge.act.speech_texts import load_texts
from edge.act.speech_values import Vocabulary
from edge.decide.choose import Choice
from edge.ground.planner import plan
from edge.home.model import Entity, Snapshot
from edge.turn import DecisionKind, Frame, Hypothesis


def said(made: Frame, text: str = "…", snapshot: Snapshot | None = None) -> str:
    there = view(snapshot or home(), text)
    planned = plan(Hypothesis((made,), 1.0, "grammar"), there)
    kind = DecisionKind.ACT if planned.steps else DecisionKind.REFUSE if planned.problems else DecisionKind.ANSWER
    return Responder(Speech).say(Choice(kind, planned), there)


def with_person(state: str) -> Snapshot:
    plain = home()
    return replace(plain, entities={**plain.entities, "person.eva": Entity("person.eva", "Eva", state=state)})


@pytest.mark.parametrize(
    ("state", "where"), [("home", "Eva is home"), ("not_home", "Eva is away"), ("Work", "Eva is at Work")]
)
def test_where_somebody_is(state: str, where: str) -> None:
    asked = replace(frame("HassGetState", name="Eva", domain="person"), response="where")
    assert said(asked, "where is eva", with_person(state)) == where


def test_never_mind_is_silent_but_what_is_not_to_be_done_is_not_done() -> None:
    assert said(Frame("HassNevermind"), "never mind") == ""
    assert said(Frame("HassNevermind"), "don't unlock the front door") == "OK, I won't."


def test_hello_is_said_in_our_own_name() -> None:
    assert said(Frame("HassRespond", {"response": "hello"}), "hello") == "Hello!"


def test_a_list_of_which_only_the_number_is_known_is_not_called_empty() -> None:
    assert said(frame("HearthListItems", name="groceries")).startswith("There are 2 items on Groceries")


def test_one_light_is_one() -> None:
    lit = home(light_table={"state": "off"})
    one = replace(frame("HassTurnOn", domain="light", area="Kitchen"), response="lights_area")
    assert said(one, "turn on the lights in the kitchen", lit) == "Turned on the light"


def test_what_cannot_be_reached_is_neither_on_nor_off() -> None:
    gone = home(light_table={"state": "unavailable"})
    assert (
        said(frame("HassGetState", name="Table Lamp", state="on"), snapshot=gone)
        == "Table Lamp is not available right now"
    )


def test_a_speed_is_a_percentage() -> None:
    assert said(frame("HearthSetMode", name="Fan", mode="low")) == "Fan set to 33%"


def test_nothing_is_said_to_be_taken_off_when_nothing_was_named() -> None:
    assert said(frame("HassListRemoveItem", name="groceries")) == "Groceries cannot do that"


def test_no_reminders() -> None:
    assert said(Frame("HearthReminderStatus")) == "No reminders are set"


def test_a_mode_is_said_in_words() -> None:
    armed = frame("HearthSetMode", domain="alarm_control_panel", mode="night")
    assert said(armed) == "Alarm set to armed night"


def test_a_thing_that_is_there_is_not_called_unknown() -> None:
    assert said(frame("HassMediaPlayerMute", name="Kettle")) == "Kettle cannot do that"


@pytest.mark.parametrize(("count", "told"), [(1, "A"), (2, "A and B"), (4, "A, B, C and D"), (5, "A, B, C and 2 more")])
def test_many_names_are_told_briefly(count: int, told: str) -> None:
    assert Vocabulary(load_texts("en")).briefly("ABCDE"[:count]) == told


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "nl"])
def test_every_language_can_be_brief(language: str) -> None:
    assert "2" in Vocabulary(load_texts(language)).briefly("ABCDE")
