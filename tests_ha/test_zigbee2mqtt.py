"""Zigbee2MQTT's real bridge gives the hub its home; the hub's commands arrive at its (radioless) devices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from conftest import ZigbeeHouse
from peers.process import wait_for
from peers.zigbee2mqtt import DEVICES

ADDRESSES = {device.name: device.address for device in DEVICES}
Sent = dict[str, Any]


def test_every_device_becomes_its_entities(zigbee_house: ZigbeeHouse) -> None:
    home = zigbee_house.hearth.home()
    expected = {
        "light.dining_table_lamp",
        "light.porch_lamp",
        "switch.coffee_plug",
        "cover.study_blind",
        "climate.nursery_radiator",
        "binary_sensor.back_door_contact",
        "binary_sensor.landing_motion_occupancy",
        "switch.hall_switch_left",
        "switch.hall_switch_right",
    }
    assert expected - home.keys() == set(), sorted(home)
    assert {home[e]["source"] for e in expected} == {"zigbee2mqtt"}


SAID: list[tuple[str, str, Callable[[Sent], bool]]] = [
    ("turn on the porch lamp", "Porch Lamp", lambda c: c["cluster"] == "genOnOff" and c["command"] == "on"),
    (
        "set the dining table lamp to 50 percent",
        "Dining Table Lamp",
        lambda c: c["command"] == "moveToLevelWithOnOff" and abs(c["payload"]["level"] - 127) <= 1,
    ),
    ("turn on the coffee plug", "Coffee Plug", lambda c: c["cluster"] == "genOnOff" and c["command"] == "on"),
    (
        "set the study blind to 30 percent",
        "Study Blind",
        # the device counts how far it is shut
        lambda c: c["command"] == "goToLiftPercentage" and c["payload"]["percentageliftvalue"] == 70,
    ),
    (
        "set the nursery radiator to 21 degrees",
        "Nursery Radiator",
        lambda c: c["command"] == "write" and [a["attrData"] for a in c["payload"]] == [2100],
    ),
    (
        "turn on the hall switch right",
        "Hall Switch",
        lambda c: c["cluster"] == "genOnOff" and c["command"] == "on" and c["endpoint"] == 2,
    ),
]


@pytest.mark.parametrize(("text", "device", "arrived"), SAID, ids=[text for text, _, _ in SAID])
def test_what_is_said_arrives_at_the_device(
    zigbee_house: ZigbeeHouse, text: str, device: str, arrived: Callable[[Sent], bool]
) -> None:
    before = len(zigbee_house.zigbee.commands())
    answer = zigbee_house.hearth.say(text)
    assert answer["decision"] == "act", answer

    def new() -> list[Sent]:
        return zigbee_house.zigbee.commands()[before:]

    wait_for(f"the command of {text!r} ({answer})", lambda: any(arrived(c) for c in new()), 10)
    assert {c["device"] for c in new()} == {ADDRESSES[device]}


@pytest.mark.parametrize(
    ("device", "cluster", "attributes", "entity", "state"),
    [
        # the contact is open: Zigbee2MQTT says `contact: false`, Home Assistant's `on` is open
        ("Back Door", "genOnOff", {"onOff": 1}, "binary_sensor.back_door_contact", "on"),
        ("Back Door", "genOnOff", {"onOff": 0}, "binary_sensor.back_door_contact", "off"),
        ("Landing Motion", "msOccupancySensing", {"occupancy": 1}, "binary_sensor.landing_motion_occupancy", "on"),
        ("Coffee Plug", "genOnOff", {"onOff": 0}, "switch.coffee_plug", "off"),
    ],
    ids=["opened", "shut", "motion", "switched by hand"],
)
def test_what_a_device_reports_is_known(
    zigbee_house: ZigbeeHouse, device: str, cluster: str, attributes: dict[str, int], entity: str, state: str
) -> None:
    zigbee_house.zigbee.report(ADDRESSES[device], cluster, attributes)
    zigbee_house.hearth.await_state(entity, state)


def test_a_question_is_answered_from_what_was_reported(zigbee_house: ZigbeeHouse) -> None:
    zigbee_house.zigbee.report(ADDRESSES["Back Door"], "genOnOff", {"onOff": 1})
    zigbee_house.hearth.await_state("binary_sensor.back_door_contact", "on")
    answer = zigbee_house.hearth.say("is the back door open")
    assert answer["decision"] == "answer"
    assert "open" in answer["response"].lower() or answer["response"].lower().startswith("yes")


def test_a_command_comes_back_as_state(zigbee_house: ZigbeeHouse) -> None:
    """The whole circle: said, sent, done by the device, told by Zigbee2MQTT, known by the hub."""
    zigbee_house.zigbee.report(ADDRESSES["Hall Switch"], "genOnOff", {"onOff": 1}, endpoint=1)
    zigbee_house.hearth.await_state("switch.hall_switch_left", "on")
    zigbee_house.hearth.say("turn off the hall switch left")
    zigbee_house.hearth.await_state("switch.hall_switch_left", "off")


def test_a_device_that_is_offline_is_said_to_be(zigbee_house: ZigbeeHouse) -> None:
    topic, before = "zigbee2mqtt/Porch Lamp/availability", len(zigbee_house.zigbee.commands())
    zigbee_house.witness.publish(topic, '{"state":"offline"}')
    wait_for("the hub hears it", lambda: not zigbee_house.hearth.home()["light.porch_lamp"]["available"], 10)
    answer = zigbee_house.hearth.say("turn off the porch lamp")
    assert answer["decision"] == "refuse", answer
    assert zigbee_house.zigbee.commands()[before:] == []
    zigbee_house.witness.publish(topic, '{"state":"online"}')


def test_a_device_that_is_renamed_has_its_new_name_at_once(zigbee_house: ZigbeeHouse) -> None:
    rename = '{"from": "Coffee Plug", "to": "Kettle Plug"}'
    zigbee_house.witness.publish("zigbee2mqtt/bridge/request/device/rename", rename)

    def names() -> set[str]:
        return {entity["name"] for entity in zigbee_house.hearth.home().values()}

    wait_for("the hub hears it", lambda: "Kettle Plug" in names(), 10)
    before = len(zigbee_house.zigbee.commands())
    assert zigbee_house.hearth.say("turn on the kettle plug")["decision"] == "act"
    wait_for("it arrives", lambda: [c["device"] for c in zigbee_house.zigbee.commands()[before:]], 10)
    assert "Coffee Plug" not in names()
