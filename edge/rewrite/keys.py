"""The keys under which rewrites are found: exact, normalised and phonetic wordings, and the moment's signature."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from edge.rewrite.lexicon import lexicon
from edge.text import fold, tokens

_BUCKETS = ("night", "morning", "afternoon", "evening")


def exact(text: str) -> str:
    """The wording without case and needless spaces."""
    return " ".join(text.casefold().split())


@lru_cache(maxsize=4096)
def normal(text: str, language: str = "en") -> str:
    """The wording without punctuation, accents, articles and politeness; what a rewrite is filed under.

    >>> normal("Please turn on the Glow-Worm!")
    'turn on glow worm'
    """
    words = tokens(text)
    kept = tuple(word for word in words if word not in lexicon(language).polite)
    return " ".join(kept or words)


@lru_cache(maxsize=4096)
def phonetic(text: str, language: str = "en") -> str:
    """How the normalised wording sounds, word by word (Metaphone); words with digits stay as they are."""
    from jellyfish import metaphone

    return " ".join(
        word if any(map(str.isdigit, word)) else metaphone(word) or word for word in normal(text, language).split()
    )


def contexts(area: str | None, at: float, tz_offset: int = 0) -> tuple[str, str]:
    """The signatures of a moment: of its room, and of its quarter of the local day.

    >>> contexts("kitchen", 1_772_539_200.0)
    ('kitchen|*', '*|afternoon')
    """
    hour = int((at + tz_offset) // 3600 % 24)
    return f"{area or '-'}|*", f"*|{_BUCKETS[hour // 6]}"


def digest(*parts: str) -> str:
    """A short stable id of what the parts say, 16 hexadecimal digits."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def draw(request_id: str, rewrite_id: str) -> float:
    """A number in [0, 1) that this request gives this rewrite, the same whenever it is asked."""
    sample = hashlib.blake2b(f"{request_id}\x1f{rewrite_id}".encode(), digest_size=8).digest()
    return int.from_bytes(sample, "big") / 2**64


def words_of(text: str) -> tuple[str, ...]:
    """The folded words, articles included: what spans are looked for in."""
    return tuple(fold(text).split())
