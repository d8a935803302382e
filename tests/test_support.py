from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest
from support import Mosquitto, program


def publish(broker: Mosquitto, *arguments: str) -> int:
    command = [program("mosquitto_pub"), "-h", broker.host, "-p", str(broker.port), *arguments]
    return subprocess.run(command, check=False, capture_output=True, timeout=10).returncode


def retained(broker: Mosquitto, topic: str) -> str:
    command = [program("mosquitto_sub"), "-h", broker.host, "-p", str(broker.port), "-t", topic, "-C", "1", "-W", "1"]
    return subprocess.run(command, check=False, capture_output=True, timeout=10, text=True).stdout.strip()


def test_a_persistent_broker_remembers_over_a_restart(persistent_mosquitto: Mosquitto) -> None:
    assert publish(persistent_mosquitto, "-t", "a/b", "-m", "kept", "-r", "-q", "1") == 0
    persistent_mosquitto.restart()
    assert retained(persistent_mosquitto, "a/b") == "kept"


def test_a_killed_broker_is_gone_and_comes_back_on_its_port(mosquitto: Mosquitto) -> None:
    mosquitto.kill()
    assert publish(mosquitto, "-t", "a", "-m", "x") != 0
    mosquitto.start()
    assert publish(mosquitto, "-t", "a", "-m", "x") == 0


def test_options_reach_the_broker(make_mosquitto: Callable[..., Mosquitto]) -> None:
    broker = make_mosquitto("allow_anonymous false")
    broker.start()
    assert publish(broker, "-t", "a", "-m", "x") != 0


def test_a_missing_program_fails_in_ci_and_skips_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-program is not installed"):
        program("no-such-program")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not installed"):
        program("no-such-program")
