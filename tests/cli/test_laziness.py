from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest

HEAVY = (
    "numpy", "onnxruntime", "hassil", "pydantic", "paho", "sqlite3", "jinja2", "rapidfuzz",
    "asyncio", "tokenizers", "wyoming", "yaml", "amqtt", "torch", "hub_sim", "device_models",
)  # fmt: skip
"""What a command imports only when it needs it; on a small machine these cost seconds."""
LISTED = "import json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
HELP_SECONDS = 0.3


def modules_after(statement: str) -> set[str]:
    result = subprocess.run(
        [sys.executable, "-c", f"{statement}; {LISTED}"], check=True, capture_output=True, text=True, timeout=30
    )
    return {name.partition(".")[0] for name in json.loads(result.stderr.splitlines()[-1])}


@pytest.mark.parametrize(
    "statement",
    [
        "import edge.cli",
        "from edge.cli import main; main(['--help'], standalone_mode=False)",
        "from edge.cli import main; main(['--version'], standalone_mode=False)",
    ],
    ids=["import", "help", "version"],
)
def test_nothing_heavy_is_imported(statement: str) -> None:
    assert modules_after(statement).isdisjoint(HEAVY)


def test_settings_are_imported_by_the_commands_that_need_them() -> None:
    assert "pydantic" in modules_after("import edge.settings")


def test_help_takes_less_than_a_blink() -> None:
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "edge", "--help"], check=True, capture_output=True, timeout=30)
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < HELP_SECONDS
