from __future__ import annotations

import subprocess
import sys

import pytest

from edge.app import allocator

GLIBC = allocator._function("mallopt") is not None
FREED_BELOW_WHAT_IS_HELD = """
from edge.app import allocator
def resident():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1])
assert allocator.set_up()
held = [bytes(700) + b"x" for _ in range(20_000)]
last = held[-1]
del held
before = resident()
assert allocator.give_back()
print(before - resident())
"""


@pytest.mark.skipif(not GLIBC, reason="the C library is not glibc")
def test_what_was_freed_is_given_back_even_below_what_is_still_held() -> None:
    command = [sys.executable, "-c", FREED_BELOW_WHAT_IS_HELD]
    given_back = int(subprocess.run(command, check=True, capture_output=True).stdout)
    assert given_back > 10_000  # kB of the 14,000


def test_other_c_libraries_are_let_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allocator, "_function", lambda _name: None)
    assert not allocator.set_up()
    assert not allocator.give_back()
