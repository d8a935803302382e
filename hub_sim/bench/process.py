"""The hub as a process of its own, watched from outside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from hub_sim.loading import SimError

HUB = "bench"
BASE = f"hearth/{HUB}"
_CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


class HubEndedError(SimError):
    """The hub ended while it was measured; the text holds the end of its log."""


class HubProcess:
    """`hearth run` against a broker, for the length of a `with`; everything it writes goes to `folder`."""

    def __init__(self, host: str, port: int, folder: Path) -> None:
        self._settings = {
            "broker.host": host,
            "broker.port": port,
            "hub.id": HUB,
            "hub.data": folder / "data",
            "doors.wyoming.enabled": "false",
            "logging.level": "warning",
        }
        self._log = folder / "hub.log"
        self._config = folder / "hearth.toml"
        self._process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0

    def __enter__(self) -> Self:
        """Start; does not wait until it is ready. `started_at` is on the monotonic clock."""
        self._config.touch()
        settings = [part for key, value in self._settings.items() for part in ("--set", f"{key}={value}")]
        command = [sys.executable, "-m", "edge", "--config", str(self._config), *settings, "run"]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("HEARTH_")}
        with self._log.open("wb") as log:
            self.started_at = time.monotonic()
            self._process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Ask it to end, then insist."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def resident_mb(self) -> float:
        """Resident memory, in MB."""
        return self._number("status", "VmRSS:") / 1000

    def written(self) -> float:
        """Bytes that it has made the kernel write to disk."""
        return self._number("io", "write_bytes:")

    def cpu_seconds(self) -> float:
        """Processor time used, of all threads."""
        fields = self._read("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _CLOCK_TICKS

    def _number(self, name: str, key: str) -> float:
        line = next((line for line in self._read(name).splitlines() if line.startswith(key)), None)
        if line is None:  # it ended just now: a process that nobody has waited for has no memory
            raise self._ended()
        return float(line.split()[1])

    def _read(self, name: str) -> str:
        if self._process is None or self._process.poll() is not None:
            raise self._ended()
        return Path(f"/proc/{self._process.pid}/{name}").read_text(encoding="ascii", errors="replace")

    def _ended(self) -> HubEndedError:
        log = self._log.read_text(errors="replace")[-2000:] if self._log.exists() else ""
        return HubEndedError(f"the hub ended while it was measured:\n{log}")
