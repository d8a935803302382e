from __future__ import annotations

from homes import FakeClock, home

from edge.act.watch import PATIENCE, Watches
from edge.home.effects import reached, same
from edge.turn import Effect

KETTLE = Effect("switch.kettle", "on")


def test_an_acknowledged_effect_settles_at_once() -> None:
    clock = FakeClock()
    watches = Watches(clock)
    watches.start("turn", "puck", [KETTLE])
    assert watches.settle(home().entities) == []
    on = home(switch_kettle={"state": "on"})
    watches.saw(on.entities["switch.kettle"])
    [(watch, outcome)] = watches.settle(on.entities)
    assert (watch.turn_id, outcome.acknowledged, outcome.missing) == ("turn", ("switch.kettle",), ())
    assert watches.settle(on.entities) == []


def test_what_does_not_happen_in_time_is_missing() -> None:
    clock = FakeClock()
    watches = Watches(clock)
    watches.start("turn", None, [KETTLE, Effect("light.table", "off")])
    clock.advance(PATIENCE)
    [(_, outcome)] = watches.settle(home().entities)
    assert (outcome.acknowledged, outcome.missing) == (("light.table",), ("switch.kettle",))
    assert outcome.latency_ms == PATIENCE * 1000


def test_the_last_effect_expected_of_an_entity_counts() -> None:
    clock = FakeClock()
    watches = Watches(clock)
    watches.start("turn", None, [Effect("switch.kettle", "off"), KETTLE])
    assert watches.settle(home().entities) == []


def test_nothing_to_watch_is_no_watch() -> None:
    watches = Watches(FakeClock())
    watches.start("turn", None, [])
    assert watches.next_due() is None


def test_moving_counts_as_acknowledged() -> None:
    closing = home(cover_blind={"state": "closing"}).entities["cover.blind"]
    assert reached(Effect("cover.blind", "closed", {"current_position": 0}, ("closing",)), closing)


def test_attributes_are_compared_as_devices_round_them() -> None:
    assert same(127, 128, "brightness")
    assert not same(19, 20, "temperature")
    assert same((254, 1, 0), [255, 0, 0], "rgb_color")
    assert same("Eco", "eco")
    assert not same(1, True)
    assert not same((1, 2), (1, 2, 3))
