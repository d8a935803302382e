"""Dialogues with known goals, for whatever learns to tell a rephrase from a new wish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from hub_sim.residents.goals import Result
from hub_sim.residents.homes import make_home
from hub_sim.residents.life import Life
from hub_sim.residents.people import Options
from hub_sim.residents.records import JUDGED, Said

TURNS = 6
WITHIN = 120.0
"""A dialogue is a wish and what its home says within so many seconds of it, at most six turns."""


def dialogues(seeds: Iterable[str], options: Options) -> Iterator[dict[str, Any]]:
    """One row for every wish that anything follows, and every fourth that nothing does; homes one after another."""
    for seed in seeds:
        yield from dialogues_of(list(Life(make_home(seed, options.split), options)))


def dialogues_of(said: Sequence[Said]) -> Iterator[dict[str, Any]]:
    """The dialogues of one home's days, in order."""
    for at, first in enumerate(said):
        if not first.judged:
            continue
        later = [turn for turn in said[at + 1 : at + TURNS] if turn.at - first.at <= WITHIN]
        if later or at % 4 == 0:
            yield _row(first, later)


def rephrase_of(first: Said, later: Sequence[Said]) -> int | None:
    """Index, counted from 1, of the later turn that says the first one's wish anew; `None` when none does.

    Only what failed is rephrased. Of several the one that reached the goal counts, else the last.
    """
    if not Result(first.result).defective and not first.contrarian:
        return None
    same = [n for n, turn in enumerate(later, 1) if turn.role in JUDGED and _same(first, turn)]
    reached = [n for n in same if not Result(later[n - 1].result).defective]
    if not same or not Result(first.result).defective:
        return None
    return reached[0] if reached else same[-1]


def _same(first: Said, turn: Said) -> bool:
    return (turn.goal, turn.episode, turn.resident) == (first.goal, first.episode, first.resident)


def _row(first: Said, later: Sequence[Said]) -> dict[str, Any]:
    turns = [first, *later]
    return {
        "home": first.home,
        "resident": first.resident,
        "rephrase": rephrase_of(first, later),
        "rephrases": [n for n, turn in enumerate(later, 1) if turn.role in JUDGED and _same(first, turn)],
        "goal": first.goal,
        "cause": first.cause,
        "contrarian": first.contrarian,
        "turns": [_turn(turn, first.at, before) for turn, before in zip(turns, [None, *turns], strict=False)],
    }


def _turn(turn: Said, began: float, before: Said | None) -> dict[str, Any]:
    return {
        "text": turn.heard,
        "said": turn.said,
        "role": turn.role,
        "goal": turn.goal if turn.judged else None,
        "at": round(turn.at - began, 2),
        "gap": round(turn.at - before.at, 2) if before else 0.0,
        "response": turn.decision,
        "spoken": turn.response,
        "intent": turn.intent,
        "entities": list(turn.entities),
        "problems": list(turn.problems),
        "defective": turn.defective,
        "signals": {
            "barge_in": turn.barge_in,
            "same_area": before is None or turn.area == before.area,
            "same_device": before is None or turn.device == before.device,
            "same_speaker": before is None or turn.speaker == before.speaker,
            "same_targets": before is not None and bool(turn.entities) and turn.entities == before.entities,
        },
        "speaker": turn.speaker,
        "area": turn.area,
        "hour": int(turn.at // 3600 % 24),
    }
