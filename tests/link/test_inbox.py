from __future__ import annotations

import random
import threading

from edge.home.events import Message
from edge.link.inbox import CHATTY, OVERTAKE, Delivery, Inbox, Lane


def _state(topic: str, payload: int = 0, *, retain: bool = False) -> Delivery:
    return Delivery(Message(topic, b"%d" % payload, retain=retain))


def _request(payload: int = 0) -> Delivery:
    return Delivery(Message("hearth/h/request", b"%d" % payload, qos=1), Lane.REQUEST, ticket=payload + 1)


def _inbox(capacity: int = 1000) -> Inbox:
    return Inbox(lambda: None, capacity)


def _payloads(deliveries: list[Delivery]) -> list[int]:
    return [int(delivery.message.payload) for delivery in deliveries]


def test_order_of_arrival_is_kept_between_state_and_requests() -> None:
    inbox = _inbox()
    for number, delivery in enumerate([_state("a", 0), _request(1), _state("b", 2), _request(3)]):
        assert inbox.offer(delivery), number
    assert _payloads(inbox.take(3)) == [0, 1, 2]
    assert _payloads(inbox.take(3)) == [3]


def test_a_few_events_of_one_topic_are_all_kept() -> None:
    inbox = _inbox()
    for number in range(CHATTY):
        inbox.offer(_state("button", number))
    assert _payloads(inbox.take()) == list(range(CHATTY))


def test_a_chatty_topic_coalesces_into_its_newest_and_costs_others_nothing() -> None:
    inbox = _inbox()
    for number in range(100):
        inbox.offer(_state("chatty", number))
    inbox.offer(_state("quiet", 7))
    assert _payloads(inbox.take()) == [*range(CHATTY - 1), 99, 7]
    assert inbox.counts().coalesced == 100 - CHATTY


def test_under_flood_every_known_topic_coalesces_and_unknown_ones_are_shed_when_full() -> None:
    inbox = _inbox(capacity=10)
    for number in range(5):
        inbox.offer(_state(f"t{number}", number))
    inbox.offer(_state("t0", 50))
    assert inbox.counts().coalesced == 1
    for number in range(5, 12):
        inbox.offer(_state(f"t{number}", number))
    assert inbox.counts().shed == 2
    assert _payloads(inbox.take()) == [50, *range(1, 10)]


def test_requests_are_never_coalesced_and_pass_a_flood() -> None:
    inbox = _inbox(capacity=2 * OVERTAKE)
    for number in range(OVERTAKE + 1):
        inbox.offer(_state(f"t{number}", number))
    inbox.offer(_request(1))
    inbox.offer(_request(2))
    assert _payloads(inbox.take(3)) == [1, 2, 0]
    inbox.offer(_request(3))
    assert _payloads(inbox.take(OVERTAKE + 1)) == [*range(1, OVERTAKE + 1), 3]


def test_requests_never_pass_each_other() -> None:
    inbox = _inbox(capacity=4 * OVERTAKE)
    for number in range(3 * OVERTAKE):
        inbox.offer(_request(number))
    assert _payloads(inbox.take(3 * OVERTAKE)) == list(range(3 * OVERTAKE))


def test_retained_state_does_not_hide_a_live_event_but_live_replaces_retained() -> None:
    inbox = _inbox(capacity=2)
    inbox.offer(_state("a", 1))
    inbox.offer(_state("a", 2, retain=True))
    assert [d.message.retain for d in inbox.take()] == [False, True]
    inbox.offer(_state("a", 3, retain=True))
    inbox.offer(_state("a", 4))
    inbox.offer(_state("a", 5))
    taken = inbox.take()
    assert _payloads(taken)[-1] == 5
    assert not taken[-1].message.retain


def test_a_topic_may_become_chatty_again_after_it_was_emptied() -> None:
    inbox = _inbox()
    for _ in range(3):
        for number in range(CHATTY + 5):
            inbox.offer(_state("a", number))
        assert len(inbox.take()) == CHATTY


def test_accounting_is_exact_with_a_producer_thread() -> None:
    inbox = _inbox(capacity=200)
    chance = random.Random(7)
    topics = [f"t{chance.randrange(300)}" for _ in range(20_000)]
    producer = threading.Thread(target=lambda: [inbox.offer(_state(topic)) for topic in topics])
    producer.start()
    taken = 0
    while producer.is_alive() or inbox.counts().waiting:
        taken += len(inbox.take(7))
    counts = inbox.counts()
    assert counts.received == len(topics) == taken + counts.coalesced + counts.shed
    assert counts.taken == taken


def test_the_consumer_is_woken_whenever_the_queue_stops_being_empty() -> None:
    woken = []
    inbox = Inbox(lambda: woken.append(1))
    inbox.offer(_state("a"))
    inbox.offer(_state("b"))
    assert len(woken) == 1
    inbox.take()
    inbox.offer(_request())
    assert len(woken) == 2


def _asked(number: int, connection: int) -> Delivery:
    return Delivery(Message("ask", str(number).encode()), Lane.REQUEST, ticket=number, connection=connection)


def test_requests_that_do_not_fit_stay_at_the_broker_with_all_later_ones_of_their_connection() -> None:
    inbox = Inbox(lambda: None, capacity=3)
    assert [inbox.offer(_asked(number, 7)) for number in range(1, 6)] == [True, True, True, False, False]
    assert not inbox.left_behind(7), "first what is here"
    assert [delivery.ticket for delivery in inbox.take(2)] == [1, 2]
    assert not inbox.offer(_asked(6, 7)), "though there is room: 4 and 5 come before it"
    assert [delivery.ticket for delivery in inbox.take()] == [3]
    assert inbox.left_behind(7)
    assert not inbox.left_behind(8)
    assert [inbox.offer(_asked(number, 8)) for number in (4, 5, 6)] == [True] * 3
    counts = inbox.counts()
    assert (counts.received, counts.taken, counts.shed, counts.waiting) == (9, 3, 3, 3)


def test_a_request_that_the_broker_will_not_repeat_keeps_no_others_out() -> None:
    inbox = Inbox(lambda: None, capacity=1)
    unasked = Delivery(Message("ask", b"x"), Lane.REQUEST, connection=7)
    assert [inbox.offer(unasked), inbox.offer(unasked)] == [True, False]
    inbox.take()
    assert inbox.offer(_asked(1, 7))
