"""Every language that has templates loads, and reads a sentence of its own without a fault."""

from __future__ import annotations

import pytest
from hassil.errors import MissingListError, MissingRuleError
from hassil.intents import Intents
from hassil.sample import sample_expression
from home_assistant_intents import get_intents

from edge.home.model import Area, Entity, Floor, Snapshot
from edge.turn import Request
from edge.understand.grammar import GrammarChannel

LANGUAGES = [
    "en",
    "de",
    "fr",
    "es",
    "nl",
    "it",
    "pt-BR",
    "sv",
    "da",
    "nb",
    "fi",
    "pl",
    "cs",
    "ru",
    "hu",
    "tr",
    "el",
    "ja",
    "ko",
    "zh-CN",
    "he",
]
HOME = Snapshot(
    entities={
        f"{d}.x": Entity(f"{d}.x", "Alpha", area="a")
        for d in ("light", "cover", "lock", "climate", "media_player", "fan")
    },
    areas={"a": Area("a", "Beta", floor="f")},
    floors={"f": Floor("f", "Gamma")},
    generation=1,
)


def samples(language: str) -> list[tuple[str, str]]:
    """(intent, a sentence that hassil makes of one of its templates) for commands that take an area."""
    data = get_intents(language)
    assert data is not None
    intents = Intents.from_dict(data)
    lists = {"area": "Beta", "floor": "Gamma", "name": "Alpha"}
    found = []
    for intent in ("HassTurnOn", "HassTurnOff", "HassGetState"):
        for block in getattr(intents.intents.get(intent), "data", [])[:12]:
            for sentence in block.sentences[:2]:
                text = first_sample(sentence, intents, lists)
                if text and "Beta" in text and not block.requires_context:
                    found.append((intent, text))
    return found[:12]


def first_sample(sentence: object, intents: Intents, lists: dict[str, str]) -> str | None:
    from hassil.intents import TextSlotList

    slots = {**intents.slot_lists, **{name: TextSlotList.from_strings([value]) for name, value in lists.items()}}
    try:
        return next(
            iter(sample_expression(sentence.expression, slots, intents.expansion_rules, language=intents.language)),
            None,
        )  # type: ignore[attr-defined]
    except (MissingListError, MissingRuleError, ValueError):
        return None


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_made_of_the_templates_are_read_as_their_intent(language: str) -> None:
    grammar = GrammarChannel(language)
    made = samples(language)
    understood = [
        any(
            hypothesis.intent == intent
            for hypothesis in grammar.read(Request("r", text, 0.0, area="a", language=language), HOME)
        )
        for intent, text in made
    ]
    assert all(understood), [text for (_, text), ok in zip(made, understood, strict=True) if not ok]
