from __future__ import annotations

import re

import pytest

from edge.settings import Settings
from edge.settings.schema import dotted, json_schema, node_at, tables, toml

OPTIONS = [option for table in tables() for option in table.options]
NUMBERS_WITHOUT_UNIT = {("home", "entities", "<id>", "tier"), ("broker", "port"), ("home", "floors", "<id>", "level")}


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: ".".join(option.path))
def test_every_setting_says_what_it_is_for(option: object) -> None:
    description = getattr(option, "description", "")
    assert len(description) > 15
    assert description.endswith((".", "?"))


@pytest.mark.parametrize("table", list(tables()), ids=lambda table: table.header)
def test_every_table_says_what_it_is_for(table: object) -> None:
    assert getattr(table, "description", "")


def test_every_number_has_a_range_and_a_unit() -> None:
    numbers = [option for option in OPTIONS if "number" in option.kind]
    assert len(numbers) > 5
    assert [option.path for option in numbers if " to " not in option.kind] == []
    assert {option.path for option in numbers if not option.unit} == NUMBERS_WITHOUT_UNIT


def test_the_schema_refuses_unknown_keys_everywhere() -> None:
    objects = [json_schema(), *json_schema()["$defs"].values()]
    assert all(node["additionalProperties"] is False for node in objects if "properties" in node)


def test_a_secret_has_no_default_in_the_schema() -> None:
    kinds = {option.path: option.kind for option in OPTIONS}
    assert re.search("never shown", kinds[("broker", "password")])
    assert re.search("never shown", kinds[("safety", "pin")])


def test_every_option_of_the_model_is_described() -> None:
    sections = {option.path[0] for option in OPTIONS}
    assert sections == set(Settings.model_fields)
    assert len(OPTIONS) == len({option.path for option in OPTIONS})


def test_a_variable_is_named_after_the_path() -> None:
    (port,) = (option for option in OPTIONS if option.path == ("broker", "port"))
    assert port.variable == "HEARTH_BROKER__PORT"


def test_nodes_are_found_through_tables_of_ids_and_lists() -> None:
    aliases = node_at(("home", "areas", "any", "aliases", 0))
    assert aliases is not None
    assert aliases["type"] == "string"
    assert node_at(("home", "nothing")) is None


@pytest.mark.parametrize(
    ("path", "text"),
    [(("a", "b-c"), "a.b-c"), (("a", "light.x"), 'a."light.x"'), (("a", 0, "b"), "a[0].b")],
)
def test_paths_are_written_as_in_toml(path: tuple[str | int, ...], text: str) -> None:
    assert dotted(path) == text


def test_values_are_written_as_toml() -> None:
    assert toml(["a\n", True, 1.5, ("ü",)]) == '["a\\n", true, 1.5, ["ü"]]'
