"""Whether a sentence passed: what changed against what should have, and what was answered.

The rules are those of the case specification, section "passing".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hub_sim.attributes import shown_name, shown_state
from hub_sim.case_actions import holds
from hub_sim.cases import Expect, Expectation, Wanted
from hub_sim.home import Look, commandable

Looks = Mapping[str, Look]
_BYTES = frozenset({"brightness", "rgb_color", "rgbw_color", "rgbww_color"})
_RELATIVE = 0.01
_NOTHING: Look = (None, {})


@dataclass(frozen=True, slots=True)
class Reply:
    """What the hub made of something said, in the end (after a confirmation that was answered).

    `interpret_ms` holds one figure for every turn of it; `understood` is the best reading's intent.
    """

    decision: str
    response: str = ""
    intent: str | None = None
    slots: Mapping[str, Any] = field(default_factory=dict)
    entities: tuple[str, ...] = ()
    question: str | None = None
    problems: tuple[str, ...] = ()
    interpret_ms: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`wrong` names what is not as expected, in words; `stray` the entities that changed and should not have.

    `point` is the estimated failure point: `understanding`, `entity_resolution` or `result`.
    """

    wrong: tuple[str, ...] = ()
    stray: tuple[str, ...] = ()
    point: str | None = None

    @property
    def passed(self) -> bool:
        """Whether everything held."""
        return not self.wrong


def judge(expectation: Expectation, before: Looks, after: Looks, reply: Reply) -> Verdict:
    """The verdict over one thing said: `before` and `after` are all entities' looks around it."""
    wrong: list[str] = []
    stray: list[str] = []
    if expectation.entity_id is not None:
        _judge_target(expectation, before, after, reply, wrong, stray)
    else:
        _judge_changes(expectation, before, after, wrong, stray)
    if expectation.response and not _said(expectation.response, reply.response):
        wrong.append(f"the response {reply.response!r} holds none of {list(expectation.response)}")
    if expectation.expect is not None:
        wrong.extend(_unlike(expectation.expect, reply))
    point = _failure_point(expectation, reply) if wrong else None
    return Verdict(tuple(wrong), tuple(stray), point)


def changed(before: Looks, after: Looks, ignore: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """What differs of each entity that can be commanded: names of attributes, and `state`."""
    found: dict[str, list[str]] = {}
    for entity_id, now in after.items():
        if not commandable(entity_id):
            continue
        was = before.get(entity_id, _NOTHING)
        skipped = _shown_names(entity_id, ignore.get(entity_id, frozenset()))
        names = ["state"] if was[0] != now[0] else []
        names += [key for key in sorted({*was[1], *now[1]}) if not same(was[1].get(key), now[1].get(key), key)]
        names = [name for name in names if name not in skipped]
        if names:
            found[entity_id] = names
    return found


def same(expected: Any, actual: Any, name: str = "") -> bool:  # noqa: ANN401 - any JSON
    """Whether two values count as equal: numbers within 1 %, 0..255 values within 1, text in any case."""
    if isinstance(expected, (list, tuple)) and isinstance(actual, (list, tuple)):
        return len(expected) == len(actual) and all(same(e, a, name) for e, a in zip(expected, actual, strict=True))
    left, right = _plain(expected), _plain(actual)
    if isinstance(left, float) and isinstance(right, float):
        slack = 1.0 if name in _BYTES else _RELATIVE * abs(left)
        return abs(left - right) <= slack + 1e-9
    return bool(left == right)


def _judge_changes(expectation: Expectation, before: Looks, after: Looks, wrong: list[str], stray: list[str]) -> None:
    wanted = expectation.changes or {}
    moved = changed(before, after, expectation.ignore)
    for entity_id, want in wanted.items():
        faults = _faults(entity_id, want, after.get(entity_id), expectation.ignore.get(entity_id, frozenset()))
        wrong.extend(faults)
        if faults and entity_id in moved:
            stray.append(entity_id)
    anything_goes = expectation.changes is None and _decision(expectation) == "act"
    for entity_id, names in moved.items():
        if entity_id not in wanted and not anything_goes:
            stray.append(entity_id)
            wrong.append(f"{entity_id} changed: {_differences(names, before, after, entity_id)}")


def _judge_target(
    expectation: Expectation, before: Looks, after: Looks, reply: Reply, wrong: list[str], stray: list[str]
) -> None:
    target = str(expectation.entity_id)
    if reply.decision != "act":
        wrong.append(f"the decision was {reply.decision}, not act")
    if set(reply.entities) != {target}:
        wrong.append(f"the targets were {sorted(reply.entities)}, not {target} alone")
    for entity_id in changed(before, after, expectation.ignore):
        if entity_id != target:
            stray.append(entity_id)
            wrong.append(f"{entity_id} changed")
    was, now = before.get(target, _NOTHING), after.get(target, _NOTHING)
    if reply.decision == "act" and not holds(expectation.action, target.partition(".")[0], was[1], *now):
        wrong.append(f"{target} is {now[0]} {dict(now[1])} after {expectation.action!r}")
        if was != now:
            stray.append(target)


def _faults(entity_id: str, want: Wanted, look: Look | None, ignored: frozenset[str]) -> list[str]:
    if look is None:
        return [f"{entity_id} is not in this home"]
    domain = entity_id.partition(".")[0]
    skipped = _shown_names(entity_id, ignored)
    faults: list[str] = []
    if want.state is not None and "state" not in skipped and not same(shown_state(domain, want.state), look[0]):
        faults.append(f"{entity_id} is {look[0]}, not {shown_state(domain, want.state)}")
    for key, value in want.attributes.items():
        name = shown_name(domain, key)
        actual = look[1].get(name)
        if name not in skipped and not same(value, actual, name):
            faults.append(f"{entity_id} has {name} {actual}, not {value}")
    return faults


def _shown_names(entity_id: str, names: frozenset[str]) -> frozenset[str]:
    domain = entity_id.partition(".")[0]
    return names | {shown_name(domain, name) for name in names}


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Booleans as on and off, numbers (also written as text) as floats, text folded."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value.strip().casefold()
    return value


def _said(options: Sequence[str], response: str) -> bool:
    spoken = response.casefold()
    return any(option.casefold() in spoken for option in options)


def _unlike(expect: Expect, reply: Reply) -> list[str]:
    faults: list[str] = []
    if expect.decision is not None and expect.decision != reply.decision:
        faults.append(f"the decision was {reply.decision}, not {expect.decision}")
    if expect.intent is not None and not same(expect.intent, reply.intent):
        faults.append(f"the intent was {reply.intent}, not {expect.intent}")
    if expect.entities is not None and set(expect.entities) != set(reply.entities):
        faults.append(f"the entities were {sorted(reply.entities)}, not {sorted(expect.entities)}")
    for key, value in (expect.slots or {}).items():
        if not same(value, reply.slots.get(key)):
            faults.append(f"slot {key} was {reply.slots.get(key)!r}, not {value!r}")
    return faults


def _decision(expectation: Expectation) -> str | None:
    return expectation.expect.decision if expectation.expect else None


def _differences(names: Sequence[str], before: Looks, after: Looks, entity_id: str) -> str:
    was, now = before.get(entity_id, _NOTHING), after[entity_id]
    pairs = [(n, was[0], now[0]) if n == "state" else (n, was[1].get(n), now[1].get(n)) for n in names]
    return ", ".join(f"{name} {old} -> {new}" for name, old, new in pairs)


def _failure_point(expectation: Expectation, reply: Reply) -> str:
    """An estimate: nothing or the wrong thing understood, else the wrong targets, else the outcome."""
    expect = expectation.expect
    if reply.intent is None or reply.decision == "ignore" or "no_intent" in reply.problems:
        return "understanding"
    if expect is not None and expect.intent is not None and not same(expect.intent, reply.intent):
        return "understanding"
    meant = set(expectation.changes or {}) | set((expect.entities if expect else None) or ())
    if expectation.entity_id is not None:
        meant = {expectation.entity_id}
    if meant and meant != set(reply.entities):
        return "entity_resolution"
    return "result"
