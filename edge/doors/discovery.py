"""The hub as a device in Home Assistant, by MQTT discovery (device-based, since Home Assistant 2024.11)."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

from edge import __version__
from edge.doors.ports import Done, Post
from edge.doors.wire import encode
from edge.home.events import Message
from edge.turn import JsonValue

JITTER = 10.0
"""Seconds over which announcements are spread when Home Assistant starts and everybody hears it."""
URL = "https://hearth-edge.readthedocs.io"


class Discovery:
    """Announces the hub `hub_id` (shown as `name`) under Home Assistant's discovery `prefix`."""

    def __init__(
        self,
        prefix: str,
        base: str,
        hub_id: str,
        name: str,
        post: Post,
        renew: Callable[[str], None],
        jitter: float = JITTER,
    ) -> None:
        self._status_topic = f"{prefix}/status"
        self._topic = f"{prefix}/device/hearth_{hub_id}/config"
        self._base = base
        self._id = f"hearth_{hub_id}"
        self._name = name
        self._post = post
        self._renew = renew
        self._jitter = jitter

    def announce(self) -> None:
        """Retain our description; the link repeats it on every connect."""
        self._post.retain(self._topic, encode(self.payload()))

    def topics(self) -> tuple[str, ...]:
        """Home Assistant's birth topic."""
        return (self._status_topic,)

    def receive(self, message: Message, done: Done) -> None:
        """Announce again when Home Assistant comes up, within `jitter` seconds."""
        done()
        if message.payload == b"online" and not message.retain:
            delay = random.uniform(0.0, self._jitter)  # noqa: S311  spreads load, guards nothing
            asyncio.get_running_loop().call_later(delay, self._renew, self._topic)

    def payload(self) -> dict[str, JsonValue]:
        """The discovery message."""
        bridge = f"{self._base}/bridge"
        return {
            "dev": {"ids": [self._id], "name": self._name, "mf": "Hearth", "mdl": "Hub", "sw": __version__},
            "o": {"name": "hearth", "sw": __version__, "url": URL},
            "avty_t": f"{bridge}/state",
            "cmps": {
                "last_intent": self._sensor(
                    "last_intent",
                    "Last intent",
                    f"{bridge}/last",
                    "{{ value_json.intent or value_json.decision }}",
                    ic="mdi:message-processing",
                    json_attr_t=f"{bridge}/last",
                ),
                "confidence": self._sensor(
                    "confidence",
                    "Confidence",
                    f"{bridge}/last",
                    "{{ (value_json.confidence * 100) | round(1) }}",
                    unit_of_meas="%",
                    stat_cla="measurement",
                    ent_cat="diagnostic",
                ),
                "health": self._sensor(
                    "health",
                    "Health",
                    f"{bridge}/health",
                    "{{ value_json.status }}",
                    dev_cla="enum",
                    ops=["ok", "degraded"],
                    ent_cat="diagnostic",
                    json_attr_t=f"{bridge}/health",
                ),
                "learning": {
                    "p": "switch",
                    "uniq_id": f"{self._id}_learning",
                    "name": "Learning",
                    "ic": "mdi:school",
                    "stat_t": f"{bridge}/learning",
                    "cmd_t": f"{bridge}/learning/set",
                    "ent_cat": "config",
                },
            },
        }

    def _sensor(self, key: str, name: str, topic: str, template: str, **more: JsonValue) -> dict[str, JsonValue]:
        return {
            "p": "sensor",
            "uniq_id": f"{self._id}_{key}",
            "name": name,
            "stat_t": topic,
            "val_tpl": template,
            **more,
        }
