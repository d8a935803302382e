"""`python -m hub_sim why`: decisions of the context pairs, each explained, each explanation put to the test."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, cast

import click

from edge.interpreter import Interpreter
from edge.turn import DecisionKind
from edge.why.explain import Explanation, explain, outcome
from edge.why.facts import Record
from edge.why.words import told
from hub_sim.context.generate import make_pairs
from hub_sim.context.judge import scenario
from hub_sim.context.pairs import Pair
from hub_sim.hubs import interpreter
from hub_sim.report import percentile


@dataclass(frozen=True, slots=True)
class Asked:
    """One explanation: whether the fact flips the decision when it is read anew, and the milliseconds that it took.

    `milliseconds` are those of the processor, which other programs on the machine do not change; `waited` passed.
    """

    pair: Pair
    explanation: Explanation
    flips: bool
    milliseconds: float
    waited: float


def measure(turns: int, homes: int, seed: int, json_file: Path | None, *, show: int) -> None:
    """Explain so many context decisions and report; `show` explanations are printed."""
    bar = click.progressbar(length=turns, label="turns", file=sys.stderr, hidden=not sys.stderr.isatty())
    asked = []
    with bar:
        for one in islice(explained(make_pairs(4 * turns, homes, seed)), turns):
            asked.append(one)
            bar.update(1)
    figures = summary(asked)
    for one in asked[:show]:
        click.echo(f"{one.pair.text!r} ({one.pair.kind}, {one.pair.fact}): {told(one.explanation)}")
    click.echo(json.dumps(figures, indent=2))
    if json_file is not None:
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def explained(pairs: Iterable[Pair]) -> Iterable[Asked]:
    """An explanation of the first member of each pair that was acted on, answered or asked about."""
    decider = cast("Interpreter", interpreter())
    for number, pair in enumerate(pairs):
        scene = scenario(pair.text, pair.home, pair.first.moment, number)
        turn = decider.interpret(scene.request, scene.snapshot, scene.knowledge)
        if turn.decision.kind in {DecisionKind.REFUSE, DecisionKind.IGNORE}:
            continue
        gc.collect(1)  # what making the homes left behind is not counted against the question
        started, worked = time.perf_counter(), time.process_time()
        explanation = explain(Record(scene.request, scene.snapshot, scene.knowledge, turn), decider)
        told(explanation)
        spent, waited = (time.process_time() - worked) * 1000, (time.perf_counter() - started) * 1000
        yield Asked(pair, explanation, _flips(explanation, decider), spent, waited)


def summary(asked: Sequence[Asked]) -> Mapping[str, Any]:
    """The figures: shares in 0..1, times in milliseconds."""
    named = [one for one in asked if one.explanation.fact is not None]
    spent, waited = sorted(one.milliseconds for one in asked), sorted(one.waited for one in asked)
    return {
        "turns": len(asked),
        "named": round(len(named) / max(1, len(asked)), 4),
        "flips": round(sum(one.flips for one in named) / max(1, len(named)), 4),
        "cpu_milliseconds": {f"p{p}": round(percentile(spent, p), 1) for p in (50, 95, 99, 100)},
        "wall_milliseconds": {f"p{p}": round(percentile(waited, p), 1) for p in (50, 95, 99, 100)},
        "facts": dict(Counter(one.explanation.fact.kind for one in named if one.explanation.fact).most_common()),
    }


def _flips(explanation: Explanation, decider: Interpreter) -> bool:
    """Read anew with the fact changed, by the whole interpreter."""
    fact = explanation.fact
    if fact is None:
        return False
    turn = decider.interpret(fact.request, fact.snapshot, fact.knowledge)
    return outcome(turn.decision) != outcome(explanation.record.turn.decision)
