"""The label space: what the model says about each word, and what the runtime makes of it.

A *label* is an intent as it is spoken ("open" and "turn on" are different labels of `HassTurnOn`); the
exported manifest carries this table, so that the runtime needs nothing else. `docs/labels.md` says how
the corpora map to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

TARGET = ("name", "area", "floor", "device", "here", "everywhere", "quantity", "ref")
MODIFIERS = (
    "delay",
    "time",
    "date",
    "except_name",
    "except_area",
    "except_device",
    "cond_name",
    "cond_area",
    "cond_device",
    "cond_setting",
    "cond_compare",
    "cond_value",
)
TAGS: tuple[str, ...] = (
    *TARGET,
    "value",
    "amount",
    "color",
    "mode",
    "setting",
    "state",
    "duration",
    "start_duration",
    "label",
    "item",
    "list",
    "query",
    "artist",
    "genre",
    "media_class",
    "location",
    "person",
    "message",
    "phrase",
    *MODIFIERS,
)
"""Every slot tag; each word piece carries `O`, `B-tag` or `I-tag`."""

TAG_LABELS: tuple[str, ...] = ("O", *(f"{prefix}-{tag}" for tag in TAGS for prefix in "BI"))
BOUNDARIES: tuple[str, ...] = ("none", "clause", "share")
"""What begins at a word: nothing, a clause of its own, or a target that shares the verb before it."""


@dataclass(frozen=True, slots=True)
class Label:
    """One label: its intent, the tags it may have, and the slots that it fixes.

    `value` names the slot that a `value` tag fills; `domains` restricts what a name may mean.
    `scope` is `request`, `dialogue` (about the talk itself), `discard` (words to drop) or `out`.
    """

    name: str
    intent: str
    tags: tuple[str, ...] = ()
    value: str = ""
    domains: tuple[str, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    scope: str = "request"


def _device(name: str, *tags: str, value: str = "", domains: tuple[str, ...] = (), **slots: str) -> Label:
    intent = name.partition(":")[0]
    return Label(name, intent, (*TARGET, *MODIFIERS, "duration", *tags), value, domains, slots)


def _plain(name: str, *tags: str, scope: str = "request", **slots: str) -> Label:
    return Label(name, name.partition(":")[0], tags, "", (), slots, scope)


_WHEN = ("time", "date", "delay", "duration", "label")
_TIMER = ("duration", "start_duration", "label", "area", "here", "ref", "quantity")
_LIST = ("item", "list", "date", "time", "quantity", "ref")
_ADJUSTED = ("brightness", "temperature", "volume", "speed", "position", "humidity", "value")

LABELS: tuple[Label, ...] = (
    _device("HassTurnOn", "mode", "color", "item"),
    _device("HassTurnOff", "mode"),
    _device("HassTurnOn:open", domains=("cover", "valve", "lock")),
    _device("HassTurnOff:close", domains=("cover", "valve", "lock")),
    _device("HassTurnOn:lock", domains=("lock",)),
    _device("HassTurnOff:unlock", domains=("lock",)),
    _device("HassToggle"),
    _device("HassSetPosition", "value", "setting", value="position", domains=("cover", "valve")),
    _device("HassLightSet", "value", "color", "setting", "mode", value="brightness", domains=("light",)),
    _device("HassClimateSetTemperature", "value", "setting", "mode", value="temperature"),
    _device("HassFanSetSpeed", "value", "mode", "setting", value="percentage", domains=("fan",)),
    _device("HearthSetValue", "value", "setting", value="value"),
    _device("HearthSetMode", "mode", "setting"),
    *(
        _device(f"HearthAdjust:{what}_{way}", "amount", "setting", attribute=what, direction=way)
        for what in _ADJUSTED
        for way in ("up", "down")
    ),
    _device("HassSetVolume", "value", "setting", value="volume_level", domains=("media_player",)),
    *(
        _device(f"HearthNeed:{need}", need=need)
        for need in ("dark", "bright", "cold", "hot", "stuffy", "dry", "humid", "loud", "quiet")
    ),
    _device("HearthStop"),
    _device("HassVacuumStart", domains=("vacuum",)),
    _device("HassVacuumReturnToBase", domains=("vacuum",)),
    _device("HassVacuumCleanArea", domains=("vacuum",)),
    _device("HassLawnMowerStartMowing", domains=("lawn_mower",)),
    _device("HassLawnMowerDock", domains=("lawn_mower",)),
    _device("HassMediaPause", "media_class", domains=("media_player",)),
    _device("HassMediaPause:stop", "media_class", domains=("media_player",)),
    _device("HassMediaUnpause", "media_class", domains=("media_player",)),
    _device("HassMediaNext", "media_class", domains=("media_player",)),
    _device("HassMediaPrevious", "media_class", domains=("media_player",)),
    _device("HassMediaPlayerMute", domains=("media_player",)),
    _device("HassMediaPlayerUnmute", domains=("media_player",)),
    _device("HassMediaSearchAndPlay", "query", "artist", "genre", "media_class", "setting", domains=("media_player",)),
    _device("HearthMediaMode", "mode", "query", "artist", "media_class"),
    _device("HearthMediaSeek", "query", "media_class"),
    _device("HearthSelectSource", "mode", "setting"),
    _device("HearthMediaStatus", "query", "artist", "genre", "media_class", "setting"),
    _device("HassGetState", "state", "setting", "person", "value", "color"),
    _device("HassClimateGetTemperature", "setting"),
    _device("HearthRemaining"),
    _plain("HassGetWeather", "location", "date", "time", "state", "name", "area"),
    _plain("HassGetCurrentTime", "location", "date", "time", "area"),
    _plain("HassGetCurrentDate", "location", "date", "time", "label"),
    _plain("HearthSunTimes", "location", "date", "time"),
    *(
        _plain(f"Hass{verb}", *_TIMER)
        for verb in (
            "CancelTimer",
            "CancelAllTimers",
            "IncreaseTimer",
            "DecreaseTimer",
            "PauseTimer",
            "UnpauseTimer",
            "TimerStatus",
        )
    ),
    _plain("HassStartTimer", *_TIMER, "message", "time"),
    _plain("HassListAddItem", *_LIST),
    _plain("HassListCompleteItem", *_LIST),
    _plain("HassListRemoveItem", *_LIST),
    _plain("HearthListItems", *_LIST),
    _plain("HearthSetAlarm", *_WHEN, "area", "quantity"),
    _plain("HearthCancelAlarm", *_WHEN, "quantity"),
    _plain("HearthModifyAlarm", *_WHEN, "quantity"),
    _plain("HearthSnoozeAlarm", *_WHEN),
    _plain("HearthAlarmStatus", *_WHEN, "quantity"),
    _plain("HearthSetReminder", *_WHEN, "item", "person", "location"),
    _plain("HearthCancelReminder", *_WHEN, "item", "person", "quantity", "location"),
    _plain("HearthReminderStatus", *_WHEN, "item", "person", "quantity", "location"),
    _plain("HassBroadcast", "message", "area"),
    _plain("HassNevermind", scope="dialogue"),
    _plain("HearthUndo", scope="dialogue"),
    _plain("HearthWhy", scope="dialogue"),
    _plain("HearthTeach", "phrase", "message", scope="dialogue"),
    _plain("HearthConfirm", scope="dialogue"),
    _plain("HearthDeny", scope="dialogue"),
    _plain("HearthDiscard", scope="discard"),
    _plain("HearthUnsupported", scope="out"),
    _plain("HearthChat", scope="out"),
    _plain("HearthIgnore", scope="out"),
)
"""Every label, in the order of the model's intent output."""

LABEL_INDEX: Mapping[str, int] = {label.name: index for index, label in enumerate(LABELS)}
TAG_INDEX: Mapping[str, int] = {tag: index for index, tag in enumerate(TAG_LABELS)}
OUT = frozenset(label.name for label in LABELS if label.scope == "out")


def base(name: str) -> str:
    """The intent of a label: `HassTurnOn:open` is `HassTurnOn`."""
    return name.partition(":")[0]
