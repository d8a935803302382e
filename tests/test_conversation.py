"""Conversations with a hub in a simulated house: corrections, ellipsis, pronouns, answers, undo, restarts."""

from __future__ import annotations

import pytest
from talking import TUESDAY_EVENING, Talk

from edge.turn import DecisionKind

LAMP, STRIP, CEILING = "light.floor_lamp", "light.shelf_strip", "light.living_ceiling"


@pytest.mark.parametrize(
    "correction",
    ["no, the shelf strip", "not that one, the shelf strip", "I meant the shelf strip", "the shelf strip instead",
     "sorry, I meant the shelf strip", "not the ceiling, the shelf strip"],
)  # fmt: skip
def test_a_correction_undoes_and_does(correction: str) -> None:
    it = Talk()
    it.say("turn on the living room ceiling")
    assert it.changes(correction) == {CEILING: "off", STRIP: "on"}
    assert it.changes("undo") == {STRIP: "off"}


def test_a_correction_that_is_a_whole_request_takes_the_last_deed_back() -> None:
    it = Talk()
    it.say("turn on the living room ceiling")
    assert it.changes("no, turn on the shelf strip") == {CEILING: "off", STRIP: "on"}


def test_of_a_compound_only_the_clause_that_was_meant_otherwise_is_corrected() -> None:
    it = Talk()
    it.say("turn on the shelf strip and close the living room blinds")
    assert it.changes("no, the living room ceiling") == {STRIP: "off", CEILING: "on"}
    assert it.state("cover.living_blinds") == "closed"


@pytest.mark.parametrize("wrong", ["no", "wrong", "that's not what I meant", "cancel that"])
def test_what_was_wrong_is_taken_back(wrong: str) -> None:
    it = Talk()
    it.say("turn on the living room ceiling")
    assert it.changes(wrong) == {CEILING: "off"}


@pytest.mark.parametrize("words", ["the other one", "no, the other one", "wrong one"])
def test_the_other_one_of_two(words: str) -> None:
    it = Talk(device="bedroom_puck")
    it.say("turn on the bedroom ceiling")
    changed = it.changes(words)
    assert changed["light.bedroom_ceiling"] == "off"
    assert changed["light.bedside"] == "on"


def test_of_several_others_it_is_asked_which() -> None:
    it = Talk()
    it.say("turn off the floor lamp")
    it.say("turn on the living room ceiling")
    turn = it.say("no, the other one")
    assert turn.decision.kind is DecisionKind.ASK
    assert it.changes("the shelf strip") == {CEILING: "off", STRIP: "on"}


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("and in the kitchen", {"light.kitchen_pendant": "on"}),
        ("same in the kitchen", {"light.kitchen_pendant": "on"}),
        ("what about the garden", {"light.terrace": "on"}),
        ("the garden too", {"light.terrace": "on"}),
        ("and the kettle", {"switch.kettle": "on"}),
    ],
)
def test_ellipsis_carries_the_deed_elsewhere(words: str, changed: dict[str, str]) -> None:
    it = Talk()
    it.say("turn on the lights in the living room")
    assert it.changes(words) == changed


def test_a_question_is_carried_on_as_a_question() -> None:
    it = Talk()
    it.say("is the kettle on")
    turn = it.say("and the shelf strip")
    assert (turn.decision.kind, turn.decision.entities) == (DecisionKind.ANSWER, (STRIP,))


def test_values_are_corrected_on_the_same_thing_and_undone_to_the_beginning() -> None:
    it = Talk()
    before = it.home.look(LAMP)
    it.say("set the floor lamp to 40 percent")
    it.say("no, 60 percent")
    assert it.home.look(LAMP)[1]["brightness"] == 153
    it.say("and blue")
    assert it.home.look(LAMP)[1]["rgb_color"] == [0, 0, 255]
    it.say("undo")
    it.say("undo")
    assert it.home.look(LAMP) == before


def test_more_and_less_go_on_in_the_direction_of_the_last_change() -> None:
    it = Talk()

    def brightness() -> int:
        return int(it.home.look(LAMP)[1]["brightness"])

    it.say("set the floor lamp to 80 percent")
    it.say("a bit more")
    assert brightness() == 255
    it.say("too much")
    assert brightness() == 204
    it.say("set the floor lamp to 50 percent")
    it.say("a bit more")
    assert brightness() == 76, "what was lowered goes on downwards"


def test_again_does_it_again() -> None:
    it = Talk()
    it.say("set the living room speaker volume to 30%")
    it.say("turn up the living room speaker volume by 10%")
    it.say("again")
    assert it.home.look("media_player.living_speaker")[1]["volume_level"] == pytest.approx(0.5)


def test_pronouns_are_what_was_spoken_of() -> None:
    it = Talk()
    it.say("turn on the shelf strip")
    it.say("turn on the kettle")
    assert it.changes("turn it off") == {"switch.kettle": "off"}
    it.say("turn on the kettle")
    assert it.changes("turn them off") == {"switch.kettle": "off", STRIP: "off"}


@pytest.mark.parametrize("words", ["both", "again", "all of them"])
def test_words_that_lean_on_nothing_do_nothing(words: str) -> None:
    it = Talk()
    turn = it.say(words)
    assert turn.decision.kind is DecisionKind.REFUSE
    assert it.home.calls == []


def test_what_is_excepted_afterwards_is_put_back() -> None:
    it = Talk()
    it.say("turn on the living room ceiling")
    it.say("turn off the lights in the living room")
    assert it.changes("except the floor lamp") == {LAMP: "on"}


def test_more_for_the_list() -> None:
    it = Talk()
    it.say("add bread to my shopping list")
    it.say("and eggs and butter")
    items = it.home.look("todo.shopping")[1].get("todo_items", ())
    assert len(items) == 5 or it.state("todo.shopping") == "5"


@pytest.mark.parametrize(
    ("answer", "changed"),
    [("yes", {"lock.front_door": "unlocked"}), ("no", {}), ("never mind", {}), ("neither", {}),
     ("no, the kettle", {"switch.kettle": "on"})],
)  # fmt: skip
def test_answers_to_a_confirmation(answer: str, changed: dict[str, str]) -> None:
    it = Talk()
    asked = it.say("unlock the front door") if "kettle" not in answer else it.say("disarm the house alarm")
    if asked.decision.kind is not DecisionKind.ASK:
        asked = it.say("unlock the front door")
    assert asked.decision.kind is DecisionKind.ASK
    if "kettle" in answer:
        it.changes(answer)
        assert it.state("lock.front_door") == "locked"
    else:
        assert it.changes(answer) == changed


def test_a_pin_is_wanted_and_checked() -> None:
    it = Talk(pin="2468")
    assert it.say("unlock the front door").decision.question.pin  # type: ignore[union-attr]
    assert it.say("yes").decision.kind is DecisionKind.ASK
    assert it.say("one one one one").decision.kind is DecisionKind.REFUSE
    it.say("unlock the front door")
    assert it.changes("2468") == {"lock.front_door": "unlocked"}


def test_conversations_are_a_satellites_own() -> None:
    it = Talk()
    it.say("turn on the shelf strip", device="living_puck")
    assert it.changes("undo", device="study_puck") == {}
    assert it.changes("undo", device="living_puck") == {STRIP: "off"}


def test_conversations_survive_a_restart() -> None:
    it = Talk()
    it.say("turn on the living room ceiling")
    it.restart()
    assert it.changes("no, the shelf strip") == {CEILING: "off", STRIP: "on"}
    it.restart()
    it.say("undo")
    assert it.state(STRIP) == "off"
    it.say("unlock the front door")
    it.restart()
    assert it.changes("yes") == {"lock.front_door": "unlocked"}


def test_what_was_undone_is_known_to_be_after_a_restart() -> None:
    it = Talk()
    it.say("turn on the shelf strip")
    it.say("undo")
    it.restart()
    assert it.say("undo").decision.plan.problems[0].code == "nothing_to_undo"  # type: ignore[union-attr]


def test_nothing_is_leant_on_for_long() -> None:
    it = Talk()
    it.say("turn on the living room ceiling")
    it.clock.advance(400)
    assert it.changes("and the shelf strip").get(CEILING) is None
    it.clock.advance(1000)
    assert it.changes("undo") == {}


def test_times_are_corrected_too() -> None:
    it = Talk()
    it.say("set a timer for 10 minutes")
    it.say("make it 15")
    assert [job.total for job in it.hub.jobs.known()] == [900]
    it.say("no, half an hour")
    assert [job.total for job in it.hub.jobs.known()] == [1800]
    it.say("cancel it")
    assert it.hub.jobs.known() == ()
    it.say("turn off the floor lamp at 10 pm")
    it.say("make that half past ten")
    [job] = it.hub.jobs.known()
    assert job.at == TUESDAY_EVENING + 3.5 * 3600


def test_a_refusal_does_not_sound_like_a_deed() -> None:
    it = Talk()
    turn = it.say("turn on the flux capacitor")
    assert turn.decision.kind is DecisionKind.REFUSE
    assert "turned on" not in turn.decision.response.casefold()
