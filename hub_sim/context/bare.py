"""Pairs of bare questions and bare commands: what is meant was not said."""

from __future__ import annotations

from dataclasses import replace

from hub_sim.context.draft import IMPERSONAL, UNLIT, Draft, Stage, in_state, two_places
from hub_sim.context.pairs import Change, Member, Moment, Put, Reading, Spoken, above, act, at, into
from hub_sim.context.scene import Scene

_APPLIANCES = ("washer", "dryer", "dishwasher", "bread")


def oven_on(stage: Stage) -> Draft:
    """The oven of the room is heating, or it is not and the room is meant."""
    scene, kitchen = stage.scene, stage.scene.room()
    scene.clear(kitchen, "climate", "sensor")
    oven, sensor, degrees = _oven(scene, kitchen)
    hot = stage.rng.randint(90, 240)
    moment = Moment(device=scene.ear(kitchen), states={oven: _heating(hot)}, changed={oven: 900.0})
    first = Member(moment, Reading("answer", about=frozenset({oven}), answer=(str(hot),)))
    room = Reading("answer", about=frozenset({sensor}), answer=(str(degrees),))
    return Draft("oven", first, in_state(first, oven, Put("off", {"current_temperature": 22}), room))


def oven_elsewhere(stage: Stage) -> Draft:
    """Asked in the kitchen where the oven is heating, or in another room."""
    draft = oven_on(stage)
    scene, room = stage.scene, stage.scene.room()
    scene.clear(room, "climate", "sensor")
    degrees = stage.rng.randint(26, 29)
    sensor = scene.add("temperature", room, str(degrees))
    there = Reading("answer", about=frozenset({sensor}), answer=(str(degrees),))
    return replace(draft, fact="place", second=Member(two_places(draft.first, scene.ear(room)), there))


def running(stage: Stage) -> Draft:
    """One appliance runs, or another."""
    (one, left), (other, right) = (_appliance(stage, kind) for kind in stage.rng.sample(_APPLIANCES, 2))
    ear = stage.scene.ear(stage.scene.room())
    return Draft("running", _asked(ear, one, left, other), _asked(ear, other, right, one))


def running_mentioned(stage: Stage) -> Draft:
    """Two appliances run, and one of them was just spoken of."""
    (one, left), (other, right) = (_appliance(stage, kind) for kind in stage.rng.sample(_APPLIANCES, 2))
    ear = stage.scene.ear(stage.scene.room())
    first, second = _asked(ear, one, left, other), _asked(ear, other, right, one)
    states = {
        one[0]: Put("on"), one[1]: first.moment.states[one[1]],
        other[0]: Put("on"), other[1]: second.moment.states[other[1]],
    }  # fmt: skip
    return Draft(
        "mention",
        Member(replace(first.moment, states=states, spoken=(Spoken(one[0], "HassTurnOn"),)), first.reading),
        Member(replace(second.moment, states=states, spoken=(Spoken(other[0], "HassTurnOn"),)), second.reading),
    )


def stop_here(stage: Stage) -> Draft:
    """Something goes on in either of two rooms; the one in this room is meant."""
    return _by_place([_stoppable(stage, kind) for kind in stage.rng.sample(("robot", "tv", "blind"), 2)], UNLIT)


def stop_playing(stage: Stage) -> Draft:
    """Music in this room is stopped; where there is none, the robot that cleans elsewhere."""
    stage.scene.calm("media_player", "vacuum")
    player, robot = _stoppable(stage, "speaker"), _stoppable(stage, "robot")
    moment = Moment(device=player.ear, states={player.id: player.put, robot.id: robot.put})
    first = Member(moment, act({player.id: player.change}))
    return Draft("playing", first, in_state(first, player.id, Put("idle"), act({robot.id: robot.change})), UNLIT)


def pause_here(stage: Stage) -> Draft:
    """Music plays in two rooms."""
    stage.scene.calm("media_player")
    return _by_place([_player(stage), _player(stage)])


def pause_playing(stage: Stage) -> Draft:
    """Music plays here and elsewhere, or only elsewhere."""
    stage.scene.calm("media_player")
    here, there = _player(stage), _player(stage)
    moment = Moment(device=here.ear, states={here.id: here.put, there.id: there.put})
    first = Member(moment, act({here.id: here.change}))
    return Draft("playing", first, in_state(first, here.id, Put("idle"), act({there.id: there.change})))


def louder_here(stage: Stage) -> Draft:
    """Music plays in two rooms."""
    return _louder(pause_here(stage))


def louder_playing(stage: Stage) -> Draft:
    """Music plays here and elsewhere, or only elsewhere."""
    return _louder(pause_playing(stage))


def open_here(stage: Stage) -> Draft:
    """A closed covering in either of two rooms."""
    return _by_place([_closed(stage), _closed(stage)], ("battery", "minute", "light", "speaker"))


def open_mentioned(stage: Stage) -> Draft:
    """Two closed coverings in this room; one was spoken of."""
    room = stage.scene.room()
    stage.scene.clear(room, "cover")
    things = [_closed(stage, room, kind) for kind in stage.rng.sample(("blind", "curtain", "window"), 2)]
    return _by_mention(things, "HassTurnOff", ("battery", "minute", "light", "speaker"))


def open_grave(stage: Stage) -> Draft:
    """A blind or the garage was spoken of: the garage is not opened unasked."""
    room = stage.scene.room()
    stage.scene.clear(room, "cover")
    draft = _by_mention([_closed(stage, room, "blind"), _closed(stage, room, "garage")], "HassGetState")
    second = replace(draft.second, reading=replace(draft.second.reading, decision="ask"))
    return replace(draft, fact="mention of the garage", second=second, idle=("battery", "minute", "light", "speaker"))


def set_mentioned(stage: Stage) -> Draft:
    """A thermostat or a lamp was spoken of; the number is degrees or percent."""
    scene, room, number = stage.scene, stage.scene.room(), stage.rng.randint(16, 25)
    scene.clear(room, "climate", "light")
    heating = scene.add("thermostat", room)
    lamp = scene.add("light", room, "on", brightness=200)
    moment = Moment(device=scene.ear(room))
    warm = act({heating: at("temperature", number)})
    dim = act({lamp: at("brightness", round(number * 2.55))})
    return Draft(
        "mention",
        Member(replace(moment, spoken=(Spoken(heating, "HassClimateGetTemperature", asked=True),)), warm),
        Member(replace(moment, spoken=(Spoken(lamp, "HassTurnOn"),)), dim),
        slots={"number": str(number)},
    )


def set_elsewhere(stage: Stage) -> Draft:
    """Two thermostats, in this room and in another."""
    scene, number = stage.scene, stage.rng.randint(16, 25)
    rooms = (scene.room(), scene.room())
    members = []
    for room in rooms:
        scene.clear(room, "climate", "light", "fan", "cover", "media_player", "humidifier")
        heating = scene.add("thermostat", room)
        members.append(Member(Moment(device=scene.ear(room)), act({heating: at("temperature", number)})))
    return Draft("place", members[0], members[1], slots={"number": str(number)})


def off_here(stage: Stage) -> Draft:
    """One thing is on in either of two rooms."""
    return _by_place([_switched(stage), _switched(stage)], UNLIT)


def off_mentioned(stage: Stage) -> Draft:
    """Two things are on in this room; one was spoken of."""
    room = stage.scene.room()
    stage.scene.rest(room, "light", "switch", "fan", "media_player", "humidifier")
    kinds = stage.rng.sample(("light", "fan", "plug", "strip"), 2)
    return _by_mention([_switched(stage, room, kind) for kind in kinds], "HassTurnOn", UNLIT)


def off_changed(stage: Stage) -> Draft:
    """Two things are on in this room; one was switched on by hand a moment ago."""
    draft = off_mentioned(stage)
    one, other = draft.first.moment.spoken[0].entity, draft.second.moment.spoken[0].entity
    return replace(
        draft,
        fact="change",
        first=replace(draft.first, moment=replace(draft.first.moment, spoken=(), changed={one: 15.0, other: 7200.0})),
        second=replace(
            draft.second, moment=replace(draft.second.moment, spoken=(), changed={other: 15.0, one: 7200.0})
        ),
    )


class _Thing:
    """Something under way: where it is heard, how it is, and how it should end."""

    def __init__(self, identity: str, ear: str, put: Put, change: Change) -> None:
        self.id, self.ear, self.put, self.change = identity, ear, put, change


def _by_place(things: list[_Thing], idle: tuple[str, ...] = IMPERSONAL) -> Draft:
    states = {thing.id: thing.put for thing in things}
    first, second = (Member(Moment(device=t.ear, states=states), act({t.id: t.change})) for t in things)
    return Draft("place", first, second, idle)


def _by_mention(things: list[_Thing], intent: str, idle: tuple[str, ...] = IMPERSONAL) -> Draft:
    states = {thing.id: thing.put for thing in things}
    asked = intent == "HassGetState"
    first, second = (
        Member(Moment(device=t.ear, states=states, spoken=(Spoken(t.id, intent, asked=asked),)), act({t.id: t.change}))
        for t in things
    )
    return Draft("mention", first, second, idle)


def _louder(draft: Draft) -> Draft:
    def changed(member: Member) -> Member:
        (entity,) = member.reading.outcomes[0]
        return replace(member, reading=act({entity: above("volume_level")}))

    return replace(draft, first=changed(draft.first), second=changed(draft.second))


def _stoppable(stage: Stage, kind: str) -> _Thing:
    scene, room = stage.scene, stage.scene.room()
    scene.rest(room, "media_player", "vacuum", "fan", "switch", "light")
    identity, ear = scene.add(kind, room), scene.ear(room)
    if kind == "robot":
        return _Thing(identity, ear, Put("cleaning"), into("idle", "paused", "returning", "docked"))
    if kind == "blind":
        return _Thing(identity, ear, Put("opening", {"current_position": 40}), into("open"))
    return _Thing(identity, ear, Put("playing", {"media_title": "Rain"}), into("paused", "idle", "off"))


def _player(stage: Stage) -> _Thing:
    scene, room = stage.scene, stage.scene.room()
    scene.rest(room, "media_player", "fan", "vacuum")
    identity = scene.add(stage.rng.choice(("tv", "speaker")), room)
    return _Thing(identity, scene.ear(room), Put("playing", {"volume_level": 0.3}), into("paused", "idle"))


def _closed(stage: Stage, room: str | None = None, kind: str | None = None) -> _Thing:
    scene = stage.scene
    if room is None:
        room = scene.room()
        scene.clear(room, "cover", "lock")
    identity = scene.add(kind or stage.rng.choice(("blind", "curtain", "window")), room, "closed", current_position=0)
    return _Thing(identity, scene.ear(room), Put("closed", {"current_position": 0}), into("open", "opening"))


def _switched(stage: Stage, room: str | None = None, kind: str | None = None) -> _Thing:
    scene = stage.scene
    if room is None:
        room = scene.room()
        scene.rest(room, "light", "switch", "fan", "media_player", "humidifier", "vacuum", "climate")
    kind = kind or stage.rng.choice(("light", "fan", "plug", "tv", "strip"))
    identity = scene.add(kind, room)
    lit = {"brightness": 150} if kind in {"light", "strip"} else {"percentage": 50} if kind == "fan" else {}
    return _Thing(identity, scene.ear(room), Put("playing" if kind == "tv" else "on", lit), into("off"))


def _oven(scene: Scene, room: str) -> tuple[str, str, int]:
    oven = scene.add("oven", room)
    degrees = scene.rng.randint(18, 25)
    return oven, scene.add("temperature", room, str(degrees)), degrees


def _heating(degrees: int) -> Put:
    return Put("heat", {"current_temperature": degrees, "temperature": degrees + 10})


_Appliance = tuple[str, str]


def _appliance(stage: Stage, kind: str) -> tuple[_Appliance, int]:
    """An appliance with the sensor of its remaining time, and minutes left."""
    scene, room = stage.scene, stage.scene.room()
    name = scene.free_name(kind, None)
    switch = scene.add(kind, room, "off", name=name)
    said = stage.rng.choice(("Remaining Time", "Time Remaining", "Time Left"))
    sensor = scene.add("battery", room, "0", name=f"{name} {said}", device_class="duration", unit_of_measurement="min")
    return (switch, sensor), stage.rng.randint(4, 95)


def _asked(ear: str, runs: _Appliance, left: int, rests: _Appliance) -> Member:
    states = {runs[0]: Put("on"), runs[1]: Put(str(left)), rests[0]: Put("off"), rests[1]: Put("0")}
    return Member(Moment(device=ear, states=states), Reading("answer", about=frozenset(runs)))
