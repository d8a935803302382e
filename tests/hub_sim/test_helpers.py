from __future__ import annotations

from collections.abc import Callable

from edge.turn import ServiceCall
from hub_sim.home import SimHome

MakeHome = Callable[..., SimHome]


def send(home: SimHome, domain: str, service: str, **data: object) -> str | None:
    home.send(ServiceCall(domain, service, f"{domain}.a", data))
    return home.look(f"{domain}.a")[0]


def test_a_list_counts_what_is_still_to_do(make_home: MakeHome) -> None:
    home = make_home("{id: todo.a, name: A, attributes: {todo_items: [milk]}}")
    assert send(home, "todo", "add_item", item="bread") == "2"
    assert send(home, "todo", "update_item", item="Milk", status="completed") == "1"
    assert send(home, "todo", "remove_item", item="bread") == "0"
    send(home, "todo", "remove_item", item="caviar")
    assert "caviar" in home.errors[0].reason


def test_a_list_set_to_a_number_has_that_many_items(make_home: MakeHome) -> None:
    home = make_home("{id: todo.a, name: A}")
    home.set("todo.a", 2)
    assert send(home, "todo", "add_item", item="bread") == "3"


def test_a_number_stays_in_range(make_home: MakeHome) -> None:
    home = make_home("{id: number.a, name: A, state: '5', attributes: {native_max_value: 10}}")
    assert send(home, "number", "set_value", value=7.5) == "7.5"
    assert send(home, "number", "set_value", value=11) == "7.5"


def test_a_selection(make_home: MakeHome) -> None:
    home = make_home("{id: select.a, name: A, state: Eco, attributes: {options: [Eco, Turbo]}}")
    assert send(home, "select", "select_option", option="turbo") == "Turbo"
    assert send(home, "select", "select_next") == "Eco"


def test_a_scene_shows_when_it_was_called(make_home: MakeHome) -> None:
    home = make_home("{id: scene.a, name: A}")
    assert str(send(home, "scene", "turn_on")).startswith("2026-02-02T")


def test_a_timer_counts_down_and_pauses(make_home: MakeHome) -> None:
    home = make_home("{id: timer.a, name: A}")
    assert send(home, "timer", "start", duration="0:01:30") == "active"
    home.tick(30)
    assert home.look("timer.a")[1]["remaining"] == "0:01:00"
    send(home, "timer", "pause")
    home.tick(500)
    assert send(home, "timer", "start") == "active"
    home.tick(60)
    assert home.look("timer.a")[0] == "idle"


def test_an_alarm_wants_its_code(make_home: MakeHome) -> None:
    home = make_home("{id: alarm_control_panel.a, name: A, attributes: {code: '1234'}}")
    assert "code" not in home.look("alarm_control_panel.a")[1]
    assert send(home, "alarm_control_panel", "alarm_arm_away") == "armed_away"
    assert send(home, "alarm_control_panel", "alarm_disarm", code="0000") == "armed_away"
    assert send(home, "alarm_control_panel", "alarm_disarm", code="1234") == "disarmed"


def test_a_script_has_run(make_home: MakeHome) -> None:
    home = make_home("{id: script.a, name: A}")
    assert send(home, "script", "turn_on") == "off"
    assert "last_triggered" in home.look("script.a")[1]
