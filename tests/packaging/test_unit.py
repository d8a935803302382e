from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from edge.cli.exits import Exit

UNIT = Path(__file__).resolve().parents[2] / "packaging" / "hearth.service"
GREATEST_EXPOSURE = 15  # tenths


def settings() -> dict[str, str]:
    lines = [line for line in UNIT.read_text().splitlines() if "=" in line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def test_exposure_is_at_most_one_and_a_half() -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed")
    command = [analyze, "security", "--offline=true", f"--threshold={GREATEST_EXPOSURE}", "--no-pager", str(UNIT)]
    result = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, (result.stdout + result.stderr).splitlines()[-1]


def test_a_wrong_configuration_is_not_tried_again() -> None:
    assert settings()["RestartPreventExitStatus"] == str(Exit.CONFIG.value)


def test_the_state_folder_is_the_services_own() -> None:
    assert settings()["StateDirectory"] == "hearth"
    assert settings()["DynamicUser"] == "yes"
