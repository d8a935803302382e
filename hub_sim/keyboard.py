"""Lines from a terminal, key by key, so that a picture can be drawn around them."""

from __future__ import annotations

import os
import sys
import termios
import tty
from collections.abc import Callable, Iterator

_ENTER, _ERASE, _END, _KILL, _ESCAPE = frozenset("\r\n"), frozenset("\x7f\b"), "\x04", "\x15", "\x1b"


def typed_lines(show: Callable[[str], None], read: Callable[[], str] | None = None) -> Iterator[str]:
    """Lines as they are finished; `show` gets what is typed so far. Ends with Ctrl-D on an empty line.

    The terminal is put back as it was when the iteration ends. `read` gives the next keys, by default stdin's;
    an empty text from it is the end.
    """
    if read is not None:
        yield from _lines(show, read)
        return
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor)
    try:
        yield from _lines(show, lambda: os.read(descriptor, 256).decode(errors="ignore"))
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _lines(show: Callable[[str], None], read: Callable[[], str]) -> Iterator[str]:
    typed = ""
    while keys := read():
        if keys.startswith(_ESCAPE):  # arrows and function keys
            continue
        for key in keys:
            if key in _ENTER:
                line, typed = typed, ""
                show(typed)
                yield line
            elif key == _END and not typed:
                return
            else:
                typed = _edited(typed, key)
        show(typed)


def _edited(typed: str, key: str) -> str:
    if key in _ERASE:
        return typed[:-1]
    if key == _KILL:
        return ""
    return typed + key if key.isprintable() else typed
