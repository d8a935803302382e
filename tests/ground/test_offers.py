"""What the moment offers for clauses that named their target badly, loosely or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from homes import NOON, frame, home, view

from edge.ground.alternatives import alternatives
from edge.ground.kin import kin
from edge.ground.names import NameIndex
from edge.ground.offers import belongs_to, offers, says_mine
from edge.ground.planner import ground
from edge.ground.view import View
from edge.ground.waking import awake
from edge.home.model import Area, Entity
from edge.turn import Frame, Hypothesis, Knowledge, SlotValue

HOUR = 3600.0


def saying(text: str, speaker: str | None = None, at: float = NOON, **knowledge: object) -> View:
    seen = view(home(), device="lounge_puck")
    request = replace(seen.request, text=text, speaker=speaker, at=at)
    return replace(seen, request=request, knowledge=Knowledge(**knowledge))  # type: ignore[arg-type]


def offered(made: Frame, seen: View) -> list[tuple[str, ...]]:
    return list(offers(made, ground(made, seen), seen))


@pytest.mark.parametrize(
    ("name", "owner"), [("Anna's Lamp", "anna"), ("anna lamp", "anna"), ("Annabel's Lamp", None), ("Lamp", None)]
)
def test_things_belong_to_those_whose_name_they_bear(name: str, owner: str | None) -> None:
    seen = saying("turn on my lamp", "anna")
    assert belongs_to(Entity("light.x", name), seen) == owner


def test_mine_is_said_by_somebody_known() -> None:
    assert says_mine(saying("turn on my lamp", "anna"))
    assert not says_mine(saying("turn on my lamp"))
    assert not says_mine(saying("turn on the lamp", "anna"))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("brewing", ["switch.kettle"]),
        ("brew", ["switch.kettle"]),
        ("jacuzzi", []),
        ("print room skylight", []),
        ("tea", ["switch.kettle"]),
        ("a cup of tea", ["switch.kettle"]),
        ("coffee", []),
        ("brew something", ["switch.kettle"]),
    ],
)
def test_an_activity_offers_what_does_it(name: str, found: list[str]) -> None:
    seen = saying(f"start {name}")
    assert [id_ for ids in offered(frame("HassTurnOn", name=name), seen) for id_ in ids] == found


def test_what_bears_the_name_of_an_activity_is_that_thing_and_the_room_of_one_does_nothing() -> None:
    laundry = {"name": "Kitchen Brewer Light"}
    seen = replace(saying("start the brewer"), snapshot=home(light_spots=laundry))
    seen = replace(seen, names=NameIndex(seen.snapshot))
    assert ("light.spots",) in offered(frame("HassTurnOn", name="brewing"), seen)
    rooms = {**seen.snapshot.areas, "kitchen": Area("kitchen", "Brewer Room")}
    named = replace(seen.snapshot, areas=rooms)
    assert offered(frame("HassTurnOn", name="brewing"), replace(seen, snapshot=named)) == [("switch.kettle",)]
    brewer = home(switch_oven_plug={"name": "Brewing"})
    there = replace(seen, snapshot=brewer, names=NameIndex(brewer))
    assert offered(Frame("HassTurnOn", {"name": "brewing"}, domains=("scene",)), there) == []


def test_a_room_is_heated_by_what_heats_it() -> None:
    seen = saying("heat the bedroom")
    assert offered(frame("HassTurnOn", name="Heat", area="Bedroom"), seen) == [("climate.bedroom",)]


def test_an_activity_in_a_room_offers_only_what_is_in_it() -> None:
    seen = saying("start brewing")
    assert offered(frame("HassTurnOn", name="brewing", area="Kitchen"), seen) == [("switch.kettle",)]
    assert offered(frame("HassTurnOn", name="brewing", area="Lounge"), seen) == []
    assert offered(frame("HassTurnOn", name="brewing", area="Atlantis"), seen) == []


def test_an_activity_is_no_name_of_what_the_template_speaks_of() -> None:
    made = replace(frame("HassTurnOn", name="brewing"), domains=("script",))
    assert offered(made, saying("start brewing")) == [("switch.kettle",)]


def test_a_thing_of_that_name_is_no_activity() -> None:
    rooms = home(vacuum_rover={"name": "Sweeper"}, switch_kettle={"name": "Robot"})
    seen = replace(view(rooms, "open the sweeper"), snapshot=rooms)
    assert offered(replace(frame("HassTurnOn", name="the sweeper"), domains=("cover",)), seen) == []


def test_a_habit_offers_one_of_a_room_and_never_one_of_another() -> None:
    habits = {
        "light.table turn_on": 0.8,
        "light.strip turn_on": 0.1,
        "light.bed turn_on": 0.9,
        "light.table turn_off": 1.0,
    }
    seen = saying("some light", habits=habits)
    assert offered(frame("HassTurnOn", domain="light"), seen) == [("light.table",)]
    assert offered(frame("HassTurnOn", name="Kitchen Spots"), seen) == []


@pytest.mark.parametrize(
    ("text", "made", "intents"),
    [
        ("set it to 22", Frame("HassClimateSetTemperature", {"temperature": 22, "name": "it"}), ["HearthSetValue"]),
        (
            "set it to 72 F",
            Frame("HassClimateSetTemperature", {"temperature": 72, "name": "it", "temperature_unit": "°F"}),
            [],
        ),
        ("set it to 22 degrees", Frame("HassClimateSetTemperature", {"temperature": 22, "name": "it"}), []),
        ("how much time is left", Frame("HassTimerStatus"), ["HearthRemaining"]),
        ("how much time is left on the timer", Frame("HassTimerStatus"), []),
        ("is it done", Frame("HassGetState", {"name": "it"}), ["HearthRemaining"]),
        ("what does the temperature say", Frame("HassGetWeather"), ["HassClimateGetTemperature"]),
        ("what is the temperature outside", Frame("HassGetWeather"), []),
        ("what does the thermometer say", Frame("HassGetCurrentTime"), ["HassClimateGetTemperature"]),
        ("what time is it", Frame("HassGetCurrentTime"), []),
        ("read out the temperature", Frame("HassGetWeather"), ["HassClimateGetTemperature"]),
        ("how cold is it out there", Frame("HassGetWeather"), []),
        (
            "the temperature reading",
            Frame("HassClimateGetTemperature", {"name": "reading"}),
            ["HassClimateGetTemperature"],
        ),
        ("the temperature of the grill", Frame("HassClimateGetTemperature", {"name": "grill"}), []),
        ("a bit of light", Frame("HearthAdjust", {"attribute": "brightness", "direction": "up"}), ["HassTurnOn"]),
        ("set the brightness of the light", Frame("HassLightSet", {"domain": "light"}), []),
        ("more brightness for the lights", Frame("HearthAdjust", {"attribute": "brightness", "direction": "up"}), []),
        ("light up by 10", Frame("HearthAdjust", {"attribute": "brightness", "direction": "up", "amount": 10}), []),
        ("which light is on", Frame("HassGetState", {"domain": "light", "state": "on"}), []),
        ("enough, stop", Frame("HassNevermind"), ["HearthStop"]),
        ("enough of that", Frame("HassTurnOff", {"name": "that"}), ["HearthStop"]),
        ("enough", Frame("HassTurnOff", {"name": "enough"}), ["HearthStop"]),
        ("that's enough, switch it off", Frame("HassTurnOff", {"name": "it"}), []),
        ("stop the kettle", Frame("HassTurnOff", {"name": "kettle"}), []),
        ("it's warm enough", Frame("HearthChat"), []),
        ("don't stop", Frame("HassNevermind"), []),
        ("how about some music", Frame("HearthMediaStatus"), ["HassMediaSearchAndPlay"]),
        ("how loud is the music", Frame("HearthMediaStatus"), []),
        ("put Dracula on", Frame("HassTurnOn", {"name": "Dracula"}), ["HassMediaSearchAndPlay"]),
        ("put Dracula on", Frame("HassTurnOn", {"name": "put Dracula"}), ["HassMediaSearchAndPlay"]),
        ("put dracula on", Frame("HassTurnOn", {"name": "dracula"}), []),
        ("put dracula on", Frame("HassTurnOn", {"name": "put dracula"}), []),
        ("put the Kettle on", Frame("HassTurnOn", {"name": "put Kettle"}), []),
        ("put Dracula on", Frame("HassListAddItem", {"item": "Dracula"}), ["HassMediaSearchAndPlay"]),
        ("put milk on the list", Frame("HassListAddItem", {"item": "milk"}), []),
        ("switch off all that is lit", Frame("HassTurnOff", {"name": "all"}), ["HassTurnOff"]),
    ],
)
def test_frames_near_to_what_was_read(text: str, made: Frame, intents: list[str]) -> None:
    vague = made.slots.get("name") == "it"
    assert [near.intent for near in kin(made, saying(text), vague=vague)] == intents


@pytest.mark.parametrize(
    ("text", "said", "now", "due"),
    [
        ("wake me at seven", 19, 18, 31),  # read as 19:00 today: tomorrow at seven
        ("wake me at seven", 19, 5, 7),  # still to come this morning
        ("get me up at seven", 19, 18, 31),
        ("get me out of bed at seven", 19, 18, 31),
        ("wake me at seven in the evening", 19, 18, 19),
        ("wake me at 19:00", 19, 18, 19),
        ("wake me at 7pm", 19, 18, 19),
        ("set an alarm for seven", 19, 18, 19),
        ("wake me at seven", 7, 5, 7),
        ("I would like to be woken at seven", 19, 18, 31),
        ("I want to be awake by seven", 19, 18, 31),
    ],
)
def test_a_bare_hour_to_wake_somebody_is_one_of_the_morning(text: str, said: int, now: int, due: int) -> None:
    midnight = NOON - 12 * HOUR
    made = replace(frame("HearthSetAlarm"), at=midnight + said * HOUR)
    assert awake(made, saying(text, at=midnight + now * HOUR)).at == midnight + due * HOUR


def test_a_need_is_met_in_the_room_and_said_twice_is_one() -> None:
    slots: dict[str, SlotValue] = {"need": "dark"}
    plans = alternatives(
        Hypothesis((Frame("HearthNeed", slots), Frame("HearthNeed", slots)), 1.0, "neural"), saying("dark")
    )
    reached = {id_ for made in plans for id_ in made.targets}
    assert all(len(made.clauses) == 1 for made in plans)
    assert reached
    assert reached <= {"light.table", "light.strip", "cover.blind"}


def test_a_need_that_nothing_meets_says_so() -> None:
    seen = replace(saying("stuffy"), request=replace(saying("it's stuffy").request, area="hall", device=None))
    (made,) = alternatives(Hypothesis((Frame("HearthNeed", {"need": "stuffy"}),), 1.0, "neural"), seen)
    assert [problem.code for problem in made.problems] == ["no_target"]


def test_everything_off_leaves_locks_alone() -> None:
    reached = ground(frame("HassTurnOff", name="all"), saying("turn everything off")).targets
    assert reached
    assert not any(id_.startswith("lock.") for id_ in reached)
