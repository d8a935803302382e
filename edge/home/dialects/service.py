"""Service calls as JSON, for Home Assistant to carry out what has no command topic of its own."""

from __future__ import annotations

from edge.home.dialects.payload import dumps
from edge.home.events import Message
from edge.turn import JsonValue, ServiceCall


def service_topic(base: str) -> str:
    """The topic below a hub's `base` (`hearth/home`) that the blueprint `hearth_service.yaml` listens to."""
    return f"{base}/service"


def service_message(base: str, call: ServiceCall, call_id: str | None = None) -> Message:
    """A call as `{"id"?, "domain", "service", "target": {"entity_id": [...]}, "data": {...}}`.

    Sent with QoS 1 and never retained: a command must not be carried out again at a restart.
    """
    target = {"entity_id": [call.entity_id]} if call.entity_id else {}
    body: dict[str, JsonValue] = {
        "domain": call.domain,
        "service": call.service,
        "target": target,
        "data": dict(call.data),
    }
    if call_id is not None:
        body = {"id": call_id, **body}
    return Message(service_topic(base), dumps(body), qos=1)
