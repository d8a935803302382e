from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edge.memory.delivery import DeliveryWindow, delivery_key

KEYS = st.tuples(st.integers(1, 65535), st.text(max_size=10), st.binary(max_size=10))


@given(KEYS, KEYS)
def test_keys_tell_deliveries_apart(one: tuple[int, str, bytes], other: tuple[int, str, bytes]) -> None:
    assert (delivery_key(*one) == delivery_key(*other)) is (one == other)
    assert len(delivery_key(*one)) == 8


def test_topic_and_payload_cannot_be_shifted_into_one_another() -> None:
    assert delivery_key(1, "a/b", b"c") != delivery_key(1, "a/", b"bc")
    assert delivery_key(1, "2 a", b"") != delivery_key(1, "2", b" a")


def test_the_window_holds_the_newest_keys_and_forgets() -> None:
    window = DeliveryWindow(3)
    keys = [number.to_bytes(8, "big") for number in range(5)]
    window.add([keys[0] + keys[1], keys[2], keys[3]])
    assert [key in window for key in keys] == [False, True, True, True, False]
    window.forget()
    assert keys[3] not in window


def test_a_key_seen_twice_is_known_until_both_are_gone() -> None:
    window = DeliveryWindow(2)
    a, b, c = (letter * 8 for letter in (b"a", b"b", b"c"))
    window.add([a, a, b])
    assert a in window
    window.add([c])
    assert a not in window
