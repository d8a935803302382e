"""Somebody who calls at the hub's MQTT door, waits for the answer and leaves: the console.

CallerError
├── UnreachableError    no broker, or it does not let us in
└── NoAnswerError       the hub is not there, or says nothing
"""

from __future__ import annotations

import json
import queue
import threading
import time
import uuid
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.reasoncodes import ReasonCode

from edge.link import causes
from edge.link.broker import Broker
from edge.link.client import tls_context
from edge.link.promptness import confirm_at_once, send_at_once

Answer = dict[str, Any]


class CallerError(Exception):
    """The call did not come to an answer; the text says why and what to do."""


class UnreachableError(CallerError):
    """The broker cannot be reached."""


class NoAnswerError(CallerError):
    """The hub gives no answer."""


class Caller:
    """One client for a few questions; a context manager. Not for the daemon: it blocks.

    `base` is the hub's topic (`hearth/home`); `patience` how many seconds an answer may take.
    """

    def __init__(self, broker: Broker, base: str, patience: float = 10.0) -> None:
        self._broker = broker
        self._base = base
        self._patience = patience
        self._ready = threading.Event()
        self._refused = ""
        self._heard: queue.Queue[mqtt.MQTTMessage] = queue.Queue()
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=f"hearth-caller-{uuid.uuid4().hex[:12]}")

    def __enter__(self) -> Self:
        """Connect. Raises `UnreachableError`."""
        client = self._client
        client.on_connect = self._on_connect
        client.on_socket_open = send_at_once
        client.on_publish = lambda client, *_args: confirm_at_once(client)
        client.on_subscribe = lambda *_args: self._ready.set()
        client.on_message = lambda _client, _data, message: self._heard.put(message)
        if self._broker.username is not None:
            client.username_pw_set(self._broker.username, self._broker.password)
        if self._broker.tls:
            client.tls_set_context(tls_context(self._broker))
        try:
            client.connect(self._broker.host, self._broker.port)
        except OSError as error:
            raise UnreachableError(causes.failure(self._broker, error)[1]) from error
        client.loop_start()
        if not self._ready.wait(self._patience) or self._refused:
            self._leave()
            raise UnreachableError(causes.refusal(self._broker, self._refused or "no answer"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Leave."""
        self._leave()

    def say(self, text: str, **fields: object) -> Answer:
        """Say something; the fields are those of a request. Raises `NoAnswerError` after `patience` seconds.

        Nothing is carried out after that time: whoever gave up has gone.
        """
        request_id = uuid.uuid4().hex
        request = {"expires": time.time() + self._patience, **fields, "id": request_id, "text": text}
        self._send("request", {key: value for key, value in request.items() if value is not None})
        return self._wait_for(f"{self._base}/response", "id", request_id)

    def ask(self, name: str, parameters: Mapping[str, object] | None = None) -> Any:  # noqa: ANN401  any JSON
        """An administrative request's data. Raises `NoAnswerError`, `CallerError` when the hub refuses."""
        transaction = uuid.uuid4().hex
        self._send(f"bridge/request/{name}", {**(parameters or {}), "transaction": transaction})
        answer = self._wait_for(f"{self._base}/bridge/response/{name}", "transaction", transaction)
        if answer.get("status") != "ok":
            raise CallerError(str(answer.get("error")))
        return answer.get("data")

    def _send(self, topic: str, body: Mapping[str, object]) -> None:
        self._client.publish(f"{self._base}/{topic}", json.dumps(body, ensure_ascii=False), 1)

    def _wait_for(self, topic: str, key: str, value: str) -> Answer:
        deadline = time.monotonic() + self._patience
        while (left := deadline - time.monotonic()) > 0:
            try:
                message = self._heard.get(timeout=left)
            except queue.Empty:
                break
            body = json.loads(message.payload) if message.topic == topic else {}
            if isinstance(body, dict) and body.get(key) == value:
                return body
        raise NoAnswerError(
            f"no hub answers on {self._base} at {self._broker} within {self._patience:g} s: "
            "start one with `hearth run`, or name another with --set hub.id=…"
        )

    def _on_connect(
        self, client: mqtt.Client, _data: object, _flags: object, reason: ReasonCode, _properties: object
    ) -> None:
        if reason.is_failure:
            self._refused = str(reason)
            self._ready.set()
        else:
            client.subscribe([(f"{self._base}/response", 1), (f"{self._base}/bridge/response/#", 1)])

    def _leave(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()
