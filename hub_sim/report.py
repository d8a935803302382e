"""What a run of cases comes to: figures, a table for people, one object for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hub_sim.cases import Expectation, Wanted
from hub_sim.runner import Result
from hub_sim.sessions import folder_name

Json = dict[str, Any]


def as_json(results: Sequence[Result]) -> Json:
    """The object of the case specification, with exactly its keys. Latencies in milliseconds."""
    latencies = sorted(ms for result in results for ms in result.interpret_ms)
    return {
        "cases": len(results),
        "passed": sum(result.passed for result in results),
        "acted_wrong": sum(bool(result.stray) for result in results),
        "asked": sum(result.reply.decision == "ask" for result in results),
        "refused": sum(result.reply.decision == "refuse" for result in results),
        "latency_ms": {f"p{p}": round(percentile(latencies, p), 3) for p in (50, 95, 99)},
        "categories": categories(results),
        "failures": [failure(result) for result in results if not result.passed],
    }


def categories(results: Sequence[Result]) -> dict[str, dict[str, int]]:
    """Cases and passed cases of each category, by name."""
    table: dict[str, dict[str, int]] = {}
    for result in results:
        row = table.setdefault(result.case.category, {"cases": 0, "passed": 0})
        row["cases"] += 1
        row["passed"] += result.passed
    return dict(sorted(table.items()))


def failure(result: Result) -> Json:
    """One failed case: what was said, what should have been and what was."""
    return {
        "file": folder_name(result.case),
        "sentence": result.said,
        "expected": expected(result.expectation),
        "got": {
            "decision": result.reply.decision,
            "response": result.reply.response,
            "intent": result.reply.intent,
            "slots": dict(result.reply.slots),
            "entities": list(result.reply.entities),
            "problems": list(result.reply.problems),
            "calls": list(result.calls),
            "wrong": list(result.verdict.wrong),
        },
        "failure_point": result.verdict.point,
    }


def expected(expectation: Expectation) -> Json:
    """An expectation in the keys of the test file; what it leaves open is left out."""
    changes = expectation.changes
    expect = expectation.expect
    named: Json = {
        "expect_changes": None if changes is None else {key: _wanted(value) for key, value in changes.items()},
        "expect_response": list(expectation.response) or None,
        "expect": {
            key: value
            for key in ("decision", "intent", "entities", "slots")
            if (value := getattr(expect, key)) is not None
        }
        if expect
        else None,
        "entity_id": expectation.entity_id,
        "action": expectation.action,
    }
    return {key: value for key, value in named.items() if value is not None}


def table(summary: Mapping[str, Any]) -> str:
    """The figures as lines for a terminal."""
    rows = [(name, row["passed"], row["cases"]) for name, row in summary["categories"].items()]
    rows.append(("all", summary["passed"], summary["cases"]))
    width = max(len(name) for name, _, _ in rows)
    lines = [f"{'category':<{width}}  passed  cases       %"]
    lines += [f"{name:<{width}}  {passed:>6}  {cases:>5}  {_percent(passed, cases):>6}" for name, passed, cases in rows]
    lines.insert(-1, "-" * len(lines[0]))
    wrong, cases = summary["acted_wrong"], summary["cases"]
    lines.append(
        f"acted wrong {wrong} ({_percent(wrong, cases)} %) · asked {summary['asked']} · refused {summary['refused']}"
    )
    latency = summary["latency_ms"]
    lines.append(f"interpret ms: p50 {latency['p50']:.2f} · p95 {latency['p95']:.2f} · p99 {latency['p99']:.2f}")
    return "\n".join(lines)


def percentile(ordered: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile of ordered figures; 0 of none."""
    if not ordered:
        return 0.0
    rank = max(0, min(len(ordered) - 1, round(percent / 100 * len(ordered) + 0.5) - 1))
    return ordered[rank]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def _wanted(wanted: Wanted) -> Json:
    row: Json = {} if wanted.state is None else {"state": wanted.state}
    return {**row, "attributes": dict(wanted.attributes)} if wanted.attributes else row
