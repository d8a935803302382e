"""Taught phrases from the words to what is kept, in a home read by templates alone."""

from __future__ import annotations

from learn_support import LearningHome

from edge.rewrite.entry import TAUGHT, Stage
from edge.turn import DecisionKind, Turn

LESSON = "when I say glimmer, turn on the table lamp"


def kept(home: LearningHome) -> dict[str, str]:
    return {entry.said: entry.text for entry in home.learner.entries() if entry.kind == TAUGHT}


def did(turn: Turn) -> tuple[DecisionKind, tuple[str, ...]]:
    return turn.decision.kind, turn.decision.entities


def test_it_is_said_back_and_means_its_command_from_the_next_turn_on() -> None:
    home = LearningHome()
    taught = home.say(LESSON)
    assert taught.decision.kind is DecisionKind.LEARN
    assert (taught.decision.intent, taught.decision.slots["phrase"]) == ("HearthTeach", "glimmer")
    assert "glimmer" in taught.decision.response
    assert "turn on the table lamp" in taught.decision.response
    assert home.sent == []
    used = home.say("Glimmer, please!")
    assert did(used) == (DecisionKind.ACT, ("light.table",))
    assert used.rewritten is not None
    assert used.rewritten.rewrite.taught


def test_the_same_record_gives_the_same_decision() -> None:
    home = LearningHome()
    for text in (LESSON, "glimmer", "forget glimmer"):
        home.clock.advance(5.0)
        snapshot = home.hub.registry.snapshot(home.clock.wall())
        turn = home.say(text, after=0.0)
        again = home.hub.interpreter.interpret(turn.request, snapshot, turn.knowledge)
        assert again.decision == turn.decision


def test_taught_again_it_means_the_new_command_and_undo_brings_the_old_back() -> None:
    home = LearningHome()
    home.say(LESSON)
    home.say("glimmer means turn on the led strip")
    assert kept(home) == {"glimmer": "turn on the led strip"}
    home.say("undo")
    assert kept(home) == {"glimmer": "turn on the table lamp"}


def test_undo_takes_a_lesson_back() -> None:
    home = LearningHome()
    home.say(LESSON)
    assert home.say("undo").decision.kind is DecisionKind.ACT
    assert kept(home) == {}
    assert home.say("glimmer").decision.kind is DecisionKind.REFUSE


def test_forgotten_it_means_nothing() -> None:
    home = LearningHome()
    home.say(LESSON)
    assert home.say("forget glimmer").decision.intent == "HearthForget"
    assert home.say("glimmer").decision.kind is DecisionKind.REFUSE
    told = home.say("forget the phrase glimmer")
    assert told.decision.kind is DecisionKind.REFUSE
    assert "glimmer" in told.decision.response


def test_what_cannot_be_done_is_told_and_not_kept() -> None:
    home = LearningHome()
    for text in (
        "when I say glimmer, turn on the moon",
        "when I say glimmer, sing me a ballad of old",
        "glimmer means turn it off",
    ):
        assert home.say(text).decision.kind is DecisionKind.REFUSE, text
    assert kept(home) == {}


def test_words_that_answer_or_lean_on_what_was_said_keep_their_meaning() -> None:
    home = LearningHome()
    for phrase in ("yes", "undo", "again", "no, the other one", "it", "never do that again", "thanks"):
        assert home.say(f'when I say "{phrase}", turn on the table lamp').decision.kind is DecisionKind.REFUSE, phrase


def test_a_phrase_that_works_already_is_asked_about() -> None:
    home = LearningHome()
    asked = home.say("when I say turn on the table lamp, turn on the led strip")
    assert asked.decision.kind is DecisionKind.ASK
    assert "already" in asked.decision.response
    assert home.say("no").decision.kind is DecisionKind.ANSWER
    assert kept(home) == {}
    home.say("when I say turn on the table lamp, turn on the led strip")
    assert home.say("yes").decision.kind is DecisionKind.LEARN
    assert did(home.say("turn on the table lamp")) == (DecisionKind.ACT, ("light.strip",))


def test_what_opens_a_door_is_confirmed_whenever_the_phrase_is_used() -> None:
    home = LearningHome()
    assert home.say("when I say sesame, unlock the front door").decision.kind is DecisionKind.LEARN
    assert home.say("sesame").decision.kind is DecisionKind.ASK
    assert home.sent == []
    assert home.say("yes").decision.kind is DecisionKind.ACT
    assert home.sent[-1][0] == "unlock"


def test_words_that_open_a_door_are_not_given_another_meaning() -> None:
    home = LearningHome()
    assert home.say("when I say unlock the front door, turn on the table lamp").decision.kind is DecisionKind.REFUSE


def test_a_phrase_is_of_the_one_who_taught_it_and_of_all_where_nobody_is_known() -> None:
    home = LearningHome()
    home.say(LESSON)
    assert home.say("glimmer", speaker="bo").decision.kind is DecisionKind.REFUSE
    home.say("when I say sparkle, turn on the led strip", speaker=None)
    assert home.say("sparkle", speaker="bo").decision.kind is DecisionKind.ACT


def test_it_works_while_nothing_may_be_learnt_from_behaviour() -> None:
    home = LearningHome()
    home.hub.learning = False
    home.say(LESSON)
    assert home.say("glimmer").decision.kind is DecisionKind.ACT


def test_taking_back_what_it_did_does_not_withhold_it() -> None:
    home = LearningHome()
    home.say(LESSON)
    home.say("glimmer")
    home.say("undo")
    assert home.say("glimmer").decision.kind is DecisionKind.ACT


def test_a_rollback_leaves_it_and_the_night_does_not_fade_it() -> None:
    home = LearningHome()
    home.say(LESSON)
    home.learner.night(home.clock.wall() + 400 * 86_400)
    home.learner.rollback(home.clock.wall())
    [entry] = [entry for entry in home.learner.entries() if entry.kind == TAUGHT]
    assert entry.stage is Stage.LIVE


def test_forbidden_by_command_it_is_gone_until_it_is_taught_again() -> None:
    home = LearningHome()
    home.say(LESSON)
    [entry] = home.learner.entries()
    home.learner.block(entry.id, home.clock.wall())
    assert home.say("glimmer").decision.kind is DecisionKind.REFUSE
    home.say(LESSON)
    assert home.say("glimmer").decision.kind is DecisionKind.ACT
    assert home.learner.book.blocks() == []


def test_the_sound_of_a_phrase_will_do_where_the_words_mean_nothing() -> None:
    home = LearningHome()
    home.say("when I say grey sky, turn on the table lamp")
    assert home.say("gray sky").decision.kind is DecisionKind.ACT


def test_another_name_for_a_thing_stands_for_it_in_every_request() -> None:
    home = LearningHome()
    told = home.say("when I say glow worm I mean the table lamp")
    assert (told.decision.kind, told.decision.slots["command"]) == (DecisionKind.LEARN, "Table Lamp")
    assert did(home.say("turn on the glow worm")) == (DecisionKind.ACT, ("light.table",))
    assert did(home.say("switch the glow worm off")) == (DecisionKind.ACT, ("light.table",))
    assert home.say("glow worm means the led strip").decision.slots["command"] == "LED Strip"
    assert did(home.say("turn on the glow worm")) == (DecisionKind.ACT, ("light.strip",))
    home.say("forget glow worm")
    assert home.say("turn on the glow worm").decision.kind is DecisionKind.REFUSE


def test_a_name_that_something_has_is_not_given_to_another() -> None:
    home = LearningHome()
    for name in ("led strip", "kitchen", "turn on", "it"):
        assert home.say(f"by {name} I mean the table lamp").decision.kind is DecisionKind.REFUSE, name
    assert kept(home) == {}


def test_what_opens_a_door_does_so_by_no_other_name_unasked() -> None:
    home = LearningHome()
    home.say("by portcullis I mean the front door")
    assert home.say("unlock the portcullis").decision.kind is DecisionKind.ASK
    assert home.sent == []


def test_a_command_is_kept_in_the_homes_own_words() -> None:
    home = LearningHome()
    home.say("by glow worm I mean the table lamp")
    told = home.say("when I say glimmer, turn on the glow worm")
    assert "turn on the Table Lamp" in told.decision.response
    home.say("forget glow worm")
    assert did(home.say("glimmer")) == (DecisionKind.ACT, ("light.table",))


def test_a_phrase_is_a_command_or_a_name_and_not_both() -> None:
    home = LearningHome()
    home.say("by glow worm I mean the table lamp")
    home.say("glow worm means turn on the led strip")
    assert [entry.kind for entry in home.learner.entries()] == [TAUGHT]
    home.say("undo")
    assert [entry.kind for entry in home.learner.entries()] == ["name"]


def test_words_that_mean_nothing_are_asked_about_once() -> None:
    home = LearningHome()
    asked = home.say("study mode")
    assert asked.decision.kind is DecisionKind.REFUSE
    assert "teach" in asked.decision.response
    assert "teach" not in home.say("study mode").decision.response


def test_who_is_willing_is_asked_what_to_do() -> None:
    home = LearningHome()
    home.say("study mode")
    asked = home.say("yes please")
    assert asked.decision.question is not None
    assert (asked.decision.question.kind, home.sent) == ("teach", [])
    assert home.say("turn on the table lamp").decision.kind is DecisionKind.LEARN
    assert home.sent == []
    assert did(home.say("study mode")) == (DecisionKind.ACT, ("light.table",))


def test_an_explanation_will_do_without_being_asked_again() -> None:
    home = LearningHome()
    home.say("study mode")
    assert home.say("it means turn on the table lamp").decision.kind is DecisionKind.LEARN
    assert kept(home) == {"study mode": "turn on the table lamp"}


def test_who_has_something_else_in_mind_teaches_nothing() -> None:
    home = LearningHome()
    home.say("study mode")
    assert home.say("turn on the table lamp").decision.kind is DecisionKind.ACT
    home.say("quiet hours")
    home.say("yes")
    assert home.say("what time is it").decision.kind is DecisionKind.ANSWER
    home.say("moon phase")
    home.say("yes")
    assert home.say("no").decision.kind is DecisionKind.ANSWER
    home.say("moon phase")
    home.say("yes", after=600.0)
    assert kept(home) == {}


def test_what_is_no_phrase_is_not_asked_about() -> None:
    home = LearningHome()
    for text in ("turn on the moon", "where is the moon", "the moon is made of green cheese", "{{ 1 }}", "m"):
        assert "teach" not in home.say(text).decision.response, text
