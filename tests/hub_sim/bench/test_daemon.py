from __future__ import annotations

from pathlib import Path

import pytest
from support import Mosquitto, program, wait_for

from hub_sim.bench.daemon import LADDER, daemon_figures
from hub_sim.bench.peer import Peer, SilenceError
from hub_sim.bench.process import HubEndedError, HubProcess


@pytest.fixture
def peer(mosquitto: Mosquitto) -> Peer:
    return Peer(mosquitto.host, mosquitto.port)


def test_the_whole_road_is_measured() -> None:
    program("mosquitto")
    phases: list[str] = []
    figures = {figure.name: figure for figure in daemon_figures(24, 5, 0.5, phases.append, flood=2.0)}
    assert phases == ["start", "idle", "round trip", "bytes written", "flood", "throughput"]
    assert figures["flood: lost"].value == 0
    assert 0 < figures["flood: longest queue"].value <= 10_000
    assert figures["interpret p95 in flood"].value > 0
    assert 0 < figures["ready after start"].value < 30
    assert 20 < figures["resident"].value < 1000
    assert 0 < figures["request to command p50"].value <= figures["request to command p99"].value
    assert figures["written per event"].value > 0
    assert figures["state messages sustained"].value in {0, *LADDER}


def test_a_peer_hears_what_it_listens_to(peer: Peer) -> None:
    with peer:
        peer.listen("a/#")
        peer.say("b", "not asked for")
        peer.say("a/x", "other")
        peer.say("a/b", "wanted")
        assert peer.wait_for("a/b")[:2] == ("a/b", b"wanted")


def test_silence_is_an_error_that_names_the_topic(peer: Peer) -> None:
    with peer, pytest.raises(SilenceError, match=r"nothing on a/b within 0\.05 s"):
        peer.wait_for("a/b", 0.05)


def test_a_hub_that_ends_is_told_with_its_log(tmp_path: Path) -> None:
    # Nobody may listen on port 0: the settings are wrong, and the hub ends at once.
    with HubProcess("127.0.0.1", 0, tmp_path) as hub, pytest.raises(HubEndedError, match=r"broker\.port"):
        _measure_until_it_ends(hub)


def _measure_until_it_ends(hub: HubProcess) -> None:
    wait_for(lambda: hub.resident_mb() < 0, 30, "the hub ends")
