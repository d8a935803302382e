"""The table of what both agents made of the sentences."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from peers.contest import OURS, THEIRS, Verdict
from peers.sentences import Sentence

AGENTS = (OURS, THEIRS)
Verdicts = Sequence[Mapping[str, Verdict]]
TITLE = """# Twenty sentences through Home Assistant

Written by `make test-ha ARGS="--results docs/results-ha.md"`, against Home Assistant 2025.4.4 with a home of 150
entities. Each sentence goes through `POST /api/conversation/process` to our agent (over Wyoming; our service calls
return over MQTT and the blueprint) and to Home Assistant's default agent, from the same states. *Right* means that
what was said came true in Home Assistant's states and that nothing else changed. Milliseconds are those of the whole
HTTP request, of the slowest where there are several. Opening a lock is confirmed with us ("yes"); the default agent
opens it at once. The default agent waits up to 0.2 s for the device; ours answers when the command is sent and
speaks up by itself when the device has not done it after two seconds.

"""


def markdown(sentences: Sequence[Sentence], verdicts: Verdicts) -> str:
    """A row a sentence, then totals and medians."""
    rows = [f"| said | {OURS} | ms | {THEIRS} | ms |", "|---|---|---|---|---|"]
    rows += [
        f"| {sentence.text} | "
        + " | ".join(f"{_mark(row[name])} | {row[name].seconds * 1000:.0f}" for name in AGENTS)
        + " |"
        for sentence, row in zip(sentences, verdicts, strict=True)
    ]
    totals = (
        f"**{sum(row[name].right for row in verdicts)}/{len(verdicts)}** | {_median(verdicts, name):.0f}"
        for name in AGENTS
    )
    return "\n".join([*rows, f"| right, median ms | {' | '.join(totals)} |"])


def save(path: Path, sentences: Sequence[Sentence], verdicts: Verdicts) -> None:
    """Write the table to a Markdown file and everything to a JSON file beside it."""
    path.write_text(TITLE + markdown(sentences, verdicts) + "\n", encoding="utf-8")
    rows = [
        {"said": list(sentence.said), **{name: _record(row[name]) for name in AGENTS}}
        for sentence, row in zip(sentences, verdicts, strict=True)
    ]
    medians = {name: round(_median(verdicts, name), 1) for name in AGENTS}
    body = json.dumps({"median_ms": medians, "sentences": rows}, indent=1, ensure_ascii=False)
    path.with_suffix(".json").write_text(f"{body}\n", encoding="utf-8")


def _record(verdict: Verdict) -> dict[str, object]:
    return {
        "right": verdict.right,
        "ms": round(verdict.seconds * 1000, 1),
        "speech": verdict.speech,
        "failures": verdict.failures,
    }


def _median(verdicts: Verdicts, name: str) -> float:
    return median(row[name].seconds for row in verdicts) * 1000


def _mark(verdict: Verdict) -> str:
    return "right" if verdict.right else "wrong"
