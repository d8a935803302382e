"""`hearth run` without a broker, from outside and by its parts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from edge.home.model import Entity
from hub_sim.broker import mosquitto_path
from hub_sim.demo import suggestion
from hub_sim.home import SimHome
from hub_sim.keyboard import typed_lines
from hub_sim.screen import Screen, describe

MakeHome = Callable[..., SimHome]
ROOT = Path(__file__).parents[2]


def hearth(folder: Path, said: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HEARTH_")}
    quiet = ("--set", "doors.wyoming.enabled=false", "--set", "logging.level=error", "--set", f"hub.data={folder}")
    return subprocess.run(
        [sys.executable, "-m", "edge", *quiet, "run", "--listen", *arguments],
        input=said,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        env=environment,
        check=False,
    )


@pytest.mark.skipif(mosquitto_path() is None, reason="mosquitto is not installed")
@pytest.mark.parametrize("dialect", ["discovery", "zigbee2mqtt", "statestream"])
def test_a_home_to_talk_to(tmp_path: Path, dialect: str) -> None:
    said = "turn on the desk lamp\n@kitchen_display turn off the lights\nadd eggs to the shopping list\n"
    ended = hearth(tmp_path, said, "--dialect", dialect, "--speed", "20")
    assert ended.returncode == 0, ended.stderr
    assert "* Desk Lamp: off -> on" in ended.stdout
    assert "* Worktop Lights: on 86 % -> off" in ended.stdout
    assert "* Shopping List: 2 -> 3" in ended.stdout
    assert ended.stdout.count("[act, ") == 3
    assert ended.stderr == ""


@pytest.mark.skipif(mosquitto_path() is None, reason="mosquitto is not installed")
def test_help_is_ours_and_exit_ends(tmp_path: Path) -> None:
    ended = hearth(tmp_path, "help\nexit\nturn on the desk lamp\n")
    assert ended.returncode == 0, ended.stderr
    assert "follow-ups" in ended.stdout
    assert "Desk Lamp: off" not in ended.stdout
    assert "[" not in ended.stdout.split("Ready.")[1], "nothing of it went to the hub"


def test_what_is_suggested_changes_something(make_home: MakeHome) -> None:
    home = make_home("{id: light.a, name: A, state: 'on'}", "{id: light.b, name: B Lamp, state: 'off'}")
    assert suggestion(home.snapshot()) == "turn on the B Lamp"
    assert suggestion(make_home("{id: light.a, name: A, state: 'on'}").snapshot()) == "which lights are on"


def test_fixtures_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "_fixtures.yaml").write_text("entities: [{id: lamp}]")
    ended = hearth(tmp_path, "", "--home", str(tmp_path))
    assert ended.returncode == 1
    assert "domain.object_id" in ended.stderr


def test_a_dialect_that_is_none_is_named(tmp_path: Path) -> None:
    ended = hearth(tmp_path, "", "--dialect", "semaphore")
    assert ended.returncode != 0
    assert "semaphore" in ended.stderr


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{id: light.a, name: A, state: on, attributes: {brightness: 128}}", "on 50 %"),
        ("{id: light.a, name: A, state: off, attributes: {brightness: 128}}", "off"),
        (
            "{id: climate.a, name: A, state: heat, attributes: {current_temperature: 19.5, temperature: 21}}",
            "heat 19.5 -> 21 °C",
        ),
        ("{id: cover.a, name: A, state: open, attributes: {current_position: 40}}", "open 40 %"),
        ("{id: sensor.a, name: A, state: '21', attributes: {unit_of_measurement: lx}}", "21 lx"),
        ("{id: sensor.a, name: A}", "unknown"),
    ],
)
def test_a_state_in_a_few_words(make_home: MakeHome, line: str, words: str) -> None:
    (entity,) = make_home(line).snapshot().entities.values()
    assert describe(entity) == words


def test_the_screen_shows_rooms_words_and_what_is_typed(make_home: MakeHome) -> None:
    home = make_home(
        "{id: light.a, name: Lamp, area: den, state: on}",
        "{id: switch.a, name: Plug, state: off}",
        areas="[{id: den, name: Den}]",
    )
    screen = Screen("two things", typed="turn o")
    for number in range(20):
        screen.say(f"> line {number}")
    picture = screen.draw(home.snapshot(), (100, 30))
    lines = picture.split("\r\n")
    assert len(lines) <= 30
    assert "Den" in lines[2]
    assert "Home" in lines[2]
    assert "Lamp" in lines[3]
    assert "> line 19" in picture
    assert "> line 3" not in picture
    assert "turn o" in lines[-1]


def test_nothing_is_wider_than_the_terminal(make_home: MakeHome) -> None:
    home = make_home("{id: light.a, name: A lamp with a name that no narrow terminal can show in full, state: on}")
    screen = Screen("t")
    screen.say("words " * 40)
    for line in screen.draw(home.snapshot(), (50, 20)).split("\r\n")[1:]:
        visible = line.replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[32m", "")
        assert len(visible) <= 50


def test_keys_become_lines() -> None:
    keys = iter(["lam", "o\x7f", "p on\r", "\x1b[A", "wrong\x15right\n", "\x04"])
    shown: list[str] = []
    assert list(typed_lines(shown.append, lambda: next(keys))) == ["lamp on", "right"]
    assert shown[:2] == ["lam", "lam"]


def test_the_end_of_the_keys_is_the_end() -> None:
    def keys() -> Iterator[str]:
        yield "unfinished"
        yield ""

    given = keys()
    assert list(typed_lines(lambda _typed: None, lambda: next(given))) == []


def test_an_entity_without_a_state_is_unknown() -> None:
    assert describe(Entity("scene.a", "A")) == "unknown"
