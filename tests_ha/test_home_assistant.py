"""Home Assistant uses us as its conversation agent, feeds us its states and carries out our service calls."""

from __future__ import annotations

from conftest import House
from peers import home
from peers.process import wait_for


def test_the_hub_learns_the_home_from_the_state_stream(house: House) -> None:
    ours, theirs = house.hearth.home(), house.home_assistant.states()
    expected = home.streamed(theirs)
    assert len(expected) >= 100
    assert expected - ours.keys() == set()
    different = {
        entity_id: (ours[entity_id]["state"], theirs[entity_id]["state"])
        for entity_id in home.spoken()
        if ours[entity_id]["state"] != theirs[entity_id]["state"]
    }
    assert different == {}
    assert {e: ours[e]["name"] for e in home.spoken()} == {
        e: theirs[e]["attributes"]["friendly_name"] for e in home.spoken()
    }


def test_areas_come_over_the_stream_and_from_the_registries(house: House) -> None:
    ours = house.hearth.home()
    named = {area["area_id"]: area["name"] for area in house.home_assistant.command("config/area_registry/list")}
    expected = {**home.areas(), **home.UNREGISTERED_AREAS}
    assert {e: named.get(ours[e]["area"]) for e in expected} == expected


def test_aliases_come_from_the_registries(house: House) -> None:
    assert set(house.hearth.home()["light.mirror_light"]["aliases"]) == set(home.ALIASES["light.mirror_light"])


def test_a_change_in_home_assistant_reaches_the_hub(house: House) -> None:
    before = house.hearth.home()["switch.fountain"]["state"]
    after = "off" if before == "on" else "on"
    house.home_assistant.act(f"switch.turn_{after}", entity_id="switch.fountain")
    house.hearth.await_state("switch.fountain", after)


def test_the_blueprint_lets_only_named_entities_of_chosen_domains_through(house: House) -> None:
    """Refusals first: when the call after them has arrived, they have had their time."""
    for refused in (
        '{"domain": "homeassistant", "service": "turn_on", "target": {"entity_id": ["light.path_lights"]}, "data": {}}',
        '{"domain": "light", "service": "turn_on", "target": {"entity_id": ["all"]}, "data": {}}',
        '{"domain": "light", "service": "turn_on", "target": {"area_id": ["garden"]}, "data": {}}',
        '{"domain": "light", "service": "turn_on", "target": {}, "data": {"entity_id": "light.path_lights"}}',
        "not JSON",
    ):
        house.witness.publish("hearth/home/service", refused)
    call = '{"domain": "light", "service": "turn_on", "target": {"entity_id": ["light.stairs_light"]}, "data": {}}'
    house.witness.publish("hearth/home/service", call)
    wait_for("the call is carried out", lambda: house.home_assistant.state("light.stairs_light")["state"] == "on", 10)
    assert house.home_assistant.state("light.path_lights")["state"] == "off"


def test_a_lock_opens_only_after_a_yes(house: House) -> None:
    home_assistant = house.home_assistant
    home_assistant.act("lock.lock", entity_id="lock.front_door")
    house.hearth.await_state("lock.front_door", "locked")
    asked = home_assistant.converse("unlock the front door", house.agent)
    refused = home_assistant.converse("no", house.agent, asked["conversation_id"])
    stray = home_assistant.converse("yes", house.agent, asked["conversation_id"])
    assert home_assistant.state("lock.front_door")["state"] == "locked", (asked, refused, stray)
    assert house.witness.heard("hearth/home/service", house.witness.mark()) == []


def test_what_was_done_is_undone(house: House) -> None:
    home_assistant = house.home_assistant
    home_assistant.act("light.turn_on", entity_id="light.terrace_light", brightness_pct=80)
    house.hearth.await_state("light.terrace_light", "on")
    done = home_assistant.converse("turn off the terrace light", house.agent)
    house.hearth.await_state("light.terrace_light", "off")
    home_assistant.converse("undo that", house.agent, done["conversation_id"])
    house.hearth.await_state("light.terrace_light", "on")


def test_what_is_not_there_is_said_not_done(house: House) -> None:
    mark = house.witness.mark()
    answer = house.home_assistant.converse("turn on the flux capacitor", house.agent)
    assert answer["response"]["response_type"] == "error"
    assert answer["response"]["speech"]["plain"]["speech"]
    assert house.witness.heard("hearth/home/service", mark) == []
