#!/usr/bin/env python3
"""Write what Home Assistant knows of a home's places and names as settings of the hub.

The state stream carries states, and with the blueprint `hearth_states.yaml` the areas' names; floors, aliases and
what Assist must not speak about are kept in Home Assistant's registries, which only its WebSocket tells:

    pip install websockets
    python tools/ha_registry.py http://homeassistant.local:8123 --token-file token >> hearth.toml

The token is a long-lived access token of an administrator (your profile, Security). Exit code 1 and one line when
Home Assistant cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from websockets.sync.connection import Connection

TIMEOUT = 30.0
"""Seconds that Home Assistant has for an answer."""
Entry = Mapping[str, Any]


class RegistryError(Exception):
    """Home Assistant could not be read; the text says why and what to do."""


def main() -> int:
    """Read the arguments, ask Home Assistant, print TOML."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("url", help="Home Assistant's address, such as http://homeassistant.local:8123")
    parser.add_argument(
        "--token-file", type=Path, required=True, help="file with a long-lived access token; - for input"
    )
    arguments = parser.parse_args()
    token = sys.stdin.read() if str(arguments.token_file) == "-" else arguments.token_file.read_text(encoding="utf-8")
    try:
        print("\n".join(settings(*read(arguments.url, token.strip()))))
    except RegistryError as error:
        print(f"ha_registry: {error}", file=sys.stderr)
        return 1
    return 0


def read(url: str, token: str) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """Home Assistant's floors, areas and entities. Raises `RegistryError`."""
    try:
        from websockets.exceptions import WebSocketException
        from websockets.sync.client import connect
    except ImportError as error:
        raise RegistryError("the package 'websockets' is missing: pip install websockets") from error
    address = f"ws{url.rstrip('/').removeprefix('http')}/api/websocket"
    try:
        with connect(address, max_size=None, open_timeout=TIMEOUT) as socket:
            ask = _Asking(socket, token)
            floors, areas = ask("config/floor_registry/list"), ask("config/area_registry/list")
            names = [entry["entity_id"] for entry in ask("config/entity_registry/list")]
            entities = ask("config/entity_registry/get_entries", entity_ids=names)
    except (OSError, ValueError, WebSocketException) as error:
        raise RegistryError(f"{url}: {error}; is this the address that the browser shows?") from error
    return floors, areas, [entry for entry in entities.values() if entry]


def settings(floors: Sequence[Entry], areas: Sequence[Entry], entities: Sequence[Entry]) -> Iterator[str]:
    """Lines of TOML for `[home.floors]`, `[home.areas]` and `[home.entities]`; only what differs from the default."""
    for floor in floors:
        yield from _table(
            f"home.floors.{floor['floor_id']}",
            {"name": floor["name"], "aliases": sorted(floor["aliases"]), "level": floor["level"]},
        )
    for area in areas:
        yield from _table(
            f"home.areas.{area['area_id']}",
            {"name": area["name"], "aliases": sorted(area["aliases"]), "floor": area["floor_id"]},
        )
    for entity in sorted(entities, key=lambda entry: str(entry["entity_id"])):
        if entity["disabled_by"] is None:
            yield from _table(f"home.entities.{_text(entity['entity_id'])}", _entity(entity))


def _entity(entry: Entry) -> dict[str, Any]:
    """What is worth saying about an entity; areas of devices come with the state stream."""
    chosen = entry["options"].get("conversation", {}).get("should_expose")
    hidden = chosen is False or (chosen is None and entry["hidden_by"] is not None)
    return {"aliases": sorted(entry["aliases"]), "area": entry["area_id"], "exposed": False if hidden else None}


def _table(name: str, values: Mapping[str, Any]) -> Iterator[str]:
    said = {key: value for key, value in values.items() if value not in (None, [])}
    if said:
        yield f"[{name}]"
        yield from (f"{key} = {_text(value)}" for key, value in said.items())
        yield ""


def _text(value: object) -> str:
    """A string, number, truth value or list of strings, which TOML writes as JSON does."""
    return json.dumps(value, ensure_ascii=False)


class _Asking:
    """Home Assistant's WebSocket, one question at a time."""

    def __init__(self, socket: Connection, token: str) -> None:
        """Log in. Raises `RegistryError` when the token is refused."""
        self._socket = socket
        self._number = 0
        self._hear()
        self._say({"type": "auth", "access_token": token})
        if self._hear()["type"] != "auth_ok":
            raise RegistryError("Home Assistant refuses the token: make a long-lived one in your profile, Security")

    def __call__(self, question: str, **data: object) -> Any:  # noqa: ANN401 - each question has an answer of its own shape
        """The result of a command. Raises `RegistryError` with Home Assistant's words when there is none."""
        self._number += 1
        self._say({"id": self._number, "type": question, **data})
        answer = self._hear()
        if not answer.get("success"):
            raise RegistryError(f"{question}: {answer.get('error', {}).get('message', answer)}")
        return answer["result"]

    def _say(self, body: Mapping[str, object]) -> None:
        self._socket.send(json.dumps(body))

    def _hear(self) -> dict[str, Any]:
        return dict(json.loads(self._socket.recv(TIMEOUT)))


if __name__ == "__main__":
    sys.exit(main())
