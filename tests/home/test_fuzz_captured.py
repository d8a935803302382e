"""Payloads captured from real programs, with values gone wrong in places: no dialect raises or reports nonsense."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from home.dialect_samples import one_dialect
from home.test_fuzz import FUZZ, mutated, swiftly_sound
from hypothesis import given
from hypothesis import strategies as st

from edge.home.events import EntityFound, Message

FOLDER = "data/payloads"


def _announced(folder: Path) -> Iterator[tuple[str, Message]]:
    """Every captured announcement with its dialect."""
    for topic, config in _read(folder, "discovery_samples").items():
        yield "ha_discovery", _message(topic, config)
    samples, models = _read(folder, "z2m_samples"), _read(folder, "z2m_exposes")
    for name, domain in (("ha_light", "light"), ("ha_contact", "binary_sensor")):
        # Zigbee2MQTT's own announcements are left out where it is spoken natively: here they are somebody's.
        yield "ha_discovery", _message(f"homeassistant/{domain}/{name}/config", {**samples[name], "origin": None})
    devices = [samples["lamp"], samples["contact"]]
    devices += [
        {"ieee_address": f"0x{number:016x}", "friendly_name": model, "definition": {"exposes": given["exposes"]}}
        for number, (model, given) in enumerate(models.items())
    ]
    for device in devices:
        yield "zigbee2mqtt", _message("zigbee2mqtt/bridge/devices", [device])
    for text in samples["state"]:
        yield "zigbee2mqtt", Message("zigbee2mqtt/kitchen lamp", json.dumps(text).encode())
    config = _read(folder, "tasmota_sample")
    yield "tasmota", _message(f"tasmota/discovery/{config['mac']}/config", config)


def _read(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_text())


def _message(topic: str, value: object) -> Message:
    return Message(topic, json.dumps(value).encode(), retain=True)


@pytest.mark.parametrize("name", ["ha_discovery", "zigbee2mqtt", "tasmota"])
def test_captured_payloads_gone_wrong_in_places_give_sound_events(name: str, shared: Path) -> None:
    samples = [message for dialect, message in _announced(shared / FOLDER) if dialect == name]
    whole = one_dialect(name)
    found = [event for one in samples for event in whole.decode(one) if isinstance(event, EntityFound)]
    assert found, "unharmed, they are understood"

    @FUZZ
    @given(st.data())
    def check(data: st.DataObject) -> None:
        dialect = one_dialect(name)
        for _ in range(2):
            sample = data.draw(st.sampled_from(samples))
            swiftly_sound(dialect, Message(sample.topic, data.draw(mutated(sample.payload)), retain=sample.retain))
        for sample in samples[-2:]:
            swiftly_sound(dialect, sample)

    check()
