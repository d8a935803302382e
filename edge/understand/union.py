"""The union of all channels: one ranked list of hypotheses, read over all that the recogniser heard."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace

from edge.home.model import Snapshot
from edge.turn import Alternative, Condition, Frame, Hypothesis, Knowledge, Request, SlotValue
from edge.understand.channel import Channel
from edge.understand.fold import fold

_MOST_ALTERNATIVES = 5
_LOWEST_WEIGHT = 0.3
_AGREEMENT = 0.02
_NOTED = re.compile(r"\[[^\[\]]*\]")
"""What recognisers note in brackets beside what was said: "[noise]"."""
_Found = dict[Hashable, dict[Hashable, Hypothesis]]
"""Hypotheses by meaning, and those of one meaning by the domains of their frames."""


class Understanding:
    """Asks every channel and ranks what they say."""

    def __init__(self, channels: Sequence[Channel], *, most: int = 10) -> None:
        """`channels` in order of trust: of equal scores the earlier wins. `most` hypotheses are given."""
        self._channels = tuple(channels)
        self._most = most

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> tuple[Hypothesis, ...]:
        """Hypotheses best first, each meaning once; `knowledge` is what was said and done lately.

        Alternatives of the recogniser are weighed by its confidence relative to its best one, so that a
        less likely wording wins only where it is understood and the likelier is not; those that cannot win
        any more are not read. Only the first channel, which knows the home's names, can settle that: another
        may be sure of what to do with a thing that is not there.
        """
        found: _Found = {}
        for text, weight in _wordings(request):
            if any(h.score >= weight and h.source == self._channels[0].name for h in _listed(found)):
                break
            heard = request if text == request.text else replace(request, text=text, nbest=())
            for channel in self._channels:
                for hypothesis in channel.read(heard, snapshot, knowledge):
                    _keep(found, replace(hypothesis, score=hypothesis.score * weight, text=hypothesis.text or text))
        ranked = sorted(_listed(found), key=lambda hypothesis: -hypothesis.score)
        return tuple(ranked[: self._most])


def meaning(hypothesis: Hypothesis) -> Hashable:
    """Equal for hypotheses that ask for the same."""
    return tuple(_frame_key(frame) for frame in hypothesis.frames)


def _keep(found: _Found, hypothesis: Hypothesis) -> None:
    """Keep a hypothesis, each meaning once for the domains that it may be about.

    A template that turns on lights and switches says nothing against another channel that reads the same words of a
    valve; that they agree on all else speaks for both.
    """
    alike = found.setdefault(meaning(hypothesis), {})
    agreed = _AGREEMENT if any(known.source != hypothesis.source for known in alike.values()) else 0.0
    domains = tuple(frozenset(frame.domains) for frame in hypothesis.frames)
    known = alike.get(domains)
    better = hypothesis if known is None or hypothesis.score > known.score else known
    alike[domains] = replace(better, score=min(1.0, better.score + agreed))


def _listed(found: _Found) -> list[Hypothesis]:
    return [hypothesis for alike in found.values() for hypothesis in alike.values()]


def _wordings(request: Request) -> Iterable[tuple[str, float]]:
    """The request's text with weight 1, then other wordings with lower weights, each once."""
    seen = {fold(request.text)}
    yield _NOTED.sub(lambda found: " " * len(found[0]), request.text), 1.0
    best = max((a.confidence for a in request.nbest), default=0.0)
    for alternative in sorted(request.nbest, key=lambda a: -a.confidence)[:_MOST_ALTERNATIVES]:
        key = fold(alternative.text)
        if key and key not in seen:
            seen.add(key)
            yield alternative.text, _weight(alternative, best)


def _weight(alternative: Alternative, best: float) -> float:
    """A weight in 0.3..0.95 from the recogniser's confidences, whatever their scale."""
    if best <= 0:
        return 0.8
    return max(_LOWEST_WEIGHT, min(0.95, alternative.confidence / best * 0.95))


def _frame_key(frame: Frame) -> Hashable:
    return (
        frame.intent,
        _slots_key(frame.slots),
        tuple(_slots_key(slots) for slots in frame.excepted),
        _condition_key(frame.condition),
        frame.delay,
        frame.at,
    )


def _slots_key(slots: Mapping[str, SlotValue]) -> Hashable:
    return frozenset((name, fold(v) if isinstance(v, str) else v) for name, v in slots.items())


def _condition_key(condition: Condition | None) -> Hashable:
    return condition and (_slots_key(condition.slots), condition.comparison, condition.value)
