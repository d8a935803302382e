"""Lists in other words, items told apart, and what a timer is for."""

from __future__ import annotations

import pytest

from edge.turn import Frame, Job
from edge.understand.list_words import as_listed, each_item
from edge.understand.timer_names import left_of, timer_named


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("we need kitchen roll, stick it on the shopping list", "add kitchen roll to the shopping list"),
        ("I've run out of stamps so please put some on my list", "add stamps to my list"),
        ("we're nearly out of coffee and tea, add them to the shopping list", "add coffee and tea to the shopping list"),
        ("there's no milk left, can you pop it on the grocery list", "add milk to the grocery list"),
        ("the salt has run out. Put it on the shopping list", "add salt to the shopping list"),
        ("could you bung rice on the shopping list please", "could you add rice to the shopping list please"),
        ("put tea on the shopping list and dim the lamp", "add tea to the shopping list and dim the lamp"),
        ("add soap to the shopping list and hats to the packing list",
         "add soap to the shopping list and add hats to the packing list"),
    ],
)  # fmt: skip
def test_what_goes_on_a_list(text: str, plain: str) -> None:
    assert as_listed(text) == plain


@pytest.mark.parametrize(
    "text",
    ["we need milk", "we need the lights on", "put the kettle on and add milk to the shopping list", "put some jazz on",
     "what's on the shopping list", "put the lamp on", "read me the shopping list", "have I put tea on the list"],
)  # fmt: skip
def test_what_is_no_list_request_in_other_words(text: str) -> None:
    assert as_listed(text) == text


@pytest.mark.parametrize(
    ("intent", "item", "items"),
    [
        ("HassListAddItem", "oat milk, eggs and tea", ["oat milk", "eggs", "tea"]),
        ("HassListAddItem", "oil, salt", ["oil", "salt"]),
        ("HassListAddItem", "fish and chips", ["fish and chips"]),
        ("HassListAddItem", "call mum about the party, and buy her some flowers", ["call mum about the party, and buy her some flowers"]),
        ("HassListRemoveItem", "the eggs", ["eggs"]),
        ("HassListAddItem", "the big bags", ["the big bags"]),
    ],
)  # fmt: skip
def test_items_that_were_enumerated(intent: str, item: str, items: list[str]) -> None:
    assert [frame.slots["item"] for frame in each_item(Frame(intent, {"item": item}))] == items


@pytest.mark.parametrize(
    ("words", "name", "whole"),
    [
        ("set a ten minute timer for the garlic bread", "garlic", "garlic bread"),
        ("a timer for the banana bread for an hour", "bread", "banana bread"),
        ("set a timer for ten minutes for the rice", "rice", "rice"),
        ("a pizza timer for ten minutes", "pizza", "pizza"),
        ("a timer for the eggs and turn off the lamp", "eggs", "eggs"),
    ],
)
def test_a_timer_is_for_all_that_was_said(words: str, name: str, whole: str) -> None:
    assert timer_named(Frame("HassStartTimer", {"name": name}), words).slots["name"] == whole


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("how long is left on the banana bread", "banana bread"),
        ("so how much longer for the banana bread?", "banana bread"),
        ("is the rice done yet", "rice"),
        ("how long does rice take in the cooker", None),
        ("is the lamp on", None),
        ("how long is left", None),
        ("cancel the rice", None),
    ],
)
def test_a_timer_is_asked_about_by_what_it_is_for(text: str, name: str | None) -> None:
    found = left_of(text, [Job("1", "timer", "banana bread"), Job("2", "timer", "rice"), Job("3", "alarm", "lamp")])
    assert (found.slots["name"] if found else None) == name
