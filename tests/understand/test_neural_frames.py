from __future__ import annotations

from dataclasses import replace

import pytest
from neural_support import channel, read, small_home

from edge.home.model import Entity
from edge.intents import INTENT_SLOTS
from edge.turn import Job, Knowledge, Request

NOW = 1_772_564_400.0  # 2026-03-03 19:00 UTC


def slots(marked: str, **request: object) -> dict[str, object]:
    return dict(read(marked, **request).frames[0].slots)


def test_a_name_is_given_as_the_home_spells_it() -> None:
    frame = read("@HassTurnOn turn on the (name:den lamp)").frames[0]
    assert (frame.intent, dict(frame.slots)) == ("HassTurnOn", {"name": "Den Lamp"})


def test_of_names_that_differ_in_number_the_one_that_was_said() -> None:
    rooms = small_home()
    twins = [Entity(f"cover.{name.casefold()}", name, "den", state="open") for name in ("Tall Drape", "Tall Drapes")]
    rooms = replace(rooms, entities={**rooms.entities, **{entity.id: entity for entity in twins}})
    for name in ("Tall Drape", "Tall Drapes"):
        said = read(f"@HassTurnOn:open open the (name:{name.casefold()})", home=rooms).frames[0]
        assert said.slots["name"] == name


def test_a_kind_that_is_said_with_its_property_is_what_is_set() -> None:
    found = slots("@HassSetPosition set the (setting:curtains position) to (value:50 percent)")
    assert found == {"domain": "cover", "device_class": "curtain", "position": 50}
    assert "domain" not in slots("@HassSetPosition set the (setting:fan speed) to (value:50 percent)")


def test_what_no_place_is_called_belongs_to_the_name_behind_it() -> None:
    assert slots("@HassTurnOn turn on the (area:guest) (name:den lamp)") == {"name": "guest den lamp"}
    assert slots("@HassTurnOn turn on the (area:hall) (name:lamp)") == {"area": "Hall", "name": "lamp"}
    assert slots("@HassTurnOn turn on in the (area:cellar) the (name:lamp)") == {"area": "cellar", "name": "lamp"}


def test_the_plural_of_a_kind_is_the_kind_also_where_one_is_called_so() -> None:
    rooms = small_home()
    rooms = replace(rooms, entities={**rooms.entities, "light.x": Entity("light.x", "Light", "den", state="on")})
    assert read("@HassTurnOff turn off the (name:lights)", home=rooms).frames[0].slots == {"domain": "light"}
    assert read("@HassTurnOff turn off the (name:light)", home=rooms).frames[0].slots == {"name": "Light"}


def test_an_unknown_name_is_given_as_spoken() -> None:
    assert slots("@HassTurnOn turn on the (name:jacuzzi)") == {"name": "jacuzzi"}


def test_a_kind_becomes_its_domain_and_an_alias_its_area() -> None:
    assert slots("@HassTurnOn turn on the (device:lights) in the (area:snug)") == {"domain": "light", "area": "Den"}


def test_a_covering_also_has_its_class() -> None:
    frame = read("@HassTurnOn:open open the (device:blinds)").frames[0]
    assert dict(frame.slots) == {"domain": "cover", "device_class": "blind"}
    assert frame.domains == ()


def test_a_kind_that_is_a_name_here_is_looked_for_by_name() -> None:
    assert slots("@HassTurnOn turn on the (device:radiator)") == {"name": "radiator"}


def test_opening_a_lock_unlocks_it_and_closing_locks() -> None:
    opened = read("@HassTurnOn:open open the (name:porch door)").frames[0]
    closed = read("@HassTurnOff:close close the (name:porch door)").frames[0]
    assert (opened.intent, opened.domains) == ("HassTurnOff", ("lock",))
    assert (closed.intent, closed.domains) == ("HassTurnOn", ("lock",))


def test_the_door_that_is_locked_is_a_lock() -> None:
    for label, verb in (("HassTurnOn:lock", "lock"), ("HassTurnOff:unlock", "unlock")):
        frame = read(f"@{label} {verb} the (device:door)").frames[0]
        assert (frame.intent, dict(frame.slots), frame.domains) == (label.split(":")[0], {"name": "door"}, ("lock",))
    every = read("@HassTurnOn:lock lock (quantity:all) the (device:doors)").frames[0]
    assert (dict(every.slots), every.domains) == ({"name": "all"}, ("lock",))


def test_opening_something_else_never_means_a_lock() -> None:
    frame = read("@HassTurnOn:open open the (name:den shutter)").frames[0]
    assert (frame.intent, frame.domains) == ("HassTurnOn", ("cover", "valve"))


def test_here_is_the_area_of_the_hearing_device() -> None:
    assert slots("@HassTurnOff turn off the (device:lights) in (here:here)", area="hall") == {
        "domain": "light",
        "area": "Hall",
    }
    assert slots("@HassTurnOff turn off the (device:lights) in (here:here)") == {"domain": "light"}


def test_all_of_a_kind() -> None:
    assert slots("@HassTurnOff turn off (quantity:all) the (device:lights)") == {"name": "all", "domain": "light"}


def test_everything_upstairs_but_the_fan() -> None:
    frame = read("@HassTurnOff switch off (quantity:everything) (floor:upstairs) but the (except_device:fan)").frames[0]
    assert dict(frame.slots) == {"name": "all", "floor": "Upstairs"}
    assert [dict(s) for s in frame.excepted] == [{"domain": "fan"}]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("@HassLightSet set the (name:den lamp) to (value:50 %)", {"brightness": 50}),
        ("@HassLightSet set the (name:den lamp) to (value:fifty percent)", {"brightness": 50}),
        ("@HassLightSet set the (name:den lamp) to (value:the maximum)", {"brightness": 100}),
        ("@HassLightSet set the (name:den lamp) to (value:2700 kelvin)", {"temperature": 2700}),
        ("@HassLightSet set the (name:den lamp) to (color:Red) at (value:30)", {"color": "red", "brightness": 30}),
        ("@HassSetVolume set the (setting:volume) of (name:telly) to (value:20)", {"volume_level": 20}),
        ("@HassSetPosition set the (name:den shutter) to (value:half)", {"position": 50}),
        ("@HassFanSetSpeed set the (name:loft fan) to (value:70 %)", {"percentage": 70}),
        ("@HassClimateSetTemperature set (name:den radiator) to (value:21 . 5 degrees)", {"temperature": 21.5}),
        (
            "@HearthSetValue set the (setting:humidity) of the (name:humidifier) to (value:40)",
            {"attribute": "humidity", "value": 40},
        ),
        ("@HearthSetMode set the (name:humidifier) to (mode:Sleep) mode", {"mode": "sleep"}),
        (
            "@HearthAdjust:brightness_up brighten (name:den lamp) by (amount:20 %)",
            {"attribute": "brightness", "direction": "up", "amount": 20},
        ),
        (
            "@HearthAdjust:brightness_down make (name:den lamp) (amount:a bit) darker",
            {"attribute": "brightness", "direction": "down"},
        ),
        (
            "@HearthAdjust:value_up raise the (setting:intensity) of (name:humidifier)",
            {"attribute": "intensity", "direction": "up"},
        ),
    ],
)
def test_values(marked: str, expected: dict[str, object]) -> None:
    found = slots(marked.replace(" . ", "."))
    assert {key: value for key, value in found.items() if key != "name"} == expected


def test_fahrenheit_is_kept_with_its_unit() -> None:
    found = slots("@HassClimateSetTemperature set the (name:den radiator) to (value:70 degrees fahrenheit)")
    assert found == {"name": "Den Radiator", "temperature": 70, "temperature_unit": "°F"}


def test_clauses_split_and_keep_their_spans() -> None:
    hypothesis = read("@HassTurnOn turn on the (name:den lamp) @HassTurnOff:close and close the (name:den shutter)")
    first, second = hypothesis.frames
    assert (first.intent, second.intent) == ("HassTurnOn", "HassTurnOff")
    assert hypothesis.text[slice(*first.span)] == "turn on the den lamp"
    assert hypothesis.text[slice(*second.span)] == "and close the den shutter"


def test_a_shared_verb_reaches_every_target() -> None:
    frames = read("@HassLightSet set the (name:den lamp) @+ and the (name:hall light) to (value:40)").frames
    assert [dict(f.slots) for f in frames] == [
        {"name": "Den Lamp", "brightness": 40},
        {"name": "Hall Light", "brightness": 40},
    ]


def test_a_shared_kind_reaches_every_area() -> None:
    frames = read("@HassTurnOff turn off the (device:lights) in the (area:den) @+ and the (area:hall)").frames
    assert [dict(f.slots) for f in frames] == [{"domain": "light", "area": "Den"}, {"domain": "light", "area": "Hall"}]


def test_a_correction_drops_what_was_said_first() -> None:
    frames = read("@HassTurnOn turn on the @=HearthDiscard den lamp no @=HassTurnOn the (name:kettle)").frames
    assert [dict(f.slots) for f in frames] == [{"name": "Kettle"}]


def test_a_pronoun_takes_the_target_before() -> None:
    frames = read("@HassTurnOn turn on the (name:den lamp) @HassLightSet and make (ref:it) (color:blue)").frames
    assert dict(frames[1].slots) == {"name": "Den Lamp", "color": "blue"}


def test_a_condition() -> None:
    frame = read(
        "@HassClimateSetTemperature if the (cond_area:den) is (cond_compare:colder than) (cond_value:19 degrees) "
        "set it to (value:21)"
    ).frames[0]
    assert frame.condition is not None
    assert (dict(frame.condition.slots), frame.condition.comparison, frame.condition.value) == (
        {"area": "Den"},
        "below",
        19,
    )


def test_unless_turns_a_condition_round() -> None:
    frame = read("@HassTurnOff turn off the (name:kettle) unless the (cond_name:den lamp) is (cond_value:on)").frames[0]
    assert frame.condition is not None
    assert (frame.condition.comparison, frame.condition.value) == ("is", "off")


def test_a_delay_and_a_moment() -> None:
    assert read("@HassTurnOn turn on the (name:kettle) in (delay:five minutes)").frames[0].delay == 300
    assert read("@HassTurnOn turn on the (name:kettle) in (time:half an hour)").frames[0].delay == 1800
    assert read("@HassTurnOn turn on the (name:kettle) (time:in ten minutes)").frames[0].delay == 600
    assert read("@HassTurnOn turn on the (name:kettle) at (time:9 pm)", at=NOW).frames[0].at == NOW + 7200


def test_for_a_while_means_the_opposite_later() -> None:
    frames = read("@HassTurnOn turn on the (name:kettle) for (duration:20 minutes)").frames
    assert [(f.intent, f.delay) for f in frames] == [("HassTurnOn", None), ("HassTurnOff", 1200)]


def test_timers_have_hours_minutes_and_seconds() -> None:
    assert slots("@HassStartTimer set a timer for (duration:1 hour and 15 minutes)") == {"hours": 1, "minutes": 15}
    assert slots("@HassCancelTimer cancel the (start_duration:5 minute) timer") == {"start_minutes": 5}
    assert slots("@HassPauseTimer pause the (label:pizza) timer") == {"name": "pizza"}


def test_an_alarm_after_a_delay_is_at_a_moment() -> None:
    assert read("@HearthSetAlarm wake me in (delay:2 hours)", at=NOW).frames[0].at == NOW + 7200


def test_several_items_are_several_frames() -> None:
    frames = read("@HassListAddItem add (item:milk) and (item:two eggs) to the (list:shopping) list").frames
    assert [dict(f.slots) for f in frames] == [
        {"name": "shopping", "item": "milk"},
        {"name": "shopping", "item": "two eggs"},
    ]


def test_what_to_play() -> None:
    found = slots(
        "@HassMediaSearchAndPlay play the (media_class:song) (query:Halo) by (artist:Beyonce) on the (name:telly)"
    )
    assert found == {"name": "Telly", "search_query": "Halo by Beyonce", "artist": "Beyonce", "media_class": "track"}


def test_questions_say_how_they_are_answered() -> None:
    one = read("@HassGetState is the (name:den lamp) (state:on)").frames[0]
    many = read("@HassGetState (quantity:which) (device:windows) are (state:open)").frames[0]
    assert (one.response, many.response) == ("one_yesno", "which")
    assert dict(many.slots) == {"domain": "cover", "device_class": "window", "state": "open"}


def test_a_slot_that_the_intent_cannot_have_is_not_produced() -> None:
    found = slots("@HassTurnOn turn on the (name:kettle) to (value:40)")
    assert found.keys() <= INTENT_SLOTS["HassTurnOn"]


def test_out_of_scope_is_one_frame_without_slots() -> None:
    hypothesis = read("@HearthUnsupported order me a pizza")
    assert [(f.intent, dict(f.slots)) for f in hypothesis.frames] == [("HearthUnsupported", {})]


@pytest.mark.parametrize("text", ["", "   ", "?!", "\x00", "é" * 2000, "🙂", "(" * 300])
def test_odd_text_raises_nothing(text: str) -> None:
    made, _, _ = channel("@HassTurnOn turn on")
    made.read(Request("r", text, NOW), small_home())


def test_doubt_lowers_the_score() -> None:
    sure, _, text = channel("@HassTurnOn turn on the (name:kettle)")
    unsure, _, _ = channel("@HassTurnOn turn on the (name:kettle)", sure=3.0)
    request = Request("r", text, NOW)
    assert sure.read(request, small_home())[0].score > 0.95 > unsure.read(request, small_home())[0].score


def test_relative_volume_is_home_assistants() -> None:
    louder = read("@HearthAdjust:volume_up turn (ref:it) up").frames[0]
    quieter = read("@HearthAdjust:volume_down turn the (setting:volume) down by (amount:20 percent)").frames[0]
    assert (louder.intent, dict(louder.slots)) == ("HassSetVolumeRelative", {"volume_step": "up"})
    assert dict(quieter.slots) == {"volume_step": -20}


def test_the_shopping_list_is_home_assistants_where_there_is_no_other() -> None:
    marked = "@HassListAddItem add (item:milk) to the (list:shopping) list"
    bare = replace(small_home(), entities={}, generation=7)
    assert read(marked, bare).frames[0].intent == "HassShoppingListAddItem"
    assert read(marked).frames[0].intent == "HassListAddItem"


def test_one_thing_said_in_two_clauses() -> None:
    marked = (
        "@HassTurnOn turn on the (device:light) "
        "@HassLightSet and set the (setting:brightness) to (value:40) in the (area:hall)"
    )
    assert [dict(f.slots) for f in read(marked).frames] == [
        {"domain": "light", "area": "Hall"},
        {"domain": "light", "area": "Hall", "brightness": 40},
    ]


def test_a_refused_clause_is_left_out_of_what_is_done() -> None:
    frames = read("@HassTurnOn turn on the (name:kettle) @HassNevermind but don't turn on the lamp").frames
    assert [f.intent for f in frames] == ["HassTurnOn"]
    assert [f.intent for f in read("@HassNevermind don't turn on the lamp").frames] == ["HassNevermind"]


def test_a_property_said_with_its_thing_names_both() -> None:
    home = replace(small_home(), entities={"climate.h": Entity("climate.h", "Heating", "den")}, generation=11)
    frame = read("@HassClimateSetTemperature set the (setting:heating temperature) to (value:21)", home).frames[0]
    assert dict(frame.slots) == {"name": "Heating", "temperature": 21}
    adjusted = read("@HearthAdjust:value_up raise the (setting:heating intensity)", home).frames[0]
    assert dict(adjusted.slots) == {"name": "Heating", "attribute": "intensity", "direction": "up"}


def test_the_kettle_device_is_the_kettle() -> None:
    assert slots("@HassTurnOn turn on the (name:kettle device)") == {"name": "Kettle"}


def test_opposites_of_one_domain_are_told_apart_by_name() -> None:
    assert slots("@HassTurnOn turn on the (device:air conditioner)") == {"name": "air conditioner"}
    assert slots("@HassTurnOn turn on the (device:dehumidifier)") == {"name": "dehumidifier"}
    assert slots("@HassMediaUnpause unpause the (device:tv)") == {"name": "tv"}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("@HassTurnOff put out the fire", {"name": "fire"}),
        ("@HassTurnOn please make me some tea", {"name": "tea"}),
        ("@HassTurnOn water the (area:den)", {"name": "water", "area": "Den"}),
        ("@HassTurnOff turn off the (area:den)", {"domain": "light", "area": "Den"}),
        ("@HassTurnOff make it dark in (here:here)", {"domain": "light"}),
        ("@HassTurnOff turn it off", {}),
    ],
)
def test_nothing_is_switched_without_being_named(marked: str, expected: dict[str, object]) -> None:
    assert slots(marked) == expected


def test_a_reading_that_lacks_what_it_needs_is_a_last_resort() -> None:
    whole, lacking = (
        read("@HassLightSet set the (name:den lamp) to (value:40)"),
        read("@HassLightSet set the (name:den lamp)"),
    )
    assert lacking.score < 0.7 < whole.score


def test_punctuation_and_links_between_clauses_are_no_clause() -> None:
    found = read(
        "@HassTurnOn turn on the (name:den lamp) @HassLightSet . @HassLightSet , and @HassToggle toggle the (name:den lamp)"
    )
    assert [frame.intent for frame in found.frames] == ["HassTurnOn", "HassToggle"]


def test_a_link_at_the_end_belongs_to_what_came_before() -> None:
    found = read("@HassTurnOn turn on the (name:den lamp) @HassTurnOff please .")
    assert [(frame.intent, frame.span) for frame in found.frames] == [("HassTurnOn", (0, 29))]


def test_a_frame_that_says_nothing_is_dropped_beside_others() -> None:
    found = read("@HassTurnOn turn on the (name:den lamp) @HassLightSet while sitting")
    assert [frame.intent for frame in found.frames] == ["HassTurnOn"]


def test_a_name_has_no_punctuation_around_it() -> None:
    assert slots("@HassTurnOn turn on the (name:[jacuzzi])") == {"name": "jacuzzi"}
    assert slots("@HassTurnOn turn on the (name:jacuzzi [now)]") == {"name": "jacuzzi"}


def test_a_kind_of_thing_is_no_area() -> None:
    assert slots("@HassMediaPlayerMute mute the (area:tv)") == {"name": "tv"}


def test_its_is_what_was_spoken_of() -> None:
    found = read(
        "@HassTurnOn turn on the (name:jacuzzi) @HearthSetValue and set (ref:its) (setting:flow) to (value:40)"
    )
    assert dict(found.frames[1].slots) == {"name": "jacuzzi", "attribute": "flow", "value": 40}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "@HearthSetMode turn the (name:den fan) (mode:upwards)",
            {"name": "den fan", "attribute": "swing", "mode": "up"},
        ),
        ("@HearthSetMode set the (name:den fan) to (mode:eco)", {"name": "den fan", "mode": "eco"}),
        (
            "@HearthAdjust:speed_up raise the (setting:speed) of the (name:den fan) by (amount:two levels)",
            {"name": "den fan", "attribute": "speed", "direction": "up", "amount": 2, "unit": "level"},
        ),
        ("@HearthMediaMode turn off (mode:shuffle)", {"mode": "shuffle", "state": "off"}),
        ("@HearthMediaMode (mode:loop) this song", {"mode": "repeat", "state": "on"}),
        ("@HearthMediaSeek skip ahead (duration:30 seconds)", {"direction": "forward", "seconds": 30}),
        ("@HearthMediaSeek go back to the beginning", {"direction": "start"}),
        ("@HearthSelectSource switch the (name:telly) to (mode:HDMI 1)", {"name": "Telly", "source": "hdmi 1"}),
        ("@HearthSunTimes when does the sun go down", {"event": "sunset"}),
        ("@HearthSnoozeAlarm snooze for (duration:ten minutes)", {"minutes": 10}),
        ("@HearthModifyAlarm move my alarm (duration:an hour) earlier", {"hours": 1, "direction": "earlier"}),
        ("@HassGetWeather is it (state:raining) in (location:Oslo)", {"location": "Oslo"}),
    ],
)
def test_our_own_intents_have_their_slots(marked: str, expected: dict[str, object]) -> None:
    assert slots(marked) == expected


def test_an_alarm_is_moved_from_one_time_to_another() -> None:
    frame = read("@HearthModifyAlarm change my (time:7 am) alarm to (time:8 am)").frames[0]
    assert (frame.at or 0) - float(str(frame.slots["start_at"])) == 3600


@pytest.mark.parametrize("label", ["HearthUnsupported", "HearthChat", "HearthIgnore"])
def test_what_is_out_of_scope_says_of_which_kind(label: str) -> None:
    frame = read(f"@{label} he said so").frames[0]
    assert (frame.intent, dict(frame.slots)) == (label, {})


@pytest.mark.parametrize(("language", "read_at_all"), [("en", True), ("en-GB", True), ("en_US", True), ("de", False)])
def test_only_languages_that_the_model_learnt_are_read(language: str, *, read_at_all: bool) -> None:
    made, _, text = channel("@HassTurnOn turn on the (name:den lamp)")
    assert bool(made.read(Request("r", text, NOW, language=language), small_home())) is read_at_all


def test_the_model_is_told_of_the_conversation() -> None:
    made, session, text = channel("@HassTurnOn turn on the (name:den lamp)")
    made.read(Request("r", text, NOW), small_home())
    alone = session.feeds["context"]
    made.read(Request("r", text, NOW), small_home(), Knowledge(jobs=(Job("j", "timer"),)))
    assert (alone != session.feeds["context"]).sum() == 1


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("play the (media_class:album) (artist:Queen)", {"search_query": "Queen", "media_class": "album"}),
        ("play (query:Queen artist)", {"search_query": "Queen", "media_class": "artist"}),
        ("play the (artist:artist Beatles)", {"search_query": "Beatles", "media_class": "artist"}),
        ("play the song (query:Yesterday)", {"search_query": "Yesterday", "media_class": "track"}),
        ("play (artist:Queen)", {"search_query": "Queen", "artist": "Queen"}),
        (
            "play (query:Yesterday) by (artist:the Beatles)",
            {"search_query": "Yesterday by the Beatles", "artist": "the Beatles"},
        ),
    ],
)
def test_what_is_played_is_told_apart_from_its_kind(marked: str, expected: dict[str, object]) -> None:
    assert slots(f"@HassMediaSearchAndPlay {marked}") == expected


def test_what_comes_out_of_a_player_is_no_name() -> None:
    assert slots("@HassMediaPlayerMute mute the (name:media) in the (area:den)") == {"area": "Den"}
