"""The blueprint that carries service calls out lets through named entities of allowed domains alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2.nativetypes import NativeEnvironment

from edge.home.dialects.payload import parse_json
from edge.home.dialects.service import service_message, service_topic
from edge.home.dialects.topics import matches
from edge.turn import ServiceCall

PATH = Path(__file__).resolve().parents[2] / "blueprints/automation/hearth_service.yaml"


class Input(str):
    """The name behind `!input`."""

    __slots__ = ()


class Loader(yaml.SafeLoader):
    """YAML with Home Assistant's `!input`."""


Loader.add_constructor("!input", lambda loader, node: Input(loader.construct_scalar(node)))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def blueprint() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(PATH.read_text(), Loader)  # noqa: S506 - a safe loader with one more tag
    return loaded


def test_it_listens_where_the_hub_speaks(blueprint: dict[str, Any]) -> None:
    (trigger,) = blueprint["triggers"]
    assert trigger == {"trigger": "mqtt", "topic": "topic"}
    pattern = blueprint["blueprint"]["input"]["topic"]["default"]
    assert matches(service_topic("hearth/home").split("/"), pattern.split("/"))


def test_every_input_is_used_and_has_a_default(blueprint: dict[str, Any]) -> None:
    inputs = blueprint["blueprint"]["input"]
    used = set(re.findall(r"!input (\w+)", PATH.read_text()))
    assert used == set(inputs)
    assert all("default" in given for given in inputs.values())


def test_doors_and_alarms_must_be_asked_for(blueprint: dict[str, Any]) -> None:
    allowed = set(blueprint["blueprint"]["input"]["domains"]["default"])
    offered = set(blueprint["blueprint"]["input"]["domains"]["selector"]["select"]["options"])
    assert offered - allowed == {"alarm_control_panel", "lock"}
    assert allowed.isdisjoint({"homeassistant", "shell_command", "hassio", "automation", "python_script"})


def test_a_call_is_carried_out_as_sent(blueprint: dict[str, Any]) -> None:
    call = ServiceCall("light", "turn_on", "light.desk", {"brightness": 3})
    passed, action = run(blueprint, parse_json(service_message("hearth/home", call).payload.decode()))
    assert passed
    assert action == {
        "action": "light.turn_on",
        "target": {"entity_id": ["light.desk"]},
        "data": {"brightness": 3},
    }


@pytest.mark.parametrize(
    "payload",
    [
        None,
        "on",
        {"domain": "lock", "service": "unlock", "target": {"entity_id": ["lock.door"]}, "data": {}},
        {"domain": "light", "service": "turn_on", "target": {"entity_id": ["lock.door"]}, "data": {}},
        {"domain": "light", "service": "turn_on", "target": {"entity_id": ["all"]}, "data": {}},
        {"domain": "light", "service": "turn_on", "target": {"entity_id": "all"}, "data": {}},
        {"domain": "light", "service": "turn_on", "target": {"area_id": ["den"]}, "data": {}},
        {"domain": "light", "service": "turn_on", "target": {"entity_id": ["light.a", 5]}, "data": {}},
        {"domain": "light", "service": "turn_on", "target": {"entity_id": ["light.a"]}, "data": {"entity_id": "all"}},
        {"domain": "light", "service": "turn_on", "target": {"entity_id": ["light.a"]}, "data": {"area_id": "den"}},
        {"domain": "light", "service": "turn_on; x", "target": {"entity_id": ["light.a"]}, "data": {}},
        {"domain": "homeassistant", "service": "turn_on", "target": {"entity_id": ["light.a"]}, "data": {}},
        {"domain": ["light"], "service": "turn_on", "target": {"entity_id": ["light.a"]}, "data": {}},
    ],
)
def test_what_is_refused(blueprint: dict[str, Any], payload: object) -> None:
    assert run(blueprint, payload)[0] is False


def run(blueprint: dict[str, Any], payload: object) -> tuple[bool, dict[str, Any]]:
    """Whether all conditions pass, and the action, as Home Assistant's templates would render them."""
    environment = NativeEnvironment()
    environment.tests["match"] = lambda text, pattern: re.match(pattern, str(text)) is not None
    environment.tests["list"] = lambda value: isinstance(value, list)
    environment.filters["regex_replace"] = lambda text, find, put: re.sub(find, put, str(text))
    values: dict[str, Any] = {"trigger": {"payload_json": payload}}
    for name, source in blueprint["variables"].items():
        default = blueprint["blueprint"]["input"][source]["default"] if isinstance(source, Input) else None
        values[name] = default if default is not None else environment.from_string(source).render(values)
    passed = all(
        environment.from_string(one["value_template"]).render(values) is True for one in blueprint["conditions"]
    )
    (action,) = blueprint["actions"]
    return passed, _rendered(environment, action, values) if passed else {}


def _rendered(environment: NativeEnvironment, value: Any, values: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {key: _rendered(environment, inner, values) for key, inner in value.items()}
    return environment.from_string(value).render(values)
