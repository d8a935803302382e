"""Look for an MQTT broker at names that are given; never at addresses that are not."""

from __future__ import annotations

import queue
import socket
import struct
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

ACCEPTED = 0
REFUSED_CREDENTIALS = frozenset({4, 5})  # MQTT 3.1.1, table 3.1: bad user name or password; not authorised


class Answer(StrEnum):
    """What was found at an address."""

    OPEN = "open"
    PASSWORD = "wants a user name and password"  # noqa: S105 - words for people
    REFUSED = "refuses us"
    NOT_MQTT = "is no MQTT broker"
    NOTHING = "nothing there"


@dataclass(frozen=True, slots=True)
class Address:
    """A TCP address."""

    host: str
    port: int = 1883

    def __str__(self) -> str:
        """`host:port`, an IPv6 address in brackets."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


USUAL = (Address("localhost"), Address("core-mosquitto"), Address("homeassistant.local"))
"""Where a broker usually is: on this machine, in Home Assistant's network of apps, at Home Assistant."""


def look(addresses: Sequence[Address], seconds: float = 2.0) -> dict[Address, Answer]:
    """Ask all addresses at once; one that has not answered after `seconds` counts as nothing."""
    answers: queue.Queue[tuple[Address, Answer]] = queue.Queue()
    deadline = time.monotonic() + seconds
    for address in addresses:
        # Daemon threads: resolving a name can take longer than anybody wants to wait, and cannot be stopped.
        ask = threading.Thread(target=lambda at: answers.put((at, probe(at, seconds))), args=(address,), daemon=True)
        ask.start()
    found = dict.fromkeys(addresses, Answer.NOTHING)
    for _ in addresses:
        try:
            address, answer = answers.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            break
        found[address] = answer
    return found


def probe(address: Address, seconds: float = 2.0) -> Answer:
    """Say hello as an MQTT 3.1.1 client without a name, and leave again."""
    try:
        with socket.create_connection((address.host, address.port), seconds) as connection:
            connection.settimeout(seconds)
            connection.sendall(_connect())
            reply = _received(connection, 4)
            connection.sendall(b"\xe0\x00")
    except OSError:
        return Answer.NOTHING
    if len(reply) < 4 or reply[0] != 0x20:
        return Answer.NOT_MQTT
    code = reply[3]
    if code == ACCEPTED:
        return Answer.OPEN
    return Answer.PASSWORD if code in REFUSED_CREDENTIALS else Answer.REFUSED


def _connect() -> bytes:
    """The CONNECT packet of a clean session with a keep-alive of 5 s and an id that the broker chooses."""
    body = struct.pack("!H4sBBH", 4, b"MQTT", 4, 0x02, 5) + struct.pack("!H", 0)
    return bytes([0x10, len(body)]) + body


def _received(connection: socket.socket, size: int) -> bytes:
    reply = b""
    while len(reply) < size:
        part = connection.recv(size - len(reply))
        if not part:
            break
        reply += part
    return reply
