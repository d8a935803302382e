"""What the simulated home publishes is read by the hub's own dialects: both sides of the wire must agree."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from edge.home.dialects.ha.discovery import HomeAssistantDiscovery
from edge.home.dialects.statestream import StateStream
from edge.home.dialects.zigbee2mqtt.dialect import Zigbee2Mqtt as Zigbee2MqttDialect
from edge.home.events import Dialect, Message, Rejected
from edge.home.model import Entity, Snapshot
from edge.home.registry import Registry
from edge.settings.home import HomeSettings
from edge.turn import ServiceCall
from hub_sim.bridge.choice import families_of
from hub_sim.bridge.family import Family
from hub_sim.bridge.ha_discovery import Discovery
from hub_sim.bridge.places import home_settings
from hub_sim.bridge.statestream import Statestream
from hub_sim.bridge.zigbee2mqtt import Zigbee2Mqtt, expected_id
from hub_sim.clock import SimClock
from hub_sim.fixtures import load_home
from hub_sim.home import SimHome

BUNDLED = Path(__file__).parents[2] / "hub_sim" / "homes" / "harbour_lane.yaml"


class Wire:
    """A home, the family that speaks for a part of it, and the dialect that listens."""

    def __init__(self, family: Family, dialect: Dialect, families: tuple[Family, ...]) -> None:
        self.home = SimHome(load_home(BUNDLED), SimClock(1_770_000_000.0), instant=True)
        self.family, self.dialect = family, dialect
        settings = home_settings(self.home.base, families)
        self.registry = Registry(HomeSettings.model_validate(settings).overrides())
        self.rejected: list[Rejected] = []
        self.hear(family.introduce(self.spoken_for, self.home.base))
        for entity in self.spoken_for:
            self.hear(family.present(entity, self.home.base))
        self.report()

    @property
    def spoken_for(self) -> list[Entity]:
        return [e for e in self.home.snapshot().entities.values() if self.family.speaks_for(e)]

    def report(self) -> None:
        self.hear(message for entity in self.spoken_for for message in self.family.report(entity))

    def hear(self, messages: Iterable[Message]) -> None:
        for message in messages:
            for event in self.dialect.decode(message):
                if isinstance(event, Rejected):
                    self.rejected.append(event)
                self.registry.apply(event, 0.0)

    def seen(self) -> Snapshot:
        return self.registry.snapshot(0.0)

    def command(self, call: ServiceCall, entity_id: str | None = None) -> None:
        """A call over the wire and back: encoded by the hub's dialect, obeyed by the home, reported."""
        entity = self.seen().entities[entity_id or str(call.entity_id)]
        for message in self.dialect.encode(call, entity):
            for understood in self.family.calls(message, self.home.base):
                self.home.send(understood)
        self.report()


@pytest.fixture
def discovery() -> Wire:
    families = families_of("discovery")
    return Wire(families[0], HomeAssistantDiscovery(), families)


@pytest.fixture
def zigbee() -> Wire:
    families = families_of("zigbee2mqtt")
    return Wire(families[0], Zigbee2MqttDialect("zigbee2mqtt"), families)


@pytest.fixture
def stream() -> Wire:
    families = families_of("statestream")
    return Wire(families[0], StateStream("hearth/home"), families)


def plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("wire", ["discovery", "stream"])
def test_the_hub_sees_the_home_as_it_is(wire: str, request: pytest.FixtureRequest) -> None:
    joined: Wire = request.getfixturevalue(wire)
    assert joined.rejected == []
    for entity in joined.spoken_for:
        seen = joined.seen().entities[entity.id]
        assert (seen.name, seen.area, seen.aliases) == (entity.name, entity.area, entity.aliases)
        assert seen.state == (entity.state or "unknown") or (entity.state is None and seen.state is None)
        for key, value in entity.attributes.items():
            if value is not None and key in seen.attributes and key != "supported_features":
                assert plain(seen.attributes[key]) == plain(value), (entity.id, key)


@pytest.mark.parametrize(
    "attribute",
    [
        "supported_features",
        "brightness",
        "color_temp_kelvin",
        "current_temperature",
        "temperature",
        "current_position",
        "percentage",
        "hvac_modes",
        "fan_speed_list",
        "available_modes",
        "operation_list",
        "unit_of_measurement",
    ],
)
def test_discovery_carries_what_there_is_to_know(discovery: Wire, attribute: str) -> None:
    told = [entity for entity in discovery.spoken_for if entity.attributes.get(attribute) not in (None, [])]
    if attribute == "supported_features":  # a component says more of these than the fixture needs
        told = [entity for entity in told if entity.domain not in {"water_heater", "light"}]
    assert told
    for entity in told:
        assert plain(discovery.seen().entities[entity.id].attributes[attribute]) == plain(entity.attributes[attribute])


def test_floors_aliases_and_people_come_through_the_settings(discovery: Wire) -> None:
    seen = discovery.seen()
    assert {floor.id: floor.aliases for floor in seen.floors.values()} == {
        "ground": ("downstairs",),
        "upper": ("upstairs",),
    }
    assert seen.areas["living_room"].floor == "ground"
    assert seen.areas["living_room"].aliases == ("lounge",)
    assert {person.name for person in seen.people.values()} == {"Ines", "Jonas", "Nora"}


def test_satellites_are_known_with_their_place_and_screen(discovery: Wire) -> None:
    devices = discovery.seen().devices
    assert devices["bedroom_puck"].area == "bedroom"
    assert (devices["kitchen_display"].screen, devices["bedroom_puck"].screen) == (True, False)


CALLS = [
    ("light.hall_ceiling", "turn_off", {}, "off", {}),
    ("light.hall_ceiling", "turn_on", {"brightness": 55}, "on", {"brightness": 55}),
    ("light.floor_lamp", "turn_on", {"hs_color": [120, 100]}, "on", {"color_mode": "hs", "rgb_color": [0, 255, 0]}),
    ("light.desk", "turn_on", {"color_temp_kelvin": 3000}, "on", {"color_temp_kelvin": 3000}),
    ("light.shelf_strip", "turn_on", {"effect": "Aurora"}, "on", {"effect": "Aurora"}),
    ("switch.kettle", "turn_on", {}, "on", {}),
    ("lock.front_door", "unlock", {}, "unlocked", {}),
    ("cover.living_blinds", "set_cover_position", {"position": 30}, "open", {"current_position": 30}),
    ("cover.garage", "open_cover", {}, "open", {}),
    ("valve.sprinkler", "set_valve_position", {"position": 50}, "open", {"current_position": 50}),
    ("valve.main_water", "close_valve", {}, "closed", {}),
    ("climate.living_room", "set_temperature", {"temperature": 22.5}, "heat", {"temperature": 22.5}),
    ("climate.oven", "set_hvac_mode", {"hvac_mode": "heat"}, "heat", {}),
    ("climate.study", "turn_on", {}, "heat", {}),
    ("fan.bedroom", "set_percentage", {"percentage": 40}, "on", {"percentage": 40}),
    ("fan.bedroom", "oscillate", {"oscillating": True}, "off", {"oscillating": True}),
    ("humidifier.bedroom", "set_humidity", {"humidity": 55}, "off", {"humidity": 55}),
    ("humidifier.bedroom", "turn_on", {}, "on", {}),
    ("vacuum.pebble", "start", {}, "cleaning", {}),
    ("vacuum.pebble", "set_fan_speed", {"fan_speed": "turbo"}, "docked", {"fan_speed": "turbo"}),
    ("lawn_mower.clover", "start_mowing", {}, "mowing", {}),
    ("water_heater.boiler", "set_temperature", {"temperature": 60}, "eco", {"temperature": 60}),
    ("alarm_control_panel.house", "alarm_arm_night", {}, "armed_night", {}),
]


@pytest.mark.parametrize(("entity_id", "service", "data", "state", "attributes"), CALLS)
@pytest.mark.parametrize("wire", ["discovery", "stream"])
def test_a_call_goes_over_the_wire_and_its_effect_comes_back(
    wire: str,
    entity_id: str,
    service: str,
    data: dict[str, object],
    state: str,
    attributes: dict[str, object],
    request: pytest.FixtureRequest,
) -> None:
    joined: Wire = request.getfixturevalue(wire)
    joined.command(ServiceCall(entity_id.partition(".")[0], service, entity_id, data))
    assert joined.home.errors == []
    assert joined.home.look(entity_id)[0] == state
    seen = joined.seen().entities[entity_id]
    assert seen.state == state
    for key, value in attributes.items():
        assert joined.home.look(entity_id)[1][key] == value
        if key in seen.attributes:
            assert plain(seen.attributes[key]) == value


ZIGBEE_CALLS = [
    ("light.hall_ceiling", "turn_off", {}, "off"),
    ("light.nora_stars", "turn_on", {"hs_color": [240, 100]}, "on"),
    ("light.desk", "turn_on", {"brightness": 102}, "on"),
    ("switch.kettle", "turn_on", {}, "on"),
    ("lock.front_door", "unlock", {}, "unlocked"),
    ("cover.bedroom_curtains", "open_cover", {}, "open"),
    ("climate.living_room", "set_temperature", {"temperature": 22.5}, "heat"),
    ("fan.bedroom", "turn_on", {}, "on"),
]


@pytest.mark.parametrize(("entity_id", "service", "data", "state"), ZIGBEE_CALLS)
def test_zigbee2mqtt_obeys(zigbee: Wire, entity_id: str, service: str, data: dict[str, object], state: str) -> None:
    there = expected_id(zigbee.home.base.entities[entity_id])
    domain = entity_id.partition(".")[0]
    zigbee.command(ServiceCall(domain, service, there, data), there)
    assert zigbee.home.errors == []
    assert zigbee.home.look(entity_id)[0] == state
    assert zigbee.seen().entities[there].state == state


@pytest.mark.parametrize("wire", ["discovery", "zigbee", "stream"])
def test_what_cannot_be_reached_is_seen_so_and_comes_back(wire: str, request: pytest.FixtureRequest) -> None:
    joined: Wire = request.getfixturevalue(wire)
    id_ = next(e.id for e in joined.spoken_for if e.domain == "light" and e.id in joined.seen().entities)
    for state in ("unavailable", "on"):
        joined.home.set(id_, state, {})
        joined.report()
        seen = joined.seen().entities[id_]
        assert (seen.available and seen.state != "unavailable") is (state == "on")


def test_zigbee2mqtt_tells_names_places_and_states(zigbee: Wire) -> None:
    assert zigbee.rejected == []
    for entity in zigbee.spoken_for:
        seen = zigbee.seen().entities[expected_id(entity)]
        assert (seen.name, seen.area, seen.aliases) == (entity.name, entity.area, entity.aliases)
        if entity.domain != "sensor":
            assert seen.state == entity.state


@pytest.mark.parametrize(
    ("family", "topic", "payload"),
    [
        (Discovery(), "sim/light/hall_ceiling/set/light", b"{"),
        (Discovery(), "sim/light/hall_ceiling/set/light", b"[]"),
        (Discovery(), "sim/light/nowhere/set/light", b"{}"),
        (Discovery(), "sim/light/hall_ceiling/set/nothing", b"on"),
        (Discovery(), "sim/climate/oven/set/temperature", b"hot"),
        (Discovery(), "sim/switch/kettle/set/power", b"\xff"),
        (Zigbee2Mqtt(), "zigbee2mqtt/Kettle/set", b"\xff"),
        (Zigbee2Mqtt(), "zigbee2mqtt/Kettle", b'{"state":"ON"}'),
        (Zigbee2Mqtt(), "zigbee2mqtt/Nobody/set", b'{"state":"ON"}'),
        (Statestream(), "hearth/home/service", b"null"),
        (Statestream(), "hearth/home/elsewhere", b"{}"),
    ],
)
def test_what_cannot_be_read_asks_for_nothing(family: Family, topic: str, payload: bytes) -> None:
    assert family.calls(Message(topic, payload), load_home(BUNDLED).snapshot) == []


@pytest.mark.parametrize(
    "body",
    [
        b'{"domain":"todo","service":"add_item","target":{"entity_id":["todo.shopping"]},"data":{"item":"eggs"}}',
        b'{"action":"todo.add_item","target":{"entity_id":"todo.shopping"},"data":{"item":"eggs"}}',
        b'{"service":"todo.add_item","data":{"entity_id":"todo.shopping","item":"eggs"}}',
    ],
)
def test_service_calls_in_every_spelling(body: bytes) -> None:
    (call,) = Statestream().calls(Message("hearth/home/service", body), load_home(BUNDLED).snapshot)
    assert call == ServiceCall("todo", "add_item", "todo.shopping", {"item": "eggs"})


def test_an_unknown_dialect_is_named() -> None:
    with pytest.raises(ValueError, match="semaphore"):
        families_of("semaphore")
