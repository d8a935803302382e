from __future__ import annotations

import pytest

from edge.home.causes import FOLLOW_SECONDS, OWN_SECONDS, Causes, source_of
from edge.home.events import AUTOMATION, PERSON
from edge.home.model import Entity
from edge.home.registry import Change
from edge.turn import Effect, JsonValue

ON = Effect("light.lamp", "on")


def entity(name: str, state: str, **attributes: JsonValue) -> Entity:
    return Entity(name, name, state=state, attributes=attributes)


def change(entity_id: str, before: str, after: str, cause: str | None = None) -> Change:
    return Change(entity(entity_id, before), entity(entity_id, after), cause=cause)


def test_what_was_commanded_is_our_own_doing_once() -> None:
    causes = Causes()
    lamp = change("light.lamp", "off", "on")
    causes.commanded("t1", lamp.before, ON, 10.0)
    assert causes.of(lamp, 11.0) == "own:t1"
    assert causes.of(change("light.lamp", "on", "off"), 20.0) is None
    assert causes.of(lamp, 21.0) is None


def test_the_opposite_of_what_was_commanded_is_not_ours() -> None:
    causes = Causes()
    causes.commanded("t1", entity("light.lamp", "off"), ON, 10.0)
    assert causes.of(change("light.lamp", "on", "off"), 10.5) is None
    assert causes.of(change("light.lamp", "off", "on"), 10.0 + OWN_SECONDS + 1) is None


def test_a_cover_on_its_way_is_still_ours() -> None:
    causes = Causes()
    causes.commanded("t1", entity("cover.blind", "open"), Effect("cover.blind", "closed", {}, ("closing",)), 0.0)
    assert causes.of(change("cover.blind", "open", "closing"), 1.0) == "own:t1"
    assert causes.of(change("cover.blind", "closing", "closed"), 40.0) == "own:t1"


def test_members_of_a_group_follow_it() -> None:
    causes = Causes()
    group = entity("light.all", "off", entity_id=("light.lamp", "light.spot"))
    causes.commanded("t1", group, Effect("light.all", "on", {"brightness": 200}), 0.0)
    assert causes.of(change("light.spot", "off", "on"), 1.0) == "own:t1"


def test_a_command_of_which_no_effect_is_known_counts_for_moments() -> None:
    causes = Causes()
    causes.commanded("t1", entity("media_player.tv", "idle"), None, 0.0)
    assert causes.of(change("media_player.tv", "idle", "playing"), 4.0) == "own:t1"
    assert causes.of(change("media_player.tv", "playing", "idle"), 6.0) is None


@pytest.mark.parametrize(
    ("first", "cause"),
    [
        (change("sensor.remote_action", "", "on_press"), PERSON),
        (change("event.button", "a", "b"), PERSON),
        (change("script.evening", "off", "on"), AUTOMATION),
        (
            Change(
                entity("automation.dusk", "on", last_triggered="1"), entity("automation.dusk", "on", last_triggered="2")
            ),
            AUTOMATION,
        ),
        (change("automation.dusk", "on", "on"), None),
        (change("sensor.lux", "1", "2"), None),
        (Change(Entity("script.evening", "e"), entity("script.evening", "on")), None),
        (Change(None, entity("event.button", "b")), None),
    ],
)
def test_what_follows_a_button_or_a_rule_is_its_effect(first: Change, cause: str | None) -> None:
    causes = Causes()
    causes.of(first, 0.0)
    assert causes.of(change("light.lamp", "off", "on"), FOLLOW_SECONDS - 0.1) == cause
    assert causes.of(change("light.lamp", "on", "off"), FOLLOW_SECONDS + 0.1) is None


def test_a_script_that_we_started_is_no_rule() -> None:
    causes = Causes()
    script = change("script.evening", "off", "on")
    causes.commanded("t1", script.before, None, 0.0)
    assert causes.of(script, 0.1) == "own:t1"
    assert causes.of(change("light.lamp", "off", "on"), 0.2) is None


def test_what_the_device_says_goes_before_what_happened_near_it() -> None:
    causes = Causes()
    causes.of(change("script.evening", "off", "on"), 0.0)
    assert causes.of(change("switch.wall", "off", "on", PERSON), 0.1) == PERSON
    causes.commanded("t2", entity("switch.wall", "on"), Effect("switch.wall", "off"), 5.0)
    assert causes.of(change("switch.wall", "on", "off", PERSON), 5.1) == "own:t2"


def test_no_more_commands_than_a_home_can_have_are_remembered() -> None:
    causes = Causes()
    for number in range(2000):
        causes.commanded(f"t{number}", entity(f"light.l{number}", "off"), None, 0.0)
    assert causes.of(change("light.l0", "off", "on"), 1.0) is None
    assert causes.of(change("light.l1999", "off", "on"), 1.0) == "own:t1999"


def test_the_source_of_a_kept_cause() -> None:
    assert [source_of(cause) for cause in ("own:t1", "person", None)] == ["own", "person", None]
