"""Every benchmark, from the exported int8 file on one thread: `python -m device_models evaluate --data DIR --json F`.

Only files of the stated names and formats below the data folder are read, so that other files of the same
formats can be measured. End-to-end figures come from the interpreter as the daemon builds it.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from device_models.corpus import UNSEEN_HOMES
from device_models.data import corpora
from device_models.data.example import Example
from device_models.labels import OUT, base
from device_models.synth.noise import Noise
from edge.home.model import Snapshot
from edge.interpreter import Interpreter
from edge.turn import Request
from edge.understand.neural import NeuralChannel, load_channel
from hub_sim import ha_tests, homebench
from hub_sim.case_files import find_cases
from hub_sim.cases import Case, Say, Step
from hub_sim.hubs import interpreter
from hub_sim.report import as_json
from hub_sim.runner import run_cases
from hub_sim.vias import make_via

LOGGER = logging.getLogger(__name__)
Figures = dict[str, object]
RECORDS = ("snips", "atis", "slu_en_60", "clinc150")
"""Sets on which the architecture is compared with published records (`device_models.records`)."""
_EMPTY = Snapshot(generation=-3)
_WORD_ERRORS = 0.15
_NOW = 1_772_564_400.0
_GENERATED = ("n", "acted_wrong", "disputed", "undisputed")
"""What is told of the generated invalid instructions, beside the share right."""
_COMPARED_TAGS = frozenset(
    {
        "time",
        "date",
        "location",
        "artist",
        "genre",
        "query",
        "list",
        "person",
        "color",
        "area",
        "label",
        "device",
        "value",
        "amount",
    }
)
"""Tags that slu_en annotates; ours beside them (items, media classes, settings) have no gold there."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What the benchmarks need: the data folder, the neural channel, and where trained runs are."""

    data: Path
    channel: NeuralChannel
    runs: Path = Path("runs")

    def cases(self, *folders: Path) -> Figures:
        """End-to-end cases below folders: share passed, and the share acted on wrongly."""
        report = as_json(run_cases(find_cases(folders), make_via("inprocess")))
        count = max(1, int(report["cases"]))
        return {
            "n": report["cases"],
            "passed": report["passed"] / count,
            "acted_wrong": report["acted_wrong"] / count,
            "latency_ms": report["latency_ms"],
            "failures": report["failures"],
        }


def run(data: Path, model: Path, only: Sequence[str] = (), runs: Path = Path("runs")) -> dict[str, Figures]:
    """The figures of the named benchmarks (all when none is named); unknown names raise `KeyError`."""
    bench = Bench(data, load_channel(model), runs)
    results: dict[str, Figures] = {}
    for name in only or BENCHMARKS:
        started = time.perf_counter()
        results[name] = BENCHMARKS[name](bench)
        LOGGER.info("benchmark=%s seconds=%.1f", name, time.perf_counter() - started)
    return results


def slu_en(bench: Bench) -> Figures:
    """Human phrasings: in-scope intent accuracy, out-of-scope recall, false rejection, slot F1."""
    examples = [example for example, _ in corpora.slu(bench.data / "slu_en" / "dev.jsonl")]
    return scope_figures(bench.channel, examples) | {"slot_f1": slot_f1(bench.channel, examples)}


def noise_15(bench: Bench) -> Figures:
    """The same requests with 15 % of their words misheard: how much of the intent accuracy is lost.

    `acted_wrong` is the share of requests in the unseen homes, misheard likewise, that did something else.
    """
    rng = random.Random(15)
    noise = Noise.load(bench.data)
    clean = [example for example, _ in corpora.slu(bench.data / "slu_en" / "dev.jsonl")]
    heard = [Example(noise.words(e.text, _WORD_ERRORS, rng) or e.text, e.segments, None, e.source) for e in clean]
    before, after = scope_figures(bench.channel, clean), scope_figures(bench.channel, heard)
    loss = float(str(before["in_scope_accuracy"])) - float(str(after["in_scope_accuracy"]))
    acted = as_json(run_cases(misheard(find_cases(_unseen(bench)), noise, rng), make_via("inprocess")))
    count = max(1, int(acted["cases"]))
    told = {"acted_cases": acted["cases"], "acted_passed": acted["passed"] / count}
    return {**after, "in_scope_loss": loss, **told, "acted_wrong": acted["acted_wrong"] / count}


def misheard(cases: Iterable[Case], noise: Noise, rng: random.Random) -> list[Case]:
    """The same cases with 15 % of the words of every request misheard."""
    return [replace(case, steps=tuple(_heard(step, noise, rng) for step in case.steps)) for case in cases]


def _heard(step: Step, noise: Noise, rng: random.Random) -> Step:
    if not isinstance(step, Say):
        return step
    return replace(step, text=noise.words(step.text, _WORD_ERRORS, rng) or step.text)


def scope_figures(channel: NeuralChannel, examples: Iterable[Example]) -> Figures:
    """Intent accuracy on what is in scope, recall of what is not, and how much of the former is rejected."""
    right = inside = outside = recalled = rejected = 0
    for example in examples:
        got = predicted(channel, example.text)
        if base(example.label) in OUT:
            outside += 1
            recalled += got in OUT
        else:
            inside += 1
            right += got == example.label or (got is not None and base(got) == base(example.label) != "HearthAdjust")
            rejected += got in OUT
    return {
        "n": inside + outside,
        "in_scope": inside,
        "in_scope_accuracy": right / max(1, inside),
        "oos_recall": recalled / max(1, outside),
        "false_rejection": rejected / max(1, inside),
    }


def predicted(channel: NeuralChannel, text: str) -> str | None:
    """The label of the first clause that is in scope, else of the first."""
    clauses, _ = channel.parse(Request("e", text, _NOW), _EMPTY)
    names = [clause.label.name for clause in clauses]
    return next((name for name in names if name not in OUT), names[0] if names else None)


def slot_f1(channel: NeuralChannel, examples: Iterable[Example]) -> float:
    """Micro F1 of slots (tag and words) over the requests whose slots are annotated."""
    hit = said = gold = 0
    for example in examples:
        if example.slots is None or example.label in OUT:
            continue
        want = {(tag, example.text[a:b].lower()) for a, b, tag in example.slots if tag in _COMPARED_TAGS}
        known = {tag for tag, _ in want}
        clauses, _ = channel.parse(Request("e", example.text, _NOW), _EMPTY)
        spans = [span for clause in clauses for span in clause.spans]
        got = {(s.tag, example.text[s.start : s.end].lower()) for s in spans if s.tag in _COMPARED_TAGS}
        got = {pair for pair in got if not example.partial or pair[0] in known}
        hit, said, gold = hit + len(want & got), said + len(got), gold + len(want)
    return 2 * hit / max(1, said + gold)


def intents_of_tests(bench: Bench, folder: str) -> Figures:
    """Home Assistant's own sentence tests through the union of the channels, all and those heard in some area."""
    checks = list(ha_tests.find_checks(bench.data / "ha_intents" / folder))
    outcomes = ha_tests.run_checks(checks, ha_tests.make_reader("all"))
    summary = ha_tests.summary(outcomes)
    placed = [outcome for outcome in outcomes if outcome.check.area is not None]
    return {
        "n": len(outcomes),
        "intent": summary["intent"] / max(1, len(outcomes)),
        "passed": summary["passed"] / max(1, len(outcomes)),
        "with_area": len(placed),
        "intent_and_area": sum(map(right_place, placed)) / max(1, len(placed)),
        "latency_ms": summary["latency_ms"],
        "failures": summary["failures"],
    }


def right_place(outcome: ha_tests.Outcome) -> bool:
    """Whether the intent is right, and the area: the one asked for, or none said where it is the hearer's own."""
    check = outcome.check
    wanted, got = check.slots.get("area"), outcome.got_slots.get("area")
    own = check.home.areas[check.area].name if check.area is not None else None
    if got is None and (wanted is None or wanted == own):
        return outcome.intent_right
    return outcome.intent_right and str(got).casefold() == str(wanted if wanted is not None else own).casefold()


def unseen_homes(bench: Bench) -> Figures:
    """Homes of device-actions-v2 that were kept out of training, end to end."""
    return bench.cases(*_unseen(bench))


def _unseen(bench: Bench) -> list[Path]:
    base_ = bench.data / "home_assistant_datasets" / "device-actions-v2-fixtures"
    return [base_ / name for name in UNSEEN_HOMES if (base_ / name).exists()]


def home_bench(bench: Bench) -> Figures:
    """HomeBench's validation part by kind of instruction, and invalid instructions to several devices."""
    daemon = cast("Interpreter", interpreter())
    score = homebench.evaluate(daemon, bench.data / "homebench")
    table = score.table()
    found: Figures = {
        **table,
        "invalid_multi_validation": table.get("invalid_multi", 0.0),
        "invalid_multi_validation_n": table.get("invalid_multi_n", 0),
        "failures": score.failures[:50],
    }
    name = "generated_invalid_multi_instructions.jsonl"
    if (bench.data / "homebench" / name).exists():
        made = homebench.evaluate(daemon, bench.data / "homebench", (name,)).table()
        found["invalid_multi"] = made["all"]
        found |= {f"invalid_multi_{figure}": made[figure] for figure in _GENERATED}
    return found


def _record(name: str) -> Callable[[Bench], Figures]:
    """The figures of a record set's model, where `python -m device_models records` has trained it."""

    def measured(bench: Bench) -> Figures:
        from device_models import records

        folder = bench.runs / "records" / name
        if not (folder / "best.pt").exists():
            return {"n": 0, "not_trained": f"run `python -m device_models records --only {name}`"}
        return {**records.run(name, bench.data, folder, records.plan_for(name))}

    return measured


def _data_cases(*parts: str) -> Callable[[Bench], Figures]:
    return lambda bench: bench.cases(bench.data.joinpath(*parts))


BENCHMARKS: Mapping[str, Callable[[Bench], Figures]] = {
    "slu_en": slu_en,
    "noise_15": noise_15,
    "ha_tests": lambda bench: intents_of_tests(bench, "tests"),
    "ha_tests_2025": lambda bench: intents_of_tests(bench, "tests_2025_07"),
    "device_actions_unseen": unseen_homes,
    "assist_mini": _data_cases("home_assistant_datasets", "assist-mini"),
    "intents": _data_cases("home_assistant_datasets", "intents"),
    "homebench": home_bench,
    **{name: _record(name) for name in RECORDS},
}
"""Every benchmark by name."""
