"""Timers, alarms, reminders, commands for later and watches, from the words to the deed."""

from __future__ import annotations

import pytest
from talking import TUESDAY_EVENING, Talk
from undo_plans import Script

from edge.act.respond import Responder
from edge.compose import words_of
from edge.interpreter import Interpreter
from edge.turn import DecisionKind, Frame, Turn
from edge.understand.durations import parse_duration
from edge.understand.grammar import GrammarChannel
from edge.understand.union import Understanding

LAMP = "light.floor_lamp"
DAY = 86_400.0


class Meant(Talk):
    """A talk in which the hub can be given readings that the grammar alone does not have."""

    def mean(
        self, intent: str, text: str = "…", at: float | None = None, delay: float | None = None, **slots: object
    ) -> Turn:
        channel = Script((Frame(intent, slots, at=at, delay=delay),))  # type: ignore[arg-type]
        self.hub.interpreter = Interpreter(Understanding([Named(channel), GrammarChannel("en")]), Responder(words_of))
        turn = self.say(text)
        self.hub.interpreter = Interpreter(Understanding([GrammarChannel("en")]), Responder(words_of))
        return turn


class Named:
    name = "neural"

    def __init__(self, script: Script) -> None:
        self.read = script.read


def jobs(it: Talk) -> list[tuple[str, str]]:
    return [(job.kind, job.text or job.name) for job in it.hub.jobs.known() if job.kind != "rung"]


def test_a_timer_runs_out_where_it_was_set() -> None:
    it = Talk()
    it.say("set a 10 second timer named pizza", device="study_puck", conversation="c7")
    [told] = it.wait(10)
    assert (told.kind, told.device, told.door, told.conversation) == ("timer", "study_puck", "console", "c7")
    assert "pizza" in told.text


def test_several_timers_are_told_apart() -> None:
    it = Talk()
    it.say("set a 10 minute timer named pizza")
    it.say("set a timer for 5 minutes")
    asked = it.say("cancel the timer")
    assert asked.decision.kind is DecisionKind.ASK
    assert "pizza" in asked.decision.response
    it.say("the pizza one")
    assert [name for _, name in jobs(it)] == [""]
    it.say("undo")
    assert sorted(name for _, name in jobs(it)) == ["", "pizza"]
    it.say("cancel the timer")
    it.say("both")
    assert jobs(it) == []


def test_what_timers_do_is_undone_too() -> None:
    it = Talk()
    it.say("set a timer for 5 minutes")
    it.say("add 2 minutes to the timer")
    it.say("undo")
    [job] = it.hub.jobs.known()
    assert job.remaining == pytest.approx(300, abs=10)
    it.say("pause the timer")
    it.say("undo")
    assert not it.hub.jobs.known()[0].paused


def test_how_long_is_left_on_the_appliance_that_runs() -> None:
    turn = Meant().mean("HearthRemaining", "how much longer does the washing machine take", name="Washing Machine")
    assert turn.decision.response == "Washing Machine has 38 minutes left"


def test_how_long_is_left_knows_the_only_timer() -> None:
    it = Meant()
    it.hand("sensor.washing_machine_remaining", "0")
    it.say("set a timer for 5 minutes")
    assert "4 minutes and 5" in it.mean("HearthRemaining", "how long is left").decision.response


def test_stop_after_something_rang_is_about_that() -> None:
    it = Talk()
    it.say("set a timer for 5 seconds")
    it.wait(6)
    turn = it.say("stop")
    assert [step.call.service for step in turn.decision.plan.steps] == ["silence"]  # type: ignore[union-attr]
    assert it.home.calls == []


def test_a_command_for_later_is_listed_done_and_may_be_cancelled() -> None:
    it = Talk()
    it.say("turn off the floor lamp in ten minutes")
    assert it.say("what have I scheduled").decision.response.endswith("turn off the floor lamp in ten minutes")
    it.say("turn on the kettle in five minutes")
    it.say("cancel the scheduled kettle")
    it.wait(600)
    assert (it.state(LAMP), it.state("switch.kettle")) == ("off", "off")


def test_a_pronoun_for_later_keeps_what_it_meant() -> None:
    it = Talk()
    it.say("turn on the kettle")
    turn = it.say("turn it off in five minutes")
    assert (turn.decision.kind, it.state("switch.kettle")) == (DecisionKind.ACT, "on")
    it.say("turn on the shelf strip")
    it.wait(300)
    assert (it.state("switch.kettle"), it.state("light.shelf_strip")) == ("off", "on")


def test_a_condition_holds_for_pronouns_too() -> None:
    it = Talk()
    it.say("turn on the kettle")
    it.say("if the living room is above 30 degrees turn it off")
    assert it.state("switch.kettle") == "on"


def test_what_recurs() -> None:
    it = Talk()
    turn = it.say("turn on the kettle at 9 pm every weekday")
    assert "on weekdays at 9:00 PM" in turn.decision.response
    it.wait(2 * 3600 + 5)
    assert it.state("switch.kettle") == "on"
    [job] = it.hub.jobs.known()
    assert job.at == pytest.approx(TUESDAY_EVENING + 2 * 3600 + DAY)
    it.say("turn on the kettle at 8 pm on mondays and fridays")
    days = next(job.repeat for job in it.hub.jobs.known() if "mondays" in job.text)
    assert days == (0, 4)


def test_alarms_are_set_moved_listed_and_cancelled() -> None:
    it = Meant()
    seven, nine = TUESDAY_EVENING + 12 * 3600, TUESDAY_EVENING + 14 * 3600
    it.mean("HearthSetAlarm", "set an alarm for 7", at=seven)
    it.mean("HearthSetAlarm", "and one for nine", at=nine)
    assert "7:00 AM and tomorrow at 9:00 AM" in it.mean("HearthAlarmStatus").decision.response
    it.mean("HearthModifyAlarm", "move my 7 o'clock alarm to 8", at=TUESDAY_EVENING + 3600, start_at=seven)
    assert [job.at for job in it.hub.jobs.known()] == [seven + 3600, nine], "eight in the morning, like the alarm"
    it.mean("HearthModifyAlarm", "move it half an hour later", minutes=30, direction="later", start_at=seven + 3600)
    assert it.hub.jobs.known()[0].at == seven + 5400
    asked = it.mean("HearthCancelAlarm", "cancel my alarm")
    assert asked.decision.kind is DecisionKind.ASK
    it.say("the first one")
    assert [job.at for job in it.hub.jobs.known()] == [nine]
    it.mean("HearthCancelAlarm", "cancel all my alarms")
    assert jobs(it) == []


def test_who_wants_to_be_woken_means_the_morning() -> None:
    it = Meant()
    it.mean("HearthSetAlarm", "wake me up at eight", at=TUESDAY_EVENING + 3600)
    assert it.hub.jobs.known()[0].at == TUESDAY_EVENING + 13 * 3600
    it.mean("HearthSetAlarm", "wake me up at eight pm", at=TUESDAY_EVENING + 3600)
    assert it.hub.jobs.known()[1].at == TUESDAY_EVENING + 3600


def test_an_alarm_rings_and_is_snoozed() -> None:
    it = Meant()
    assert it.mean("HearthSnoozeAlarm", "snooze").decision.kind is DecisionKind.REFUSE
    it.mean("HearthSetAlarm", "set an alarm", at=TUESDAY_EVENING + 60, name="tea")
    assert [told.text for told in it.wait(60)] == ["It is 7:01 PM: tea"]
    it.mean("HearthSnoozeAlarm", "snooze for ten minutes", minutes=10)
    assert [told.kind for told in it.wait(601)] == ["alarm"]


def test_reminders() -> None:
    it = Meant()
    it.mean("HearthSetReminder", message="call mum", at=TUESDAY_EVENING + 100)
    it.mean("HearthSetReminder", message="water the plants", at=TUESDAY_EVENING + 7200)
    it.mean("HearthSetReminder", message="feed the cat", at=TUESDAY_EVENING + 9000)
    assert "call mum" in it.mean("HearthReminderStatus").decision.response
    it.mean("HearthCancelReminder", "cancel the reminder about the plants", message="plants")
    assert [text for _, text in jobs(it)] == ["call mum", "feed the cat"]
    assert [told.text for told in it.wait(100)] == ["Reminder: call mum"]


def test_a_watch_tells_when_the_appliance_is_done() -> None:
    it = Talk()
    assert it.say("tell me when the washing machine is done").decision.kind is DecisionKind.ACT
    it.restart()
    it.hand("sensor.washing_machine_remaining", "12")
    assert it.said == []
    it.hand("sensor.washing_machine_remaining", "0")
    assert [told.text for told in it.said] == ["The washing machine is done"]
    assert jobs(it) == []
    assert it.say("tell me when the washing machine is done").decision.kind is DecisionKind.ANSWER


def test_a_watch_acts_when_it_rains() -> None:
    it = Talk()
    weather = next(id_ for id_ in it.home.looks() if id_.startswith("weather."))
    it.hand(weather, "sunny")
    it.say("if it rains close the living room blinds")
    assert it.state("cover.living_blinds") == "open"
    it.hand(weather, "pouring")
    assert it.state("cover.living_blinds") == "closed"
    assert jobs(it) == []


def test_what_is_true_already_is_done_at_once() -> None:
    it = Talk()
    weather = next(id_ for id_ in it.home.looks() if id_.startswith("weather."))
    it.hand(weather, "rainy")
    assert it.changes("if it rains close the living room blinds") == {"cover.living_blinds": "closed"}


def test_whenever_means_every_time_until_it_is_cancelled() -> None:
    it = Talk()
    it.say("whenever the front door is unlocked turn on the kettle")
    for _ in range(2):
        it.hand("lock.front_door", "unlocked")
        assert it.state("switch.kettle") == "on"
        it.hand("lock.front_door", "locked")
        it.hand("switch.kettle", "off")
    it.say("stop watching the front door")
    it.hand("lock.front_door", "unlocked")
    assert it.state("switch.kettle") == "off"


def test_a_watch_on_a_number() -> None:
    it = Talk()
    it.say("when the living room temperature goes above 23 turn on the kettle")
    it.hand("sensor.living_temperature", "22.5")
    assert it.state("switch.kettle") == "off"
    it.hand("sensor.living_temperature", "23.4")
    assert it.state("switch.kettle") == "on"


def test_what_is_grave_is_confirmed_when_it_is_set() -> None:
    it = Talk()
    asked = it.say("unlock the front door when the washing machine is done")
    assert asked.decision.kind is DecisionKind.ASK
    assert "unlock Front Door" in asked.decision.response
    it.say("yes")
    it.hand("sensor.washing_machine_remaining", "0")
    assert it.state("lock.front_door") == "unlocked"


def test_a_happening_that_is_not_understood_makes_no_deed_of_now() -> None:
    it = Talk()
    turn = it.say("turn on the kettle when the stars align")
    assert (turn.decision.kind, it.state("switch.kettle")) == (DecisionKind.REFUSE, "off")


def test_sunset_without_a_sun_is_not_now() -> None:
    it = Talk()
    assert it.say("turn on the kettle at sunset").decision.kind is DecisionKind.REFUSE
    assert it.state("switch.kettle") == "off"


def test_over_a_restart_comfort_is_done_late_and_what_is_grave_never() -> None:
    it = Talk()
    it.say("turn on the kettle in five minutes")
    it.say("unlock the front door in five minutes")
    it.say("yes")
    it.clock.advance(400)
    it.restart()
    it.tick()
    assert (it.state("switch.kettle"), it.state("lock.front_door")) == ("on", "locked")
    assert "unlock the front door in five minutes" in it.said[0].text


@pytest.mark.parametrize(
    ("intent", "slots", "service"),
    [
        ("HearthMediaMode", {"mode": "shuffle", "state": "on", "name": "Kitchen Display"}, "shuffle_set"),
        ("HearthMediaMode", {"mode": "repeat", "state": "off", "name": "Kitchen Display"}, "repeat_set"),
        ("HearthMediaSeek", {"direction": "start", "name": "Kitchen Display"}, "media_seek"),
        ("HearthSelectSource", {"source": "console", "name": "Television"}, "select_source"),
    ],
)
def test_more_of_media(intent: str, slots: dict[str, object], service: str) -> None:
    turn = Meant().mean(intent, **slots)
    assert [step.call.service for step in turn.decision.plan.steps] == [service]  # type: ignore[union-attr]


def test_what_plays() -> None:
    assert (
        Meant().mean("HearthMediaStatus", "what's playing").decision.response
        == "Kitchen Display is playing: Morning news"
    )


@pytest.mark.parametrize(
    ("intent", "kind"),
    [
        ("HearthUnsupported", DecisionKind.REFUSE),
        ("HearthSunTimes", DecisionKind.REFUSE),
        ("HearthChat", DecisionKind.IGNORE),
        ("HearthIgnore", DecisionKind.IGNORE),
        ("HearthConfirm", DecisionKind.IGNORE),
        ("HearthUndo", DecisionKind.REFUSE),
    ],
)
def test_what_is_no_request(intent: str, kind: DecisionKind) -> None:
    turn = Meant().mean(intent, "zzz")
    assert turn.decision.kind is kind
    assert (turn.decision.response == "") is (kind is DecisionKind.IGNORE)


def test_a_corrected_alarm_stays_on_its_morning() -> None:
    it = Meant()
    it.mean("HearthSetAlarm", "set an alarm for 7 tomorrow", at=TUESDAY_EVENING + 12 * 3600)
    it.say("make it 7:30")
    assert [job.at for job in it.hub.jobs.known()] == [TUESDAY_EVENING + 12.5 * 3600]
    it.say("no, 9 pm")
    assert [job.at for job in it.hub.jobs.known()] == [TUESDAY_EVENING + 2 * 3600]


def test_what_is_announced_is_said_everywhere_or_in_a_room() -> None:
    it = Meant()
    assert it.mean("HassBroadcast", "announce dinner", message="dinner is ready").decision.kind is DecisionKind.ACT
    it.tick()
    assert [(told.text, told.device, told.kind) for told in it.said] == [("dinner is ready", None, "broadcast")]
    it.mean("HassBroadcast", "announce it in the study", message="tea", area="Study")
    it.tick()
    assert (it.said[-1].text, it.said[-1].device) == ("tea", "study_puck")


def test_more_minutes() -> None:
    assert parse_duration("five more minutes") == 300
    it = Meant()
    it.say("set a timer for 10 minutes")
    assert it.mean("HassIncreaseTimer", "add some time").decision.kind is DecisionKind.ASK


def test_when_is_asked_for_and_answered() -> None:
    it = Meant()
    asked = it.say("turn on the floor lamp later")
    assert (asked.decision.kind, asked.decision.response) == (DecisionKind.ASK, "When?")
    assert it.say("in ten minutes").decision.kind is DecisionKind.ACT
    assert [job.remaining for job in it.hub.jobs.known()] == [600.0]
