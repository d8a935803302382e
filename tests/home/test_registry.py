"""The live registry: events in, changes and pictures out."""

from __future__ import annotations

import time

import pytest

from edge.home.events import (
    AreaFound,
    AvailabilityReported,
    DeviceFound,
    EntityFound,
    EntityGone,
    Rejected,
    StateReported,
    TopicsWanted,
)
from edge.home.model import Area, Device, Entity, Floor, Person, Snapshot
from edge.home.overrides import DeviceOverride, EntityOverride, Overrides, exposed_by_default
from edge.home.registry import Registry

LAMP = Entity("light.lamp", "Lamp", source="test")


def found(registry: Registry, entity: Entity = LAMP, area_name: str | None = None) -> None:
    registry.apply(EntityFound(entity, area_name), 1.0)


def entity_of(registry: Registry, entity_id: str = "light.lamp") -> Entity:
    return registry.snapshot(9.0).entities[entity_id]


def test_found_entity_is_in_the_snapshot() -> None:
    registry = Registry()
    change = registry.apply(EntityFound(LAMP), 1.0)
    assert change is not None
    assert (change.before, change.after, change.structural) == (None, LAMP, True)
    assert registry.snapshot(2.0).entities == {"light.lamp": LAMP}


def test_the_same_discovery_again_changes_nothing() -> None:
    registry = Registry()
    found(registry)
    registry.apply(StateReported("light.lamp", "on", {"brightness": 3}), 2.0)
    generation = registry.generation
    assert registry.apply(EntityFound(LAMP), 3.0) is None
    assert registry.generation == generation
    assert entity_of(registry).state == "on"


def test_new_discovery_keeps_the_state_and_drops_withdrawn_attributes() -> None:
    registry = Registry()
    found(registry, Entity("light.lamp", "Lamp", attributes={"effect_list": ("blink",), "min": 1}))
    registry.apply(StateReported("light.lamp", "on", {"brightness": 3}), 2.0)
    found(registry, Entity("light.lamp", "Desk", attributes={"min": 2}))
    lamp = entity_of(registry)
    assert (lamp.name, lamp.state, lamp.attributes) == ("Desk", "on", {"brightness": 3, "min": 2})


def test_attributes_are_merged_and_equal_reports_are_no_change() -> None:
    registry = Registry()
    found(registry)
    registry.apply(StateReported("light.lamp", "on", {"brightness": 3}), 2.0)
    change = registry.apply(StateReported("light.lamp", attributes={"effect": "blink"}), 3.0)
    assert change is not None
    assert change.state_changed is False
    assert entity_of(registry).attributes == {"brightness": 3, "effect": "blink"}
    assert registry.apply(StateReported("light.lamp", "on", {"brightness": 3}), 4.0) is None


def test_changed_is_the_time_of_a_seen_live_change() -> None:
    registry = Registry()
    found(registry)
    registry.apply(StateReported("light.lamp", "off"), 2.0)
    assert entity_of(registry).changed is None, "the first report may be of an old state"
    registry.apply(StateReported("light.lamp", "on"), 3.0)
    registry.apply(StateReported("light.lamp", "on", {"brightness": 9}), 4.0)
    assert entity_of(registry).changed == 3.0


def test_retained_state_is_stale_until_live_and_never_a_change_of_state_time() -> None:
    registry = Registry()
    found(registry)
    registry.apply(StateReported("light.lamp", "off"), 2.0)
    change = registry.apply(StateReported("light.lamp", "on", retained=True), 3.0)
    assert change is not None
    assert change.retained
    assert (entity_of(registry).stale, entity_of(registry).changed) == (True, None)
    live = registry.apply(StateReported("light.lamp", "on"), 4.0)
    assert live is not None
    assert not live.retained
    assert (entity_of(registry).stale, entity_of(registry).changed) == (False, None)


def test_state_of_an_unknown_entity_is_counted_only() -> None:
    registry = Registry()
    assert registry.apply(StateReported("light.nowhere", "on"), 1.0) is None
    assert registry.orphans == 1


def test_availability_of_several_entities_is_one_change_with_more() -> None:
    registry = Registry()
    found(registry)
    found(registry, Entity("switch.plug", "Plug"))
    change = registry.apply(AvailabilityReported(("light.lamp", "switch.plug", "light.x"), available=False), 2.0)
    assert change is not None
    assert [part.entity_id for part in change] == ["light.lamp", "switch.plug"]
    assert registry.apply(AvailabilityReported(("light.lamp",), available=False), 3.0) is None


def test_gone_entity_leaves() -> None:
    registry = Registry()
    found(registry)
    change = registry.apply(EntityGone("light.lamp"), 2.0)
    assert change is not None
    assert (change.before, change.after) == (LAMP, None)
    assert registry.snapshot(3.0).entities == {}
    assert registry.apply(EntityGone("light.lamp"), 4.0) is None


def test_areas_given_by_name_are_made_once() -> None:
    registry = Registry()
    found(registry, area_name="Living Room")
    found(registry, Entity("light.two", "Two", area="living_room"))
    found(registry, Entity("light.three", "Three"), "living room")
    snapshot = registry.snapshot(2.0)
    assert list(snapshot.areas.values()) == [Area("living_room", "Living Room")]
    assert {entity.area for entity in snapshot.entities.values()} == {"living_room"}


def test_entities_inherit_their_devices_area_in_either_order() -> None:
    registry = Registry()
    found(registry, Entity("light.lamp", "Lamp", device="d"))
    change = registry.apply(DeviceFound(Device("d", "Thing"), "Den"), 2.0)
    assert change is not None
    assert [part.entity_id for part in change.more] == ["light.lamp"]
    found(registry, Entity("light.late", "Late", device="d"))
    found(registry, Entity("light.own", "Own", device="d"), "Hall")
    areas = {e.id: e.area for e in registry.snapshot(3.0).entities.values()}
    assert areas == {"light.lamp": "den", "light.late": "den", "light.own": "hall"}
    registry.apply(DeviceFound(Device("d", "Thing"), "Loft"), 4.0)
    areas = {e.id: e.area for e in registry.snapshot(5.0).entities.values()}
    assert areas == {"light.lamp": "loft", "light.late": "loft", "light.own": "hall"}


def test_settings_go_before_what_devices_say() -> None:
    overrides = Overrides(
        areas=(Area("den", "Den", aliases=("snug",), floor="ground"),),
        floors=(Floor("ground", "Ground floor", level=0),),
        people=(Person("mia", "Mia"),),
        entities={
            "light.lamp": EntityOverride(name="Reading light", aliases=("lamp",), area="Snug"),
            "sensor.rssi": EntityOverride(exposed=True),
        },
        devices={"Puck": DeviceOverride(area="den", screen=True)},
        hidden=("sensor.*",),
        shown=("sensor.kitchen*",),
    )
    registry = Registry(overrides)
    found(registry, area_name="Hall")
    for object_id in ("rssi", "kitchen_t", "other"):
        found(registry, Entity(f"sensor.{object_id}", object_id, exposed=object_id != "rssi"))
    registry.apply(DeviceFound(Device("p", "Puck")), 1.0)
    registry.apply(AreaFound(Area("den", "Cave", aliases=("hideout",))), 1.0)
    snapshot = registry.snapshot(2.0)
    lamp = snapshot.entities["light.lamp"]
    assert (lamp.name, lamp.aliases, lamp.area) == ("Reading light", ("lamp",), "den")
    assert {e.id for e in snapshot.exposed} == {"light.lamp", "sensor.rssi", "sensor.kitchen_t"}
    assert snapshot.devices["p"] == Device("p", "Puck", "den", screen=True)
    assert snapshot.areas["den"] == Area("den", "Den", ("snug", "hideout"), "ground")
    assert (list(snapshot.floors), list(snapshot.people)) == (["ground"], ["mia"])


def test_person_entities_are_people_and_a_television_is_a_screen() -> None:
    registry = Registry()
    registry.apply(DeviceFound(Device("tv", "TV")), 1.0)
    found(registry, Entity("media_player.tv", "TV", device="tv", attributes={"device_class": "tv"}))
    found(registry, Entity("person.ana", "Ana"))
    snapshot = registry.snapshot(2.0)
    assert snapshot.devices["tv"].screen
    assert snapshot.people["ana"] == Person("ana", "Ana")
    registry.apply(DeviceFound(Device("tv", "Television")), 3.0)
    assert registry.snapshot(4.0).devices["tv"].screen


def test_the_stream_never_takes_an_entity_from_a_direct_dialect() -> None:
    registry = Registry()
    stream = Entity("light.lamp", "Lamp in HA", attributes={"icon": "x"}, source="statestream")
    found(registry, stream)
    found(registry, Entity("light.lamp", "Lamp", source="zigbee2mqtt"))
    found(registry, stream)
    lamp = entity_of(registry)
    assert (lamp.source, lamp.name, lamp.attributes) == ("zigbee2mqtt", "Lamp", {"icon": "x"})


@pytest.mark.parametrize("name", ["", "   ", "a\x00b", "two\nlines", "x" * 121, "\ud800", "a\u2028b"])
def test_names_that_cannot_be_taken_are_refused_and_counted(name: str) -> None:
    registry = Registry()
    assert registry.apply(EntityFound(Entity("light.lamp", name)), 1.0) is None
    assert registry.apply(DeviceFound(Device("d", name)), 1.0) is None
    assert registry.apply(AreaFound(Area("a", name)), 1.0) is None
    assert registry.refused == 3
    assert not registry.snapshot(1.0).entities


@pytest.mark.parametrize("entity_id", ["", "light", "light.", ".lamp", "Light.x y", "light.a/b", "light." + "x" * 300])
def test_malformed_ids_are_refused(entity_id: str) -> None:
    registry = Registry()
    assert registry.apply(EntityFound(Entity(entity_id, "Lamp")), 1.0) is None
    assert registry.refused == 1


def test_names_are_kept_in_one_spelling() -> None:
    registry = Registry()
    found(registry, Entity("light.lamp", "  Cafe\u0301   lamp "))
    assert entity_of(registry).name == "Caf\u00e9 lamp"


def test_the_entity_unheard_of_for_longest_is_forgotten() -> None:
    registry = Registry(max_entities=3, max_devices=2)
    for number in range(3):
        found(registry, Entity(f"light.l{number}", f"L{number}"))
    registry.apply(StateReported("light.l0", "on"), 2.0)
    change = registry.apply(EntityFound(Entity("light.l3", "L3")), 3.0)
    assert change is not None
    assert [part.entity_id for part in change.more] == ["light.l1"]
    assert set(registry.snapshot(4.0).entities) == {"light.l0", "light.l2", "light.l3"}
    for number in range(5):
        registry.apply(DeviceFound(Device(f"d{number}", f"D{number}")), 1.0)
    assert list(registry.snapshot(5.0).devices) == ["d3", "d4"]


def test_a_snapshot_never_changes() -> None:
    registry = Registry()
    found(registry)
    before = registry.snapshot(2.0)
    registry.apply(StateReported("light.lamp", "on"), 3.0)
    found(registry, Entity("light.other", "Other"), "Den")
    assert before.entities == {"light.lamp": LAMP}
    assert before.areas == {}


def test_generation_moves_with_the_structure_alone() -> None:
    registry = Registry()
    found(registry)
    first = registry.snapshot(2.0)
    registry.apply(StateReported("light.lamp", "on", {"brightness": 1}), 3.0)
    second = registry.snapshot(3.0)
    registry.apply(StateReported("light.lamp", attributes={"supported_color_modes": ("hs",)}), 4.0)
    third = registry.snapshot(4.0)
    assert first.generation == second.generation < third.generation
    assert first.structure_hash == second.structure_hash != third.structure_hash
    assert first.states_hash != second.states_hash


def test_an_unchanged_home_keeps_what_was_computed_of_it() -> None:
    registry = Registry()
    found(registry, area_name="Den")
    first = registry.snapshot(2.0)
    groups, digest = first.by_area, first.structure_hash
    later = registry.snapshot(3.0)
    assert later.at == 3.0
    assert later.by_area is groups
    registry.apply(StateReported("light.lamp", "on"), 4.0)
    changed = registry.snapshot(4.0)
    assert changed.by_area["den"][0].state == "on"
    assert vars(changed)["structure_hash"] == digest


def test_pictures_do_not_depend_on_who_was_discovered_first() -> None:
    one, other = Registry(), Registry()
    lamps = [Entity(f"light.{name}", name, area) for name, area in (("b", "den"), ("a", "attic"), ("c", "den"))]
    for registry, order in ((one, lamps), (other, lamps[::-1])):
        for lamp in order:
            registry.apply(EntityFound(lamp, lamp.area), 1.0)
    first, second = one.snapshot(2.0), other.snapshot(2.0)
    assert list(first.entities) == list(second.entities) == ["light.a", "light.b", "light.c"]
    assert list(first.areas) == list(second.areas) == ["attic", "den"]
    assert (first.structure_hash, first.states_hash) == (second.structure_hash, second.states_hash)
    one.apply(EntityFound(Entity("light.aa", "aa")), 3.0)
    assert list(one.snapshot(3.0).entities) == ["light.a", "light.aa", "light.b", "light.c"]


def test_hashes_that_are_kept_up_are_those_of_a_fresh_picture() -> None:
    registry = Registry()
    for number in range(5):
        found(registry, Entity(f"light.l{number}", f"L{number}"))
    seen = set()
    for step, state in enumerate(("on", "off", "on", None)):
        registry.apply(StateReported(f"light.l{step % 5}", state, {"brightness": step}), 3.0 + step)
        picture = registry.snapshot(3.0 + step)
        fresh = Snapshot(picture.entities, picture.devices, picture.areas, picture.floors, picture.people)
        assert (picture.structure_hash, picture.states_hash) == (fresh.structure_hash, fresh.states_hash)
        seen.add(picture.states_hash)
    assert len(seen) == 4


def test_link_events_change_nothing() -> None:
    registry = Registry()
    assert registry.apply(TopicsWanted(("a/b",)), 1.0) is None
    assert registry.apply(Rejected("a", "b"), 1.0) is None
    assert registry.snapshot(1.0).generation == registry.snapshot(2.0).generation


def test_last_seen_follows_every_report() -> None:
    registry = Registry()
    found(registry)
    registry.apply(StateReported("light.lamp", "on"), 2.0)
    registry.apply(StateReported("light.lamp", "on"), 7.0)
    assert registry.last_seen("light.lamp") == 7.0
    assert registry.last_seen("light.other") is None


def test_what_nobody_speaks_about_is_hidden() -> None:
    assert exposed_by_default("light")
    assert exposed_by_default("sensor", "diagnostic", "battery")
    assert not exposed_by_default("number", "config")
    assert not exposed_by_default("sensor", None, "signal_strength")
    assert not exposed_by_default("update")


def test_two_thousand_reports_with_a_snapshot_each_take_under_a_second() -> None:
    registry = Registry()
    for number in range(2_000):
        found(registry, Entity(f"light.l{number}", f"Lamp {number}"), f"Area {number % 40}")
    start = time.perf_counter()
    for number in range(2_000):
        registry.apply(StateReported(f"light.l{number}", "on", {"brightness": number % 255}), 2.0)
        registry.snapshot(2.0 + number)
    assert time.perf_counter() - start < 1.0, "2,000 messages a second must be sustained"
