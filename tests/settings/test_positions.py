from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.settings.positions import positions
from edge.settings.schema import toml

DOCUMENT = '''\
# comment = "not a key"
title = "a # b"  # trailing = "comment"
"quoted key" = 1
a.b . "c.d" = { x = 1, y = [ { z = 2 } ] }

[table]
text = """
fake = 1
[not.a.table]
quotes \\""" and ""\\" inside"""
literal = \'\'\'
also = 'fake'\'\'\'
array = [
  1,  # one = 1
  [ "two", 'three' ],

  { four = 4 },
]
date = 1979-05-27 07:32:00
float = -1.5e10

  [ table . "sub table" ]  # indented
  key = true

[[points]]
x = 1
[points.inner]
y = 2
[[points]]
x = 3
  [[points.deep]]
  z = 4
'''


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from paths(child, (*path, key))


def test_every_key_of_a_document_has_a_position() -> None:
    assert set(positions(DOCUMENT)) == set(paths(tomllib.loads(DOCUMENT)))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("quoted key",), 3),
        (("a", "b", "c.d", "y", 0, "z"), 4),
        (("table",), 6),
        (("table", "text"), 7),
        (("table", "literal"), 11),
        (("table", "array"), 13),
        (("table", "array", 0), 14),
        (("table", "array", 1, 1), 15),
        (("table", "array", 2, "four"), 17),
        (("table", "date"), 19),
        (("table", "sub table", "key"), 23),
        (("points",), 25),
        (("points", 0, "inner", "y"), 28),
        (("points", 1, "x"), 30),
        (("points", 1, "deep", 0, "z"), 32),
    ],
)
def test_line_of_a_key(path: tuple[str | int, ...], line: int) -> None:
    assert positions(DOCUMENT)[path] == line


def test_an_empty_document_has_no_keys() -> None:
    assert positions("  \n# nothing\n") == {}


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)
VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(-10, 10), st.floats(allow_nan=False, allow_infinity=False), TEXTS),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(TEXTS, st.dictionaries(TEXTS, VALUES, max_size=4), max_size=4))
def test_any_document_is_read_as_tomllib_reads_it(tables: dict[str, dict[str, object]]) -> None:
    lines: list[str] = []
    for name, table in tables.items():
        lines.append(f"[{toml(name)}]")
        lines += [f"{toml(key)} = {toml(value)}  # x = 1" for key, value in table.items()]
    text = "\n".join(lines)
    assert set(positions(text)) == set(paths(tomllib.loads(text)))
