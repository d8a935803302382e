"""Templates compiled and matched: every construct of the template language, one small grammar each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.understand.fold import fold_tracked
from edge.understand.matcher import Kind, Parse, Scan, SlotList
from edge.understand.slots import FreeList, NamedList, NumberList, open_list
from edge.understand.templates import Compiler, build_tree


def matches(
    template: str, text: str, lists: Mapping[str, SlotList] | None = None, rules: Mapping[str, str] | None = None
) -> list[Parse]:
    compiler = Compiler(rules or {})
    root = build_tree({"Test": {"data": [{"sentences": [template]}]}}, compiler)
    return Scan(fold_tracked(text), lists or {}, glued=compiler.glued).parses(root)


def rooms() -> NamedList:
    listed = NamedList()
    for name in ("Kitchen", "Living Room", "Küche"):
        listed.add(name, name)
    return listed


def values(parses: list[Parse]) -> set[tuple[Any, ...]]:
    return {tuple(capture.value for capture in parse.captures) for parse in parses}


@pytest.mark.parametrize(
    ("template", "yes", "no"),
    [
        ("turn on", "Turn on!", "turn off"),
        ("turn (on|off)", "turn off", "turn"),
        ("turn on [the] light[s]", "turn on light", "turn on lightss"),
        ("turn on [the] light[s]", "turn on the lights", "turn on thelights"),
        ("[please] go", "go", "please"),
        ("go [now]", "go", "gonow"),
        ("(a;b) c", "b a c", "a a c"),
        ("[(all|every)] [of] [the] lamps", "all of the lamps", "of all lamps"),
        ("living-room", "living room", "livingroom"),
        ("what's up", "what’s up?", "whats up"),
        ("l'[entrée]", "l'entree", "l entree x"),
        ("vacío", "vacio", "vacie"),
    ],
)
def test_literal_templates(template: str, yes: str, no: str) -> None:
    assert matches(template, yes)
    assert not matches(template, no)


def test_rules_are_expanded_and_may_nest() -> None:
    rules = {"turn": "(turn|switch)", "on": "<turn> on"}
    assert matches("<on> [the] lamp", "switch on the lamp", rules=rules)
    assert not matches("<missing> lamp", "lamp")
    assert not matches("<a>", "x", rules={"a": "<a>"})


def test_names_give_their_value_whatever_case_and_accents() -> None:
    assert values(matches("go to {area}", "Go to KUCHE", {"area": rooms()})) == {("Küche",)}
    assert values(matches("go to {area}", "go to living-room", {"area": rooms()})) == {("Living Room",)}
    assert not matches("go to {area}", "go to kitchens", {"area": rooms()})


def test_an_inflected_name_matches_where_the_template_inflects() -> None:
    assert values(matches("in der {area}[s]", "in der kitchens", {"area": rooms()})) == {("Kitchen",)}


def test_slots_are_renamed_and_captures_are_not_kept() -> None:
    parse = matches("to {area:place}", "to kitchen", {"area": rooms()})[0]
    assert parse.captures[0].slot == "place"
    assert matches("to {area:@place}", "to kitchen", {"area": rooms()})[0].captures == ()


def test_one_name_of_two_things_gives_both() -> None:
    names = NamedList()
    names.add("lamp", "Lamp", {"domain": "light"})
    names.add("lamp", "Lamp", {"domain": "switch"})
    names.add("lamp", "Lamp", {"domain": "switch"})
    found = matches("{name} on", "lamp on", {"name": names})
    assert [parse.captures[0].context["domain"] for parse in found] == ["light", "switch"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("to 50%", 50),
        ("to fifty %", 50),
        ("to half %", 50),
        ("to 101%", None),
        ("to 20.5%", None),
        ("to one hundred %", 100),
    ],
)
def test_percentages(text: str, value: int | None) -> None:
    found = matches("to {level}[ ]%", text, {"level": NumberList(0, 100, percent=True)})
    assert values(found) == ({(value,)} if value is not None else set())


def test_fractions_where_allowed_and_factors() -> None:
    heat = {"t": NumberList(0, 100, fractional=True)}
    assert values(matches("to {t} degrees", "to twenty one and a half degrees", heat)) == {(21.5,)}
    assert values(matches("to {t} degrees", "to 21,5 degrees", heat)) == {(21.5,)}
    assert values(matches("down {v}", "down 20", {"v": NumberList(0, 100, factor=-1)})) == {(-20,)}


def test_numbers_out_of_range_only_where_they_are_let_in() -> None:
    assert not matches("to {n}", "to 500", {"n": NumberList(0, 100)})
    assert values(matches("to {n}", "to 500", {"n": NumberList(0, 100, strict=False)})) == {(500,)}


def test_free_words_take_every_split_and_keep_the_words() -> None:
    text = "add Milk and Eggs to List to list"
    found = matches("add {item} to list", text, {"item": FreeList()})
    folded = fold_tracked(text)
    said = {folded.spoken(parse.captures[0].start, parse.captures[0].end) for parse in found}
    assert said == {"Milk and Eggs to List"}


def test_free_words_are_never_empty() -> None:
    assert not matches("add {item}", "add", {"item": FreeList()})
    assert not matches("add {item} now", "add now", {"item": FreeList()})


def test_open_names_offer_known_values_and_any_words() -> None:
    found = matches("{area} on", "kitchen on", {"area": open_list(rooms())})
    assert {parse.captures[0].kind for parse in found} == {Kind.LISTED, Kind.OPEN}
    assert {p.captures[0].kind for p in matches("{area} on", "attic on", {"area": open_list(rooms())})} == {Kind.OPEN}


def test_equal_beginnings_share_their_nodes() -> None:
    compiler = Compiler({"turn": "(turn|switch)"})
    sentences = ["<turn> on [the] {area}", "<turn> on [the] lamp", "<turn> off [the] {area}"]
    root = build_tree({"Test": {"data": [{"sentences": sentences}]}}, compiler)
    assert len(root.edges) == 1
    assert compiler.size < 15


def test_templates_that_cannot_be_read_are_left_out() -> None:
    root = build_tree({"Test": {"data": [{"sentences": ["go (", "go"]}]}}, Compiler({}))
    assert len(Scan(fold_tracked("go"), {}).parses(root)) == 1


def test_a_list_that_the_language_lacks_matches_nothing() -> None:
    assert not matches("to {nothing}", "to x")


def test_search_ends_for_grammars_that_explode() -> None:
    template = " ".join(["[{item}]"] * 12) + " end"
    assert isinstance(matches(template, "a " * 60 + "stop", {"item": FreeList()}), list)


@given(st.text(max_size=60))
def test_odd_texts_never_raise(text: str) -> None:
    matches("turn [the] {area} (on|off)", text, {"area": rooms()})
    matches("{item} [x]", text, {"item": FreeList()})
