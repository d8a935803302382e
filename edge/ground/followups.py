"""Plans for requests that lean on the one before: the same clause on another target, or with another value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from edge.ground.antecedents import NO_NAMES
from edge.ground.planner import domains_of, ground, ground_on
from edge.ground.properties import another_property
from edge.ground.retiming import SaidValue
from edge.ground.siblings import siblings
from edge.ground.targets import NEAR, SURE, Target, named_targets
from edge.ground.undo import UNDO, nothing_to_undo, take_back
from edge.ground.values import further, revalued
from edge.ground.view import View
from edge.intents import QUESTIONS
from edge.text import fold
from edge.turn import Clause, DecisionKind, Exchange, Frame, Hypothesis, Plan, Problem

LEAN_SECONDS = 300.0
"""How long after an exchange a request may lean on it."""

_TARGET = frozenset({"name", "area", "floor", "domain", "device_class"})
_KIND = frozenset({"domain", "device_class"})
_TOLD = frozenset({DecisionKind.ACT, DecisionKind.ANSWER, DecisionKind.REFUSE})
_TURNED = {"HassTurnOn": "HassTurnOff", "HassTurnOff": "HassTurnOn"}
_OF_TIMERS = frozenset(
    {
        "HassTimerStatus", "HassCancelTimer", "HassPauseTimer", "HassUnpauseTimer",
        "HassIncreaseTimer", "HassDecreaseTimer",
    }
)  # fmt: skip


def last_exchange(view: View) -> Exchange | None:
    """The newest exchange that a request can lean on: one that acted, answered or failed on something."""
    for exchange in reversed(view.knowledge.recent):
        if view.request.at - exchange.at > LEAN_SECONDS:
            return None
        if exchange.decision in _TOLD and exchange.plan is not None and deeds(exchange.plan):
            return exchange
    return None


def deeds(plan: Plan) -> tuple[Clause, ...]:
    """The clauses of a plan that are not there to take something back."""
    return tuple(clause for clause in plan.clauses if clause.frame.intent not in {UNDO, "HassNevermind"})


def corrected(rest: str, value: SaidValue | None, view: View, *, certain: bool = True) -> list[Plan]:
    """The plan that takes back the clause that was meant otherwise and does it to what `rest` names.

    `value` is what `rest` says where it is a value; without `certain` the words must name a target for sure.
    Empty when `rest` is neither target nor value.
    """
    last = last_exchange(view)
    if last is None or last.plan is None:
        return []
    made = _best_fitting(last.plan, rest, value, view, NEAR if certain else SURE)
    return [_corrected(last, *made, view)] if made else []


def the_other(view: View) -> list[Plan]:
    """A plan for each thing that may have been meant in place of the one that was taken."""
    last = last_exchange(view)
    if last is None or last.plan is None:
        return []
    for clause in reversed(deeds(last.plan)):
        found = [replace(ground_on(clause.frame, ids, view), inferred=True) for ids in siblings(clause, last, view)]
        if found:
            return [_corrected(last, clause, [made], view) for made in found]
    return []


def also_the_others(view: View) -> list[Plan]:
    """The plan that does it to the other things of the kind in the room as well ("both")."""
    last = last_exchange(view)
    if last is None or last.plan is None or not deeds(last.plan):
        return []
    clause = deeds(last.plan)[-1]
    ids = tuple(id_ for other in siblings(clause, last, view, near=True) for id_ in other)
    return [dialogue_plan([ground_on(clause.frame, ids, view)])] if ids else []


def continued(rest: str, value: SaidValue | None, view: View) -> list[Plan]:
    """The plan that does (or asks) the last thing again, of another target or with another value."""
    last = last_exchange(view)
    if last is None or last.plan is None:
        return []
    made = _best_fitting(last.plan, rest, value, view, SURE)
    return [dialogue_plan(made[1])] if made else []


def spared(rest: str, view: View) -> list[Plan]:
    """The plan that takes the last deed back on what `rest` names, and leaves the rest of it as it is."""
    last = last_exchange(view)
    if last is None or last.plan is None or last.decision is not DecisionKind.ACT or last.undone:
        return []
    named: set[str] = set()
    for clause in deeds(last.plan):
        found = elsewhere(clause.frame, rest, view, kind=_kind_of(clause, view))
        named |= {id_ for made in found for id_ in made.targets if id_ in last.plan.targets}
    kept = frozenset(id_ for clause in deeds(last.plan) for id_ in clause.targets if id_ not in named)
    back = take_back(last.plan, view, spared=kept)
    if not named:
        return []
    return [back if back.steps else dialogue_plan([nothing_to_undo()])]


def once_more(view: View) -> list[Plan]:
    """The last thing done (or asked) again, on the same targets."""
    last = last_exchange(view)
    if last is None or last.plan is None:
        return []
    return [dialogue_plan([_again(clause, view) for clause in deeds(last.plan)])]


def more_or_less(sign: int, view: View) -> list[Plan]:
    """The last change further in its own direction (`sign` 1) or back a step (-1)."""
    last = last_exchange(view)
    for clause in reversed(deeds(last.plan)) if last is not None and last.plan is not None else ():
        found = further(clause, sign, view)
        if found:
            return [dialogue_plan(found)]
    return []


def elsewhere(frame: Frame, rest: str, view: View, *, least: float = SURE, kind: Target | None = None) -> list[Clause]:
    """The clause on each target that `rest` names; `kind` says what of a room is meant. Empty when it names none."""
    if frame.intent in _OF_TIMERS:
        return _other_timer(frame, rest, view)
    asked = another_property(frame, rest)
    if asked is not None:
        return [ground(asked, view)]
    targets = named_targets(rest, view, least=least)
    made = [_grounded(frame, target, kind or {}, view) for target in targets]
    return made if all(clause.steps or clause.targets or _clear(clause) for clause in made) else []


def dialogue_plan(clauses: Iterable[Clause]) -> Plan:
    """A plan that the conversation gave, not the words alone."""
    listed = tuple(clauses)
    return Plan(Hypothesis(tuple(clause.frame for clause in listed), 1.0, "dialogue"), listed)


def _again(clause: Clause, view: View) -> Clause:
    here = clause.targets and all(id_ in view.snapshot.entities for id_ in clause.targets)
    aimed = here and domains_of(clause.frame)
    return ground_on(clause.frame, clause.targets, view) if aimed else ground(clause.frame, view)


def _corrected(last: Exchange, clause: Clause, instead: Sequence[Clause], view: View) -> Plan:
    """What is done to the right thing stays as it is; only the rest of the wrong deed is taken back."""
    spared = frozenset(id_ for made in instead for id_ in made.targets)
    back: tuple[Clause, ...] = ()
    if last.decision is DecisionKind.ACT and not last.undone:
        back = take_back(Plan(Hypothesis((clause.frame,), 1.0, "dialogue"), (clause,)), view, spared=spared).clauses
    return dialogue_plan((*(made for made in back if made.steps), *instead))


def _aimed(frame: Frame, target: Target, kind: Target) -> Frame:
    plain = {key: value for key, value in frame.slots.items() if key not in _TARGET}
    of_kind = {} if "name" in target and target["name"] != "all" else kind
    return replace(frame, slots={**plain, **of_kind, **target}, domains=(), excepted=())


def _grounded(frame: Frame, target: Target, kind: Target, view: View) -> Clause:
    """The clause on one target; a lock is opened by what switches other things on, and the other way round."""
    clause = _same_name_there(frame, target, view) or _one_of_kind(
        ground(_aimed(frame, target, kind), view), kind, view
    )
    domains = {view.entity(id_).domain for id_ in clause.targets}
    turned = _TURNED.get(frame.intent)
    if turned is None or not domains or "domain" not in kind or (kind["domain"] == "lock") == (domains == {"lock"}):
        return clause
    return _one_of_kind(ground(_aimed(replace(frame, intent=turned), target, kind), view), kind, view)


def _same_name_there(frame: Frame, target: Target, view: View) -> Clause | None:
    """The thing of the same name in the other room: "the ceiling", "and in the bedroom"."""
    name = fold(str(frame.slots.get("name", "")))
    if "area" not in target or not name or name in NO_NAMES:
        return None
    plain = {key: value for key, value in frame.slots.items() if key not in _TARGET}
    for slots in ({"name": name, **target}, {"name": f"{target['area']} {name}"}):
        clause = ground(replace(frame, slots={**plain, **slots}, excepted=()), view)
        if clause.targets and clause.confidence >= SURE:
            return clause
    return None


def _best_fitting(
    plan: Plan, rest: str, value: SaidValue | None, view: View, least: float
) -> tuple[Clause, list[Clause]] | None:
    """The clause of a plan that `rest` fits best, with what it becomes: the same kind of thing before any other."""
    found: list[tuple[float, Clause, list[Clause]]] = []
    for position, clause in enumerate(deeds(plan)):
        made = elsewhere(clause.frame, rest, view, least=least, kind=_kind_of(clause, view))
        made = made or revalued(clause, value, view)
        if made:
            alike = _domains(made, view) == _domains([clause], view)
            found.append((2.0 * alike + any(m.steps for m in made) + position / 100, clause, made))
    return max(found, key=lambda row: row[0])[1:] if found else None


def _domains(clauses: Iterable[Clause], view: View) -> set[str]:
    entities = view.snapshot.entities
    return {entities[id_].domain for clause in clauses for id_ in clause.targets if id_ in entities}


def _kind_of(clause: Clause, view: View) -> Target:
    """The domain (and class) of what a clause was about, for saying it of another room; questions ask anew."""
    said = {key: value for key, value in clause.frame.slots.items() if key in _KIND}
    if said or clause.frame.intent in QUESTIONS:
        return said
    domains = _domains([clause], view)
    return {"domain": domains.pop()} if len(domains) == 1 else {}


def _one_of_kind(clause: Clause, kind: Target, view: View) -> Clause:
    """Of several things of a name, the one of the same kind as before."""
    unclear = next((problem for problem in clause.problems if problem.code == "ambiguous"), None)
    if unclear is None or "domain" not in kind:
        return clause
    same = tuple(id_ for id_ in unclear.candidates if view.entity(id_).domain == kind["domain"])
    return ground_on(clause.frame, same, view) if len(same) == 1 else clause


def _clear(clause: Clause) -> bool:
    """Whether a clause without targets says something sensible: a question of which, a room without such things."""
    return any(problem.code in {"ambiguous", "no_target"} for problem in clause.problems) and bool(
        domains_of(clause.frame)
    )


def _other_timer(frame: Frame, rest: str, view: View) -> list[Clause]:
    """The same of another timer: "and the egg timer", "no, the pizza one"."""
    words = [word for word in rest.casefold().split() if word not in {"the", "my", "one", "timer"}]
    slots = {key: value for key, value in frame.slots.items() if key != "name" and not key.startswith("start_")}
    clause = ground(replace(frame, slots={**slots, "name": " ".join(words)}), view)
    return [clause] if words and not any(isinstance(p, Problem) for p in clause.problems) else []
