from __future__ import annotations

import json
import sqlite3

from click.testing import CliRunner

from edge import __version__
from edge.cli import main, version


def test_versions_for_people() -> None:
    lines = CliRunner().invoke(main, ["version"]).output.splitlines()
    assert lines[0].split() == ["hearth", __version__]


def test_versions_for_programs() -> None:
    versions = json.loads(CliRunner().invoke(main, ["version", "--json"]).output)
    assert versions["sqlite"] == sqlite3.sqlite_version
    assert set(version.LIBRARIES) < set(versions)


def test_a_library_that_is_missing_is_said_to_be() -> None:
    assert version.installed()["numpy"] != "not installed"
    assert version._library("no-such-library") == "not installed"
