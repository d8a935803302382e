"""Helpers that tests import: a real broker of their own, waiting without sleeping, programs that may be missing."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

SEARCH_PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
START_TIMEOUT = 10.0  # seconds; mosquitto needs 0.05 on an idle machine


def in_ci() -> bool:
    """Whether a missing program is a failure instead of a reason to skip."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def program(name: str) -> str:
    """Path of an installed program; skips the test where it is missing, fails it in CI."""
    found = shutil.which(name, path=SEARCH_PATH)
    if found:
        return found
    message = f"{name} is not installed (Debian: apt install mosquitto mosquitto-clients)"
    if in_ci():
        pytest.fail(message)
    pytest.skip(message)


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(condition: Callable[[], object], seconds: float = 10.0, what: str = "") -> None:
    """Poll until `condition()` is true; fails the test after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"not within {seconds} s: {what or condition}")
        time.sleep(0.005)


@dataclass
class Mosquitto:
    """A real broker on its own port and folder; anonymous unless `config` says otherwise.

    `config` are further lines of mosquitto.conf. The port stays the same over `kill` and `start`.
    """

    folder: Path
    config: tuple[str, ...] = ()
    persistence: bool = False
    host: str = "127.0.0.1"
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """What the broker has printed so far, of all its lives."""
        path = self.folder / "mosquitto.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def start(self) -> None:
        """Start the broker and wait until it accepts connections."""
        self.folder.mkdir(parents=True, exist_ok=True)
        configuration = self.folder / "mosquitto.conf"
        configuration.write_text("\n".join(self._lines()) + "\n")
        with (self.folder / "mosquitto.log").open("ab") as log:
            self.process = subprocess.Popen(
                [program("mosquitto"), "-c", str(configuration), "-v"], stdout=log, stderr=log
            )
        wait_for(self._accepts, START_TIMEOUT, f"mosquitto on port {self.port}: {self.log[-500:]}")

    def stop(self) -> None:
        """Ask the broker to end, as a service manager does; it saves its persistent sessions."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the broker without warning (`kill -9`)."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop and start again on the same port."""
        self.stop()
        self.start()

    def _lines(self) -> list[str]:
        lines = [f"listener {self.port} {self.host}", *self.config]
        if not any(line.startswith("allow_anonymous") for line in self.config):
            lines.append("allow_anonymous true")
        if self.persistence:
            lines += ["persistence true", f"persistence_location {self.folder}/", "autosave_interval 1"]
        if os.geteuid() == 0:
            lines.append("user root")  # else it drops to a user who may not write to the folder
        return lines

    def _accepts(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            pytest.fail(f"mosquitto ended with {self.process.returncode}: {self.log[-500:]}")
        with socket.socket() as probe:
            probe.settimeout(0.2)
            return probe.connect_ex((self.host, self.port)) == 0

    def _end(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        self.process.send_signal(number)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
        self.process = None
