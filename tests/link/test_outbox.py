from __future__ import annotations

import pytest

from edge.home.events import Message
from edge.link.outbox import COMMAND_TTL, Kind, Outbox


def _message(name: str) -> Message:
    return Message(name, b"")


def _drain(outbox: Outbox, now: float, connection: int = 1) -> list[str]:
    sent: list[str] = []

    def launch(parcel: object) -> tuple[int, int]:
        sent.append(parcel.message.topic)  # type: ignore[attr-defined]
        return len(sent), connection

    outbox.pump(launch, now)
    return sent


def test_messages_of_all_kinds_leave_in_the_order_they_came() -> None:
    outbox = Outbox()
    for name, kind in [("a", Kind.COMMAND), ("b", Kind.REPLY), ("c", Kind.NEWS), ("d", Kind.COMMAND)]:
        outbox.add(_message(name), kind, 0.0)
    assert _drain(outbox, 1.0) == ["a", "b", "c", "d"]


def test_a_command_is_never_sent_late_but_a_reply_is() -> None:
    outbox = Outbox()
    outbox.add(_message("command"), Kind.COMMAND, 0.0)
    outbox.add(_message("reply"), Kind.REPLY, 0.0)
    outbox.add(_message("later"), Kind.COMMAND, 5.0)
    assert _drain(outbox, COMMAND_TTL) == ["reply", "later"]
    assert outbox.counts().expired == 1


def test_what_was_unconfirmed_when_the_connection_broke_waits_again_in_order() -> None:
    outbox = Outbox()
    for name in "abc":
        outbox.add(_message(name), Kind.REPLY, 0.0)
    assert _drain(outbox, 0.0) == ["a", "b", "c"]
    outbox.landed(2)
    outbox.add(_message("d"), Kind.REPLY, 1.0)
    outbox.lost(connection=1)
    assert _drain(outbox, 1.0, connection=2) == ["a", "c", "d"]


def test_what_a_newer_connection_carries_is_not_lost_with_the_older() -> None:
    outbox = Outbox()
    outbox.add(_message("a"), Kind.REPLY, 0.0)
    _drain(outbox, 0.0, connection=2)
    outbox.lost(connection=1)
    assert outbox.counts().in_flight == 1


def test_commands_in_flight_when_the_connection_broke_expire_too() -> None:
    outbox = Outbox()
    outbox.add(_message("a"), Kind.COMMAND, 0.0)
    _drain(outbox, 0.0)
    outbox.lost(connection=1)
    assert _drain(outbox, COMMAND_TTL + 1) == []


def test_news_is_dropped_with_the_connection() -> None:
    outbox = Outbox()
    outbox.add(_message("health"), Kind.NEWS, 0.0)
    _drain(outbox, 0.0)
    outbox.lost(connection=1)
    assert outbox.idle()
    assert outbox.counts().shed == 1


def test_when_full_old_commands_give_way_to_replies_and_never_the_other_way() -> None:
    outbox = Outbox(capacity=4)
    for name, kind in [("c1", Kind.COMMAND), ("c2", Kind.COMMAND), ("r1", Kind.REPLY), ("r2", Kind.REPLY)]:
        outbox.add(_message(name), kind, 0.0)
    for name in ["r3", "r4"]:
        outbox.add(_message(name), Kind.REPLY, 0.0)
    outbox.add(_message("c3"), Kind.COMMAND, 0.0)
    assert outbox.counts().shed == 3
    assert _drain(outbox, 0.0) == ["r1", "r2", "r3", "r4"]


def test_the_window_holds_back_what_could_still_expire() -> None:
    outbox = Outbox(window=2)
    for name in "abc":
        outbox.add(_message(name), Kind.COMMAND, 0.0)
    assert _drain(outbox, 0.0) == ["a", "b"]
    outbox.landed(1)
    outbox.landed(2)
    assert _drain(outbox, COMMAND_TTL + 1) == []


def test_what_the_client_does_not_take_stays_first() -> None:
    outbox = Outbox()
    outbox.add(_message("a"), Kind.REPLY, 0.0)
    outbox.add(_message("b"), Kind.REPLY, 0.0)
    outbox.pump(lambda _parcel: None, 0.0)
    assert _drain(outbox, 0.0) == ["a", "b"]


@pytest.mark.parametrize("capacity", [1, 50, 1000])
def test_sixty_thousand_offers_stay_bounded_and_are_accounted_for(capacity: int) -> None:
    outbox = Outbox(capacity)
    for number in range(60_000):
        outbox.add(_message(str(number)), Kind.COMMAND if number % 2 else Kind.REPLY, number / 100)
    counts = outbox.counts()
    assert counts.waiting <= capacity
    assert counts.offered == 60_000 == counts.waiting + counts.shed + counts.expired


def test_who_watches_hears_when_the_commands_before_have_arrived_and_no_sooner() -> None:
    outbox = Outbox()
    heard: list[str] = []
    outbox.watch(lambda: heard.append("nothing before"))
    for name in ("a", "b"):
        outbox.add(_message(name), Kind.COMMAND, 0.0)
    outbox.watch(lambda: heard.append("a and b"))
    outbox.add(_message("c"), Kind.COMMAND, 0.0)
    outbox.watch(lambda: heard.append("all"))
    _drain(outbox, 0.0)
    counts: list[int] = []
    for ticket in (2, 1, 3):
        outbox.landed(ticket)
        for settled in outbox.due():
            settled()
        counts.append(len(heard))
    assert counts == [1, 2, 3]
    assert heard == ["nothing before", "a and b", "all"]


@pytest.mark.parametrize(("capacity", "now"), [(1, 0.0), (9, COMMAND_TTL + 1)], ids=["shed", "expired"])
def test_a_command_that_never_leaves_is_not_waited_for(capacity: int, now: float) -> None:
    outbox = Outbox(capacity=capacity)
    heard: list[str] = []
    outbox.add(_message("a"), Kind.COMMAND, 0.0)
    outbox.watch(lambda: heard.append("settled"))
    assert outbox.due() == []
    outbox.add(_message("answer"), Kind.REPLY, 0.0)
    _drain(outbox, now)
    for settled in outbox.due():
        settled()
    assert heard == ["settled"]


def test_a_command_whose_connection_broke_is_still_waited_for() -> None:
    outbox = Outbox()
    outbox.add(_message("a"), Kind.COMMAND, 0.0)
    outbox.watch(lambda: None)
    _drain(outbox, 0.0)
    outbox.lost(connection=1)
    assert outbox.due() == []
    _drain(outbox, 1.0, connection=2)
    outbox.landed(1)
    assert len(outbox.due()) == 1
