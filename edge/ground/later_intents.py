"""The intents about what is due later, and the words that are no request for a home at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from edge.ground import later, later_alarms
from edge.ground.broadcast import broadcast
from edge.ground.sun import sun_times
from edge.ground.undo import undo_clause
from edge.ground.view import View
from edge.turn import Clause, Frame, Problem

PerFrame = Callable[[Frame, View], Clause]


def _nothing(frame: Frame, _view: View) -> Clause:
    """Nothing for a home: not meant for the hub, or the answer to a question that was not asked."""
    return Clause(frame, problems=(Problem("no_intent", frame.intent),))


OF_FRAME: Mapping[str, PerFrame] = {
    "HassStartTimer": later.start_timer,
    "HassCancelTimer": later.change_timer,
    "HassIncreaseTimer": later.change_timer,
    "HassDecreaseTimer": later.change_timer,
    "HassPauseTimer": later.change_timer,
    "HassUnpauseTimer": later.change_timer,
    "HassCancelAllTimers": later.cancel_all,
    "HearthSetAlarm": later_alarms.set_alarm,
    "HearthCancelAlarm": later_alarms.cancel_alarm,
    "HearthModifyAlarm": later_alarms.modify_alarm,
    "HearthSnoozeAlarm": later_alarms.snooze_alarm,
    "HearthAlarmStatus": later_alarms.alarm_status,
    "HearthSetReminder": later_alarms.set_reminder,
    "HearthCancelReminder": later_alarms.cancel_reminder,
    "HearthReminderStatus": later_alarms.reminder_status,
    "HearthScheduleStatus": later_alarms.schedule_status,
    "HearthCancelSchedule": later_alarms.cancel_schedule,
    "HearthSunTimes": sun_times,
    "HassBroadcast": broadcast,
    "HearthUndo": undo_clause,
    "HearthConfirm": _nothing,
    "HearthDeny": _nothing,
    "HearthChat": _nothing,
    "HearthIgnore": _nothing,
    "HearthUnsupported": _nothing,
}
"""How each of them becomes a clause."""

KEEPS_ITS_OWN_TIME = frozenset(
    {
        "HearthSetAlarm", "HearthCancelAlarm", "HearthModifyAlarm", "HearthSnoozeAlarm", "HearthAlarmStatus",
        "HearthSetReminder", "HearthCancelReminder", "HearthReminderStatus", "HassStartTimer", "HearthSunTimes",
        "HassGetWeather", "HassGetCurrentTime", "HassGetCurrentDate", "HearthTellWhen",
    }
)  # fmt: skip
"""Intents whose time is part of what they mean: they are not put off until then."""
