"""Where each key of a TOML document stands; `tomllib` gives values without places.

The scanner trusts that `tomllib` has accepted the document: it looks for keys, and skips values.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""Keys from the root; a number is an index into an array."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?!")|\'\'\'.*?\'\'\'(?!\')|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'',
    re.DOTALL,
)
_SCALAR = re.compile(r"[^\s,\]\}#][^,\]\}#\n]*")


def positions(text: str) -> dict[Path, int]:
    """Line number, from 1, of each key, table and array element of a valid TOML document."""
    return _Scanner(text).scan()


@dataclass
class _Scanner:
    text: str
    at: int = 0
    found: dict[Path, int] = field(default_factory=dict)
    arrays: dict[Path, int] = field(default_factory=dict)
    """Index of the latest element of each array of tables."""

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self._peek() == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)
        return self.found

    def _header(self) -> Path:
        line = self._line()
        is_element = self.text.startswith("[[", self.at)
        self.at += 2 if is_element else 1
        key = self._key()
        self.at += 2 if is_element else 1
        path = self._resolved(key[:-1], line)
        last: Path = (*path, key[-1])
        if is_element:
            self.arrays[last] = self.arrays.get(last, -1) + 1
            self.found.setdefault(last, line)
            last = (*last, self.arrays[last])
        self.found.setdefault(last, line)
        return last

    def _resolved(self, keys: tuple[str, ...], line: int) -> Path:
        """Follow keys from the root into the latest element of arrays of tables."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            self.found.setdefault(path, line)
            if path in self.arrays:
                path = (*path, self.arrays[path])
        return path

    def _pair(self, table: Path) -> None:
        line = self._line()
        path = table
        for key in self._key():
            path = (*path, key)
            self.found.setdefault(path, line)
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _key(self) -> tuple[str, ...]:
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            keys.append(self._simple_key())
            self._skip(_SPACE)
            if self._peek() != ".":
                return tuple(keys)
            self.at += 1

    def _simple_key(self) -> str:
        if self._peek() in {'"', "'"}:
            literal = self._take(_STRING)
            return str(tomllib.loads(f"v = {literal}")["v"])
        return self._take(_BARE_KEY)

    def _value(self, path: Path) -> None:
        opening = self._peek()
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        elif opening in {'"', "'"}:
            self._take(_STRING)
        else:
            self._take(_SCALAR)

    def _array(self, path: Path) -> None:
        self.at += 1
        index = 0
        while self._next_item("]"):
            self.found[(*path, index)] = self._line()
            self._value((*path, index))
            index += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        while self._next_item("}"):
            self._pair(path)

    def _next_item(self, closing: str) -> bool:
        """Go to the next item of an array or inline table, or past its end."""
        self._skip(_BLANK)
        if self._peek() == ",":
            self.at += 1
            self._skip(_BLANK)
        if self._peek() == closing:
            self.at += 1
            return False
        return True

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            message = f"line {self._line()}: not TOML: {self.text[self.at : self.at + 20]!r}"
            raise ValueError(message)
        self.at = match.end()
        return match.group()
