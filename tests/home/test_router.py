"""Messages find their dialects, calls the one that found the entity."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence

import pytest
from home.dialect_samples import TASMOTA, Z2M_DEVICES, discovery, found, message, states, tell

from edge.home.dialects.all import NAMES, Bases, Router, UnknownDialectError, build_dialects
from edge.home.events import HomeEvent, Message, NotExpressibleError, Rejected
from edge.home.model import Entity
from edge.home.registry import Registry
from edge.turn import ServiceCall


def router(*names: str, bases: Bases | None = None) -> Router:
    """A router over the named dialects, all of them when none is."""
    return Router(build_dialects(names or NAMES, "hearth/home", bases), "hearth/home")


class Poison:
    """A dialect that breaks its promise not to raise."""

    name = "poison"

    def topics(self) -> tuple[str, ...]:
        return ("+/x",)

    def decode(self, message: Message) -> Sequence[HomeEvent]:
        raise ZeroDivisionError(message.topic)

    def encode(self, call: ServiceCall, entity: Entity) -> Sequence[Message]:
        raise NotExpressibleError(f"{call.service} of {entity.id}")


def test_a_message_reaches_the_dialect_it_is_meant_for() -> None:
    every = router()
    assert list(found(every.decode(discovery("switch", state_topic="t/s")))) == ["switch.thing"]
    assert states(every.decode(message("t/s", "ON"))) == {"switch.thing": ("on", {})}
    assert list(found(tell(every, "homeassistant/statestream/todo/list/state", "0"))) == ["todo.list"]
    assert "cover.blind" in found(tell(every, "zigbee2mqtt/bridge/devices", Z2M_DEVICES))
    assert "light.kitchen_lamp" in states(tell(every, "zigbee2mqtt/kitchen lamp", {"state": "ON"}))
    assert found(tell(every, f"tasmota/discovery/{TASMOTA['mac']}/config", TASMOTA))
    assert tell(every, "nobody/listens/here", "x") == []


def test_topics_wanted_later_are_heard_and_told_at_every_connection() -> None:
    one = router("ha_discovery")
    assert tell(one, "t/s", "ON") == []
    one.decode(discovery("switch", state_topic="t/s"))
    assert one.topics() == ("homeassistant/+/+/config", "homeassistant/+/+/+/config", "t/s")
    assert states(tell(one, "t/s", "ON"))


def test_calls_go_to_the_dialect_that_found_the_entity_else_to_home_assistant() -> None:
    every = router()
    blind = found(tell(every, "zigbee2mqtt/bridge/devices", Z2M_DEVICES))["cover.blind"]
    (native,) = every.encode(ServiceCall("cover", "open_cover", blind.id), blind)
    assert native.topic == "zigbee2mqtt/blind/set"
    for entity in (None, Entity("todo.list", "List", source="elsewhere")):
        (served,) = every.encode(ServiceCall("todo", "add_item", "todo.list", {"item": "tea"}), entity)
        assert served.topic == "hearth/home/service"
        assert json.loads(served.payload)["data"] == {"item": "tea"}
    with pytest.raises(NotExpressibleError):
        every.encode(ServiceCall("cover", "set_cover_tilt_position", blind.id, {"tilt_position": 3}), blind)


def test_what_zigbee2mqtt_announces_is_not_there_twice() -> None:
    config = discovery("light", origin={"name": "Zigbee2MQTT"}, state_topic="zigbee2mqtt/x")
    assert router().decode(config) == []
    assert found(router("ha_discovery").decode(config))


def test_ids_are_shared_by_all_dialects() -> None:
    every = router()
    first = found(every.decode(discovery("cover", name="Blind", device=None)))
    second = found(tell(every, "zigbee2mqtt/bridge/devices", [Z2M_DEVICES[3]]))
    assert list(first) == ["cover.blind"]
    assert "cover.blind" not in second
    assert any(entity_id.startswith("cover.blind_") for entity_id in second)


def test_requests_are_given_once() -> None:
    every = router()
    tell(every, "zigbee2mqtt/bridge/devices", Z2M_DEVICES)
    tell(every, f"tasmota/discovery/{TASMOTA['mac']}/config", TASMOTA)
    assert [one.topic for one in every.requests()] == ["zigbee2mqtt/kitchen lamp/get", "cmnd/plug/STATE"]
    assert every.requests() == []


def test_long_payloads_are_dropped_but_for_lists_of_devices() -> None:
    every = router()
    assert every.payload_limit("t/s") == 64 * 1024
    assert every.payload_limit("zigbee2mqtt/bridge/devices") == 4 * 1024 * 1024
    (refused,) = every.decode(Message("homeassistant/light/x/config", b"x" * 65_537))
    assert isinstance(refused, Rejected)
    many = [{**Z2M_DEVICES[0], "ieee_address": f"0x{n}", "friendly_name": f"lamp {n}"} for n in range(200)]
    assert len(message("", many).payload) > 64 * 1024
    assert len(found(tell(every, "zigbee2mqtt/bridge/devices", many))) == 200


def test_a_dialect_that_raises_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    one = Router([Poison(), *build_dialects(["ha_discovery"], "hearth/home")], "hearth/home")
    (refused,) = one.decode(message("a/x", "1"))
    assert isinstance(refused, Rejected)
    assert (one.poisonous, "dialect=poison" in caplog.text) == (1, True)
    assert found(one.decode(discovery("switch")))


def test_a_dialect_that_there_is_not() -> None:
    with pytest.raises(UnknownDialectError, match="esperanto"):
        build_dialects(["esperanto"], "hearth/home")


def test_only_wanted_dialects_are_imported() -> None:
    code = (
        "import sys; from edge.home.dialects.all import build_dialects; build_dialects(['zigbee2mqtt'], 'h');"
        "print([m for m in sys.modules if 'tasmota' in m or m.split('.')[0] in {'jinja2', 'paho', 'asyncio'}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_two_thousand_states_a_second_through_router_and_registry() -> None:
    every, registry = router(), Registry()
    many = [{**Z2M_DEVICES[0], "ieee_address": f"0x{n}", "friendly_name": f"lamp {n}"} for n in range(200)]
    for event in tell(every, "zigbee2mqtt/bridge/devices", many):
        registry.apply(event, 1.0)
    said = [
        message(
            f"zigbee2mqtt/lamp {n % 200}", {"state": "ON", "brightness": n % 254, "linkquality": 100, "color_temp": 300}
        )
        for n in range(2_000)
    ]
    start = time.thread_time()
    for one in said:
        for event in every.decode(one):
            registry.apply(event, 2.0)
    assert time.thread_time() - start < 0.8, "a second's states must not take a second"
    assert registry.snapshot(3.0).entities["light.lamp_7"].state == "on"
