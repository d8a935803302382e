"""The project's own end-to-end cases: homes of several kinds, from the words to what changed and was said.

A case that is known to fail stands in `known.toml` with the reason; it must fail until it is taken out.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from hub_sim.case_files import find_cases
from hub_sim.cases import Case
from hub_sim.inprocess import InProcess
from hub_sim.runner import run_case

HERE = Path(__file__).parent
KNOWN: dict[str, str] = tomllib.loads((HERE / "known.toml").read_text(encoding="utf-8"))
CASES = find_cases([HERE])


def plain_name(case: Case) -> str:
    """Home, file and what is said first: stable while other cases come and go."""
    return f"{case.file.parent.name}/{case.file.stem}: {case.sentence.split(' / ')[0] if not case.conversation else case.sentence}"


def names_of(cases: Sequence[Case]) -> list[str]:
    """The names of all cases; those that say the same in one file are counted."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for case in cases:
        name = plain_name(case)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


@cache
def via() -> InProcess:
    return InProcess()


def marked(case: Case, name: str) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=KNOWN[name])] if name in KNOWN else []
    return pytest.param(case, id=re.sub(r"[^ -~]", "?", name)[:120], marks=marks)


@pytest.mark.parametrize("case", [marked(*pair) for pair in zip(CASES, names_of(CASES), strict=True)])
def test_case(case: Case) -> None:
    result = run_case(case, via())
    assert result.passed, f"{result.said!r}: {'; '.join(result.verdict.wrong)} ({result.reply.response!r})"
    said = result.reply.response
    assert not re.search(r"  |\{|\}|\bNone\b|_|\s[.,]|\.\.", _without_names(case, said)), f"badly said: {said!r}"


def test_what_is_known_to_fail_is_among_the_cases() -> None:
    assert set(KNOWN) <= set(names_of(CASES))


def _without_names(case: Case, said: str) -> str:
    """What was said without the home's own names, which may hold anything."""
    from hub_sim.inprocess import load_once

    for entity in load_once(case.fixtures).snapshot.entities.values():
        said = re.sub(re.escape(entity.name), "…", said, flags=re.IGNORECASE)
    return said
