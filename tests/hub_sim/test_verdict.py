from __future__ import annotations

from typing import Any

import pytest

from hub_sim.cases import Expect, Expectation, Wanted
from hub_sim.home import Look
from hub_sim.verdict import Reply, Verdict, judge, same

OFF: Look = ("off", {})
ON: Look = ("on", {"brightness": 128})
ACT = Reply("act", "Turned on the lamp", "HassTurnOn", {"name": "Lamp"}, ("light.lamp",))


def verdict(
    expectation: Expectation, after: dict[str, Look], reply: Reply = ACT, before: dict[str, Look] | None = None
) -> Verdict:
    home: dict[str, Look] = {"light.lamp": OFF, "light.other": OFF, "sensor.a": ("1", {}), **(before or {})}
    return judge(expectation, home, {**home, **after}, reply)


def changes(**attributes: Any) -> Expectation:
    return Expectation({"light.lamp": Wanted("on", attributes)})


def test_the_expected_change_passes() -> None:
    assert verdict(changes(brightness=128), {"light.lamp": ON}).passed


@pytest.mark.parametrize(
    "after",
    [
        {},
        {"light.lamp": ("on", {"brightness": 131})},
        {"light.lamp": ("on", {})},
        {"light.lamp": ON, "light.other": ("on", {})},
        {"light.lamp": ON, "light.other": ("off", {"effect": "Candle"})},
    ],
)
def test_anything_else_fails(after: dict[str, Look]) -> None:
    assert not verdict(changes(brightness=128), after).passed


def test_another_entity_that_changed_is_the_wrong_that_users_mind() -> None:
    found = verdict(changes(), {"light.lamp": ON, "light.other": ON})
    assert found.stray == ("light.other",)
    assert "light.other changed: state off -> on" in found.wrong[0]


def test_the_right_entity_in_the_wrong_state_counts_as_acted_wrong() -> None:
    assert verdict(changes(brightness=10), {"light.lamp": ON}).stray == ("light.lamp",)


def test_nothing_done_is_a_failure_but_not_acted_wrong() -> None:
    found = verdict(changes(), {})
    assert (found.passed, found.stray) == (False, ())


def test_sensors_may_change() -> None:
    assert verdict(changes(), {"light.lamp": ON, "sensor.a": ("2", {})}).passed


@pytest.mark.parametrize(
    ("ignored", "passes"), [({"state", "brightness"}, True), ({"state"}, False), ({"brightness"}, False)]
)
def test_what_is_ignored_may_change_and_nothing_else(ignored: set[str], passes: bool) -> None:
    expectation = Expectation({}, {"light.other": frozenset(ignored)})
    assert verdict(expectation, {"light.other": ON}).passed is passes


def test_an_ignored_attribute_of_an_expected_entity() -> None:
    expectation = Expectation(
        {"light.lamp": Wanted("on", {"brightness": 1})}, {"light.lamp": frozenset({"brightness"})}
    )
    assert verdict(expectation, {"light.lamp": ON}).passed


@pytest.mark.parametrize(("decision", "passes"), [("act", True), ("answer", False), (None, False)])
def test_without_expect_changes_only_an_expected_act_may_change_something(decision: str | None, passes: bool) -> None:
    expectation = Expectation(expect=Expect(decision) if decision else None)
    reply = Reply(decision or "act")
    assert verdict(expectation, {"light.lamp": ON}, reply).passed is passes


def test_a_null_attribute_must_be_gone() -> None:
    expectation = Expectation({"light.lamp": Wanted("off", {"brightness": None})})
    assert verdict(expectation, {"light.lamp": OFF}, before={"light.lamp": ON}).passed
    assert not verdict(expectation, {"light.lamp": ("off", {"brightness": 3})}, before={"light.lamp": ON}).passed


def test_states_written_as_booleans() -> None:
    home: dict[str, Look] = {"cover.a": ("closed", {})}
    expectation = Expectation({"cover.a": Wanted(state=True)})
    assert judge(expectation, home, {"cover.a": ("open", {})}, ACT).passed
    assert not judge(expectation, home, home, ACT).passed


def test_an_attribute_under_its_native_name() -> None:
    home: dict[str, Look] = {"climate.a": ("heat", {"temperature": 19})}
    expectation = Expectation({"climate.a": Wanted(None, {"target_temperature": 21})})
    assert judge(expectation, home, {"climate.a": ("heat", {"temperature": 21})}, ACT).passed


@pytest.mark.parametrize(
    ("expected", "actual", "name", "equal"),
    [
        (100, 101, "", True),
        (100, 102, "", False),
        (128, 127, "brightness", True),
        (128, 126, "brightness", False),
        (3, 2.0, "brightness", True),
        (0, 0.5, "", False),
        ("1", 1, "", True),
        ("Cleaning", "cleaning", "", True),
        ([255, 0, 0], (254, 1, 0), "rgb_color", True),
        ([255, 0], [255, 0, 0], "rgb_color", False),
        (True, "on", "", True),
        (False, "on", "", False),
        (None, None, "", True),
        (None, 0, "", False),
    ],
)
def test_when_values_are_the_same(expected: object, actual: object, name: str, equal: bool) -> None:
    assert same(expected, actual, name) is equal


def test_the_response_holds_any_one_of_the_options_in_any_case() -> None:
    assert verdict(Expectation(response=("nothing", "THE LAMP")), {}).passed
    assert not verdict(Expectation(response=("fan",)), {}).passed


@pytest.mark.parametrize(
    ("expect", "passes"),
    [
        (Expect("act", "HassTurnOn", ("light.lamp",), {"name": "lamp"}), True),
        (Expect("ask"), False),
        (Expect(intent="HassTurnOff"), False),
        (Expect(entities=("light.lamp", "light.other")), False),
        (Expect(slots={"area": "Den"}), False),
    ],
)
def test_expect_is_matched_key_by_key(expect: Expect, passes: bool) -> None:
    assert verdict(Expectation({"light.lamp": Wanted("on")}, expect=expect), {"light.lamp": ON}).passed is passes


@pytest.mark.parametrize(
    ("after", "reply", "passes", "stray"),
    [
        ({"light.lamp": ON}, ACT, True, ()),
        ({"light.lamp": ON}, Reply("answer", entities=("light.lamp",)), False, ()),
        ({"light.lamp": ON}, Reply("act", entities=("light.lamp", "light.other")), False, ()),
        ({"light.lamp": ON, "light.other": ON}, ACT, False, ("light.other",)),
        ({}, ACT, False, ()),
        ({"light.lamp": ("unavailable", {})}, ACT, False, ("light.lamp",)),
    ],
)
def test_a_device_action(after: dict[str, Look], reply: Reply, passes: bool, stray: tuple[str, ...]) -> None:
    found = verdict(Expectation(entity_id="light.lamp", action="Turn on"), after, reply)
    assert (found.passed, found.stray) == (passes, stray)


@pytest.mark.parametrize(
    ("reply", "point"),
    [
        (Reply("refuse", intent=None), "understanding"),
        (Reply("refuse", intent="HassTurnOn", problems=("no_intent",)), "understanding"),
        (Reply("act", intent="HassTurnOn", entities=("light.other",)), "entity_resolution"),
        (Reply("act", intent="HassTurnOn", entities=("light.lamp",)), "result"),
    ],
)
def test_the_failure_point(reply: Reply, point: str) -> None:
    assert verdict(changes(), {}, reply).point == point


def test_another_intent_than_expected_is_misunderstood() -> None:
    assert verdict(Expectation(expect=Expect(intent="HassLightSet")), {}).point == "understanding"
