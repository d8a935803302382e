"""Names and ids: one spelling of each, and none that could do harm."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MAX_NAME = 120
"""Characters of the longest name accepted; a person could not say a longer one."""
MAX_ID = 200
"""Characters of the longest entity, device or area id."""

_NOT_WORD = re.compile(r"[^\w]+|_+")
_SPACES = re.compile(r" {2,}")
_ENTITY_ID = re.compile(r"[a-z_]+\.\w+")


class NameRefusedError(ValueError):
    """A name that cannot be taken; the text says why."""


@lru_cache(maxsize=8192)
def clean_name(name: str) -> str:
    """A name in NFC, trimmed, with single spaces.

    Raises `NameRefusedError` for an empty name, one over `MAX_NAME` characters, and one that holds
    control characters, lone surrogates or unassigned code points.
    """
    if len(name) > MAX_NAME * 2:
        msg = f"name of {len(name)} characters: at most {MAX_NAME} are accepted"
        raise NameRefusedError(msg)
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", name).strip())
    if not text:
        msg = "name is empty"
        raise NameRefusedError(msg)
    if len(text) > MAX_NAME:
        msg = f"name of {len(text)} characters: at most {MAX_NAME} are accepted"
        raise NameRefusedError(msg)
    if not text.isprintable() and _has_forbidden(text):
        msg = f"name {text!a} holds control characters"
        raise NameRefusedError(msg)
    return text


@lru_cache(maxsize=8192)
def slug(name: str) -> str:
    """Lower-case id of a name: words joined by `_`, accents dropped, other scripts kept.

    Returns an empty string when the name holds no letter and no digit.
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))
    return _NOT_WORD.sub("_", plain).strip("_")[:MAX_ID]


@lru_cache(maxsize=8192)
def is_entity_id(text: str) -> bool:
    """Whether a text reads `domain.object_id` and is short enough to be kept."""
    return len(text) <= MAX_ID and _ENTITY_ID.fullmatch(text) is not None


def _has_forbidden(text: str) -> bool:
    return any(unicodedata.category(char) in {"Cc", "Cs", "Cn", "Zl", "Zp"} for char in text)
