"""Dialogues with known goals, for whatever learns to tell a rephrase from a new wish.

A row has `turns` (text as heard, `gap` seconds since the turn before, what the hub did, whether its answer was cut
short or its deed put back by hand, what was wanted, whether it failed), `rephrase` (the first later turn that wants
the same as a failed first turn, counted from 1, or null) and `granted` (the first such turn that went well, or null).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from hub_sim.residents.homes import make_home
from hub_sim.residents.life import Life
from hub_sim.residents.people import Options
from hub_sim.residents.records import Said

TURNS = 6
WITHIN = 120.0
"""A dialogue is a turn and what its home says within so many seconds of it, at most six turns."""


def dialogues(seeds: Iterable[str], options: Options) -> Iterator[dict[str, Any]]:
    """The dialogues of homes, one home after another."""
    for seed in seeds:
        yield from dialogues_of(list(Life(make_home(seed, options.split), options)))


def dialogues_of(said: Sequence[Said]) -> Iterator[dict[str, Any]]:
    """The dialogues of one home's days: one begins with every turn."""
    for at, first in enumerate(said):
        later = [turn for turn in said[at + 1 : at + TURNS] if turn.at - first.at <= WITHIN]
        yield _row(first, later)


def rephrase_of(first: Said, later: Sequence[Said]) -> int | None:
    """Index, counted from 1, of the first later turn that wants the same as the first; `None` when none does.

    Only what failed is rephrased: wanting the same again after it went well is another wish.
    """
    if not first.defective:
        return None
    return next((n for n, turn in enumerate(later, 1) if turn.judged and _same(first, turn)), None)


def _same(first: Said, turn: Said) -> bool:
    return (turn.goal, turn.episode, turn.resident) == (first.goal, first.episode, first.resident)


def _row(first: Said, later: Sequence[Said]) -> dict[str, Any]:
    turns = [first, *later]
    granted = [n for n, turn in enumerate(later, 1) if turn.judged and _same(first, turn) and not turn.defective]
    found = rephrase_of(first, later)
    return {
        "home": first.home,
        "resident": first.resident,
        "rephrase": found,
        "granted": granted[0] if found is not None and granted else None,
        "cause": first.cause,
        "contrarian": first.contrarian,
        "turns": [_turn(turn, before) for turn, before in zip(turns, [None, *turns], strict=False)],
    }


def _turn(turn: Said, before: Said | None) -> dict[str, Any]:
    return {
        "text": turn.heard,
        "said": turn.said,
        "role": turn.role,
        "gap": round(turn.at - before.at, 2) if before else 0.0,
        "response": turn.decision,
        "barge_in": turn.barge_in,
        "put_back": turn.put_back,
        "device": turn.device,
        "speaker": turn.speaker,
        "area": turn.area,
        "goal": turn.goal if turn.judged else turn.role,
        "defect": turn.defective,
        "intent": turn.intent,
        "entities": list(turn.entities),
        "problems": list(turn.problems),
        "spoken": turn.response,
        "hour": int(turn.at // 3600 % 24),
    }
