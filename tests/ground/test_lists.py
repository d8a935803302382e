"""Lists that the hub keeps itself: one name for the shopping list, nothing taken off that is not on it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from homes import frame, home, view

from edge.ground.lists import own_list
from edge.ground.planner import ground
from edge.ground.view import View
from edge.turn import Clause, Knowledge


def without_lists(**kept: tuple[str, ...]) -> View:
    base = home()
    plain = replace(base, entities={id_: e for id_, e in base.entities.items() if e.domain != "todo"})
    lists = {name.replace("_", " "): items for name, items in kept.items()}
    return replace(view(plain), knowledge=Knowledge(lists=lists))


def told(clause: Clause) -> list[object]:
    return [problem.code for problem in clause.problems] or [dict(step.call.data) for step in clause.steps]


@pytest.mark.parametrize(
    ("name", "own"),
    [("", "shopping list"), ("Shopping", "shopping list"), ("grocery list", "shopping list"), ("Chores", "chores"),
     ("to do list", "shopping list")],
)  # fmt: skip
def test_the_shopping_list_has_many_names(name: str, own: str) -> None:
    assert own_list(name) == own


@pytest.mark.parametrize("intent", ["HassListRemoveItem", "HassListCompleteItem"])
def test_only_what_is_on_a_list_is_taken_off(intent: str) -> None:
    seen = without_lists(shopping_list=("Milk",))
    assert told(ground(frame(intent, name="shopping", item="milk"), seen)) == [
        {"list": "shopping list", "item": "milk"}
    ]
    assert told(ground(frame(intent, item="trash"), seen)) == ["no_entity"]
    assert told(ground(frame(intent, name="kitchen", item="milk"), seen)) == ["no_entity"]


def test_anything_is_put_on_a_list() -> None:
    added = ground(frame("HassListAddItem", name="grocery list", item="milk"), without_lists())
    assert told(added) == [{"list": "shopping list", "item": "milk"}]
    assert ground(frame("HearthListItems", name="groceries"), without_lists(shopping_list=("Milk",))).facts[
        "items"
    ] == ["Milk"]
