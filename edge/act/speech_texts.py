"""Where the texts come from: our own files, and Home Assistant's package."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class OwnTexts:
    """Our texts of one language; where it lacks a part, English stands in.

    `texts` are jinja2 templates by key; `words` single words by use; `actions` what a service does, with
    `{}` for the target; `states` how states are said, by `domain.state`, `domain.device_class.state` or state.
    """

    language: str
    texts: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Any] = field(default_factory=dict)
    actions: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)


def language_codes(language: str) -> Iterator[str]:
    """A language's code and then the broader ones: `pt-BR`, `pt`."""
    code = language.replace("_", "-")
    yield code
    if "-" in code:
        yield code.split("-", 1)[0]


@lru_cache(maxsize=16)
def load_texts(language: str) -> OwnTexts:
    """Our texts in a language, or in English where there are none."""
    folder = resources.files("edge.act") / "responses"
    for code in (*language_codes(language), "en"):
        file = folder / f"{code}.json"
        if file.is_file():
            return OwnTexts(code, **json.loads(file.read_text(encoding="utf-8")))
    raise FileNotFoundError(f"{folder}/en.json is missing: the installation is incomplete, install it again")


@lru_cache(maxsize=4)
def template_responses(language: str) -> Mapping[str, Any]:
    """Home Assistant's responses in a language, or in English for one that it does not speak."""
    from home_assistant_intents import get_intents

    for code in (*language_codes(language), "en"):
        data = get_intents(code)
        if data:
            responses: Mapping[str, Any] = data.get("responses", {})
            return responses
    return {}
