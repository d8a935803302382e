"""Shelly gen 2: what devices have is asked for, told by RPC, and set by RPC."""

from __future__ import annotations

import json

import pytest
from home.dialect_samples import SHELLY_STATUS, found, reachable, sent, states, tell

from edge.home.dialects.shelly.dialect import Shelly
from edge.home.events import AUTOMATION, PERSON, NotExpressibleError, Rejected, StateReported
from edge.home.model import Entity

TOPIC = "shellypro-aa11"
STEM = "shellypro_aa11"


@pytest.fixture
def dialect() -> Shelly:
    return Shelly("hearth/home")


def everything(dialect: Shelly) -> dict[str, Entity]:
    """The entities of a device that has one of every kind."""
    return found(tell(dialect, f"{TOPIC}/events/rpc", {"method": "NotifyFullStatus", "params": SHELLY_STATUS}))


def rpc(messages: list[tuple[str, str]]) -> tuple[str, dict[str, object]]:
    """Method and params of the one RPC."""
    ((topic, payload),) = messages
    body = json.loads(payload)
    assert topic == f"{TOPIC}/rpc"
    assert body["src"] == "hearth/home/shelly"
    return body["method"], body["params"]


def test_a_device_that_comes_online_is_asked_and_answers(dialect: Shelly) -> None:
    assert tell(dialect, f"{TOPIC}/online", "true", retain=True) == []
    asked = [json.loads(one.payload) for one in dialect.requests()]
    assert [one["method"] for one in asked] == ["Shelly.GetConfig", "Shelly.GetStatus"]
    config = {"sys": {"device": {"name": "Garage"}}, "switch:0": {"name": "Garage Fridge"}, "switch:1": {"name": None}}
    answers = "hearth/home/shelly/rpc"
    assert tell(dialect, answers, {"id": asked[0]["id"], "src": TOPIC, "result": config}) == []
    status = {"switch:0": {"output": True, "apower": 3.5}, "switch:1": {"output": False}, "sys": {}}
    events = tell(dialect, answers, {"id": asked[1]["id"], "src": TOPIC, "result": status})
    assert {entity.id: (entity.name, entity.aliases) for entity in found(events).values()} == {
        f"switch.{STEM}_switch_0": ("Garage Fridge", ("Garage Fridge",)),
        f"sensor.{STEM}_switch_0_power": ("Garage Fridge power", ()),
        f"switch.{STEM}_switch_1": ("Garage 2", ()),
    }
    assert states(events)[f"switch.{STEM}_switch_0"] == ("on", {})


def test_names_that_come_late_change_no_id(dialect: Shelly) -> None:
    before = everything(dialect)
    number = json.loads(dialect.requests()[0].payload)["id"]
    config = {"sys": {"device": {"name": "Garage"}}}
    after = found(tell(dialect, "hearth/home/shelly/rpc", {"id": number, "result": config}))
    assert list(after) == list(before)
    assert after[f"switch.{STEM}_switch_0"].name == "Garage"


def test_answers_to_others_are_no_concern(dialect: Shelly) -> None:
    assert tell(dialect, "hearth/home/shelly/rpc", {"id": 99, "result": {"switch:0": {"output": True}}}) == []


def test_every_kind_of_component(dialect: Shelly) -> None:
    entities = everything(dialect)
    assert sorted(entities) == [
        f"binary_sensor.{STEM}_flood_0",
        f"climate.{STEM}_thermostat_0",
        f"cover.{STEM}_cover_0",
        f"light.{STEM}_light_0",
        f"light.{STEM}_rgbw_0",
        f"sensor.{STEM}_switch_0_energy",
        f"sensor.{STEM}_switch_0_power",
        f"sensor.{STEM}_temperature_100",
        f"switch.{STEM}_switch_0",
    ]
    reported = states(tell(dialect, f"{TOPIC}/events/rpc", {"method": "NotifyStatus", "params": SHELLY_STATUS}))
    assert reported[f"switch.{STEM}_switch_0"] == ("off", {})
    assert reported[f"sensor.{STEM}_switch_0_energy"] == ("12.5", {})
    assert reported[f"cover.{STEM}_cover_0"] == ("open", {"current_position": 70})
    assert reported[f"light.{STEM}_light_0"] == ("on", {"brightness": 102})
    assert reported[f"light.{STEM}_rgbw_0"][1]["rgb_color"] == (255, 0, 0)
    assert reported[f"sensor.{STEM}_temperature_100"] == ("21.4", {})
    assert reported[f"binary_sensor.{STEM}_flood_0"] == ("off", {})
    assert reported[f"climate.{STEM}_thermostat_0"] == (
        "heat",
        {"temperature": 21, "current_temperature": 19.5, "hvac_action": "heating"},
    )


def test_a_notification_says_only_what_changed(dialect: Shelly) -> None:
    everything(dialect)
    events = tell(
        dialect, f"{TOPIC}/events/rpc", {"method": "NotifyStatus", "params": {"ts": 1, "switch:0": {"output": True}}}
    )
    assert states(events) == {f"switch.{STEM}_switch_0": ("on", {})}
    assert not found(events)
    status = tell(dialect, f"{TOPIC}/status/switch:0", {"id": 0, "output": False})
    assert states(status) == {f"switch.{STEM}_switch_0": ("off", {})}
    assert tell(dialect, f"{TOPIC}/events/rpc", {"method": "NotifyEvent", "params": {"events": []}}) == []


@pytest.mark.parametrize(("source", "cause"), [("button", PERSON), ("timer", AUTOMATION), ("HTTP_in", None)])
def test_who_switched_is_told_where_the_device_knows(dialect: Shelly, source: str, cause: str | None) -> None:
    everything(dialect)
    params = {"ts": 1, "switch:0": {"output": True, "source": source}}
    events = tell(dialect, f"{TOPIC}/events/rpc", {"method": "NotifyStatus", "params": params})
    assert [(e.state, e.cause) for e in events if isinstance(e, StateReported)] == [("on", cause)]


def test_a_stopped_cover_is_where_it_stands(dialect: Shelly) -> None:
    everything(dialect)
    for status, state in (({"state": "closing"}, "closing"), ({"state": "stopped", "current_pos": 0}, "closed")):
        assert states(tell(dialect, f"{TOPIC}/status/cover:0", status))[f"cover.{STEM}_cover_0"][0] == state


def test_commands(dialect: Shelly) -> None:
    entities = everything(dialect)
    light, rgbw = entities[f"light.{STEM}_light_0"], entities[f"light.{STEM}_rgbw_0"]
    cover, climate = entities[f"cover.{STEM}_cover_0"], entities[f"climate.{STEM}_thermostat_0"]
    assert rpc(sent(dialect, entities[f"switch.{STEM}_switch_0"], "turn_on")) == ("Switch.Set", {"id": 0, "on": True})
    assert rpc(sent(dialect, light, "turn_on", brightness=255, transition=2)) == (
        "Light.Set",
        {"id": 0, "on": True, "brightness": 100, "transition_duration": 2},
    )
    assert rpc(sent(dialect, light, "turn_on", brightness=0)) == ("Light.Set", {"id": 0, "on": False})
    assert rpc(sent(dialect, rgbw, "turn_on", color_name="blue")) == (
        "RGBW.Set",
        {"id": 0, "on": True, "rgb": [0, 0, 255]},
    )
    assert rpc(sent(dialect, cover, "set_cover_position", position=30)) == ("Cover.GoToPosition", {"id": 0, "pos": 30})
    assert rpc(sent(dialect, cover, "open_cover")) == ("Cover.Open", {"id": 0})
    assert rpc(sent(dialect, climate, "set_temperature", temperature=22)) == (
        "Thermostat.SetConfig",
        {"id": 0, "config": {"target_C": 22}},
    )
    with pytest.raises(NotExpressibleError, match="colours"):
        sent(dialect, light, "turn_on", color_name="blue")


def test_offline_and_back_asks_again(dialect: Shelly) -> None:
    entities = everything(dialect)
    dialect.requests()
    assert reachable(tell(dialect, f"{TOPIC}/online", "false")) == dict.fromkeys(entities, False)
    assert reachable(tell(dialect, f"{TOPIC}/online", "true")) == dict.fromkeys(entities, True)
    assert len(dialect.requests()) == 2


def test_topics_of_others_are_left_alone_unless_named() -> None:
    assert tell(Shelly("hearth/home"), "printer/online", "true") == []
    named = Shelly("hearth/home", ("home/plug",))
    assert "home/plug/status/+" in named.topics()
    assert found(tell(named, "home/plug/status/switch:0", {"output": True}))
    assert isinstance(tell(named, "home/plug/online", "maybe")[0], Rejected)
