"""Moments to learn from: those of the context pairs, in other words, and requests that name what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hub_sim.context.draft import Draft, Maker, Stage
from hub_sim.context.generate import MAKERS, WORDINGS, make_pairs, read_wordings
from hub_sim.context.pairs import Member, Moment, Pair, Put, Reading, act, into

OWN_WORDINGS = Path(__file__).parent / "wordings.yaml"
_ABSENT = (
    "jacuzzi", "lawn flamingo", "periscope", "disco ball", "butler", "submarine hatch", "popcorn machine",
    "waffle iron", "time machine", "snow cannon", "aquarium dome", "drawbridge", "harpsichord", "weather balloon",
)  # fmt: skip


def training_pairs(pairs: int, homes: int, seed: int) -> Iterator[Pair]:
    """So many pairs of every kind, none in words of the benchmark. Raises `ValueError` where words are shared."""
    words = read_wordings(OWN_WORDINGS)
    shared = {line for lines in words.values() for line in lines} & {
        line for lines in read_wordings(WORDINGS).values() for line in lines
    }
    if shared:
        raise ValueError(f"{OWN_WORDINGS}: {min(shared)!r} is a wording of the benchmark; say it differently")
    return make_pairs(pairs, homes, seed, words, {**MAKERS, **NAMED})


def named_off(stage: Stage) -> Draft:
    """Something else goes on here, but what is to go off was named."""
    return _named(stage, ("light", "fan", "plug"), "on")


def named_on(stage: Stage) -> Draft:
    """Something else is usual now, but what is to go on was named."""
    return _named(stage, ("light", "fan", "plug"), "off")


def named_open(stage: Stage) -> Draft:
    """Something else was spoken of, but what is to be opened was named."""
    return _named(stage, ("blind", "curtain", "window"), "closed")


def named_state(stage: Stage) -> Draft:
    """Something else is at work, but what is asked about was named."""
    scene, room = stage.scene, stage.scene.room()
    thing = scene.add("light", room, name=_plain(stage, "light"))
    about = Reading("answer", about=frozenset({thing}))
    moments = (Moment(device=scene.ear(room)), Moment(device=scene.ear(scene.room())))
    first, second = (Member(moment, about) for moment in moments)
    return Draft("place", first, second, slots={"name": scene.name(thing)})


def room_off(stage: Stage) -> Draft:
    """The lamps of a room that was named, heard there or anywhere."""
    scene, room = stage.scene, stage.scene.room()
    scene.clear(room, "light", "switch")
    lamps = [scene.add("light", room, "on", brightness=150) for _ in range(stage.rng.randint(1, 3))]
    done = act({lamp: into("off") for lamp in lamps})
    members = (Member(Moment(), done), Member(Moment(device=scene.ear(stage.rng.choice((room, scene.room())))), done))
    return Draft("place", *members, slots={"room": scene.room_name(room).casefold()})


def nowhere(stage: Stage) -> Draft:
    """What was named is not in this home."""
    scene, room = stage.scene, stage.scene.room()
    lamp = scene.add("light", room, "on")
    moment = Moment(device=scene.ear(room), changed={lamp: 10.0})
    first, second = Member(moment, Reading("refuse")), Member(Moment(), Reading("refuse"))
    return Draft("change", first, second, slots={"absent": stage.rng.choice(_ABSENT), "number": "30"})


def talk(stage: Stage) -> Draft:
    """People talk to one another while things are going on."""
    scene, room = stage.scene, stage.scene.room()
    lamp, player = scene.add("light", room, "on"), scene.add(stage.rng.choice(("tv", "speaker")), room)
    robot, blind = scene.add("robot", scene.room()), scene.add("blind", room, "open", current_position=100)
    ear, states = scene.ear(room), {player: Put("playing", {"volume_level": 0.3}), robot: Put("cleaning")}
    first, second = (
        Member(Moment(device=ear, states=states, changed={recent: 10.0}), Reading("refuse")) for recent in (lamp, blind)
    )
    return Draft("change", first, second, slots={"number": str(stage.rng.randint(2, 90))})


NAMED: dict[str, tuple[Maker, ...]] = {
    "named_off": (named_off,), "named_on": (named_on,), "named_open": (named_open,), "named_state": (named_state,),
    "room_off": (room_off,), "nowhere": (nowhere,), "talk": (talk,),
}  # fmt: skip
_OTHER = {"on": "off", "off": "on", "closed": "open"}


def _named(stage: Stage, kinds: tuple[str, ...], state: str) -> Draft:
    scene, kind = stage.scene, stage.rng.choice(kinds)
    room, other = scene.room(), scene.room()
    thing = scene.add(kind, room, state, name=_plain(stage, kind))
    rival = scene.add(kind, other, state)
    states = {thing: Put(state), rival: Put(state)}
    done = act({thing: into(_OTHER[state], "opening")})
    service = {"on": "turn_off", "off": "turn_on", "closed": "open_cover"}[state]
    moments = (
        Moment(device=stage.rng.choice((None, scene.ear(room))), states=states),
        Moment(device=scene.ear(other), states=states, changed={rival: 20.0}, habits={f"{rival} {service}": 0.8}),
    )
    first, second = (Member(moment, done) for moment in moments)
    return Draft("place", first, second, slots={"name": scene.name(thing)})


def _plain(stage: Stage, kind: str) -> str:
    """A name that nothing else in the home is called by, also not in part."""
    return (
        f"{stage.rng.choice(('Juniper', 'Saffron', 'Quartz', 'Linden', 'Harbour'))} {stage.scene.free_name(kind, None)}"
    )
