from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from link_support import BASE, peer, wait_for
from support import Mosquitto, free_port

from edge.cli import main
from edge.cli.home import lines as home_lines
from edge.cli.repl import lines as repl_lines
from edge.cli.status import lines as status_lines
from edge.link.running import running_file, told_where, where

STUB = Path(__file__).resolve().parent.parent / "daemon_stub.py"
Hearth = Callable[..., Result]


@pytest.fixture
def hub(mosquitto: Mosquitto) -> Iterator[Mosquitto]:
    """A broker with a stub hub on it."""
    process = subprocess.Popen([sys.executable, str(STUB), str(mosquitto.port)], stderr=subprocess.DEVNULL)
    try:
        with peer(mosquitto, f"{BASE}/bridge/state") as home:
            wait_for(lambda: home.on(f"{BASE}/bridge/state")[-1:] == [b"online"], 15)
        yield mosquitto
    finally:
        process.terminate()
        process.wait(5)


@pytest.fixture
def hearth(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Hearth:
    """The `hearth` command against a broker's port."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))

    def run(port: int | None, *arguments: str, say: str = "") -> Result:
        where = ["--set", "broker.host=127.0.0.1", "--set", f"broker.port={port}"] if port else []
        return CliRunner().invoke(main, [*where, "--set", "hub.id=test", *arguments], input=say)

    return run


def test_say_prints_the_answer(hub: Mosquitto, hearth: Hearth) -> None:
    result = hearth(hub.port, "say", "turn", "on", "lamp")
    assert (result.exit_code, result.output.strip()) == (0, "Turned on lamp")


def test_say_as_json_is_the_whole_answer(hub: Mosquitto, hearth: Hearth) -> None:
    answer = json.loads(hearth(hub.port, "say", "--json", "turn on lamp").stdout)
    assert (answer["intent"], answer["slots"]) == ("HassTurnOn", {"name": "lamp"})


@pytest.mark.parametrize(("text", "shown"), [("sing", "I cannot sing"), ("hm", "(ignore)")])
def test_say_exits_with_one_when_it_was_not_done(hub: Mosquitto, hearth: Hearth, text: str, shown: str) -> None:
    result = hearth(hub.port, "say", text)
    assert (result.exit_code, result.output.strip()) == (1, shown)


def test_say_without_a_hub_says_what_to_do(hearth: Hearth) -> None:
    result = hearth(None, "say", "hello")
    assert result.exit_code == 69
    assert "hearth run" in result.output


def test_say_without_a_broker_names_it(hearth: Hearth) -> None:
    port = free_port()
    result = hearth(port, "say", "hello")
    assert result.exit_code == 69
    assert f"127.0.0.1:{port}: nothing listens there" in result.output


def test_say_to_a_broker_without_hub_gives_up_in_time(mosquitto: Mosquitto, hearth: Hearth) -> None:
    result = hearth(mosquitto.port, "say", "--timeout", "0.3", "hello")
    assert result.exit_code == 69
    assert "no hub answers on hearth/test" in result.output


def test_say_with_a_wrong_password_says_so(make_mosquitto: Callable[..., Mosquitto], hearth: Hearth) -> None:
    broker = make_mosquitto("allow_anonymous false")
    broker.start()
    result = hearth(broker.port, "say", "hello")
    assert result.exit_code == 69
    assert "password" in result.output


def test_a_hub_on_a_broker_of_its_own_is_found_by_its_file(hub: Mosquitto, hearth: Hearth) -> None:
    with told_where("test", hub.host, hub.port):
        assert hearth(None, "say", "hello").output.strip() == "heard hello"
    assert hearth(None, "say", "hello").exit_code == 69


def test_the_file_of_a_hub_that_died_counts_for_nothing(hearth: Hearth) -> None:
    del hearth  # for its runtime folder
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with told_where("test", "first", 1), told_where("test", "second", 2):
        assert where("test") == ("first", 1), "a second hub does not hide the first"
    assert where("test") is None
    running_file("test").write_text(json.dumps({"host": "h", "port": 1, "pid": ended.pid}))
    assert where("test") is None
    running_file("test").write_text("rubbish")
    assert where("test") is None


def test_repl_keeps_one_conversation_and_shows_why(hub: Mosquitto, hearth: Hearth) -> None:
    with peer(hub, f"{BASE}/request") as home:
        result = hearth(hub.port, "repl", "--area", "hall", say="turn on lamp\nwhich\n\n")
        wait_for(lambda: len(home.on(f"{BASE}/request")) == 2)
        asked = [json.loads(payload) for payload in home.on(f"{BASE}/request")]
    assert result.exit_code == 0
    assert "Turned on lamp" in result.output
    assert "HassTurnOn(name=lamp)" in result.output
    assert "read by grammar" in result.output
    assert len({request["conversation"] for request in asked}) == 1
    assert {request["area"] for request in asked} == {"hall"}


def test_status_shows_health_and_home_shows_the_home(hub: Mosquitto, hearth: Hearth) -> None:
    status = hearth(hub.port, "status")
    assert status.exit_code == 0
    assert status.output.startswith("ok  hearth")
    assert json.loads(hearth(hub.port, "status", "--json").stdout)["healthy"]
    home = hearth(hub.port, "home")
    assert ("Hall" in home.output, "light.lamp" in home.output, "1 entities in 1 areas" in home.output) == (True,) * 3
    assert json.loads(hearth(hub.port, "home", "--json").stdout)["areas"][0]["name"] == "Hall"


def _entity(name: str, **more: object) -> dict[str, object]:
    return {
        "id": f"light.{name}", "name": name, "area": None, "aliases": [], "state": "on", "unit": None,
        "available": True, "stale": False, "exposed": True, "changed": None, "source": "x", **more,
    }  # fmt: skip


def test_the_home_is_grouped_marked_and_searched() -> None:
    entities = [
        _entity("lamp", area="hall"),
        _entity("fan", state="21.5", unit="°C", stale=True),
        _entity("gone", available=False, state=None),
        _entity("hidden", exposed=False),
    ]
    picture = {"areas": [{"id": "hall", "name": "Hall", "floor": None}], "entities": entities}
    text = "\n".join(home_lines(picture))
    assert "hidden" not in text
    assert [word in text for word in ("Hall", "? ", "✗", "21.5°C", "unknown", "nowhere in particular")] == [True] * 6
    assert "hidden" in "\n".join(home_lines(picture, everything=True))
    assert "1 entities" in "\n".join(home_lines(picture, ["hall", "lamp"]))


def test_a_degraded_hub_shows_its_causes() -> None:
    health = {"status": "degraded", "version": "1", "uptime_s": 61, "causes": ["disk full"], "counts": {"shed": 2}}
    text = "\n".join(status_lines(health))
    assert [word in text for word in ("degraded", "0:01:01", "disk full", "shed  2")] == [True] * 4


def test_an_error_is_shown_with_its_code() -> None:
    shown = repl_lines({"error": {"code": "expired", "message": "too late"}}, 5.0, why=True)
    assert "expired: too late" in shown[0]
