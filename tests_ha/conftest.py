"""The programs, started once for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from peers import home, household
from peers.broker import Witness, broker
from peers.contest import OURS, THEIRS, Contest, Verdict
from peers.hearth import Hearth
from peers.home_assistant import HomeAssistant
from peers.process import wait_for
from peers.results import markdown, save
from peers.sentences import SENTENCES
from peers.zigbee2mqtt import Zigbee2Mqtt


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--results", type=Path, help="write the table of sentences and latencies to this Markdown file")


@dataclass(frozen=True, slots=True)
class House:
    """A home with Home Assistant in it and a hub that is its conversation agent."""

    home_assistant: HomeAssistant
    hearth: Hearth
    witness: Witness
    agent: str
    registry: str
    """What `tools/ha_registry.py` wrote about this home."""


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    with broker(folder) as port:
        witness = Witness(port)
        home_assistant = HomeAssistant(folder / "home_assistant")
        hearth: Hearth | None = None
        try:
            household.settle(home_assistant, port)
            registry = household.registry(home_assistant)
            hearth = Hearth(folder / "hearth", port, witness, home.settings() + registry)
            hearth.start()
            agent = household.agent(home_assistant, hearth.wyoming_port)
            hub = hearth
            streamed = home.streamed(home_assistant.states())
            wait_for("the hub knows the home", lambda: streamed <= hub.home().keys(), 30)
            yield House(home_assistant, hearth, witness, agent, registry)
        finally:
            if hearth is not None:
                hearth.stop()
            home_assistant.stop()
            witness.close()


@pytest.fixture(scope="session")
def verdicts(house: House, request: pytest.FixtureRequest) -> list[dict[str, Verdict]]:
    """Every sentence's verdict by agent."""
    contest = Contest(house.home_assistant, house.hearth, {OURS: house.agent, THEIRS: "conversation.home_assistant"})
    verdicts = [contest.run(sentence) for sentence in SENTENCES]
    print(f"\n{markdown(SENTENCES, verdicts)}")
    path: Path | None = request.config.getoption("--results")
    if path is not None:
        save(path, SENTENCES, verdicts)
    return verdicts


@dataclass(frozen=True, slots=True)
class ZigbeeHouse:
    """A home with Zigbee2MQTT in it and a hub."""

    zigbee: Zigbee2Mqtt
    hearth: Hearth
    witness: Witness


ZIGBEE_HOME = """
[home.entities."light.dining_table_lamp"]
area = "Dining Room"
[home.entities."cover.study_blind"]
area = "Study"
"""


@pytest.fixture(scope="session")
def zigbee_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZigbeeHouse]:
    folder = tmp_path_factory.mktemp("zigbee")
    with broker(folder) as port:
        witness = Witness(port)
        zigbee = Zigbee2Mqtt(folder / "zigbee2mqtt", port)
        hearth = Hearth(folder / "hearth", port, witness, ZIGBEE_HOME)
        try:
            zigbee.start(lambda: '{"state":"online"}' in witness.heard("zigbee2mqtt/bridge/state"))
            hearth.start()
            yield ZigbeeHouse(zigbee, hearth, witness)
        finally:
            hearth.stop()
            zigbee.stop()
            witness.close()
