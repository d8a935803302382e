"""The real daemon on a thread of this process, with a clock that can be moved."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any, cast

from edge.app.daemon import Daemon
from edge.app.house import SettingsHouse
from edge.app.options import Options
from edge.clock import Clock
from edge.interpreter import Interpreter
from edge.link.mqtt import Link
from edge.settings import Settings
from hub_sim.hubs import interpreter
from hub_sim.loading import SimError

_STOP_SECONDS = 10.0


class DaemonDiedError(SimError):
    """The daemon ended by itself; its cause is chained."""


class DaemonThread:
    """`Daemon.run` on its own event loop. `tz_offset` in seconds is what people's times mean."""

    def __init__(self, settings: Settings, clock: Clock, tz_offset: int = 0) -> None:
        self._settings = settings
        self._clock = clock
        self._offset = tz_offset
        self._loop = _ThreadLoop()
        self._thread = threading.Thread(target=self._run, name="hearth-daemon", daemon=True)
        self._daemon: Daemon
        self._error: BaseException | None = None

    def start(self) -> None:
        """Start; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end as the service manager would, and wait until it has."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.terminate)
            self._thread.join(_STOP_SECONDS)
        if self._error is not None:
            message = f"the daemon died: {self._error}"
            raise DaemonDiedError(message) from self._error

    def peek(self, look: Callable[[SettingsHouse], Any]) -> Any:  # noqa: ANN401 - whatever is looked at
        """What `look` sees of the house, on the daemon's own thread. Raises `DaemonDiedError`."""

        async def run() -> Any:  # noqa: ANN401
            house = self._daemon.house
            assert isinstance(house, SettingsHouse)  # noqa: S101 - made in _run
            return look(house)

        if not self._thread.is_alive():
            message = f"the daemon died: {self._error}"
            raise DaemonDiedError(message)
        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(_STOP_SECONDS)

    def _run(self) -> None:
        options = replace(Options.of(self._settings), zone=timezone(timedelta(seconds=self._offset)))
        self._daemon = Daemon(options, self._house, clock=self._clock)
        try:
            self._loop.run_until_complete(self._daemon.run())
        except BaseException as error:  # noqa: BLE001 - told to whoever waits, on his own thread
            self._error = error
        finally:
            self._loop.close()

    def _house(self, link: Link) -> SettingsHouse:
        """A house with the interpreter that this process has already: making one takes longer than a case."""
        return SettingsHouse(
            self._settings, link, self._clock, lambda s: cast("Interpreter", interpreter(s.hub.language))
        )


class _ThreadLoop(asyncio.SelectorEventLoop):
    """An event loop beside the main thread, where signals cannot be handled: they are kept to be called."""

    def __init__(self) -> None:
        super().__init__()
        self._handlers: dict[int, Callable[[], object]] = {}

    def add_signal_handler(self, sig: int, callback: Callable[..., object], *args: object) -> None:
        """Keep the handler."""
        self._handlers[sig] = lambda: callback(*args)

    def terminate(self) -> None:
        """What SIGTERM would do."""
        self._handlers.get(signal.SIGTERM, self.stop)()
