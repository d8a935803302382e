from __future__ import annotations

import importlib.util
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from edge import __version__
from edge.cli import COMMANDS, main
from edge.cli.exits import DOCUMENTATION, Exit
from edge.cli.lazy import LazyGroup


def module_of(name: str) -> str:
    return f"edge.cli.{name.replace('-', '_')}"


BUILT = [name for name in COMMANDS if importlib.util.find_spec(module_of(name))]


@pytest.mark.parametrize("name", BUILT)
def test_a_command_says_what_the_list_of_commands_says(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    assert command.get_short_help_str(limit=200) == COMMANDS[name]


@pytest.mark.parametrize("name", BUILT)
def test_every_command_has_help(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == Exit.OK
    assert "Usage:" in result.output


def test_help_lists_every_command_and_exit_code() -> None:
    output = CliRunner().invoke(main, ["--help"]).output
    assert all(name in output for name in COMMANDS)
    assert all(f"\n  {code.value} " in DOCUMENTATION for code in Exit)
    assert "78  the configuration is wrong" in output


def test_version_is_the_package_version() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"hearth, version {__version__}\n"


def test_an_unknown_command_is_a_usage_error_with_a_suggestion() -> None:
    result = CliRunner().invoke(main, ["chek-config"])
    assert result.exit_code == Exit.USAGE
    assert "Did you mean 'check-config'" in result.output


def test_a_command_without_its_module_is_not_in_this_build() -> None:
    group = LazyGroup(package="edge.cli", commands_help={"no-such-module": "x"})
    result = CliRunner().invoke(group, ["no-such-module"])
    assert result.exit_code == Exit.UNAVAILABLE
    assert "not in this build" in result.output


def test_a_command_without_a_package_it_needs_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "edge.cli.version", None)
    result = CliRunner().invoke(main, ["version"])
    assert result.exit_code == Exit.UNAVAILABLE


def test_a_module_without_a_command_is_a_fault_of_ours() -> None:
    group = LazyGroup(package="edge", commands_help={"turn": "x"})
    assert isinstance(CliRunner().invoke(group, ["turn"]).exception, AttributeError)


def test_the_module_runs_as_the_command() -> None:
    result = subprocess.run([sys.executable, "-m", "edge", "--version"], check=True, capture_output=True, text=True)
    assert result.stdout.strip() == f"hearth, version {__version__}"


def test_a_package_missing_inside_a_command_is_told_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    for name in [name for name in sys.modules if name.startswith("hub_sim")]:
        monkeypatch.delitem(sys.modules, name)
    result = CliRunner().invoke(main, ["eval", "."])
    assert result.exit_code == Exit.UNAVAILABLE
    assert "'yaml'" in result.output
    assert "pip install 'hearth-edge[sim]'" in result.output
