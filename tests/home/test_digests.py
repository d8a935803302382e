from __future__ import annotations

from edge.home.digests import Digests, as_text, digest_of


def test_only_what_changed_is_read_again() -> None:
    digests, read = Digests(), []

    def content(thing: tuple[str, int]) -> object:
        read.append(thing[0])
        return thing

    things = {name: (name, 1) for name in ("a", "b", "c")}
    first = digests.total("x", things, content)
    assert digests.total("x", dict(reversed(things.items())), content) == first
    assert read == ["a", "b", "c"]
    changed = {**things, "b": ("b", 2)}
    second = digests.total("x", changed, content)
    assert read[3:] == ["b"]
    assert second != first
    assert digests.total("x", things, content) == first
    assert digests.total("y", things, lambda thing: thing[1]) == 3 * digest_of(1)


def test_what_is_gone_is_forgotten_in_the_end() -> None:
    digests = Digests()
    many = {str(number): (number,) for number in range(2000)}
    digests.total("x", many, lambda thing: thing[0])
    few = {"1": many["1"]}
    assert digests.total("x", few, lambda thing: thing[0]) == digest_of(1)
    assert list(digests._known["x"]) == ["1"]


def test_a_digest_knows_no_order_of_keys_and_has_32_digits() -> None:
    assert digest_of({"a": 1, "b": (2,)}) == digest_of({"b": [2], "a": 1}) != digest_of({"a": 1, "b": [3]})
    assert len(as_text(0)) == len(as_text(2**128 - 1)) == len(as_text(5 * 2**128)) == 32
