"""Running the context benchmark, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from edge.turn import DecisionKind, Turn
from hub_sim.context.judge import Interprets, Scenario, blinded, decided, right, scenario
from hub_sim.context.pairs import Member, Moment, Pair


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one pair: turns of both members, of the idle change, and blind."""

    pair: Pair
    right: tuple[bool, bool]
    blind: tuple[bool, bool]
    stable: bool
    acted_wrong: int
    turns: tuple[Turn, Turn, Turn]


def run_pairs(
    pairs: Iterable[Pair], interpreter: Interprets, on_pair: Callable[[Verdict], None] | None = None
) -> list[Verdict]:
    """Put every pair before the interpreter; `on_pair` is told as each is done."""
    verdicts = []
    for number, pair in enumerate(pairs):
        verdict = run_pair(pair, interpreter, number)
        verdicts.append(verdict)
        if on_pair is not None:
            on_pair(verdict)
    return verdicts


def run_pair(pair: Pair, interpreter: Interprets, number: int = 0) -> Verdict:
    """Both members, the idle change of the first, and both blind."""
    first, first_right = _member(pair, pair.first, interpreter, number)
    second, second_right = _member(pair, pair.second, interpreter, number)
    idle_scene = _scene(pair, pair.idle, number)
    idle = _interpreted(idle_scene, interpreter)
    idle_right = right(idle, pair.first.reading, idle_scene)
    rights = ((first, first_right), (second, second_right), (idle, idle_right))
    wrong = sum(turn.decision.kind is DecisionKind.ACT and not fine for turn, fine in rights)
    blind = tuple(_blind(pair, member, interpreter, number) for member in (pair.first, pair.second))
    stable = decided(first) == decided(idle)
    return Verdict(pair, (first_right, second_right), (blind[0], blind[1]), stable, wrong, (first, second, idle))


def summary(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """The figures, rates in 0..1. `acted_wrong` is of all decisions: two members and the idle change of each pair."""
    count = max(1, len(verdicts))
    kinds: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        kinds.setdefault(verdict.pair.kind, []).append(verdict)
    return {
        "pairs": len(verdicts),
        "both_right": _share(verdicts),
        "blind_both_right": round(sum(all(verdict.blind) for verdict in verdicts) / count, 4),
        "irrelevant_stable": round(sum(verdict.stable for verdict in verdicts) / count, 4),
        "acted_wrong": round(sum(verdict.acted_wrong for verdict in verdicts) / (3 * count), 4),
        "kinds": {kind: {"pairs": len(rows), "both_right": _share(rows)} for kind, rows in sorted(kinds.items())},
    }


def table(figures: Mapping[str, Any]) -> str:
    """The figures as lines for a terminal."""
    lines = [f"{'kind':<14} pairs  both right"]
    lines += [
        f"{kind:<14} {row['pairs']:>5}  {100 * row['both_right']:>8.1f} %" for kind, row in figures["kinds"].items()
    ]
    lines.append("-" * len(lines[0]))
    lines.append(f"{'all':<14} {figures['pairs']:>5}  {100 * figures['both_right']:>8.1f} %")
    lines.append(
        f"blind {100 * figures['blind_both_right']:.1f} % · irrelevant stable "
        f"{100 * figures['irrelevant_stable']:.2f} % · acted wrong {100 * figures['acted_wrong']:.2f} %"
    )
    return "\n".join(lines)


def _share(verdicts: Sequence[Verdict]) -> float:
    return round(sum(all(verdict.right) for verdict in verdicts) / max(1, len(verdicts)), 4)


def _member(pair: Pair, member: Member, interpreter: Interprets, number: int) -> tuple[Turn, bool]:
    scene = _scene(pair, member.moment, number)
    turn = _interpreted(scene, interpreter)
    return turn, right(turn, member.reading, scene)


def _blind(pair: Pair, member: Member, interpreter: Interprets, number: int) -> bool:
    scene = blinded(_scene(pair, member.moment, number))
    return right(_interpreted(scene, interpreter), member.reading, scene)


def _scene(pair: Pair, moment: Moment, number: int) -> Scenario:
    return scenario(pair.text, pair.home, moment, number)


def _interpreted(scene: Scenario, interpreter: Interprets) -> Turn:
    return interpreter.interpret(scene.request, scene.snapshot, scene.knowledge)
