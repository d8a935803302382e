"""How the corpora's intents and slots become ours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from device_models.data.example import Piece
from device_models.labels import LABELS
from edge.understand.neural_lexicon import kind_of

_CHAT = "HearthChat"
_OUT = "HearthUnsupported"
_PLAY = "HassMediaSearchAndPlay"


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


SLU_INTENTS: dict[str, str] = {
    "iot_hue_lighton": "HassTurnOn",
    "iot_hue_lightoff": "HassTurnOff",
    "iot_wemo_on": "HassTurnOn",
    "iot_wemo_off": "HassTurnOff",
    "iot_hue_lightchange": "HassLightSet",
    "iot_hue_lightup": "HearthAdjust:brightness_up",
    "iot_hue_lightdim": "HearthAdjust:brightness_down",
    "iot_coffee": "HassTurnOn",
    "iot_cleaning": "HassVacuumStart",
    "audio_volume_up": "HearthAdjust:volume_up",
    "audio_volume_down": "HearthAdjust:volume_down",
    "audio_volume_mute": "HassMediaPlayerMute",
    "audio_volume_other": "HassSetVolume",
    "play_music": _PLAY,
    "play_radio": _PLAY,
    "play_audiobook": _PLAY,
    "play_podcasts": _PLAY,
    "music_query": "HearthMediaStatus",
    "music_settings": "HearthMediaMode",
    "alarm_set": "HearthSetAlarm",
    "alarm_query": "HearthAlarmStatus",
    "alarm_remove": "HearthCancelAlarm",
    "calendar_set": "HearthSetReminder",
    "calendar_query": "HearthReminderStatus",
    "calendar_remove": "HearthCancelReminder",
    "lists_query": "HearthListItems",
    "lists_createoradd": "HassListAddItem",
    "lists_remove": "HassListRemoveItem",
    "weather_query": "HassGetWeather",
    "datetime_query": "HassGetCurrentTime",
    **dict.fromkeys(
        (
            "general_affirm",
            "general_negate",
            "general_praise",
            "general_confirm",
            "general_explain",
            "general_repeat",
            "general_dontcare",
            "general_commandstop",
            "general_joke",
            "general_greet",
            "general_quirky",
            "music_likeness",
            "music_dislikeness",
        ),
        _CHAT,
    ),
}
"""Intents of slu_en; every other one is `HearthUnsupported`."""

_WEEKDAY_OR_MONTH = (
    "today|days|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|january|february|march|april|"
    "june|july|august|september|october|november|december"
)
_PLAYED = (
    "the|my|a|that|this|playing|reading|play|last|latest|recent|current|paused|audio ?books?|audio|book|music|songs?|"
    "playback|podcasts?|radio|player|episode|reader|of|again|now|where|i|left|off|from"
)
_ROOM = r"living|kitchen|bed|dining|bath|hall|guest|den\b|office|\w+ room"
_TOLD_TO = r"dim|turn|switch|increase|lower|change|raise|mind|lights? on|make|adjust|brighter|off"

_RULES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("datetime_query", re.compile(r"\bsun ?(set|rise)|\bsun (go|come)"), "HearthSunTimes"),
    ("datetime_query", re.compile(r"\b(date|day|month|year|week)\b"), "HassGetCurrentDate"),
    (
        "datetime_query",
        re.compile(rf"^(?!.*\b(time|hours?|minutes?|o'clock|[ap]\.? ?m)\b).*\b({_WEEKDAY_OR_MONTH})\b"),
        "HassGetCurrentDate",
    ),
    (
        "iot_hue_lightchange",
        re.compile(r"^(?!.*\bcolou?r).*\b(brighten|brighter)\b(?!.*\bto\b)"),
        "HearthAdjust:brightness_up",
    ),
    ("iot_hue_lightchange", re.compile(r"\b(dim|dimmer|darker)\b(?!.*\bto\b)"), "HearthAdjust:brightness_down"),
    ("iot_hue_lightup|iot_hue_lightdim", re.compile(r"\bto (max\w*|full|\w+ (percent|per cent)|\d+)"), "HassLightSet"),
    (
        "iot_hue_light(on|up)",
        re.compile(rf"^(?!.*\b({_TOLD_TO})\b).*(\b(is|it'?s|too) (\w+ )?dark\b|can'?t see\b)"),
        "HearthNeed:dark",
    ),
    ("iot_hue_light(off|dim)", re.compile(rf"^(?!.*\b({_TOLD_TO})\b).*\btoo bright\b"), "HearthNeed:bright"),
    (
        "iot_cleaning",
        re.compile(rf"\b(vacuum|clean|hoover|sweep)( cleaner)?( up)?( in)? (the|my) ({_ROOM})"),
        "HassVacuumCleanArea",
    ),
    ("audio_volume_(up|down|mute)", re.compile(r"\bun ?mute\b"), "HassMediaPlayerUnmute"),
    (
        "audio_volume_(up|down)",
        re.compile(
            r"\bto (\w+ )?(max\w*|full|\d+|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|hundred)\b"
        ),
        "HassSetVolume",
    ),
    ("audio_volume_mute", re.compile(r"\b(pause)\b"), "HassMediaPause"),
    ("audio_volume_mute", re.compile(r"\bresume\b"), "HassMediaPlayerUnmute"),
    (
        "audio_volume_mute|play_.*|music_settings",
        re.compile(r"^(please )?stop$|\bstop (it|playing|making|(the|this) (music|song|radio|podcast))\b"),
        "HassMediaPause:stop",
    ),
    ("play_.*|music_settings", re.compile(r"\b(next|skip)\b(?!.*\b(week|month)\b)"), "HassMediaNext"),
    ("play_.*|music_settings", re.compile(r"\b(previous|go back to the last)\b"), "HassMediaPrevious"),
    ("play_audiobook|play_podcasts", re.compile(r"\b(rewind|fast forward)\b"), "HearthMediaSeek"),
    (
        "play_.*",
        re.compile(rf"^(please |can you |could you |olly )*(resume|continue|unpause)( ({_PLAYED}))*( please)?$"),
        "HassMediaUnpause",
    ),
    ("play_.*", re.compile(r"\b(pause)\b"), "HassMediaPause"),
    ("play_.*", re.compile(r"\b(shuffle|repeat|loop)\b"), "HearthMediaMode"),
    (
        "alarm_.*",
        re.compile(r"\b(change|postpone|reschedule|move|delay) (my |the |all )*alarms?\b"),
        "HearthModifyAlarm",
    ),
    ("alarm_remove|alarm_query", re.compile(r"\bsnooze\b"), "HearthSnoozeAlarm"),
    ("alarm_set", re.compile(r"^(?!.*\balarm).*\bremind"), "HearthSetReminder"),
    ("alarm_set|calendar_set", re.compile(r"\b(timer|countdown)\b"), "HassStartTimer"),
    (
        "calendar_set",
        re.compile(r"^((olly|alexa|please) )*(what|when|do i|(tell me|let me know) when my)\b"),
        "HearthReminderStatus",
    ),
    ("lists_query", re.compile(r"\b(schedule|appointments?)\b"), "HearthReminderStatus"),
)
"""Finer than the corpus: (its intents, words, our label)."""

_EVERYWHERE = frozenset({"house", "flat", "home", "apartment", "all rooms", "whole house", "every room"})
_SLU_SLOTS: dict[str, str] = {
    "house_place": "area",
    "color_type": "color",
    "time": "time",
    "timeofday": "time",
    "date": "date",
    "general_frequency": "date",
    "person": "person",
    "relation": "person",
    "list_name": "list",
    "weather_descriptor": "state",
    "artist_name": "artist",
    "music_genre": "genre",
    "song_name": "query",
    "playlist_name": "query",
    "radio_name": "query",
    "app_name": "query",
    "podcast_name": "query",
    "podcast_descriptor": "query",
    "audiobook_name": "query",
    "audiobook_author": "artist",
    "media_type": "media_class",
    "time_zone": "location",
    "place_name": "location",
    "alarm_type": "label",
    "meal_type": "item",
    "business_name": "location",
    "music_album": "query",
}
_TAGS_OF = {label.name: frozenset(label.tags) for label in LABELS}
_CLOCK = re.compile(
    r"\d\s*(am|pm|:|o'?clock)|^\d+$"
    r"|\b(am|pm|noon|midnight|morning|evening|night|afternoon|o'?clock|half past|quarter)\b"
)
_PREPOSITION = re.compile(r"^(at|on|for|in|by|to|from|of|the)$")

FACEBOOK_INTENTS: dict[str, str] = {
    "alarm__set_alarm": "HearthSetAlarm",
    "alarm__cancel_alarm": "HearthCancelAlarm",
    "alarm__modify_alarm": "HearthModifyAlarm",
    "alarm__show_alarms": "HearthAlarmStatus",
    "alarm__snooze_alarm": "HearthSnoozeAlarm",
    "alarm__time_left_on_alarm": "HearthAlarmStatus",
    "reminder__set_reminder": "HearthSetReminder",
    "reminder__cancel_reminder": "HearthCancelReminder",
    "reminder__show_reminders": "HearthReminderStatus",
    "weather__find": "HassGetWeather",
    "weather__checkSunrise": "HearthSunTimes",
    "weather__checkSunset": "HearthSunTimes",
}
_FACEBOOK_SLOTS = {"datetime": "time", "location": "location", "reminder__todo": "item", "weather__attribute": "state"}

CLINC_CHAT = _listed(
    "who_made_you meaning_of_life who_do_you_work_for do_you_have_pets what_are_your_hobbies fun_fact "
    "what_is_your_name where_are_you_from goodbye thank_you greeting tell_joke are_you_a_bot how_old_are_you "
    "what_can_i_ask_you user_name change_speed whisper_mode change_language repeat change_accent sync_device "
    "change_user_name change_ai_name reset_settings maybe"
)
CLINC_MAPPED = {
    "yes": "HearthConfirm",
    "no": "HearthDeny",
    "weather": "HassGetWeather",
    "next_song": "HassMediaNext",
    "what_song": "HearthMediaStatus",
    "cancel": "HassNevermind",
    "time": "HassGetCurrentTime",
    "timezone": "HassGetCurrentTime",
    "date": "HassGetCurrentDate",
    "alarm": "HearthSetAlarm",
    "timer": "HassStartTimer",
    "reminder": "HearthReminderStatus",
    "reminder_update": "HearthSetReminder",
    "calendar": "HearthReminderStatus",
    "calendar_update": "HearthSetReminder",
    "meeting_schedule": "HearthReminderStatus",
    "todo_list": "HearthListItems",
    "shopping_list": "HearthListItems",
    "todo_list_update": "HassListAddItem",
    "shopping_list_update": "HassListAddItem",
    "play_music": "HassMediaSearchAndPlay",
    "change_volume": "HassSetVolume",
}
"""Intents of CLINC150 that a home understands; `clinc_label` looks at the words of the mixed ones."""

_CLINC_RULES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("todo_list_update", re.compile(r"\b(done|complete\w*|finished|cross|check|tick)\b"), "HassListCompleteItem"),
    (".*_list_update", re.compile(r"\b(remove|delete|erase|clear|take|drop|get rid)\b"), "HassListRemoveItem"),
    ("calendar_update|reminder_update", re.compile(r"\b(cancel|remove|delete|clear|erase)\b"), "HearthCancelReminder"),
    (
        "change_volume",
        re.compile(r"\d|\b(to|at) (\w+ )?(one|two|three|four|five|six|seven|eight|nine|ten|max)"),
        "HassSetVolume",
    ),
    ("change_volume", re.compile(r"\b(up|louder|raise|increase|higher|boost)\b"), "HearthAdjust:volume_up"),
    ("change_volume", re.compile(r"\b(down|lower|quieter|softer|decrease|reduce)\b"), "HearthAdjust:volume_down"),
    ("timer", re.compile(r"\b(how|left|remaining|status)\b"), "HassTimerStatus"),
    ("alarm", re.compile(r"\b(cancel|turn off|delete|remove|stop)\b"), "HearthCancelAlarm"),
)
CLINC_SKIPPED = _listed("update_playlist smart_home schedule_meeting next_holiday")
"""Intents whose requests are partly ours: leaving them out is safer than either label."""


def slu_label(intent: str, text: str) -> str:
    """Our label of a slu_en request; `HearthUnsupported` or `HearthChat` when it is out of scope."""
    for pattern, words, label in _RULES:
        if re.fullmatch(pattern, intent) and words.search(text.lower()):
            return label
    return SLU_INTENTS.get(intent, _OUT)


def clinc_label(intent: str, text: str) -> str:
    """Our label of a CLINC150 request."""
    for pattern, words, label in _CLINC_RULES:
        if re.fullmatch(pattern, intent) and words.search(text.lower()):
            return label
    return CLINC_MAPPED.get(intent, _CHAT if intent in CLINC_CHAT else _OUT)


def slu_slots(label: str, text: str, spans: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Our slots of annotated spans; those that the label cannot have are dropped."""
    slots = []
    for start, end, name in spans:
        begin, tag = _slu_tag(name, text[start:end], start)
        end -= len(" list") if tag == "list" and text[start:end].endswith(" list") else 0  # noqa: PLW2901
        if tag in _TAGS_OF[label] and begin < end:
            slots.append((begin, end, tag))
    return slots


def _slu_tag(name: str, value: str, start: int) -> tuple[int, str]:
    if name == "device_type":
        return start, "device" if kind_of(value) else "name"
    if name == "house_place" and value in _EVERYWHERE:
        return start, "everywhere"
    if name == "house_place" and value in {"room", "this room", "here"}:
        return start, "here"
    if name == "change_amount":
        first, _, rest = value.partition(" ")
        if rest and first in {"to", "by"}:
            return start + len(first) + 1, "value" if first == "to" else "amount"
        return start, "amount"
    if name == "event_name":
        return start, "item"
    if name == "player_setting":
        return start, "mode"
    return start, _SLU_SLOTS.get(name, "")


def facebook_slot(label: str, slot: str, words: list[str]) -> list[Piece]:
    """Pieces of one annotated group: leading prepositions are not part of our slots."""
    tag = _FACEBOOK_SLOTS.get(slot, "")
    lead: list[str] = []
    rest = list(words)
    if tag == "time":
        while len(rest) > 1 and _PREPOSITION.match(rest[0].lower()):
            lead.append(rest.pop(0))
        tag = _time_tag(lead, rest)
    said = _joined(rest)
    ours = tag if tag in _TAGS_OF[label] else None
    return [*([Piece(" ".join(lead))] if lead else []), Piece(said, ours)]


def _time_tag(lead: list[str], rest: list[str]) -> str:
    said = " ".join(rest).lower()
    if (
        lead[:1] == ["in"]
        and re.search(r"\b(min\w*|hours?|hrs?|sec\w*|days?)\b", said)
        and re.search(r"\d|\ban?\b|half|one|two|ten", said)
    ):
        return "delay"
    clock = _CLOCK.search(said)
    if not clock and re.search(r"\b(min\w*|hours?|hrs?|sec\w*)\b", said):
        return "delay"
    return "time" if clock else "date"


def _joined(words: list[str]) -> str:
    text = " ".join(words)
    return re.sub(r"\s*([:?.!,'])\s*", r"\1", text) if re.search(r"[:']", text) else text
