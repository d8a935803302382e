"""Putting an interpreter together from its parts: the one place that knows which channels there are."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from edge import __version__
from edge.act.respond import Responder, Words
from edge.home.model import Snapshot
from edge.interpreter import House, Interpreter
from edge.turn import Hypothesis, Knowledge, Request
from edge.understand.channel import Channel

_log = logging.getLogger(__name__)


def build_interpreter(language: str = "en", house: House | None = None, languages: Sequence[str] = ()) -> Interpreter:
    """An interpreter with every channel that is there; `languages` are spoken beside the home's own.

    Takes some 0.5 s: templates are loaded and compiled, and the model where one is shipped.
    """
    from edge.understand.union import Understanding

    channels = [_grammar(language, languages), *_neural()]
    versions = {"hearth": __version__} | {c.name: str(c.version) for c in channels if hasattr(c, "version")}
    rules = replace(house or House(), versions=versions)
    return Interpreter(Understanding(channels), Responder(words_of, language), rules)


@cache
def words_of(language: str) -> Words:
    """The response templates of a language, loaded once."""
    from edge.act.speech import Speech

    return Speech(language)


class Languages:
    """The grammars of several languages as one channel: each request is read in its own."""

    name = "grammar"

    def __init__(self, channels: Mapping[str, Channel], default: str) -> None:
        self._channels = dict(channels)
        self._default = channels[default]

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        """Readings in the request's language, or in the hub's where that one was not loaded."""
        language = request.language.replace("_", "-")
        channel = self._channels.get(language) or self._channels.get(language.partition("-")[0], self._default)
        return channel.read(request, snapshot, knowledge)


def _grammar(language: str, languages: Sequence[str]) -> Channel:
    from edge.understand.grammar import GrammarChannel

    wanted = dict.fromkeys((language, *languages))
    return Languages({name: GrammarChannel(name) for name in wanted}, language)


def _neural() -> list[Channel]:
    """The neural channel where a model is shipped; a model that cannot be used is no reason not to serve."""
    folder = Path(str(files("edge"))).parent / "exported"
    if not (folder / "manifest.json").is_file():
        return []
    from edge.understand.neural import NeuralChannel
    from edge.understand.neural_bundle import ModelError, load_bundle

    try:
        return [NeuralChannel(load_bundle(folder))]
    except ModelError as error:
        _log.error("event=model_refused reason=%s", error)
        return []
