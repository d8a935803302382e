"""An explanation in words. English; an explanation in another language says the same in English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from edge.home.model import Entity
from edge.turn import Decision, DecisionKind
from edge.why.explain import Explanation
from edge.why.facts import Fact, Record

WORDS_ALONE = "the words alone: nothing else that I know would have changed it"
_KINDS = {DecisionKind.ACT: "something to do", DecisionKind.ANSWER: "something to tell"}
NOTHING_TO_EXPLAIN = "I have not done anything yet that I could explain."


def told(explanation: Explanation) -> str:
    """One sentence: what was taken for what, because of which fact, and what it would have been otherwise."""
    record = explanation.record
    taken = _taken(record.turn.decision, explanation.otherwise, record)
    if explanation.fact is None or explanation.otherwise is None:
        return f"I took that as {taken} because of {WORDS_ALONE}."
    because = _BECAUSE[explanation.fact.kind](explanation.fact, record)
    return f"I took that as {taken} because {because}; otherwise it would have been {_instead(explanation)}."


def _instead(explanation: Explanation) -> str:
    otherwise, decision = explanation.otherwise, explanation.record.turn.decision
    return _taken(otherwise, decision, explanation.record) if otherwise else ""


def _taken(decision: Decision, other: Decision | None, record: Record) -> str:
    """What a decision was about, and what tells it from another one of the same things."""
    if decision.kind is DecisionKind.REFUSE:
        return "something that I cannot do"
    if decision.kind is DecisionKind.ASK and (other is None or other.kind is not DecisionKind.ASK):
        names = _names(decision, record)
        return f"something to ask about ({names})" if names else "something to ask about"
    names = _names(decision, record)
    if other is not None and set(decision.entities) == set(other.entities):
        detail = _detail(decision, other, record)
        return f"{detail} ({names})" if names and detail else names or detail or _intent(decision)
    return names or _intent(decision)


def _names(decision: Decision, record: Record) -> str:
    entities = [record.snapshot.entities[id_] for id_ in decision.entities if id_ in record.snapshot.entities]
    names = [_called(entity) for entity in entities]
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)


def _called(entity: Entity) -> str:
    """A name with its article, where people would say one."""
    first = entity.name.partition(" ")[0].casefold()
    return entity.name if first == "the" or first.endswith(("'s", "’s")) else f"the {entity.name}"


def _detail(decision: Decision, other: Decision, record: Record) -> str:
    """The slot, the time or the service that differs."""
    for name, value in decision.slots.items():
        if other.slots.get(name) != value and name not in {"name", "area"}:
            return f"{name.replace('_', ' ')} {value}"
    mine, theirs = (dict(_first_call(d)) for d in (decision, other))
    at = mine.get("at")
    if isinstance(at, int | float) and theirs.get("at") != at:
        return _clock(at, record)
    if decision.kind is not other.kind:
        return _KINDS.get(decision.kind, str(decision.kind))
    return _intent(decision) if decision.intent != other.intent else _service(decision)


def _first_call(decision: Decision) -> Mapping[str, object]:
    plan = decision.question.plan if decision.question else decision.plan
    return plan.steps[0].call.data if plan and plan.steps else {}


def _service(decision: Decision) -> str:
    plan = decision.question.plan if decision.question else decision.plan
    return plan.steps[0].call.service.replace("_", " ") if plan and plan.steps else "a question"


def _intent(decision: Decision) -> str:
    words = (decision.intent or "").removeprefix("Hass").removeprefix("Hearth")
    return "".join(f" {c.lower()}" if c.isupper() else c for c in words).strip() or "nothing"


def _clock(at: float, record: Record) -> str:
    local = datetime.fromtimestamp(0, UTC) + timedelta(seconds=at + record.request.tz_offset)
    return f"{local:%A} at {local:%H:%M}"


def _state(fact: Fact, record: Record) -> str:
    entity = record.snapshot.entities[fact.about]
    state = str(entity.state).replace("_", " ")
    unit = entity.attributes.get("unit_of_measurement")
    number = f"{state} {unit}" if entity.domain == "sensor" and unit else state
    return f"{_called(entity)} {'is on' if entity.domain == 'climate' and state != 'off' else f'is {number}'}"


def _changed(fact: Fact, record: Record) -> str:
    entity = record.snapshot.entities[fact.about]
    ago = max(0.0, record.request.at - (entity.changed or record.request.at))
    when = f"{round(ago)} seconds" if ago < 90 else f"{round(ago / 60)} minutes"
    return f"{_called(entity)} changed {when} before"


def _mention(fact: Fact, record: Record) -> str:
    entity = record.snapshot.entities.get(fact.about)
    return f"we had just spoken of {_called(entity)}" if entity else "of what we had just spoken of"


def _habit(fact: Fact, record: Record) -> str:
    entity = record.snapshot.entities.get(fact.about)
    return f"that is what usually happens with the {entity.name if entity else fact.about} at this time"


def _place(fact: Fact, record: Record) -> str:
    area = record.snapshot.areas.get(fact.about)
    return f"you said it in the {area.name if area else fact.about}"


def _speaker(fact: Fact, record: Record) -> str:
    person = record.snapshot.people.get(fact.about)
    return f"it was {person.name if person else fact.about} who spoke"


def _screen(fact: Fact, record: Record) -> str:
    device = record.snapshot.devices[fact.about]
    return f"the {device.name} {'has a screen' if device.screen else 'has no screen'}"


def _sun(_fact: Fact, record: Record) -> str:
    return "the sun is up" if record.snapshot.entities["sun.sun"].state == "above_horizon" else "the sun is down"


def _was_taught(record: Record) -> bool:
    rewriting = record.turn.rewritten
    return rewriting is not None and rewriting.rewrite.taught


_BECAUSE: Mapping[str, Callable[[Fact, Record], str]] = {
    "state": _state,
    "changed": _changed,
    "mention": _mention,
    "habit": _habit,
    "taste": lambda fact, _record: f"I know that you like {fact.about}",
    "place": _place,
    "speaker": _speaker,
    "screen": _screen,
    "hour": lambda _fact, record: f"it was {_clock(record.request.at, record)}",
    "sun": _sun,
    "rewrite": lambda _fact, record: (
        "I was taught what these words mean" if _was_taught(record) else "I have learnt what you mean by these words"
    ),
    "job": lambda fact, _record: f"the {fact.about} is running",
}
