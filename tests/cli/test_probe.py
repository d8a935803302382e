from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from support import Mosquitto, free_port

from edge.cli.probe import Address, Answer, look, probe


@pytest.fixture
def speaker() -> Iterator[Callable[[bytes], Address]]:
    """Servers that say one thing to whoever connects."""
    servers: list[socket.socket] = []

    def speak(words: bytes) -> Address:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)
        threading.Thread(target=_speak_once, args=(server, words), daemon=True).start()
        return Address("127.0.0.1", server.getsockname()[1])

    yield speak
    for server in servers:
        server.close()


def _speak_once(server: socket.socket, words: bytes) -> None:
    try:
        connection, _ = server.accept()
    except OSError:
        return
    with connection:
        connection.recv(100)
        connection.sendall(words)


def test_an_open_broker(mosquitto: Mosquitto) -> None:
    assert probe(Address(mosquitto.host, mosquitto.port)) is Answer.OPEN


def test_a_broker_that_wants_a_password(make_mosquitto: Callable[..., Mosquitto]) -> None:
    broker = make_mosquitto("allow_anonymous false")
    broker.start()
    assert probe(Address(broker.host, broker.port)) is Answer.PASSWORD


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n", Answer.NOT_MQTT),
        (b"", Answer.NOT_MQTT),
        (b"\x20\x02", Answer.NOT_MQTT),
        (b"\x20\x02\x00\x03", Answer.REFUSED),
        (b"\x20\x02\x00\x04", Answer.PASSWORD),
        (b"\x20\x02\x00\x00", Answer.OPEN),
    ],
)
def test_what_answers_at_a_port(speaker: Callable[[bytes], Address], words: bytes, answer: Answer) -> None:
    assert probe(speaker(words)) is answer


def test_a_closed_port() -> None:
    assert probe(Address("127.0.0.1", free_port())) is Answer.NOTHING


def test_a_silent_server_is_given_up_on() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        silent = Address("127.0.0.1", server.getsockname()[1])
        start = time.monotonic()
        assert look([silent], seconds=0.2) == {silent: Answer.NOTHING}
        assert time.monotonic() - start < 2


def test_all_are_asked_at_once(mosquitto: Mosquitto) -> None:
    here, nowhere = Address(mosquitto.host, mosquitto.port), Address("127.0.0.1", free_port())
    assert look([nowhere, here]) == {nowhere: Answer.NOTHING, here: Answer.OPEN}
