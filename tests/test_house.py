"""The rules of the house that are about the shape of the code; import-linter has those about imports."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("edge", "hub_sim", "device_models")
LONGEST_MODULE = 500  # lines
PURE_ROOMS = ("turn", "home", "rewrite", "understand", "ground", "decide", "context", "learn", "why", "interpreter")


def modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def test_no_module_is_longer_than_one_can_read() -> None:
    lines = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {path: count for path, count in lines.items() if count > LONGEST_MODULE} == {}


def test_every_module_says_what_it_is() -> None:
    silent = [path for path in modules() if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    allowed = {"__init__.py", "__main__.py"}
    assert [str(path.relative_to(ROOT)) for path in silent if path.name not in allowed] == []


def test_every_pure_room_is_held_to_its_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (pure,) = (contract for contract in contracts if contract["name"].startswith("The core is pure"))
    present = {room for room in PURE_ROOMS if list((ROOT / "edge").glob(f"{room}/**/*.py")) or exists(room)}
    assert {f"edge.{room}" for room in present} <= set(pure["source_modules"])


def exists(room: str) -> bool:
    return (ROOT / "edge" / f"{room}.py").is_file()


def test_generated_documents_are_current() -> None:
    command = [sys.executable, str(ROOT / "tools" / "docs.py"), "--check"]
    result = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("script", [".ci/run", "tools/setup.sh"])
def test_scripts_are_executable_and_parse(script: str) -> None:
    path = ROOT / script
    assert path.stat().st_mode & 0o100
    subprocess.run(["bash", "-n", str(path)], check=True, timeout=10)
