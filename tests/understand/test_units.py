"""Percentages, temperatures and colours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.understand.colours import colour_kelvin, colour_name, colour_rgb
from edge.understand.units import Temperature, parse_percentage, parse_temperature


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("fifty percent", 50),
        ("50%", 50),
        ("50 %", 50),
        ("12.5 per cent", 12.5),
        ("half", 50),
        ("Max", 100),
        ("lowest", 1),
        ("a hundred percent", 100),
        ("three quarters", 75),
        ("fifty", None),
        ("percent", None),
        ("lamp", None),
    ],
)
def test_percentages(text: str, percent: float | None) -> None:
    assert parse_percentage(text) == percent


@pytest.mark.parametrize(
    ("text", "temperature"),
    [
        ("21.5 °C", Temperature(21.5, "°C")),
        ("seventy degrees fahrenheit", Temperature(70, "°F")),
        ("twenty one", Temperature(21)),
        ("twenty one and a half degrees", Temperature(21.5)),
        ("70f", Temperature(70, "°F")),
        ("-3 °C", Temperature(-3, "°C")),
        ("lamp", None),
        ("degrees", None),
    ],
)
def test_temperatures(text: str, temperature: Temperature | None) -> None:
    assert parse_temperature(text) == temperature


@given(st.integers(-400, 2500))
def test_converting_there_and_back_keeps_the_temperature(tenths: int) -> None:
    celsius = tenths / 10
    there = Temperature(celsius, "°C").to("°F")
    assert Temperature(there, "°F").to("°C") == pytest.approx(celsius, abs=0.06)


def test_a_temperature_without_unit_is_taken_as_it_is() -> None:
    assert Temperature(70).to("°C") == 70
    assert Temperature(20, "°C").to("°C") == 20


@pytest.mark.parametrize(
    ("text", "name"),
    [("Light Sea Green", "lightseagreen"), ("dark grey", "darkgray"), ("red", "red"), ("reddish", None)],
)
def test_colour_names(text: str, name: str | None) -> None:
    assert colour_name(text) == name


def test_colours_have_components_and_whites_a_temperature() -> None:
    assert colour_rgb("hot pink") == (255, 105, 180)
    assert colour_rgb("warm white") is None
    assert colour_kelvin("warm white") == 2700
    assert colour_kelvin("day light") == colour_kelvin("daylight") == 6500
    assert colour_kelvin("red") is None
