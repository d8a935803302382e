"""Programs started for the tests: free ports, logs in files, an end that is certain."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

REPOSITORY = Path(__file__).parents[2]
CACHE = REPOSITORY / ".cache"
T = TypeVar("T")


class PeerError(Exception):
    """A program did not do what is needed of it; the message ends with its log."""


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: str, probe: Callable[[], T | None], seconds: float, every: float = 0.05) -> T:
    """The first answer of `probe` that is true. Raises `PeerError` after `seconds` without one."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = probe()
        if found:
            return found
        time.sleep(every)
    raise PeerError(f"{what}: not within {seconds:.0f} s")


def listening(port: int) -> bool:
    """Whether somebody listens on a port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def program(name: str) -> str:
    """The path of an installed program; sbin too, which a plain user's PATH leaves out."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        raise PeerError(f"{name} is not installed: run tools/test_ha.sh, which says what is missing")
    return found


class Peer:
    """One running program, its output in `log`; its standard input is a pipe."""

    def __init__(self, command: Sequence[object], log: Path, cwd: Path, env: Mapping[str, str] | None = None) -> None:
        self.name = log.stem
        self._log = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [str(part) for part in command],
                cwd=cwd,
                env={**os.environ, **(env or {})},
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def tell(self, line: str) -> None:
        """Write a line to its standard input."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def await_that(self, what: str, probe: Callable[[], T | None], seconds: float) -> T:
        """Wait until `probe` gives something true; the program must not end meanwhile."""

        def alive() -> T | None:
            if self._process.poll() is not None:
                raise PeerError(f"{self.name} ended with {self._process.returncode}:\n{self.tail()}")
            return probe()

        try:
            return wait_for(f"{self.name}: {what}", alive, seconds)
        except PeerError as error:
            raise PeerError(f"{error}\n{self.tail()}") from None

    def tail(self, lines: int = 30) -> str:
        """The end of its log."""
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-lines:])

    def stop(self, seconds: float = 20) -> None:
        """End it: asked first, forced after `seconds`."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.terminate()
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
