from __future__ import annotations

import re
from pathlib import Path

from edge.settings import Settings, load
from edge.settings.document import commented, reference
from edge.settings.schema import tables

ROOT = Path(__file__).resolve().parents[2]
NEEDS_A_FILE = {"ca_file", "cert_file", "key_file", "password_file", "pin_file", "password", "pin", "client_id"}


def uncommented(text: str) -> str:
    """The commented file with every shown default put in force."""
    lines = [line[1:] if re.match(r"#[\[\w]", line) else line for line in text.splitlines()]
    return "\n".join(line for line in lines if line.partition(" = ")[0] not in NEEDS_A_FILE)


def test_the_reference_is_current() -> None:
    assert (ROOT / "docs" / "configuration.md").read_text() == reference(), "make docs"


def test_the_reference_names_every_setting() -> None:
    text = reference()
    for table in tables():
        assert f"## `[{table.header}]`" in text
        assert all(f"| `{option.key}` |" in text for option in table.options)


def test_the_commented_file_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "hearth.toml"
    file.write_text(commented())
    assert load(file).settings == Settings()


def test_what_the_commented_file_shows_is_valid_and_the_default(tmp_path: Path) -> None:
    file = tmp_path / "hearth.toml"
    file.write_text(uncommented(commented()))
    shown, default = load(file).settings, Settings()
    for section in ("dialects", "doors", "learning", "logging", "safety"):
        assert getattr(shown, section) == getattr(default, section)
    assert shown.broker.port == default.broker.port
    assert shown.home.areas["kitchen"].name == "Kitchen"


def test_values_given_are_in_force(tmp_path: Path) -> None:
    file = tmp_path / "hearth.toml"
    file.write_text(commented({"broker": {"host": "10.0.0.2", "port": 1884}}))
    broker = load(file).settings.broker
    assert (broker.host, broker.port) == ("10.0.0.2", 1884)


def test_comments_fit_a_terminal() -> None:
    assert max(map(len, commented().splitlines())) <= 110
