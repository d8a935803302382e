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
    "HassGetWeather": frozenset({"name", "date"}),
    "HassGetCurrentTime": frozenset({"area"}),
    "HassGetCurrentDate": frozenset(),
    "HassBroadcast": frozenset({"message"}),
    "HassNevermind": frozenset(),
    "HassRespond": frozenset({"response"}),
    "HearthUndo": frozenset(),
    "HearthWhy": frozenset(),
    "HearthTeach": frozenset({"phrase", "command"}),
    "HearthSetMode": TARGET | {"attribute", "mode"},
    "HearthSetValue": TARGET | {"attribute", "value"},
    "HearthAdjust": TARGET | {"attribute", "direction", "amount"},
    "HearthStop": TARGET,
    "HearthNeed": TARGET | {"need"},
    "HearthRemaining": TARGET,
    "HearthListItems": frozenset({"name"}),
    "HearthSetAlarm": frozenset({"time", "date", "name"}),
    "HearthCancelAlarm": frozenset({"time", "date", "name"}),
    "HearthAlarmStatus": frozenset(),
    "HearthSetReminder": frozenset({"message", "time", "date"}) | _DURATION,
}
"""Which slots an intent may have. A slot that is not listed is never produced for it."""

QUESTIONS = frozenset(
    {
        "HassGetState", "HassClimateGetTemperature", "HassGetWeather", "HassGetCurrentTime",
        "HassGetCurrentDate", "HassTimerStatus", "HassRespond", "HearthWhy", "HearthRemaining",
        "HearthListItems", "HearthAlarmStatus",
    }
)  # fmt: skip
"""Intents that change nothing."""

ADJUSTABLE = ("brightness", "temperature", "volume", "speed", "position", "humidity", "color_temperature", "value")
"""What `attribute` may be in `HearthAdjust` and `HearthSetValue`; `direction` is `up` or `down`, `amount` is in
the attribute's unit.
"""

NEEDS = ("dark", "bright", "cold", "hot", "stuffy", "dry", "humid", "loud", "quiet")
"""What `need` may be in `HearthNeed`: how it is for the person who says so."""
