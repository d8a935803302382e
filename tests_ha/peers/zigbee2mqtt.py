"""Zigbee2MQTT itself, with an adapter that has no radio and a database of devices that are not there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from peers.process import CACHE, Peer

MODULES = CACHE / "z2m" / "node_modules"
ADAPTER = Path(__file__).with_name("z2m_adapter.cjs")
BASIC, ON_OFF, LEVEL, COLOUR, COVERING, THERMOSTAT, OCCUPANCY = 0, 6, 8, 768, 258, 513, 1030


@dataclass(frozen=True, slots=True)
class Zigbee:
    """A device as it is in the database: clusters by endpoint; `name` is the owner's."""

    address: str
    name: str
    model: str
    maker: str
    endpoints: Mapping[int, Sequence[int]]
    battery: bool = False


IKEA = "IKEA of Sweden"
LAMP = {1: (BASIC, ON_OFF, LEVEL, COLOUR)}
DEVICES = (
    Zigbee("0x0000000000000a01", "Dining Table Lamp", "TRADFRI bulb E14 CWS globe 806lm", IKEA, LAMP),
    Zigbee("0x0000000000000a02", "Porch Lamp", "TRADFRIbulbE14WScandleopal470lm", IKEA, LAMP),
    Zigbee("0x0000000000000a03", "Coffee Plug", "TRADFRI control outlet", IKEA, {1: (BASIC, ON_OFF)}),
    Zigbee("0x0000000000000a04", "Study Blind", "FYRTUR block-out roller blind", IKEA, {1: (BASIC, COVERING)}, True),
    Zigbee("0x0000000000000a05", "Nursery Radiator", "SPZB0001", "Eurotronic", {1: (BASIC, THERMOSTAT)}, True),
    Zigbee("0x0000000000000a06", "Back Door", "lumi.sensor_magnet.aq2", "LUMI", {1: (BASIC, ON_OFF)}, True),
    Zigbee("0x0000000000000a07", "Landing Motion", "lumi.sensor_motion.aq2", "LUMI", {1: (BASIC, OCCUPANCY)}, True),
    Zigbee("0x0000000000000a08", "Hall Switch", "TS0012", "_TZ3000_xfxpoxe0", {1: (BASIC, ON_OFF), 2: (ON_OFF,)}),
)
"""Lamps, a plug, a blind, a radiator valve, sensors, and two switches in one device."""


class Zigbee2Mqtt:
    """One Zigbee2MQTT with its data in `folder`."""

    def __init__(self, folder: Path, broker_port: int, devices: Sequence[Zigbee] = DEVICES) -> None:
        self._folder = folder
        self._commands = folder / "commands.jsonl"
        self._peer: Peer | None = None
        folder.mkdir()
        self._commands.touch()
        self._write_settings(broker_port, devices)
        (folder / "database.db").write_text("\n".join(json.dumps(entry) for entry in _database(devices)))

    def start(self, ready: Any) -> None:
        """Start, and wait until `ready()`."""
        node, program = MODULES / ".bin" / "node", MODULES / "zigbee2mqtt" / "index.js"
        env = {
            "ZIGBEE2MQTT_DATA": str(self._folder),
            "Z2M_MODULES": str(MODULES),
            "Z2M_COMMANDS": str(self._commands),
            "GIT_CEILING_DIRECTORIES": str(MODULES),  # else it takes this project's commits for its own and rebuilds
        }
        command = [node, "--require", ADAPTER, program]
        self._peer = Peer(command, self._folder.with_suffix(".log"), MODULES / "zigbee2mqtt", env)
        self._peer.await_that("runs", ready, 60)

    def stop(self) -> None:
        if self._peer is not None:
            self._peer.stop()

    def report(self, address: str, cluster: str, attributes: Mapping[str, Any], endpoint: int = 1) -> None:
        """Have a device say something by itself."""
        assert self._peer is not None
        said = {"device": address, "endpoint": endpoint, "cluster": cluster, "attributes": dict(attributes)}
        self._peer.tell(json.dumps(said))

    def commands(self) -> list[dict[str, Any]]:
        """What was sent to the devices so far, oldest first."""
        return [json.loads(line) for line in self._commands.read_text().splitlines()]

    def _write_settings(self, broker_port: int, devices: Sequence[Zigbee]) -> None:
        settings = {
            "version": 5,
            "mqtt": {"server": f"mqtt://127.0.0.1:{broker_port}", "base_topic": "zigbee2mqtt"},
            "serial": {"port": "/dev/null", "adapter": "ember"},
            "advanced": {
                "network_key": list(range(1, 17)),
                "pan_id": 6754,
                "ext_pan_id": [221] * 8,
                "channel": 11,
                "log_output": ["console"],
                "log_level": "info",
            },
            "frontend": {"enabled": False},
            "homeassistant": {"enabled": False},
            "availability": {"enabled": False},
            "onboarding": False,
            "devices": {device.address: {"friendly_name": device.name} for device in devices},
        }
        (self._folder / "configuration.yaml").write_text(yaml.safe_dump(settings, sort_keys=False))


def _database(devices: Sequence[Zigbee]) -> list[dict[str, Any]]:
    """zigbee-herdsman's database: the coordinator and devices whose interview is done."""
    coordinator = {
        "id": 1,
        "type": "Coordinator",
        "ieeeAddr": "0x00124b00deadbeef",
        "nwkAddr": 0,
        "manufId": 0,
        "epList": [1],
        "endpoints": {"1": _endpoint(1, 5, [], [])},
        "interviewCompleted": True,
        "meta": {},
    }
    return [coordinator, *(_entry(number, device) for number, device in enumerate(devices, 2))]


def _entry(number: int, device: Zigbee) -> dict[str, Any]:
    return {
        "id": number,
        "type": "EndDevice" if device.battery else "Router",
        "ieeeAddr": device.address,
        "nwkAddr": 0x1000 + number,
        "manufId": 4476,
        "manufName": device.maker,
        "modelId": device.model,
        "powerSource": "Battery" if device.battery else "Mains (single phase)",
        "epList": list(device.endpoints),
        "endpoints": {str(key): _endpoint(key, 256, list(clusters), []) for key, clusters in device.endpoints.items()},
        "zclVersion": 3,
        "interviewCompleted": True,
        "meta": {},
        "lastSeen": 1_790_000_000_000,
    }


def _endpoint(key: int, kind: int, inputs: list[int], outputs: list[int]) -> dict[str, Any]:
    clusters = {"inClusterList": inputs, "outClusterList": outputs, "clusters": {}}
    return {"profId": 260, "epId": key, "devId": kind, **clusters, "binds": [], "configuredReportings": [], "meta": {}}
