"""The intents that the house understands, and the slots that each may have.

Intents and slots are Home Assistant's (`intents.yaml` of OHF-Voice/intents, and its core's intent
handlers) wherever it has one; those that begin with `Hearth` are ours. `docs/intents.md` describes them.
"""

from __future__ import annotations

from collections.abc import Mapping

TARGET = frozenset({"name", "area", "floor", "domain", "device_class"})
_START = frozenset({"start_hours", "start_minutes", "start_seconds", "name", "area"})
_DURATION = frozenset({"hours", "minutes", "seconds"})

INTENT_SLOTS: Mapping[str, frozenset[str]] = {
    "HassTurnOn": TARGET,
    "HassTurnOff": TARGET,
    "HassToggle": TARGET,
    "HassSetPosition": TARGET | {"position"},
    "HassStopMoving": TARGET,
    "HassGetState": TARGET | {"state", "attribute"},
    "HassLightSet": TARGET | {"brightness", "color", "temperature", "effect"},
    "HassClimateSetTemperature": TARGET | {"temperature", "temperature_unit"},
    "HassClimateGetTemperature": TARGET,
    "HassClimateSetFanMode": TARGET | {"fan_mode"},
    "HassFanSetSpeed": TARGET | {"percentage"},
    "HassHumidifierSetpoint": TARGET | {"humidity"},
    "HassHumidifierMode": TARGET | {"mode"},
    "HassMediaPause": TARGET,
    "HassMediaUnpause": TARGET,
    "HassMediaNext": TARGET,
    "HassMediaPrevious": TARGET,
    "HassMediaPlayerMute": TARGET,
    "HassMediaPlayerUnmute": TARGET,
    "HassSetVolume": TARGET | {"volume_level"},
    "HassSetVolumeRelative": TARGET | {"volume_step"},
    "HassMediaSearchAndPlay": TARGET | {"search_query", "media_class", "genre", "artist"},
    "HassVacuumStart": TARGET,
    "HassVacuumReturnToBase": TARGET,
    "HassVacuumCleanArea": TARGET,
    "HassLawnMowerStartMowing": TARGET,
    "HassLawnMowerDock": TARGET,
    "HassListAddItem": frozenset({"name", "item"}),
    "HassListCompleteItem": frozenset({"name", "item"}),
    "HassListRemoveItem": frozenset({"name", "item"}),
    "HassShoppingListAddItem": frozenset({"item"}),
    "HassShoppingListCompleteItem": frozenset({"item"}),
    "HassStartTimer": _DURATION | {"name", "conversation_command"},
    "HassCancelTimer": _START,
    "HassCancelAllTimers": frozenset({"area"}),
    "HassIncreaseTimer": _START | _DURATION,
    "HassDecreaseTimer": _START | _DURATION,
    "HassPauseTimer": _START,
    "HassUnpauseTimer": _START,
    "HassTimerStatus": _START,
    "HassGetWeather": frozenset({"name", "date", "location"}),
    "HassGetCurrentTime": frozenset({"area", "location"}),
    "HassGetCurrentDate": frozenset({"location"}),
    "HassBroadcast": frozenset({"message"}),
    "HassNevermind": frozenset(),
    "HassRespond": frozenset({"response"}),
    "HearthUndo": frozenset(),
    "HearthWhy": frozenset(),
    "HearthTeach": frozenset({"phrase", "command"}),
    "HearthForget": frozenset({"phrase"}),
    "HearthSetMode": TARGET | {"attribute", "mode"},
    "HearthSetValue": TARGET | {"attribute", "value"},
    "HearthAdjust": TARGET | {"attribute", "direction", "amount", "unit"},
    "HearthStop": TARGET,
    "HearthNeed": TARGET | {"need"},
    "HearthRemaining": TARGET,
    "HearthListItems": frozenset({"name"}),
    "HearthSetAlarm": frozenset({"time", "date", "name"}),
    "HearthCancelAlarm": frozenset({"time", "date", "name"}),
    "HearthModifyAlarm": frozenset({"time", "date", "name", "direction", "start_at"}) | _DURATION,
    "HearthSnoozeAlarm": frozenset({"name"}) | _DURATION,
    "HearthAlarmStatus": frozenset({"time", "date", "name"}),
    "HearthSetReminder": frozenset({"message", "time", "date", "person", "location"}) | _DURATION,
    "HearthCancelReminder": frozenset({"message", "name", "time", "date"}),
    "HearthReminderStatus": frozenset({"message", "time", "date"}),
    "HearthMediaMode": TARGET | {"mode", "state"},
    "HearthMediaSeek": TARGET | {"direction"} | _DURATION,
    "HearthMediaStatus": TARGET | {"attribute"},
    "HearthSelectSource": TARGET | {"source"},
    "HearthSunTimes": frozenset({"event", "date", "location"}),
    "HearthScheduleStatus": frozenset(),
    "HearthCancelSchedule": frozenset({"message"}),
    "HearthTellWhen": frozenset({"message"}),
    "HearthConfirm": frozenset(),
    "HearthDeny": frozenset(),
    "HearthUnsupported": frozenset(),
    "HearthChat": frozenset(),
    "HearthIgnore": frozenset(),
}
"""Which slots an intent may have. A slot that is not listed is never produced for it.

`HearthModifyAlarm`: the frame's `at` is the new time, `start_at` (wall seconds) the old one where it was said, a
duration with `direction` `later` or `earlier` a shift. `HearthMediaMode`: `mode` is `shuffle` or `repeat`, `state`
`on` or `off`. `HearthMediaSeek`: `direction` is `forward`, `back` or `start`, the duration how far. `HearthSunTimes`:
`event` is `sunrise` or `sunset`. `unit` of an adjustment is `level` where steps were counted. `location` is a town.
"""

OUT_OF_SCOPE: Mapping[str, str] = {"HearthUnsupported": "refuse", "HearthChat": "ignore", "HearthIgnore": "ignore"}
"""What was understood as nothing for a home: what it wants of somebody else, small talk, talk to others; what to do."""

QUESTIONS = frozenset(
    {
        "HassGetState", "HassClimateGetTemperature", "HassGetWeather", "HassGetCurrentTime",
        "HassGetCurrentDate", "HassTimerStatus", "HassRespond", "HearthWhy", "HearthRemaining",
        "HearthListItems", "HearthAlarmStatus", "HearthReminderStatus", "HearthMediaStatus", "HearthSunTimes",
        "HearthScheduleStatus",
    }
)  # fmt: skip
"""Intents that change nothing."""

ADJUSTABLE = ("brightness", "temperature", "volume", "speed", "position", "humidity", "color_temperature", "value")
"""What `attribute` may be in `HearthAdjust` and `HearthSetValue`; `direction` is `up` or `down`, `amount` is in
the attribute's unit.
"""

NEEDS = ("dark", "bright", "cold", "hot", "stuffy", "dry", "humid", "loud", "quiet")
"""What `need` may be in `HearthNeed`: how it is for the person who says so."""
