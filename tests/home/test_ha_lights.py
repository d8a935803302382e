"""Lights of Home Assistant's discovery, in their three schemas."""

from __future__ import annotations

import pytest
from home.dialect_samples import discovery, found, one_dialect, sent, states, tell

from edge.home.events import Dialect, NotExpressibleError
from edge.home.model import Entity


@pytest.fixture
def dialect() -> Dialect:
    return one_dialect("ha_discovery")


def announce(dialect: Dialect, component: str, **config: object) -> Entity:
    """The one entity of an announcement."""
    entities = found(dialect.decode(discovery(component, **config)))
    assert len(entities) == 1
    return next(iter(entities.values()))


def heard(dialect: Dialect, topic: str, payload: object) -> tuple[str | None, dict[str, object]]:
    """State and attributes of the one report that a message comes to."""
    reported = states(tell(dialect, topic, payload))
    assert len(reported) == 1
    return next(iter(reported.values()))


def test_json_light_speaks_the_devices_scale_and_mireds(dialect: Dialect) -> None:
    entity = announce(
        dialect, "light", schema="json", state_topic="t/s", command_topic="t/c", brightness=True, brightness_scale=100,
        supported_color_modes=["color_temp", "hs"], min_mireds=200, max_mireds=400, effect=True, effect_list=["blink"],
    )  # fmt: skip
    assert entity.attributes["supported_color_modes"] == ("color_temp", "hs")
    assert (entity.attributes["min_color_temp_kelvin"], entity.attributes["max_color_temp_kelvin"]) == (2500, 5000)
    said = {"state": "ON", "brightness": 50, "color_mode": "color_temp", "color_temp": 250, "effect": "blink"}
    assert heard(dialect, "t/s", said) == (
        "on",
        {"brightness": 128, "color_mode": "color_temp", "color_temp_kelvin": 4000, "effect": "blink"},
    )
    state, attributes = heard(dialect, "t/s", {"state": "ON", "color_mode": "hs", "color": {"h": 120, "s": 100}})
    assert state == "on"
    assert attributes["rgb_color"] == (0, 255, 0)
    assert sent(dialect, entity, "turn_on", brightness_pct=20, transition=2) == [
        ("t/c", '{"state":"ON","transition":2,"brightness":20}')
    ]
    assert sent(dialect, entity, "turn_on", color_temp_kelvin=4000) == [("t/c", '{"state":"ON","color_temp":250}')]
    assert sent(dialect, entity, "turn_on", color_name="red", effect="blink") == [
        ("t/c", '{"state":"ON","color":{"h":0.0,"s":100.0},"effect":"blink"}')
    ]
    assert sent(dialect, entity, "turn_on", brightness=0) == [("t/c", '{"state":"OFF"}')]


def test_a_light_refuses_what_it_has_not(dialect: Dialect) -> None:
    entity = announce(dialect, "light", schema="json", command_topic="t/c", supported_color_modes=["onoff"])
    for data in ({"brightness": 3}, {"color_name": "red"}, {"color_name": "octarine"}):
        with pytest.raises(NotExpressibleError, match=entity.id.replace(".", r"\.")):
            sent(dialect, entity, "turn_on", **data)


def test_basic_light_has_a_topic_for_everything(dialect: Dialect) -> None:
    entity = announce(
        dialect, "light", state_topic="t/s", command_topic="t/c", brightness_state_topic="t/b", brightness_scale=100,
        brightness_command_topic="t/b/set", rgb_state_topic="t/r", rgb_command_topic="t/r/set",
        rgb_command_template="{{ '#%02x%02x%02x' | format(red, green, blue) }}",
        color_temp_state_topic="t/ct", color_temp_command_topic="t/ct/set",
    )  # fmt: skip
    assert entity.attributes["supported_color_modes"] == ("rgb", "color_temp")
    assert heard(dialect, "t/s", "ON") == ("on", {})
    assert heard(dialect, "t/b", "50") == (None, {"brightness": 128})
    assert heard(dialect, "t/ct", "250") == (None, {"color_mode": "color_temp", "color_temp_kelvin": 4000})
    assert heard(dialect, "t/r", "255,0,0")[1]["hs_color"] == (0.0, 100.0)
    assert states(tell(dialect, "t/r", "255,0")) == {}
    assert sent(dialect, entity, "turn_on", rgb_color=[0, 16, 255], brightness=128) == [
        ("t/r/set", "#0010ff"),
        ("t/b/set", "50"),
        ("t/c", "ON"),
    ]
    assert sent(dialect, entity, "turn_off") == [("t/c", "OFF")]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("first", ["t/c", "t/b"]), ("last", ["t/b", "t/c"]), ("brightness", ["t/b"])],
)
def test_order_of_a_basic_lights_commands(dialect: Dialect, kind: str, expected: list[str]) -> None:
    entity = announce(dialect, "light", command_topic="t/c", brightness_command_topic="t/b", on_command_type=kind)
    assert [topic for topic, _ in sent(dialect, entity, "turn_on", brightness=3)] == expected


def test_rgb_light_without_brightness_is_dimmed_by_its_colour(dialect: Dialect) -> None:
    entity = announce(dialect, "light", command_topic="t/c", rgb_command_topic="t/r")
    assert sent(dialect, entity, "turn_on", rgb_color=(255, 100, 0), brightness=51)[0] == ("t/r", "51,20,0")


def test_template_light(dialect: Dialect) -> None:
    entity = announce(
        dialect, "light", schema="template", state_topic="t/s", command_topic="t/c",
        command_on_template="on,{{ brightness|d }},{{ red|d }}-{{ green|d }}-{{ blue|d }}", command_off_template="off",
        state_template="{{ value.split(',')[0] }}", brightness_template="{{ value.split(',')[1] }}",
        red_template="{{ value.split(',')[2].split('-')[0] }}",
        green_template="{{ value.split(',')[2].split('-')[1] }}",
        blue_template="{{ value.split(',')[2].split('-')[2] }}",
    )  # fmt: skip
    state, attributes = heard(dialect, "t/s", "on,255,255-0-0")
    assert (state, attributes["brightness"], attributes["rgb_color"]) == ("on", 255, (255, 0, 0))
    assert sent(dialect, entity, "turn_on", brightness=9) == [("t/c", "on,9,--")]
    assert sent(dialect, entity, "turn_on", color_name="lime") == [("t/c", "on,,0-255-0")]
    assert sent(dialect, entity, "turn_off") == [("t/c", "off")]
