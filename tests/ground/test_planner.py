"""What each intent comes to: the service calls, their tiers, and why something cannot be done."""

from __future__ import annotations

from typing import Any

import pytest
from homes import NOON, frame, home, view

from edge.ground.planner import GROUNDED, ground, plan
from edge.intents import INTENT_SLOTS
from edge.turn import Clause, Condition, Frame, Hypothesis, Tier


def calls(clause: Clause) -> list[tuple[str, str, dict[str, Any]]]:
    return [(f"{s.call.domain}.{s.call.service}", s.call.entity_id or "", dict(s.call.data)) for s in clause.steps]


def problems(clause: Clause) -> list[str]:
    return [problem.code for problem in clause.problems]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (frame("HassTurnOn", name="Kettle"), ("switch.turn_on", "switch.kettle", {})),
        (frame("HassTurnOff", name="Diffuser"), ("switch.turn_off", "switch.diffuser", {})),
        (frame("HassToggle", name="Diffuser"), ("switch.turn_off", "switch.diffuser", {})),
        (frame("HassTurnOff", name="Blind"), ("cover.close_cover", "cover.blind", {})),
        (frame("HassTurnOff", name="Front Door"), ("lock.unlock", "lock.front", {})),
        (frame("HassTurnOn", name="Cosy"), ("scene.turn_on", "scene.cosy", {})),
        (frame("HassTurnOn", name="Rover"), ("vacuum.start", "vacuum.rover", {})),
        (frame("HassSetPosition", name="Blind", position=40), ("cover.set_cover_position", "cover.blind", {"position": 40})),
        (frame("HassSetPosition", name="Garage Door", position=100), ("cover.open_cover", "cover.garage", {})),
        (frame("HassStopMoving", name="Blind"), ("cover.stop_cover", "cover.blind", {})),
        (frame("HassLightSet", name="Table Lamp", brightness=30), ("light.turn_on", "light.table", {"brightness_pct": 30})),
        (frame("HassLightSet", name="Table Lamp", color="red"), ("light.turn_on", "light.table", {"rgb_color": (255, 0, 0)})),
        (frame("HassLightSet", name="Table Lamp", color="warm white"), ("light.turn_on", "light.table", {"color_temp_kelvin": 2700})),
        (frame("HassLightSet", name="Table Lamp", temperature=4000), ("light.turn_on", "light.table", {"color_temp_kelvin": 4000})),
        (frame("HassClimateSetTemperature", name="Radiator", temperature=21), ("climate.set_temperature", "climate.bedroom", {"temperature": 21})),
        (frame("HassClimateSetTemperature", name="Radiator", temperature=70, temperature_unit="F"), ("climate.set_temperature", "climate.bedroom", {"temperature": 21})),
        (frame("HassFanSetSpeed", name="Fan", percentage=60), ("fan.set_percentage", "fan.bedroom", {"percentage": 60})),
        (frame("HassHumidifierSetpoint", name="Humidifier", humidity=45), ("humidifier.set_humidity", "humidifier.bedroom", {"humidity": 45})),
        (frame("HassHumidifierMode", name="Humidifier", mode="eco mode"), ("humidifier.set_mode", "humidifier.bedroom", {"mode": "eco"})),
        (frame("HearthSetMode", name="Radiator", mode="auto"), ("climate.set_hvac_mode", "climate.bedroom", {"hvac_mode": "auto"})),
        (frame("HearthSetMode", name="Diffuser", mode="sleep"), ("select.select_option", "select.diffuser_mode", {"option": "sleep"})),
        (frame("HearthSetMode", name="Fan", mode="low"), ("fan.set_percentage", "fan.bedroom", {"percentage": 33})),
        (frame("HearthSetValue", name="Diffuser", attribute="intensity", value=70), ("number.set_value", "number.diffuser_intensity", {"value": 70})),
        (frame("HearthSetValue", name="Blind", attribute="position", value=10), ("cover.set_cover_position", "cover.blind", {"position": 10})),
        (frame("HearthSetValue", name="TV", attribute="volume", value=20), ("media_player.volume_set", "media_player.tv", {"volume_level": 0.2})),
        (frame("HearthAdjust", name="Radiator", attribute="temperature", direction="up"), ("climate.set_temperature", "climate.bedroom", {"temperature": 20})),
        (frame("HearthAdjust", name="Radiator", attribute="temperature", direction="down", amount=3), ("climate.set_temperature", "climate.bedroom", {"temperature": 16})),
        (frame("HearthAdjust", name="Diffuser", attribute="intensity", direction="up", amount=34), ("number.set_value", "number.diffuser_intensity", {"value": 54})),
        (frame("HassMediaPause", name="Radio"), ("media_player.media_pause", "media_player.radio", {})),
        (frame("HassSetVolume", name="Radio", volume_level=80), ("media_player.volume_set", "media_player.radio", {"volume_level": 0.8})),
        (frame("HassSetVolumeRelative", name="Radio", volume_step="down"), ("media_player.volume_set", "media_player.radio", {"volume_level": 0.4})),
        (frame("HassMediaPlayerMute", name="Radio"), ("media_player.volume_mute", "media_player.radio", {"is_volume_muted": True})),
        (frame("HassVacuumCleanArea", area="Kitchen"), ("vacuum.clean_area", "vacuum.rover", {"cleaning_area_id": ["kitchen"]})),
        (frame("HassListAddItem", name="groceries", item="milk"), ("todo.add_item", "todo.groceries", {"item": "milk"})),
        (frame("HassShoppingListAddItem", item="milk"), ("todo.add_item", "todo.groceries", {"item": "milk"})),
        (frame("HassListCompleteItem", name="grocery list", item="milk"), ("todo.update_item", "todo.groceries", {"item": "milk", "status": "completed"})),
    ],
    ids=lambda value: value.intent if isinstance(value, Frame) else "",
)  # fmt: skip
def test_one_call(made: Frame, expected: tuple[str, str, dict[str, Any]]) -> None:
    snapshot = home(vacuum_rover={"area": "kitchen"}) if made.intent == "HassVacuumCleanArea" else home()
    assert calls(ground(made, view(snapshot))) == [expected]


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (frame("HassTurnOn", name="Jacuzzi"), "no_entity"),
        (frame("HassTurnOn", area="Cellar", domain="light"), "no_area"),
        (frame("HassTurnOn", floor="third", domain="light"), "no_floor"),
        (frame("HassTurnOn", area="Hall", domain="fan"), "no_target"),
        (frame("HassTurnOn", name="Diffuser"), "already"),
        (frame("HassTurnOff", name="Kettle"), "already"),
        (frame("HassLightSet", name="Bed Light", brightness=30), "not_supported"),
        (frame("HassLightSet", name="Kitchen Spots", color="red"), "not_supported"),
        (frame("HassLightSet", name="Table Lamp", color="octarine"), "not_supported"),
        (frame("HassLightSet", name="Table Lamp", brightness=140), "out_of_range"),
        (frame("HassLightSet", name="Table Lamp"), "out_of_range"),
        (frame("HassSetPosition", name="Blind", position=101), "out_of_range"),
        (frame("HassSetPosition", name="Garage Door", position=50), "not_supported"),
        (frame("HassClimateSetTemperature", name="Radiator", temperature=40), "out_of_range"),
        (frame("HassHumidifierSetpoint", name="Humidifier", humidity=95), "out_of_range"),
        (frame("HearthSetMode", name="Radiator", mode="turbo"), "not_supported"),
        (frame("HearthSetValue", name="Kettle", attribute="brightness", value=20), "not_supported"),
        (frame("HearthSetValue", name="Diffuser", attribute="intensity", value=200), "out_of_range"),
        (frame("HassListAddItem", name="wish list", item="milk"), "no_entity"),
        (frame("HassCancelTimer"), "no_timer"),
        (frame("HassStartTimer"), "no_duration"),
        (frame("HassStartTimer", minutes=0), "out_of_range"),
        (frame("HearthSetAlarm"), "no_time"),
        (frame("HassFlyToTheMoon"), "no_intent"),
    ],
    ids=lambda value: value.intent if isinstance(value, Frame) else value,
)
def test_one_problem(made: Frame, code: str) -> None:
    clause = ground(made, view())
    assert (calls(clause), problems(clause)) == ([], [code])


def test_unavailable_things_are_not_commanded() -> None:
    clause = ground(frame("HassTurnOn", name="Kettle"), view(home(switch_kettle={"available": False})))
    assert (calls(clause), problems(clause)) == ([], ["unavailable"])


@pytest.mark.parametrize("change", [{"stale": True}, {"state": "unknown"}, {"attributes": {"assumed_state": True}}])
def test_what_is_not_surely_so_is_done_anyway(change: dict[str, Any]) -> None:
    clause = ground(frame("HassTurnOff", name="Kettle"), view(home(switch_kettle={"state": "off", **change})))
    assert [call[0] for call in calls(clause)] == ["switch.turn_off"]


def test_of_a_group_only_those_that_need_it_are_told() -> None:
    snapshot = home(light_table={"state": "on"})
    clause = ground(frame("HassTurnOn", area="Lounge", domain="light"), view(snapshot))
    assert [call[1] for call in calls(clause)] == ["light.strip"]
    assert clause.targets == ("light.table", "light.strip")
    assert problems(clause) == []


def test_of_a_group_those_that_cannot_are_left_out() -> None:
    clause = ground(frame("HassLightSet", floor="upstairs", domain="light", brightness=20), view())
    assert problems(clause) == ["not_supported"]
    clause = ground(frame("HassLightSet", name="all", domain="light", brightness=20), view())
    assert {call[1] for call in calls(clause)} == {"light.spots", "light.table", "light.strip"}


@pytest.mark.parametrize(
    ("made", "tier"),
    [
        (frame("HassTurnOn", name="Kettle"), Tier.COMFORT),
        (frame("HassTurnOn", name="Oven"), Tier.COSTLY),
        (frame("HassTurnOn", name="Grill"), Tier.COSTLY),
        (frame("HassTurnOn", name="Garden Valve"), Tier.COSTLY),
        (frame("HassTurnOff", name="Front Door"), Tier.ACCESS),
        (frame("HassTurnOn", name="Garage Door"), Tier.ACCESS),
        (frame("HassClimateSetTemperature", name="Grill", temperature=180), Tier.COSTLY),
        (frame("HassTurnOff", name="Blind"), Tier.COMFORT),
    ],
    ids=lambda value: str(value.slots) if isinstance(value, Frame) else value.name,
)
def test_tiers(made: Frame, tier: Tier) -> None:
    assert ground(made, view()).steps[0].tier is tier


def test_securing_is_a_matter_of_comfort() -> None:
    locked = ground(frame("HassTurnOn", name="Front Door"), view(home(lock_front={"state": "unlocked"})))
    assert locked.steps[0].tier is Tier.COMFORT


def test_opening_a_door_that_is_a_lock_unlocks_it() -> None:
    clause = ground(frame("HassTurnOn", domain="cover", device_class="door", area="Hall"), view())
    assert calls(clause) == [("lock.unlock", "lock.front", {})]
    assert clause.steps[0].tier is Tier.ACCESS


def test_condition_false_does_nothing_and_says_so() -> None:
    cold = Condition({"area": "Kitchen"}, "below", 20)
    clause = ground(Frame("HassTurnOn", {"name": "Kettle"}, condition=cold), view())
    assert (calls(clause), problems(clause)) == ([], ["condition_false"])


@pytest.mark.parametrize(
    "condition",
    [
        Condition({"area": "Kitchen"}, "above", 20),
        Condition({"name": "Radiator"}, "below", 19),
        Condition({"name": "Radio"}, "is", "playing"),
        Condition({"name": "Front Door"}, "is", "locked"),
    ],
)
def test_condition_true(condition: Condition) -> None:
    assert calls(ground(Frame("HassTurnOn", {"name": "Kettle"}, condition=condition), view()))


def test_condition_that_cannot_be_told() -> None:
    condition = Condition({"name": "Moon phase"}, "above", 20)
    assert problems(ground(Frame("HassTurnOn", {"name": "Kettle"}, condition=condition), view())) == ["unknown_value"]


def test_later_keeps_the_tier_of_what_it_will_do_whatever_the_state_is_now() -> None:
    unlocked = home(lock_front={"state": "unlocked"})
    clause = ground(Frame("HassTurnOff", {"name": "Front Door"}, delay=300.0), view(unlocked))
    assert [call[0] for call in calls(clause)] == ["hearth.schedule_command"]
    assert clause.steps[0].tier is Tier.ACCESS


def test_later_must_be_possible_at_all() -> None:
    assert problems(ground(Frame("HassTurnOn", {"name": "Jacuzzi"}, at=NOON + 60), view())) == ["no_entity"]


def test_each_clause_of_a_compound_is_grounded() -> None:
    frames = (frame("HassTurnOn", name="Kettle"), frame("HassTurnOn", name="Jacuzzi"))
    made = plan(Hypothesis(frames, 1.0, "grammar"), view())
    assert [call[1] for call in calls(made.clauses[0])] == ["switch.kettle"]
    assert [problem.subject for problem in made.problems] == ["Jacuzzi"]


def test_every_plan_can_be_taken_back() -> None:
    for name in ("Kettle", "Table Lamp", "Garden Valve", "Grill"):
        assert plan(Hypothesis((frame("HassTurnOn", name=name),), 1.0, "grammar"), view()).inverse


def test_grounded_intents_are_known_ones() -> None:
    assert set(INTENT_SLOTS) >= GROUNDED
