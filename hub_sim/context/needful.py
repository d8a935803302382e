"""Pairs of needs, media, habits, people, times and places."""

from __future__ import annotations

from dataclasses import replace

from hub_sim.context import places
from hub_sim.context.draft import IMPERSONAL, UNLIT, Draft, Stage, in_state, two_places
from hub_sim.context.pairs import Change, Member, Moment, Put, Reading, above, act, below, into

_NOT_AIR = ("battery", "minute", "speaker")
_CLIMATIC = ("climate", "fan", "cover", "humidifier", "light")
_DAY, _NIGHT = 13.0, 22.6


def cold_here(stage: Stage) -> Draft:
    """Two rooms, each with its thermostat."""
    scene = stage.scene
    members = []
    for room in (scene.room(), scene.room()):
        scene.clear(room, *_CLIMATIC)
        heating = scene.add("thermostat", room)
        members.append(Member(Moment(device=scene.ear(room)), act({heating: above("temperature")})))
    return Draft("place", members[0], members[1], IMPERSONAL)


def cold_window(stage: Stage) -> Draft:
    """The window of the room stands open, or it does not."""
    scene, room = stage.scene, stage.scene.room()
    scene.clear(room, *_CLIMATIC)
    heating = scene.add("thermostat", room)
    window = scene.add("window", room, "open", current_position=100)
    shut, warmer = {window: into("closed", "closing")}, {heating: above("temperature")}
    moment = Moment(device=scene.ear(room), states={window: Put("open", {"current_position": 100})})
    first = Member(moment, act(shut, shut | warmer))
    return Draft("window", first, in_state(first, window, Put("closed", {"current_position": 0}), act(warmer)))


def cold_fan(stage: Stage) -> Draft:
    """The fan of the room blows, or it does not and the heating is meant."""
    scene, room = stage.scene, stage.scene.room()
    scene.clear(room, *_CLIMATIC)
    heating, fan = scene.add("thermostat", room), scene.add("fan", room)
    still, warmer = {fan: into("off")}, {heating: above("temperature")}
    moment = Moment(device=scene.ear(room), states={fan: Put("on", {"percentage": 66})})
    first = Member(moment, act(still, still | warmer))
    return Draft("fan", first, in_state(first, fan, Put("off", {"percentage": 0}), act(warmer)))


def bright_time(stage: Stage) -> Draft:
    """The sun shines in, or it is night and the lamp is meant."""
    lamp, blind, moment = _lit_room(stage)
    dimmed = _dimmed(lamp)
    second = Member(_at(moment, _NIGHT), act(*dimmed))
    return Draft("hour", Member(_at(moment, _DAY), act({blind: _lower()})), second, UNLIT)


def bright_blind(stage: Stage) -> Draft:
    """By day, the blind is up, or it is down already and the lamp is meant."""
    lamp, blind, moment = _lit_room(stage)
    first = Member(_at(moment, _DAY), act({blind: _lower()}))
    down = in_state(first, blind, Put("closed", {"current_position": 0}), act(*_dimmed(lamp)))
    return Draft("blind", first, down, UNLIT)


def dark_here(stage: Stage) -> Draft:
    """In the evening, in two rooms with a lamp each."""
    scene = stage.scene
    members = []
    for room in (scene.room(), scene.room()):
        scene.clear(room, *_CLIMATIC)
        lamp = scene.add("light", room, "off")
        members.append(Member(_at(Moment(device=scene.ear(room)), 21.5), act({lamp: into("on")})))
    return Draft("place", members[0], members[1], UNLIT)


def dark_time(stage: Stage) -> Draft:
    """The blind is closed by day, or it is night and only a lamp helps."""
    scene, room = stage.scene, stage.scene.room()
    scene.clear(room, *_CLIMATIC)
    lamp = scene.add("light", room, "off")
    blind = scene.add("blind", room, "closed", current_position=0)
    moment = Moment(device=scene.ear(room), states={lamp: Put("off"), blind: Put("closed", {"current_position": 0})})
    up = act({blind: into("open", "opening")}, {blind: into("open", "opening"), lamp: into("on")})
    return Draft("hour", Member(_at(moment, _DAY), up), Member(_at(moment, _NIGHT), act({lamp: into("on")})), UNLIT)


def stuffy_here(stage: Stage) -> Draft:
    """One room has a fan, the other a window."""
    scene, (room, other) = stage.scene, (stage.scene.room(), stage.scene.room())
    for each in (room, other):
        scene.clear(each, *_CLIMATIC)
    fan, window = scene.add("fan", room, "off"), scene.add("window", other, "closed", current_position=0)
    first = Member(Moment(device=scene.ear(room)), act({fan: into("on")}))
    second = Member(two_places(first, scene.ear(other)), act({window: into("open", "opening")}))
    return Draft("place", first, second, _NOT_AIR)


def stuffy_fan(stage: Stage) -> Draft:
    """The fan stands still, or it runs already and only the window is left."""
    scene, room = stage.scene, stage.scene.room()
    scene.clear(room, *_CLIMATIC)
    fan, window = scene.add("fan", room), scene.add("window", room, "closed", current_position=0)
    opened = {window: into("open", "opening")}
    moment = Moment(device=scene.ear(room), states={fan: Put("off"), window: Put("closed", {"current_position": 0})})
    first = Member(moment, act({fan: into("on")}, {fan: into("on")} | opened))
    return Draft("fan", first, in_state(first, fan, Put("on", {"percentage": 50}), act(opened)), _NOT_AIR)


def media_device(stage: Stage) -> Draft:
    """A title that was filmed, asked of a screen or of a speaker."""
    scene, title = stage.scene, stage.rng.choice(places.TITLES)
    members = []
    for screen in (True, False):
        room = scene.room()
        scene.clear(room, "media_player")
        player = scene.add("tv" if screen else "speaker", room)
        kinds = {"movie", "video"} if screen else {"audiobook", "music", "soundtrack"}
        reading = replace(act({player: into("playing")}), data=("media_content_type", frozenset(kinds)))
        members.append(Member(Moment(device=scene.ear(room, screen=screen)), reading))
    return Draft("screen", members[0], members[1], slots={"title": title})


def media_taste(stage: Stage) -> Draft:
    """Two people with different tastes."""
    scene, room = stage.scene, stage.scene.room()
    scene.clear(room, "media_player")
    player, ear = scene.add("speaker", room), scene.ear(room)
    members = []
    likes = stage.rng.sample(places.GENRES, 3)
    for person, genre in zip(stage.folk, likes, strict=False):
        reading = replace(act({player: into("playing")}), data=("media_content_id", frozenset({genre})))
        tastes = {genre: stage.rng.uniform(0.5, 0.8), likes[2]: stage.rng.uniform(0.1, 0.2)}
        members.append(Member(Moment(device=ear, speaker=person, tastes=tastes), reading))
    return Draft("speaker", members[0], members[1], IMPERSONAL)


def brewing(stage: Stage) -> Draft:
    """Coffee is made after the alarm, tea in the afternoon."""
    scene, room = stage.scene, stage.scene.room()
    scene.clear(room, "switch")
    coffee, tea = scene.add("coffee", room, "off"), scene.add("tea", room, "off")
    ear = scene.ear(room)
    members = []
    for deed, hour in ((coffee, 7.1), (tea, 16.2)):
        habits = {f"{deed} turn_on": stage.rng.uniform(0.5, 0.9)}
        members.append(Member(Moment(device=ear, hour=hour, habits=habits), act({deed: into("on")})))
    return Draft("habit", members[0], members[1], ("battery", "minute", "light", "speaker", "lock"))


def mine(stage: Stage) -> Draft:
    """Two people, each with a lamp of their own."""
    scene, room = stage.scene, stage.scene.room()
    noun = stage.rng.choice(("Lamp", "Lamp", "Lantern", "Fan"))
    ear, members = scene.ear(room), []
    for person in stage.folk:
        where = scene.room() if stage.rng.random() < 0.5 else room
        kind = "fan" if noun == "Fan" else "light"
        own = scene.add(kind, where, "off", name=f"{scene.person_name(person)}'s {noun}")
        members.append(Member(Moment(device=ear, speaker=person), act({own: into("on")})))
    return Draft("speaker", members[0], members[1], IMPERSONAL, {"noun": noun.casefold()})


def light_at_night(stage: Stage) -> Draft:
    """Of the lamps in a room one is used in the evening and another at night."""
    scene, room = stage.scene, stage.scene.room()
    scene.clear(room, "light", "switch")
    lamps = [scene.add("light", room, "off") for _ in range(2)]
    ear = scene.ear(room)
    members = []
    for lamp, hour in zip(lamps, (19.5, 2.8), strict=True):
        moment = Moment(device=ear, habits={f"{lamp} turn_on": stage.rng.uniform(0.55, 0.9)})
        members.append(Member(_at(moment, hour), act({lamp: into("on")})))
    return Draft("hour", members[0], members[1], ("battery", "minute", "speaker", "lock"))


def morning(stage: Stage) -> Draft:
    """The next sensible time to wake somebody: this morning where it is still to come, else tomorrow's."""
    hour, minute = stage.rng.randint(5, 9), stage.rng.choice((0, 0, 15, 30, 45))
    moment = Moment(device=stage.scene.ear(stage.scene.room()))
    due = hour + minute / 60
    said = f"{hour}" if minute == 0 else f"{hour}:{minute:02d}"
    early = Member(replace(moment, hour=hour - 1.5), _alarm(due))
    late = Member(replace(moment, hour=stage.rng.choice((hour + 1.5, 14.0, hour + 11.0, 22.5))), _alarm(24 + due))
    return Draft("hour", early, late, slots={"clock": said})


def lights_here(stage: Stage) -> Draft:
    """Two rooms with lamps."""
    scene = stage.scene
    members = []
    for room in (scene.room(), scene.room()):
        scene.clear(room, "light", "switch")
        lamps = [scene.add(kind, room, "off") for kind in ("light", "strip")[: stage.rng.randint(1, 2)]]
        members.append(Member(Moment(device=scene.ear(room)), act({lamp: into("on") for lamp in lamps})))
    return Draft("place", members[0], members[1], UNLIT)


def lights_upstairs(stage: Stage) -> Draft:
    """A lamp upstairs is lit, or one downstairs is; only what is upstairs is meant."""
    scene = stage.scene
    scene.calm("light")
    upper = [row["id"] for row in scene.rows["areas"] if row.get("floor") == "upper"]
    lower = [row["id"] for row in scene.rows["areas"] if row.get("floor") == "ground"]
    upper, lower = upper or [scene.new_room("upper")], lower or [scene.new_room("ground")]
    always, sometimes = (scene.add("light", stage.rng.choice(upper), "off") for _ in range(2))
    below_stairs = scene.add("light", stage.rng.choice(lower), "off")
    lit = Put("on", {"brightness": 150})
    moment = Moment(device=scene.ear(stage.rng.choice(lower)), states={always: lit, sometimes: lit, below_stairs: lit})
    both = act({always: into("off"), sometimes: into("off")})
    first = Member(moment, both)
    return Draft("lamp", first, in_state(first, sometimes, Put("off"), act({always: into("off")})), _NOT_AIR)


def _lit_room(stage: Stage) -> tuple[str, str, Moment]:
    scene, room = stage.scene, stage.scene.room()
    scene.clear(room, *_CLIMATIC)
    lamp = scene.add("light", room, "on", brightness=220)
    blind = scene.add(stage.rng.choice(("blind", "curtain")), room, "open", current_position=100)
    states = {lamp: Put("on", {"brightness": 220}), blind: Put("open", {"current_position": 100})}
    return lamp, blind, Moment(device=scene.ear(room), states=states)


def _dimmed(lamp: str) -> tuple[dict[str, Change], ...]:
    return {lamp: below("brightness")}, {lamp: into("off")}


def _lower() -> Change:
    return below("current_position")


def _at(moment: Moment, hour: float) -> Moment:
    """The moment at an hour, with the sun where it then is."""
    sun = Put("above_horizon" if 7 <= hour < 19 else "below_horizon")
    return replace(moment, hour=hour, states={**moment.states, "sun.sun": sun})


def _alarm(hours: float) -> Reading:
    """An alarm so many hours after the midnight before."""
    return Reading("act", ({},), data=("at", frozenset({hours})))
