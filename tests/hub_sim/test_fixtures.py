from __future__ import annotations

from pathlib import Path

import pytest

from edge.home.model import Entity, Snapshot
from hub_sim.fixtures import load_home, slug
from hub_sim.loading import FileError


def home_of(tmp_path: Path, text: str) -> Snapshot:
    file = tmp_path / "_fixtures.yaml"
    file.write_text(text, encoding="utf-8")
    return load_home(tmp_path).snapshot


def entity_of(tmp_path: Path, line: str) -> Entity:
    (entity,) = home_of(tmp_path, f"entities:\n  - {line}\n").entities.values()
    return entity


@pytest.mark.parametrize(
    ("spelling", "mask"),
    [
        ("[cover.CoverEntityFeature.OPEN, cover.CoverEntityFeature.CLOSE]", 3),
        ("[CoverEntityFeature.SET_POSITION]", 4),
        ("[open, stop]", 9),
        ("11", 11),
    ],
)
def test_features_become_a_bitmask(tmp_path: Path, spelling: str, mask: int) -> None:
    entity = entity_of(tmp_path, f"{{id: cover.a, name: A, attributes: {{supported_features: {spelling}}}}}")
    assert entity.attributes["supported_features"] == mask


@pytest.mark.parametrize(
    ("spelling", "shown"),
    [
        ("cover.CoverDeviceClass.GARAGE", "garage"),
        ("CoverDeviceClass.GATE", "gate"),
        ("curtain", "curtain"),
    ],
)
def test_enumerations_become_their_values(tmp_path: Path, spelling: str, shown: str) -> None:
    entity = entity_of(tmp_path, f"{{id: cover.a, name: A, attributes: {{device_class: {spelling}}}}}")
    assert entity.device_class == shown


def test_an_enumeration_whose_value_differs_from_its_name(tmp_path: Path) -> None:
    line = "{id: sensor.a, name: A, attributes: {device_class: sensor.SensorDeviceClass.CO2}}"
    assert entity_of(tmp_path, line).device_class == "carbon_dioxide"


@pytest.mark.parametrize(
    ("entity_id", "given", "state"),
    [
        ("light.a", "true", "on"),
        ("switch.a", "false", "off"),
        ("cover.a", "false", "closed"),
        ("valve.a", "true", "open"),
        ("lock.a", "true", "locked"),
        ("binary_sensor.a", "{in: clear, out: 'off'}", "off"),
        ("sensor.a", "21", "21"),
        ("sensor.a", "unknown", None),
    ],
)
def test_states_are_home_assistants(tmp_path: Path, entity_id: str, given: str, state: str | None) -> None:
    assert entity_of(tmp_path, f"{{id: {entity_id}, name: A, state: {given}}}").state == state


def test_native_names_become_the_shown_ones(tmp_path: Path) -> None:
    line = (
        "{id: weather.a, name: A, attributes: {condition: sunny, native_temperature: 11, native_temperature_unit: °C}}"
    )
    entity = entity_of(tmp_path, line)
    assert entity.state == "sunny"
    assert dict(entity.attributes) == {"temperature": 11, "temperature_unit": "°C"}


def test_a_sensors_native_value_is_its_state(tmp_path: Path) -> None:
    line = "{id: sensor.a, name: A, attributes: {native_value: 45, native_unit_of_measurement: '%'}}"
    entity = entity_of(tmp_path, line)
    assert entity.state == "45"
    assert entity.attributes["unit_of_measurement"] == "%"


def test_numbers_written_as_text_are_numbers_and_volume_in_percent_is_a_share(tmp_path: Path) -> None:
    line = "{id: media_player.a, name: A, state: idle, attributes: {volume_level: '50'}}"
    assert entity_of(tmp_path, line).attributes["volume_level"] == 0.5


def test_yamls_off_in_a_list_of_modes_stays_a_word(tmp_path: Path) -> None:
    entity = entity_of(tmp_path, "{id: climate.a, name: A, state: off, attributes: {hvac_modes: [off, heat]}}")
    assert entity.attributes["hvac_modes"] == ["off", "heat"]


def test_a_thermostat_in_fahrenheit_gets_fahrenheits_range(tmp_path: Path) -> None:
    entity = entity_of(tmp_path, "{id: climate.a, name: A, state: heat, attributes: {current_temperature: 68}}")
    assert (entity.attributes["min_temp"], entity.attributes["max_temp"]) == (45, 95)
    assert entity.attributes["unit_of_measurement"] == "°F"


def test_a_light_without_modes_is_on_or_off(tmp_path: Path) -> None:
    entity = entity_of(tmp_path, "{id: light.a, name: A, state: 'on'}")
    assert entity.attributes["supported_color_modes"] == ["onoff"]
    assert entity.attributes["color_mode"] == "onoff"


def test_an_area_names_its_floor_by_name_without_a_list_of_floors(tmp_path: Path) -> None:
    home = home_of(tmp_path, "areas: [{id: a, name: A, floor: First Floor}, {id: b, name: B, floor: first floor}]\n")
    assert [floor.name for floor in home.floors.values()] == ["First Floor"]
    assert {area.floor for area in home.areas.values()} == {"first_floor"}


def test_an_area_names_its_floor_by_id_or_name_where_floors_are_listed(tmp_path: Path) -> None:
    text = (
        "floors: [{id: g, name: Ground, aliases: downstairs}]\n"
        "areas: [{name: A B, floor: g}, {name: C, floor: ground}]\n"
    )
    home = home_of(tmp_path, text)
    assert {area.id: area.floor for area in home.areas.values()} == {"a_b": "g", "c": "g"}
    assert home.floors["g"].aliases == ("downstairs",)


def test_an_entity_stands_where_its_device_stands(tmp_path: Path) -> None:
    text = (
        "areas: [{id: den, name: Den}]\ndevices: [{id: d, name: D, area: den}]\n"
        "entities: [{id: light.a, name: A, device: d}]\n"
    )
    assert home_of(tmp_path, text).entities["light.a"].area == "den"


@pytest.mark.parametrize(
    "device",
    [
        "{id: d, name: D, info: {screen: true}}",
        "{id: d, name: D, device_class: tv}",
        "{id: d, name: D}",
    ],
)
def test_a_device_with_a_television_has_a_screen(tmp_path: Path, device: str) -> None:
    television = (
        "{id: media_player.a, name: A, device: d, attributes: {device_class: media_player.MediaPlayerDeviceClass.TV}}"
    )
    home = home_of(tmp_path, f"devices: [{device}]\nentities: [{television}]\n")
    assert home.devices["d"].screen


def test_people_and_aliases(tmp_path: Path) -> None:
    text = "people: [{id: mia, name: Mia, aliases: [mum]}]\nentities: [{id: light.a, name: A, aliases: [lamp]}]\n"
    home = home_of(tmp_path, text)
    assert home.people["mia"].aliases == ("mum",)
    assert home.entities["light.a"].aliases == ("lamp",)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("rooms: []", "rooms"),
        ("entities: {}", "entities: must be a list"),
        ("entities: [{name: A}]", r"entities\[0\]: needs an id"),
        ("entities: [{id: light.a, nme: A}]", r"entities\[0\].nme"),
        ("entities: [{id: lamp, name: A}]", "domain.object_id"),
        ("entities: [{id: light.a, area: den}]", "'den' is not in areas"),
        ("entities: [{id: light.a, device: d}]", "'d' is not in devices"),
        ("entities: [{id: cover.a, attributes: {supported_features: [FLY]}}]", "FLY is no feature of cover"),
        ("- a", "mapping is wanted"),
        ("a: [", "is not YAML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, where: str) -> None:
    with pytest.raises(FileError, match=where) as caught:
        home_of(tmp_path, text)
    assert "_fixtures.yaml" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        load_home(tmp_path)


def test_slug() -> None:
    assert slug("Trader Joe's") == "trader_joe_s"


def test_the_bundled_home_is_whole() -> None:
    home = load_home(Path(__file__).parents[2] / "hub_sim" / "homes" / "harbour_lane.yaml").snapshot
    assert len(home.entities) >= 45
    assert len(home.floors) == 2
    assert len(home.people) == 3
    assert {"den", None} - {entity.area for entity in home.entities.values()} == {"den"}
