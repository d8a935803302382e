"""The living home of `hearth run`: a broker, a house full of devices, and the hub, in one process tree.

The hub runs where it always runs, in `serve` on the main thread; broker, devices and keyboard live beside it
and end with it.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from edge.home.events import StateReported
from edge.home.model import Snapshot
from hub_sim.bridge.choice import families_of
from hub_sim.bridge.link import Bridge
from hub_sim.bridge.places import home_settings
from hub_sim.broker import Broker
from hub_sim.clock import ScaledClock
from hub_sim.fixtures import Fixtures, load_home
from hub_sim.home import SimHome, commandable
from hub_sim.keyboard import typed_lines
from hub_sim.loading import SimError
from hub_sim.screen import Screen, changed_line, describe
from hub_sim.talk import Talk

if TYPE_CHECKING:
    from edge.settings import Settings

BUNDLED = Path(__file__).parent / "homes" / "harbour_lane.yaml"
READY_SECONDS = 20.0
_BEAT = 0.5
"""Real seconds between two moments of the devices' lives, and between two pictures of them."""
_LATER = 0.3
"""Real seconds after an answer in which its effects are shown before the next request is read."""
Serve = Callable[["Settings"], None]


def run_demo(
    settings: Settings,
    serve: Serve,
    *,
    listen: bool,
    home_folder: str | os.PathLike[str] | None = None,
    dialect: str | None = None,
    speed: float = 1.0,
    say: Sequence[str] = (),
) -> None:
    """Bring the home up, then run `serve` with settings that point to it until it ends.

    `listen`: take requests from stdin, one a line; where that is no terminal, end with its last line. `say` are
    requests in its place. `home_folder` holds fixtures, by default the bundled home's; `speed` is simulated seconds
    a real one for the devices. Raises `click.ClickException` for what the user can put right.
    """
    try:
        fixtures = load_home(Path(home_folder) if home_folder else BUNDLED)
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hearth-home-")))
            broker = stack.enter_context(Broker())
            demo = Demo(settings, fixtures, broker, folder, dialect or "discovery", speed)
            stack.callback(demo.stop)
            demo.start(listen=listen, say=say)
            serve(demo.settings)
    except (SimError, ValueError) as error:
        raise click.ClickException(str(error)) from error


_ENDS = frozenset({"exit", "quit", "bye"})
_HELPS = frozenset({"help", "?"})
HELP = (
    "  commands    turn off everything upstairs but the fan · set the heating to 21 · open the blinds halfway",
    "  questions   is the front door locked · which lights are on · how long is left · why did you do that",
    "  later       in ten minutes turn it off · wake me at seven · when the washing machine is done tell me",
    "  follow-ups  no, the other one · and the kitchen · undo",
    "  elsewhere   @DEVICE WORDS says it where that device stands; exit, Ctrl-D or Ctrl-C ends",
)
"""What the keyboard's own `help` shows."""


class Demo:
    """The devices, their voice to the hub, and what is shown of both."""

    def __init__(
        self, settings: Settings, fixtures: Fixtures, broker: Broker, folder: Path, dialect: str, speed: float
    ) -> None:
        base = f"{settings.broker.base_topic}/{settings.hub.id}"
        families = families_of(dialect, base)
        self.clock = ScaledClock(time.time(), speed)
        self.home = SimHome(fixtures, self.clock)
        self.bridge = Bridge(self.home, families, broker.host, broker.port)
        self.settings = _pointed(settings, broker, folder, home_settings(fixtures.snapshot, families))
        self._talk = Talk(self.bridge, base, self._announced)
        self._title = f"{len(fixtures.snapshot.entities)} things on mqtt://{broker.host}:{broker.port} ({dialect})"
        self._screen: Screen | None = None
        self._described = {entity.id: describe(entity) for entity in fixtures.snapshot.entities.values()}
        self._ended = threading.Event()
        self._living = False

    def start(self, *, listen: bool, say: Sequence[str]) -> None:
        """Bring the devices to the broker, let time pass, and read requests once the hub is there."""
        console = self.settings.doors.console
        terminal = sys.stdin.isatty() and sys.stdout.isatty()
        if listen and not say and terminal and console.enabled and console.home:
            self._screen = Screen(self._title)
            logging.getLogger().setLevel(logging.ERROR)  # lines in between would tear the picture
        else:
            click.echo(self._title)
        self.home.listen(self._changed)
        self.bridge.start()
        self._talk.start()
        self._thread("hearth-life", self._live)
        if say:
            self._thread("hearth-say", lambda: self._converse(say, ends=True))
        elif listen and console.enabled:
            lines = typed_lines(self._typed) if self._screen else (line.rstrip("\n") for line in sys.stdin)
            self._thread("hearth-keyboard", lambda: self._converse(lines, ends=True))

    def stop(self) -> None:
        """End everything; the threads are daemons and waiting for nobody."""
        self._ended.set()
        self.bridge.stop()
        if self._screen is not None:
            click.echo("")

    def ask(self, line: str) -> str:
        """The hub's answer to a line. `@device words` is said where that device stands.

        Raises `NoAnswerError`.
        """
        device, words = None, line
        if line.startswith("@"):
            device, _, words = line[1:].partition(" ")
        area = self.home.base.area_of_device(device)
        answer = self._talk.ask(words, device=device, area=area, conversation="keyboard")
        if "error" in answer:
            return f"! {answer['error'].get('message', answer['error'])}"
        return f"< {answer['response']}   [{answer['decision']}, {answer['interpret_ms']:.1f} ms]"

    def _converse(self, lines: Iterable[str], *, ends: bool) -> None:
        known = sum(entity.state is not None for entity in self.home.base.entities.values())
        if not self._talk.wait_online(READY_SECONDS) or not self._known(known):
            self._show("! the hub did not come up; its log on stderr says why")
        else:
            self._show(f"Ready. Say something, such as: {suggestion(self.home.snapshot())} (help says more)")
            for line in map(str.strip, lines):
                if line.casefold() in _ENDS:
                    break
                if line.casefold() in _HELPS:
                    for text in HELP:
                        self._show(text)
                elif line:
                    self._answer(line)
        if ends and not self._ended.is_set():
            os.kill(os.getpid(), signal.SIGTERM)

    def _known(self, entities: int) -> bool:
        """Whether the hub knows the home; sensors whose names it refuses do not hold the conversation up."""
        return self._talk.wait_until_known(int(entities * 0.9), READY_SECONDS)

    def _answer(self, line: str) -> None:
        self._show(f"> {line}")
        try:
            self._show(self.ask(line))
        except SimError as error:
            self._show(f"! {error}")
        self._ended.wait(_LATER)

    def _live(self) -> None:
        then = self.clock.mono()
        while not self._ended.wait(_BEAT):
            now = self.clock.mono()
            with self.bridge.lock:
                self._living = True
                self.home.tick(now - then)
                self._living = False
            then = now
            self._draw()

    def _changed(self, event: StateReported) -> None:
        """Tell of a change, unless it is only the drift of time."""
        entity = self.home.entity(event.entity_id)
        before, after = self._described[entity.id], describe(entity)
        self._described[entity.id] = after
        drifts = self._living and before.partition(" ")[0] == after.partition(" ")[0]
        if before != after and commandable(entity.id) and not drifts and self._screen is None:
            click.echo(changed_line(entity.name, before, after))

    def _announced(self, text: str) -> None:
        self._show(f"< {text}   [unasked]")

    def _typed(self, typed: str) -> None:
        if self._screen is not None:
            self._screen.typed = typed
            self._draw()

    def _show(self, line: str) -> None:
        if self._screen is None:
            click.echo(line)
        else:
            self._screen.say(line)
            self._draw()

    def _draw(self) -> None:
        if self._screen is not None and not self._ended.is_set():
            with self.bridge.lock:
                picture = self._screen.draw(self.home.snapshot())
            sys.stdout.write(picture)
            sys.stdout.flush()

    def _thread(self, name: str, run: Callable[[], None]) -> None:
        threading.Thread(target=run, name=name, daemon=True).start()


def suggestion(home: Snapshot) -> str:
    """Words that visibly change something in a home: its first lamp that is off, by name."""
    dark = (e for e in home.entities.values() if e.exposed and e.domain == "light" and e.state == "off")
    lamp = next(dark, None)
    return f"turn on the {lamp.name}" if lamp is not None else "which lights are on"


def _pointed(settings: Settings, broker: Broker, folder: Path, home: dict[str, Any]) -> Settings:
    """The settings with the simulated broker and home; what the user said about the home stays on top."""
    said = settings.home.model_dump(exclude_unset=True)
    tables = {key: {**home.get(key, {}), **said.get(key, {})} for key in home}
    merged = type(settings.home).model_validate({**said, **tables})
    place = settings.broker.model_copy(update={"host": broker.host, "port": broker.port})
    hub = settings.hub if settings.hub.data else settings.hub.model_copy(update={"data": folder})
    return settings.model_copy(update={"broker": place, "home": merged, "hub": hub})
