"""Either side goes away and comes back; the other does not have to be told."""

from __future__ import annotations

import pytest

from conftest import House
from peers.process import wait_for

pytestmark = pytest.mark.usefixtures("verdicts")  # measured before anybody is restarted


def test_a_hub_that_restarts_knows_the_home_from_the_broker(house: House) -> None:
    house.home_assistant.act("light.turn_on", entity_id="light.path_lights")
    house.hearth.await_state("light.path_lights", "on")
    house.hearth.restart()
    house.hearth.await_state("light.path_lights", "on")
    answer = house.home_assistant.converse("turn off the path lights", house.agent)
    assert answer["response"]["response_type"] == "action_done", answer
    wait_for("it is off", lambda: house.home_assistant.state("light.path_lights")["state"] == "off", 10)


def test_a_home_assistant_that_restarts_finds_its_agent(house: House) -> None:
    house.home_assistant.restart()
    wait_for("the agent is there", lambda: house.agent in house.home_assistant.states(), 20)
    house.hearth.await_state("light.desk_lamp", house.home_assistant.state("light.desk_lamp")["state"])
    house.home_assistant.act("light.turn_off", entity_id="light.desk_lamp")
    house.hearth.await_state("light.desk_lamp", "off")
    await_blueprint(house)
    house.home_assistant.converse("turn on the desk lamp", house.agent)
    wait_for("it is on", lambda: house.home_assistant.state("light.desk_lamp")["state"] == "on", 10)


def await_blueprint(house: House) -> None:
    """Home Assistant subscribes for its automations about a second after it says that it runs."""
    chime = '{"domain": "button", "service": "press", "target": {"entity_id": ["button.doorbell_chime"]}, "data": {}}'
    rung = house.home_assistant.state("button.doorbell_chime")["state"]

    def ring() -> bool:
        house.witness.publish("hearth/home/service", chime)
        return bool(house.home_assistant.state("button.doorbell_chime")["state"] != rung)

    wait_for("the blueprint listens", ring, 20, every=0.2)
