"""How `hearth jobs` shows what is due later."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click
import pytest

from edge.cli.jobs import lines

AT = datetime(2026, 3, 3, 7, 30).astimezone().timestamp()


def row(**more: Any) -> dict[str, Any]:
    plain = {"id": "r1:5", "kind": "timer", "name": "", "text": "", "remaining": None, "at": None, "repeat": [],
             "paused": False, "device": None, "waits_for": [], "tier": 1}  # fmt: skip
    return {**plain, **more}


@pytest.mark.parametrize(
    ("job", "shown"),
    [
        (row(name="tea", remaining=61.2), "timer      in 0:01:01  tea  r1:5"),
        (row(remaining=7200.0, paused=True), "timer      in 2:00:00 (paused)    r1:5"),
        (row(kind="alarm", at=AT), "alarm      Tue 03.03. 07:30    r1:5"),
        (row(kind="alarm", at=AT, repeat=[0, 4]), "alarm      Mon Fri 07:30    r1:5"),
        (row(kind="command", at=AT, repeat=list(range(7)), text="open it"), "command    daily 07:30  open it  r1:5"),
        (row(kind="watch", waits_for=["lock.door"], text="tell"), "watch      when lock.door  tell  r1:5"),
    ],
)
def test_a_line(job: dict[str, Any], shown: str) -> None:
    [line] = lines({"jobs": [job], "cancelled": []})
    assert click.unstyle(line) == shown


def test_nothing_left() -> None:
    assert [click.unstyle(line) for line in lines({"jobs": [], "cancelled": ["r9"]})] == [
        "cancelled r9",
        "nothing is due later",
    ]
