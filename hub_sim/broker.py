"""A broker of our own on a free port of the loopback: mosquitto where it is installed, else amqtt.

SimError
 └─ NoBrokerError    neither is there, or it does not come up
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from hub_sim.loading import SimError

HOST = "127.0.0.1"
_START_SECONDS = 10.0
_MOSQUITTO = """\
listener {port} {host}
allow_anonymous true
persistence false
max_queued_messages 0
max_inflight_messages 0
set_tcp_nodelay true
log_type error
"""


class NoBrokerError(SimError):
    """No broker can be started here; the text says what to install."""


class _Running(Protocol):
    def stop(self) -> None:
        """End it."""
        ...


class Broker:
    """A broker for the length of a `with`; `port` is where it listens on the loopback.

    `kind` is `mosquitto`, `amqtt`, or `None` for the first that there is.
    """

    def __init__(self, kind: str | None = None, port: int | None = None) -> None:
        self.host = HOST
        self.port = port or free_port()
        self.kind = kind or ("mosquitto" if mosquitto_path() else "amqtt")
        self._running: _Running | None = None

    def start(self) -> None:
        """Start and wait until it takes connections. Raises `NoBrokerError` when it cannot."""
        self._running = _Mosquitto(self.port) if self.kind == "mosquitto" else _Amqtt(self.port)

    def stop(self) -> None:
        """Stop it; harmless when it does not run."""
        if self._running is not None:
            self._running.stop()
            self._running = None

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop."""
        self.stop()


def mosquitto_path() -> str | None:
    """Where mosquitto is: on the path, or where Debian puts it, which a user's path leaves out."""
    return shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin")


def free_port() -> int:
    """A TCP port of the loopback that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


class _Mosquitto:
    def __init__(self, port: int) -> None:
        path = mosquitto_path()
        if path is None:
            message = "mosquitto is not installed: apt-get install mosquitto"
            raise NoBrokerError(message)
        if _listens(port):
            message = f"{HOST}:{port} is taken by somebody else"
            raise NoBrokerError(message)
        self._folder = tempfile.TemporaryDirectory(prefix="hearth-broker-")
        config = Path(self._folder.name, "mosquitto.conf")
        config.write_text(_MOSQUITTO.format(port=port, host=HOST), encoding="utf-8")
        self._process = subprocess.Popen(
            [path, "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self._wait(port)

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()

    def _wait(self, port: int) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while not _listens(port):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                message = f"mosquitto does not come up on {HOST}:{port} (exit code {self._process.returncode})"
                raise NoBrokerError(message)
            time.sleep(0.01)


class _Amqtt:
    """amqtt on an event loop of its own thread: for machines without mosquitto, slower by far."""

    def __init__(self, port: int) -> None:
        try:
            from amqtt.broker import Broker as AmqttBroker
        except ModuleNotFoundError as error:
            message = "no broker here: install mosquitto, or pip install 'hearth-edge[sim]' for amqtt"
            raise NoBrokerError(message) from error
        logging.getLogger("amqtt").setLevel(logging.CRITICAL)
        logging.getLogger("transitions").setLevel(logging.CRITICAL)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="amqtt", daemon=True)
        self._thread.start()
        config = {
            "listeners": {"default": {"type": "tcp", "bind": f"{HOST}:{port}"}},
            "plugins": {"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}},
        }
        self._broker: Any = self._call(self._make(AmqttBroker, config))
        self._call(self._broker.start())

    def stop(self) -> None:
        with contextlib.suppress(TimeoutError):
            self._call(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _end(self) -> None:
        """Shut down; amqtt leaves its clients' tasks and connections to us."""
        await self._broker.shutdown()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        await asyncio.sleep(0.05)

    async def _make(self, factory: Any, config: dict[str, Any]) -> Any:  # noqa: ANN401 - amqtt has no types
        return factory(config)

    def _call(self, coroutine: Any) -> Any:  # noqa: ANN401
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(_START_SECONDS)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex((HOST, port)) == 0
