"""What the hub says: Home Assistant's response templates in any of its languages, and our own texts.

A text is looked up by intent and key among Home Assistant's templates, then by key among ours in that
language, then among Home Assistant's error texts, then among ours in English. Saying something never
raises: an answer in plain words is better than none.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from edge.act.speech_texts import OwnTexts, load_texts, template_responses
from edge.act.speech_values import Query, SpokenState, Vocabulary, collapse, spoken_slots
from edge.home.model import Entity

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_LOGGER = logging.getLogger(__name__)
_ENTITY_VARIABLES = ("names", "options", "candidates")


class Speech:
    """The voice of one language. Templates are compiled when first said and kept.

    Every text may use `slots` (a clause's slots), `state` (one entity), `query.matched` and
    `query.unmatched` (entities), and whatever else the caller names.
    """

    def __init__(self, language: str = "en") -> None:
        """`language` is a code such as `de` or `pt-BR`; one that is not known speaks English."""
        self.language = language
        self._texts = load_texts(language)
        self._templates: dict[tuple[str, str], Template | None] = {}

    def say(self, key: str, intent: str | None = None, **variables: object) -> str:
        """The text `key`, of an intent where given, with its variables put in; one line.

        `state` may be an `Entity`; `matched`, `unmatched` and `names`, `options`, `candidates` sequences
        of entities or strings; numbers are spoken without needless zeros. Falls back as the module says,
        and to "Done" at last.
        """
        values = self._values(intent, variables)
        for source, name in self._candidates(key, intent):
            text = self._rendered(source, name, values)
            if text is not None:
                return text
        return ""

    def has(self, key: str, intent: str | None = None) -> bool:
        """Whether there is a text for a key without falling back to another one."""
        source = intent or "own"
        return self._source(source, key) is not None or (intent is None and self._source("errors", key) is not None)

    def join(self, texts: Sequence[str]) -> str:
        """Several answers as one, each once, as sentences."""
        sentences = [text.strip() for text in dict.fromkeys(texts) if text.strip()]
        if len(sentences) < 2:
            return sentences[0] if sentences else ""
        return " ".join(text if text[-1] in ".!?。" else f"{text}." for text in sentences)

    def state_of(self, entity: Entity) -> SpokenState:
        """An entity as templates see it."""
        return SpokenState(entity, self._vocabulary)

    def _candidates(self, key: str, intent: str | None) -> list[tuple[str, str]]:
        found = [(intent, key)] if intent else []
        found += [("own", key), ("errors", key), ("english", key)]
        if intent:
            found += [(intent, "default")]
        return [*found, ("own", "done"), ("english", "done")]

    def _rendered(self, source: str, key: str, values: Mapping[str, Any]) -> str | None:
        from jinja2 import TemplateError

        template = self._template(source, key)
        if template is None:
            return None
        try:
            return collapse(template.render(values))
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            _LOGGER.warning("event=response_failed language=%s key=%s.%s reason=%s", self.language, source, key, error)
            return None

    def _template(self, source: str, key: str) -> Template | None:
        if (source, key) not in self._templates:
            self._templates[source, key] = self._compiled(source, key)
        return self._templates[source, key]

    def _compiled(self, source: str, key: str) -> Template | None:
        from jinja2 import TemplateSyntaxError

        text = self._source(source, key)
        if text is None:
            return None
        try:
            return self._environment.from_string(text)
        except TemplateSyntaxError as error:
            _LOGGER.warning("event=response_invalid language=%s key=%s.%s reason=%s", self.language, source, key, error)
            return None

    def _source(self, source: str, key: str) -> str | None:
        if source == "own":
            return self._texts.texts.get(key)
        if source == "english":
            return self._english.texts.get(key)
        if source == "errors":
            return _text_of(self._responses.get("errors"), key)
        return _text_of(self._responses.get("intents", {}).get(source), key)

    @cached_property
    def _responses(self) -> Mapping[str, Any]:
        return template_responses(self.language)

    @cached_property
    def _english(self) -> OwnTexts:
        return load_texts("en")

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._texts)

    @cached_property
    def _environment(self) -> Environment:
        from edge.act.speech_values import environment

        return environment(self._vocabulary)

    def _values(self, intent: str | None, variables: Mapping[str, object]) -> dict[str, Any]:
        values: dict[str, Any] = dict(variables)
        values["slots"] = spoken_slots(intent, values.get("slots") or {})
        if isinstance(values.get("state"), Entity):
            values["state"] = self.state_of(values["state"])
        for name in _ENTITY_VARIABLES:
            if name in values:
                values[name] = [item.name if isinstance(item, Entity) else str(item) for item in values[name]]
        matched = self._states(values.pop("matched", ()))
        unmatched = self._states(values.pop("unmatched", ()))
        values.setdefault("query", Query(matched, unmatched))
        values["state_attr"] = _attribute_reader(values.get("state"), matched, unmatched)
        return values

    def _states(self, entities: Sequence[Entity | SpokenState]) -> list[SpokenState]:
        return [self.state_of(e) if isinstance(e, Entity) else e for e in entities]


def _text_of(texts: Mapping[str, str] | None, key: str) -> str | None:
    return (texts or {}).get(key)


def _attribute_reader(state: object, *groups: Sequence[SpokenState]) -> Callable[[object, str], object]:
    known = {spoken.entity_id: spoken for group in groups for spoken in group}
    if isinstance(state, SpokenState):
        known[state.entity_id] = state

    def state_attr(entity_id: object, name: str) -> object:
        """An attribute of an entity that the answer is about, as Home Assistant's function of this name."""
        spoken = known.get(str(entity_id))
        return spoken.attributes.get(name) if spoken else None

    return state_attr
