"""The simulated home on a real broker."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import paho.mqtt.client as paho
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from hub_sim.bridge.choice import families_of
from hub_sim.bridge.link import STATE_TOPIC, Bridge
from hub_sim.broker import Broker, NoBrokerError, free_port, mosquitto_path
from hub_sim.home import SimHome

MakeHome = Callable[..., SimHome]
LAMP = "{id: light.lamp, name: Lamp, state: 'off', attributes: {supported_color_modes: [brightness]}}"
LIST = "{id: todo.list, name: List}"


class Outsider:
    """Somebody else on the broker, who remembers the last payload of every topic."""

    def __init__(self, broker: Broker) -> None:
        self.seen: dict[str, str] = {}
        self.count = 0
        self.client = paho.Client(CallbackAPIVersion.VERSION2)
        self.client.on_message = self._on_message
        self.client.connect(broker.host, broker.port)
        self.client.subscribe("#", qos=1)
        self.client.loop_start()

    def _on_message(self, _client: paho.Client, _data: object, message: paho.MQTTMessage) -> None:
        self.seen[message.topic] = bytes(message.payload).decode()
        self.count += 1

    def wait(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 10
        while not condition():
            assert time.monotonic() < deadline, self.seen
            time.sleep(0.005)


@pytest.fixture
def broker() -> Iterator[Broker]:
    if mosquitto_path() is None:
        pytest.skip("mosquitto is not installed")
    with Broker("mosquitto") as running:
        yield running


@pytest.fixture
def outsider(broker: Broker) -> Iterator[Outsider]:
    other = Outsider(broker)
    yield other
    other.client.disconnect()
    other.client.loop_stop()


@pytest.fixture
def bridge(make_home: MakeHome, broker: Broker) -> Iterator[Bridge]:
    joined = Bridge(make_home(LAMP, LIST), families_of("discovery"), broker.host, broker.port)
    joined.start()
    yield joined
    joined.stop()


def test_commands_change_the_home_and_the_change_is_reported(bridge: Bridge, outsider: Outsider) -> None:
    outsider.wait(lambda: outsider.seen.get(STATE_TOPIC) == "online")
    outsider.client.publish("sim/light/lamp/set/light", json.dumps({"state": "ON", "brightness": 99}))
    outsider.wait(lambda: "99" in outsider.seen.get("sim/light/lamp/state", ""))
    assert bridge.home.look("light.lamp")[1]["brightness"] == 99


@pytest.mark.usefixtures("bridge")
def test_service_calls_reach_what_has_no_component(outsider: Outsider) -> None:
    outsider.wait(lambda: outsider.seen.get(STATE_TOPIC) == "online")  # before that it hears nothing
    body = {"domain": "todo", "service": "add_item", "target": {"entity_id": ["todo.list"]}, "data": {"item": "a"}}
    outsider.client.publish("hearth/home/service", json.dumps(body), qos=1)
    outsider.wait(lambda: outsider.seen.get("homeassistant/statestream/todo/list/state") == "1")


def test_a_hand_is_reported_and_a_quiet_change_only_when_told(bridge: Bridge, outsider: Outsider) -> None:
    with bridge.lock:
        bridge.home.set("light.lamp", "on")
    outsider.wait(lambda: "ON" in outsider.seen.get("sim/light/lamp/state", ""))
    outsider.wait(lambda: outsider.seen.get(STATE_TOPIC) == "online")
    bridge.quiet(lambda: bridge.home.set("light.lamp", "off"))
    with bridge.lock:
        bridge.home.set("todo.list", "4")
    outsider.wait(lambda: outsider.seen.get("homeassistant/statestream/todo/list/state") == "4")
    assert "ON" in outsider.seen["sim/light/lamp/state"]
    bridge.publish_changes()
    outsider.wait(lambda: "OFF" in outsider.seen["sim/light/lamp/state"])


def test_only_what_changed_is_published_again(bridge: Bridge, outsider: Outsider) -> None:
    announced, reported = "homeassistant/light/lamp/config", "sim/light/lamp/state"
    outsider.wait(lambda: announced in outsider.seen and reported in outsider.seen)
    outsider.wait(lambda: "homeassistant/statestream/todo/list/state" in outsider.seen)
    before = outsider.count
    bridge.quiet(lambda: bridge.home.set("light.lamp", "on", {"supported_color_modes": ["rgb"]}))
    bridge.publish_changes()
    outsider.wait(lambda: "rgb" in outsider.seen[announced] and "rgb" in outsider.seen[reported])
    assert outsider.count == before + 2


def test_a_message_that_breaks_something_does_not_silence_the_home(
    bridge: Bridge, outsider: Outsider, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_call: object) -> None:
        raise RuntimeError("short circuit")

    with monkeypatch.context() as patched:
        patched.setattr(bridge.home, "send", broken)
        outsider.client.publish("sim/light/lamp/set/light", b'{"state":"ON"}', qos=1).wait_for_publish(5)
        done = []
        bridge.listen("ping", done.append)
        outsider.wait(lambda: outsider.client.publish("ping", b"1", qos=1).rc == 0 and bool(done))
    outsider.client.publish("sim/light/lamp/set/light", b'{"state":"ON"}', qos=1)
    outsider.wait(lambda: "ON" in outsider.seen.get("sim/light/lamp/state", ""))


def test_the_will_and_the_goodbye_say_offline(make_home: MakeHome, broker: Broker, outsider: Outsider) -> None:
    joined = Bridge(make_home(LAMP), families_of("discovery"), broker.host, broker.port)
    joined.start()
    outsider.wait(lambda: outsider.seen.get(STATE_TOPIC) == "online")
    joined.stop()
    outsider.wait(lambda: outsider.seen.get(STATE_TOPIC) == "offline")


def test_no_broker_is_said(make_home: MakeHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hub_sim.bridge.link._CONNECT_SECONDS", 0.2)
    with pytest.raises(NoBrokerError, match="no broker answers"):
        Bridge(make_home(LAMP), families_of("discovery"), "127.0.0.1", free_port()).start()


def test_a_port_that_is_taken_is_said(broker: Broker) -> None:
    with pytest.raises(NoBrokerError, match="is taken"):
        Broker("mosquitto", broker.port).start()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_amqtt_serves_where_mosquitto_is_not(make_home: MakeHome) -> None:
    pytest.importorskip("amqtt")
    with Broker("amqtt") as broker:
        joined = Bridge(make_home(LAMP), families_of("discovery"), broker.host, broker.port)
        joined.start()
        other = Outsider(broker)
        other.wait(lambda: "homeassistant/light/lamp/config" in other.seen)
        other.client.disconnect()
        other.client.loop_stop()
        joined.stop()
    gc.collect()  # amqtt drops its connections unclosed: the warnings belong to this test


def test_the_shipped_home_fits_a_broker(broker: Broker, outsider: Outsider) -> None:
    from hub_sim.demo import BUNDLED
    from hub_sim.fixtures import load_home

    assert isinstance(BUNDLED, Path)
    home = SimHome(load_home(BUNDLED))
    joined = Bridge(home, families_of("discovery"), broker.host, broker.port)
    joined.start()
    streamed = {"media_player", "todo", "weather", "person"}
    configs = sum(entity.domain not in streamed for entity in home.base.entities.values())
    outsider.wait(lambda: sum(topic.endswith("/config") for topic in outsider.seen) >= configs)
    joined.stop()
