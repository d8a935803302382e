"""Home Assistant itself: started headless, set up over REST and its WebSocket as a person would in the browser."""

from __future__ import annotations

import json
import shutil
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml
from websockets.sync.client import connect

from peers.process import CACHE, REPOSITORY, Peer, free_port

CLIENT = "http://127.0.0.1/"
TIMEOUT = 30.0
"""Seconds that Home Assistant has for an answer."""


class HomeAssistant:
    """One Home Assistant with its configuration in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.token = ""
        self._peer: Peer | None = None
        shutil.copytree(REPOSITORY / "blueprints" / "automation", folder / "blueprints" / "automation" / "hearth")

    @property
    def pid(self) -> int:
        assert self._peer is not None
        return self._peer.pid

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def configure(self, configuration: Mapping[str, Any]) -> None:
        """Write `configuration.yaml`."""
        text = yaml.safe_dump(dict(configuration), sort_keys=False, allow_unicode=True)
        (self.folder / "configuration.yaml").write_text(text)

    def start(self) -> None:
        """Start and wait until it runs (about 5 s)."""
        command = [CACHE / "ha-venv" / "bin" / "hass", "-c", self.folder, "--skip-pip"]
        self._peer = Peer(command, self.folder.with_suffix(".log"), self.folder)
        self._peer.await_that("runs", self._running, 120)

    def stop(self) -> None:
        if self._peer is not None:
            self._peer.stop()
            self._peer = None

    def restart(self) -> None:
        self.stop()
        self.start()

    def onboard(self) -> None:
        """Make the owner's account; `token` is that person's afterwards.

        The first steps that follow in the browser are left out: they set up services of the Internet.
        """
        owner = {"client_id": CLIENT, "name": "Ada", "username": "ada", "password": "made-up-1843", "language": "en"}
        code = self._request("POST", "/api/onboarding/users", owner)["auth_code"]
        grant = urllib.parse.urlencode({"grant_type": "authorization_code", "code": code, "client_id": CLIENT})
        self.token = self._send("POST", "/auth/token", grant.encode(), "application/x-www-form-urlencoded")[
            "access_token"
        ]
        self.token = self.command("auth/long_lived_access_token", client_name="tests", lifespan=10)

    def add_integration(self, domain: str, *answers: Mapping[str, Any]) -> dict[str, Any]:
        """Go through an integration's config flow; its entry."""
        step = self.post("/api/config/config_entries/flow", {"handler": domain, "show_advanced_options": False})
        for answer in answers:
            if step["type"] != "form":
                break
            step = self.post(f"/api/config/config_entries/flow/{step['flow_id']}", dict(answer))
        assert step["type"] == "create_entry", step
        return dict(step["result"])

    def get(self, path: str) -> Any:
        return self._request("GET", path, None)

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        return self._request("POST", path, body)

    def act(self, service: str, **data: Any) -> None:
        """Call a service (`domain.name`) and wait for it."""
        self.post(f"/api/services/{service.replace('.', '/')}", data)

    def states(self) -> dict[str, dict[str, Any]]:
        """All states by entity id."""
        return {state["entity_id"]: state for state in self.get("/api/states")}

    def state(self, entity_id: str) -> dict[str, Any]:
        return dict(self.get(f"/api/states/{entity_id}"))

    def converse(self, text: str, agent: str, conversation: str | None = None) -> dict[str, Any]:
        """Say something to a conversation agent; its answer as `POST /api/conversation/process` gives it."""
        body = {"text": text, "agent_id": agent, "language": "en", "conversation_id": conversation}
        return dict(self.post("/api/conversation/process", {k: v for k, v in body.items() if v is not None}))

    def command(self, kind: str, **data: Any) -> Any:
        """One command over the WebSocket; its result."""
        return self.commands({"type": kind, **data})[0]

    def commands(self, *bodies: Mapping[str, Any]) -> list[Any]:
        """Commands over one WebSocket connection; their results, in order."""
        results = []
        with connect(f"ws://127.0.0.1:{self.port}/api/websocket", max_size=None) as socket:
            socket.recv(TIMEOUT)
            socket.send(json.dumps({"type": "auth", "access_token": self.token}))
            assert json.loads(socket.recv(TIMEOUT))["type"] == "auth_ok"
            for number, body in enumerate(bodies, 1):
                socket.send(json.dumps({"id": number, **body}))
                answer = json.loads(socket.recv(TIMEOUT))
                assert answer["success"], (body, answer)
                results.append(answer["result"])
        return results

    def _running(self) -> bool:
        with suppress(OSError, json.JSONDecodeError):
            try:
                if self.token:
                    return bool(self.get("/api/config")["state"] == "RUNNING")
                return isinstance(self.get("/api/onboarding"), list)
            except urllib.error.HTTPError as error:
                return error.code == 401 and not self.token
        return False

    def _request(self, method: str, path: str, body: Mapping[str, Any] | None) -> Any:
        return self._send(method, path, None if body is None else json.dumps(body).encode(), "application/json")

    def _send(self, method: str, path: str, body: bytes | None, kind: str) -> Any:
        headers = {"Content-Type": kind} | ({"Authorization": f"Bearer {self.token}"} if self.token else {})
        request = urllib.request.Request(f"{self.address}{path}", body, headers, method=method)
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
            return json.loads(response.read() or b"null")
