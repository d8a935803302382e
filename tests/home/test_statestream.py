"""Home Assistant's state stream, and the service calls that go back."""

from __future__ import annotations

import json

import pytest
from home.dialect_samples import found, gone, one_dialect, reachable, states, tell

from edge.home.dialects.service import service_message
from edge.home.events import Dialect, EntityFound, Rejected, StateReported
from edge.home.registry import Registry
from edge.turn import ServiceCall

BASE = "homeassistant/statestream"


@pytest.fixture
def dialect() -> Dialect:
    return one_dialect("statestream")


def test_an_entity_is_found_with_its_first_state_and_named_later(dialect: Dialect) -> None:
    events = tell(dialect, f"{BASE}/media_player/living_room/state", "playing")
    assert [type(event) for event in events] == [EntityFound, StateReported]
    assert found(events)["media_player.living_room"].name == "Living room"
    renamed = tell(dialect, f"{BASE}/media_player/living_room/friendly_name", '"Living Room Speaker"')
    assert found(renamed)["media_player.living_room"].name == "Living Room Speaker"
    assert tell(dialect, f"{BASE}/media_player/living_room/friendly_name", '"Living Room Speaker"') == []


def test_attributes_are_json_values_one_a_topic(dialect: Dialect) -> None:
    topic = f"{BASE}/light/desk"
    tell(dialect, f"{topic}/state", "on")
    assert states(tell(dialect, f"{topic}/brightness", "128")) == {"light.desk": (None, {"brightness": 128})}
    modes = states(tell(dialect, f"{topic}/supported_color_modes", '["hs"]'))
    assert modes == {"light.desk": (None, {"supported_color_modes": ("hs",)})}
    assert states(tell(dialect, f"{topic}/effect", "null")) == {"light.desk": (None, {"effect": None})}
    assert tell(dialect, f"{topic}/last_changed", "2026-03-03T19:00:00+00:00") == []
    assert tell(dialect, f"{topic}/icon", '"mdi:lamp"') == []


def test_attributes_may_come_before_the_state(dialect: Dialect) -> None:
    events = tell(dialect, f"{BASE}/light/desk/brightness", "3", retain=True)
    assert list(found(events)) == ["light.desk"]
    assert states(events) == {"light.desk": (None, {"brightness": 3})}


def test_unavailable_is_no_state_but_availability(dialect: Dialect) -> None:
    topic = f"{BASE}/light/desk/state"
    tell(dialect, topic, "on")
    events = tell(dialect, topic, "unavailable")
    assert (reachable(events), states(events)) == ({"light.desk": False}, {})
    events = tell(dialect, topic, "off")
    assert (reachable(events), states(events)) == ({"light.desk": True}, {"light.desk": ("off", {})})


def test_an_area_in_the_attributes_is_taken(dialect: Dialect) -> None:
    registry = Registry()
    for key, payload in (("state", "on"), ("area", '"Living Room"')):
        for event in tell(dialect, f"{BASE}/light/desk/{key}", payload):
            registry.apply(event, 1.0)
    snapshot = registry.snapshot(2.0)
    assert snapshot.entities["light.desk"].area == "living_room"
    assert snapshot.entities["light.desk"].state == "on"


def test_an_emptied_topic_takes_the_entity_away(dialect: Dialect) -> None:
    tell(dialect, f"{BASE}/light/desk/state", "on")
    assert gone(tell(dialect, f"{BASE}/light/desk/state")) == ["light.desk"]
    assert tell(dialect, f"{BASE}/light/desk/state") == []


def test_what_nobody_speaks_about_is_hidden(dialect: Dialect) -> None:
    for name, exposed in (("update/core", False), ("sensor/hearth_last_intent", False), ("todo/groceries", True)):
        entities = found(tell(dialect, f"{BASE}/{name}/state", "1"))
        assert [entity.exposed for entity in entities.values()] == [exposed]


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("Light/x/state", "on"),
        ("light/a b/state", "on"),
        ("light/x/STATE", "on"),
        ("light/x/brightness", "{"),
        ("light/x/brightness", "NaN"),
        ("light/x/state", "s" * 256),
        ("light/x/state", b"\xff"),
        ("light/x/friendly_name", '"a\\u0000b"'),
    ],
)
def test_what_cannot_be_read_is_rejected_or_without_effect(dialect: Dialect, topic: str, payload: object) -> None:
    events = tell(dialect, f"{BASE}/{topic}", payload)
    assert not states(events)
    assert all(isinstance(event, Rejected | EntityFound) for event in events)


def test_attributes_of_one_entity_are_limited(dialect: Dialect) -> None:
    tell(dialect, f"{BASE}/light/x/state", "on")
    reported = [bool(states(tell(dialect, f"{BASE}/light/x/a{number}", "1"))) for number in range(70)]
    assert reported == [True] * 64 + [False] * 6


def test_commands_are_service_calls_in_json(dialect: Dialect) -> None:
    entity = found(tell(dialect, f"{BASE}/media_player/tv/state", "on"))["media_player.tv"]
    call = ServiceCall("media_player", "volume_set", entity.id, {"volume_level": 0.4})
    (one,) = dialect.encode(call, entity)
    assert (one.topic, one.qos, one.retain) == ("hearth/home/service", 1, False)
    assert json.loads(one.payload) == {
        "domain": "media_player",
        "service": "volume_set",
        "target": {"entity_id": ["media_player.tv"]},
        "data": {"volume_level": 0.4},
    }


def test_a_service_call_may_have_an_id_and_no_target() -> None:
    body = json.loads(service_message("h", ServiceCall("notify", "all", None, {"message": "é"}), "7").payload)
    assert body == {"id": "7", "domain": "notify", "service": "all", "target": {}, "data": {"message": "é"}}
