from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from edge.home.dialects import statestream
from edge.home.dialects.ha import discovery
from edge.home.dialects.homie import dialect as homie
from edge.home.dialects.tasmota import dialect as tasmota
from edge.home.dialects.zigbee2mqtt import dialect as zigbee2mqtt
from edge.home.model import Area, Floor, Person
from edge.home.overrides import DeviceOverride, EntityOverride
from edge.settings import Settings, load


def test_settings_never_change() -> None:
    with pytest.raises(ValidationError):
        Settings().broker.port = 1


def test_constructed_directly_the_environment_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARTH_BROKER__HOST", "elsewhere")
    assert Settings().broker.host is None


def test_the_data_folder_follows_the_service_manager(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STATE_DIRECTORY", f"{tmp_path}:/other")
    assert Settings().database == tmp_path / "hearth.db"
    monkeypatch.delenv("STATE_DIRECTORY")
    monkeypatch.setenv("HOME", "/home/ana")
    assert Settings().database == Path("/home/ana/.local/share/hearth/hearth.db")


def test_a_database_elsewhere() -> None:
    assert load(None, ["memory.path=/srv/h.db"]).settings.database == Path("/srv/h.db")
    assert load(None, ["hub.data=/srv"]).settings.database == Path("/srv/hearth.db")


def test_the_home_section_becomes_what_the_registry_takes(tmp_path: Path) -> None:
    file = tmp_path / "hearth.toml"
    file.write_text("""
[home]
hidden = ["sensor.*_linkquality"]
[home.floors.up]
name = "Upstairs"
level = 1
[home.areas.den]
name = "Den"
aliases = ["snug"]
floor = "up"
[home.people.ana]
name = "Ana"
[home.entities."light.desk"]
aliases = ["lamp"]
area = "den"
exposed = false
[home.devices."Den Puck"]
area = "den"
screen = true
""")
    overrides = load(file).settings.home.overrides()
    assert overrides.floors == (Floor("up", "Upstairs", (), 1),)
    assert overrides.areas == (Area("den", "Den", ("snug",), "up"),)
    assert overrides.people == (Person("ana", "Ana"),)
    assert overrides.entities == {"light.desk": EntityOverride(None, ("lamp",), "den", exposed=False)}
    assert overrides.devices == {"Den Puck": DeviceOverride(None, "den", screen=True)}
    assert overrides.hidden == ("sensor.*_linkquality",)


def test_the_dialects_listen_where_their_programs_speak_by_default() -> None:
    dialects = Settings().dialects
    assert dialects.discovery.prefix == discovery.DEFAULT_PREFIX
    assert dialects.statestream.base_topic == statestream.DEFAULT_BASE
    assert dialects.zigbee2mqtt.base_topics == (zigbee2mqtt.DEFAULT_BASE,)
    assert dialects.tasmota.prefix == tasmota.DEFAULT_PREFIX
    assert dialects.homie.domain == homie.DEFAULT_BASE
