"""What the dialects share: payloads, colours, light orders, identities, topics, names."""

from __future__ import annotations

import pytest

from edge.home.dialects.colours import (
    NAMED,
    colour_attributes,
    hs_of_rgb,
    kelvin_of_mired,
    mired_of_kelvin,
    rgb_of_hs,
    rgb_of_kelvin,
    rgb_of_xy,
    xy_of_rgb,
)
from edge.home.dialects.identity import Identities
from edge.home.dialects.orders import LightOrder, light_order
from edge.home.dialects.parts import full_name
from edge.home.dialects.payload import (
    PayloadError,
    dumps,
    keepable,
    number,
    number_in,
    parse_json,
    read_text,
    text_of,
    texts_of,
)
from edge.home.dialects.reports import scaled, unscaled
from edge.home.dialects.topics import ConfigError, checked_topic, matches
from edge.home.events import NotExpressibleError
from edge.home.model import Entity
from edge.home.names import NameRefusedError, clean_name, slug
from edge.turn import ServiceCall


@pytest.mark.parametrize("text", ["{", "NaN", "[1, Infinity]", "[" * 20_000, "", "'a'", "9" * 6_000])
def test_what_is_not_json_is_an_error(text: str) -> None:
    with pytest.raises(PayloadError):
        parse_json(text)


def test_payloads_have_a_limit_and_are_text() -> None:
    assert read_text(b"caf\xc3\xa9") == "café"
    for payload in (b"x" * 65_537, b"\xff"):
        with pytest.raises(PayloadError):
            read_text(payload)
    assert len(read_text(b"x" * 70_000, limit=100_000)) == 70_000


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, 1), (1.5, 1.5), ("21.5", 21.5), (" 3 ", 3), ("-4", -4), (True, None), (None, None), ("x", None),
        ("NaN", None), ("1e400", None), (float("inf"), None), (2**70, None), (1e300, None), ("10e305", None),
        (2.0**53, 2**53), ("9" * 50, None), ([], None), ({}, None),
    ],
)  # fmt: skip
def test_numbers(value: object, expected: float | None) -> None:
    assert number(value) == expected


def test_values_that_can_be_kept() -> None:
    assert keepable({"a": [1, {"b": None}], "c": True}) == {"a": (1, {"b": None}), "c": True}
    assert keepable([float("inf"), 2**70, "\ud800", "x" * 5_000, "a\0b"]) == (None,) * 5
    assert keepable([[[[[[[[[[1]]]]]]]]]]) != ((((((((((1,),),),),),),),),),)
    assert keepable(list(range(2_000))) is None
    assert keepable(object()) is None


def test_texts() -> None:
    assert [text_of(value) for value in ("a", 1, 1.5, True, None, "x" * 256, "\ud800")] == [
        "a", "1", "1.5", "true", None, None, None,
    ]  # fmt: skip
    assert texts_of(["a", 2, None, {}]) == ("a", "2")
    assert texts_of("abc") == ()
    assert number_in("300", 0, 255) == 255


@pytest.mark.parametrize("value", [float("nan"), "\ud800", {1, 2} and object()])
def test_a_command_that_cannot_be_written_is_not_expressible(value: object) -> None:
    with pytest.raises(NotExpressibleError):
        dumps({"a": value})


@pytest.mark.parametrize("rgb", [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (255, 128, 0), (10, 200, 90)])
def test_colours_survive_the_way_through_hue_and_saturation(rgb: tuple[int, int, int]) -> None:
    brightest = tuple(round(part * 255 / max(rgb)) for part in rgb)
    assert rgb_of_hs(*hs_of_rgb(*rgb)) == pytest.approx(brightest, abs=1)


@pytest.mark.parametrize("rgb", [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (255, 180, 100)])
def test_colours_survive_the_way_through_xy(rgb: tuple[int, int, int]) -> None:
    assert rgb_of_xy(*xy_of_rgb(*rgb)) == pytest.approx(rgb, abs=12)


def test_temperatures_of_colour() -> None:
    assert (kelvin_of_mired(250), mired_of_kelvin(4000)) == (4000, 250)
    assert kelvin_of_mired(1e-87) == 100_000
    assert rgb_of_kelvin(6600) == pytest.approx((255, 255, 255), abs=3)
    warm, cold = rgb_of_kelvin(2000), rgb_of_kelvin(10_000)
    assert warm[0] > warm[2]
    assert cold[0] < cold[2]
    assert rgb_of_kelvin(0) == rgb_of_kelvin(1000)


def test_colour_attributes_hold_all_three_spaces() -> None:
    for mode, values in (("hs", (0.0, 100.0)), ("rgbw", (255.0, 0.0, 0.0, 7.0)), ("xy", (0.701, 0.299))):
        attributes = colour_attributes(mode, values)
        assert attributes["color_mode"] == mode
        assert attributes["rgb_color"] == pytest.approx((255, 0, 0), abs=6)
    assert NAMED["rebeccapurple" if "rebeccapurple" in NAMED else "purple"]


def order(modes: tuple[str, ...] = ("hs", "color_temp"), state: str = "on", **data: object) -> LightOrder:
    """What a call asks of a light at half brightness."""
    attributes = {"supported_color_modes": modes, "brightness": 100, "max_color_temp_kelvin": 5000}
    entity = Entity("light.x", "X", state=state, attributes=attributes)
    return light_order(ServiceCall("light", "turn_on", "light.x", data), entity)


def test_every_way_of_saying_brightness() -> None:
    assert order(brightness=300).brightness == 255
    assert order(brightness_pct=50).brightness == 128
    assert order(brightness_step=-20).brightness == 80
    assert order(brightness_step_pct=10).brightness == 126
    assert order(state="off", brightness_step_pct=10).brightness == 26
    assert order(brightness="bright").brightness is None
    assert order(transition=3).is_plain


def test_every_way_of_saying_colour() -> None:
    red = [
        order(color_name="red"),
        order(rgb_color=[255, 0, 0]),
        order(hs_color=(0, 100)),
        order(xy_color=[0.701, 0.299]),
    ]
    for one in red:
        assert one.rgb == pytest.approx((255, 0, 0), abs=6)
    assert order(xy_color=[0.701, 0.299]).xy == (0.701, 0.299)
    assert order(color_temp=500).kelvin == 2000
    assert order(color_temp_kelvin=9000).kelvin == 5000
    assert order(kelvin=3000).kelvin == 3000


def test_white_is_made_of_colours_where_there_is_no_other() -> None:
    made = order(("rgb",), color_temp_kelvin=2700)
    assert made.kelvin is None
    assert made.rgb == rgb_of_kelvin(2700)


@pytest.mark.parametrize(
    ("modes", "data"),
    [(("onoff",), {"brightness": 3}), (("color_temp",), {"color_name": "red"}), (("hs",), {"color_name": "octarine"})],
)
def test_what_a_light_cannot_do(modes: tuple[str, ...], data: dict[str, object]) -> None:
    with pytest.raises(NotExpressibleError, match=r"light\.x"):
        order(modes, **data)


def test_identities_are_unique_and_stay() -> None:
    identities = Identities()
    assert identities.claim("a", "light", "Desk Lamp") == "light.desk_lamp"
    second = identities.claim("b", "light", "desk lamp")
    assert second.startswith("light.desk_lamp_")
    assert identities.claim("a", "light", "renamed") == "light.desk_lamp"
    assert identities.claim("a", "switch", "Desk Lamp") == "switch.desk_lamp"
    assert identities.claim("c", "light", "desk lamp") == "light.desk_lamp"
    identities.release("c")
    identities.release("nobody")
    assert Identities().claim("b", "light", "!!!").startswith("light.")
    other = Identities()
    other.claim("x", "light", "desk lamp")
    assert other.claim("b", "light", "desk lamp") == second, "a suffix follows the key, not the order"


@pytest.mark.parametrize(
    ("topic", "pattern", "expected"),
    [
        ("a/b", "a/b", True), ("a/b", "a/+", True), ("a/b/c", "a/+", False), ("a/b/c", "a/#", True), ("a", "a/#", True),
        ("a", "a/+", False), ("a/b", "#", True), ("b/a", "+/a", True), ("a//b", "a/+/b", True), ("a/b", "a/c", False),
    ],
)  # fmt: skip
def test_filters(topic: str, pattern: str, expected: bool) -> None:
    assert matches(topic.split("/"), pattern.split("/")) is expected


@pytest.mark.parametrize("topic", ["", "a/+", "a/#", "$SYS/x", "a\0", "a\nb", "x" * 600, None, 5, "\ud800"])
def test_topics_that_may_not_be_used(topic: object) -> None:
    with pytest.raises(ConfigError):
        checked_topic(topic)


def test_positions_run_either_way() -> None:
    assert [scaled(value, 0, 255) for value in (0, 128, 255, 999)] == [0, 50, 100, 100]
    assert [scaled(value, 100, 0) for value in (0, 25, 100)] == [100, 75, 0]
    assert [unscaled(percent, 255, 0) for percent in (0, 80, 100)] == [255, 51, 0]
    assert scaled(5, 3, 3) == 0
    assert scaled(5, 0, 1e-320) == 100


def test_names() -> None:
    assert full_name("Desk", "Temperature") == "Desk Temperature"
    assert full_name("Desk", "desk lamp") == "desk lamp"
    assert (full_name("", "Lamp"), full_name("Desk", "")) == ("Lamp", "Desk")
    assert (slug("Café – Süd 2"), slug("кухня"), slug("!?")) == ("cafe_sud_2", "кухня", "")
    assert clean_name(" a  b ") == "a b"
    assert clean_name("family 👨\u200d👩") == "family 👨\u200d👩"
    with pytest.raises(NameRefusedError):
        clean_name("x" * 5_000)
