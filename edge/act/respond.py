"""What the hub says: from a choice to words in the language asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from edge.act import respond_jobs
from edge.act.respond_timers import cancelled_timers, timer_status
from edge.decide.choose import MOST_OPTIONS, Choice
from edge.ground.antecedents import NO_NAMES
from edge.ground.view import View
from edge.home.model import Entity, Snapshot
from edge.text import fold
from edge.turn import Clause, DecisionKind, Job, Plan, Problem, Question
from edge.understand.lessons import begins_as_command, spoken_to
from edge.understand.replies import reply_kind
from edge.understand.taking_back import called_off


class Words(Protocol):
    """Response templates of one language (`edge.act.speech.Speech`)."""

    def say(self, key: str, intent: str | None = None, **variables: Any) -> str:  # noqa: ANN401 - templates take whatever
        """A text; never raises."""
        ...

    def join(self, texts: Sequence[str]) -> str:
        """Several texts as sentences, each once."""
        ...


Saying = Callable[[Clause, Words, View], str]


class Responder:
    """Says things in the languages that it has words for. Pure: the same choice gives the same words."""

    def __init__(self, words: Callable[[str], Words], language: str = "en") -> None:
        """`words` gives the words of a language code; `language` is the home's own."""
        self._words = words
        self._language = language

    def say(self, choice: Choice, view: View) -> str:
        """The spoken response to a request."""
        words = self._words(view.request.language)
        if choice.evidence.get("reply") in {"no", "cancel"}:
            return words.say("cancelled")
        if choice.evidence.get("reason") == "wrong pin":
            return words.say("wrong_pin")
        if choice.kind is DecisionKind.LEARN and "feedback" in choice.evidence:
            return words.say(f"feedback_{choice.evidence['feedback']}")
        if choice.kind is DecisionKind.IGNORE:
            return ""
        if "unknown" in choice.evidence:
            return words.say("teach_me", phrase=choice.evidence["unknown"])
        if choice.plan is None:
            return words.say("no_intent")
        if choice.kind is DecisionKind.REFUSE and choice.plan.steps:
            told = [text for clause in choice.plan.clauses for text in _problems(clause, words, view)]
            return words.join(told) if told else words.say("no_intent")
        if choice.question is not None:
            return _question(choice.question, choice.plan, words, view)
        return words.join([text for clause in choice.plan.clauses for text in _clause(clause, words, view)])

    def no_response(self, missing: Sequence[str], snapshot: Snapshot, language: str) -> str:
        """That entities did not acknowledge."""
        return self._words(language).say("no_response", names=_spoken_names(missing, snapshot))

    def unreachable(self, failed: Sequence[str], snapshot: Snapshot, language: str) -> str:
        """That nothing can carry a command to entities."""
        return self._words(language).say("unreachable", names=_spoken_names(failed, snapshot))

    def job(self, job: Job, key: str, at: float, tz_offset: int) -> str:
        """What a job that is due (or was missed) at wall time `at` has to say."""
        words = self._words(self._language)
        return words.say(key, name=job.name, total=job.total, text=job.text, at=at, tz_offset=tz_offset)


def _question(question: Question, plan: Plan, words: Words, view: View) -> str:
    if question.kind == "teach":
        return words.say("what_to_do", phrase=plan.hypothesis.slots.get("phrase", ""))
    if plan.clauses and plan.clauses[0].frame.intent == "HearthTeach":
        return _lesson("teach_instead", plan.clauses[0], words)
    if question.kind == "confirm":
        grave = [step.call for step in plan.steps if step.tier == plan.tier]
        kept = grave[0].data.get("does")
        service = str(kept or f"{grave[0].domain}.{grave[0].service}")
        on = plan.targets if kept else [call.entity_id or "" for call in grave]
        names = _spoken_names(on, view.snapshot)
        return words.say("confirm_pin" if question.pin else "confirm", service=service, names=names)
    if question.kind in {"how_long", "when"}:
        return words.say(question.kind)
    unclear = next((problem for problem in plan.problems if problem.code == "ambiguous"), None)
    labels = [] if unclear else _groups_offered(question, words, view)
    ids = unclear.candidates if unclear else [id_ for option in question.options for id_ in _offered(option)]
    names = labels or _spoken_names(ids, view.snapshot)
    names = names or [
        str(c.facts["label"]) for option in question.options for c in option.clauses if "label" in c.facts
    ]
    tellable = 1 < len(set(names)) == len(names) <= MOST_OPTIONS
    subject = unclear.subject.replace("_", " ") if unclear else _common_name(question)
    return words.say("ambiguous", options=names if tellable else [], subject=subject)


def _common_name(question: Question) -> str:
    """What all the options were called, where it is the same."""
    called = {str(clause.frame.slots.get("name", "")) for option in question.options for clause in option.clauses}
    name = called.pop() if len(called) == 1 else ""
    return "" if fold(name) in NO_NAMES else name


def _groups_offered(question: Question, words: Words, view: View) -> list[str]:
    """What each option would be done to, as a thing, a room or all of them; empty where that tells nothing apart."""
    labels: list[str] = []
    for option in question.options:
        targets = _offered(option)
        rooms = {view.entity(id_).area for id_ in targets if id_ in view.snapshot.entities}
        area = view.snapshot.areas.get(next(iter(rooms)) or "") if len(rooms) == 1 else None
        single = _spoken_names(targets, view.snapshot) if len(targets) == 1 else []
        labels += single or [area.name if area is not None else words.say("all_of_them")]
    several = any(len(_offered(option)) > 1 for option in question.options)
    return labels if several and len(set(labels)) == len(labels) else []


def _offered(option: Plan) -> list[str]:
    """What an option would be done to, without what it takes back."""
    return [id_ for clause in option.clauses if clause.frame.intent != "HearthUndo" for id_ in clause.targets]


def _clause(clause: Clause, words: Words, view: View) -> list[str]:
    """What a clause did, then what it could not do."""
    done = [_done(clause, words, view)] if clause.steps or not clause.problems else []
    return done + _problems(clause, words, view)


def _problems(clause: Clause, words: Words, view: View) -> list[str]:
    """What a clause could not do, each kind of trouble once."""
    by_code: dict[str, list[Problem]] = {}
    for problem in clause.problems:
        by_code.setdefault(problem.code, []).append(problem)
    if clause.frame.intent == "HearthAdjust" and "already" in by_code:
        by_code["no_further"] = by_code.pop("already")
    return [_problem(code, problems, words, view) for code, problems in by_code.items()]


_PERCENT = frozenset({"percentage", "humidity", "current_position"})
_OF_SEVERAL = frozenset({"lights_area", "fans_area"})
_SEVERAL = {"HassTurnOn": "several_on", "HassTurnOff": "several_off"}


def _done(clause: Clause, words: Words, view: View) -> str:
    frame = clause.frame
    if any(step.call.service == "schedule_command" for step in clause.steps):
        return words.say("scheduled", seconds=frame.delay, at=frame.at, days=list(frame.repeat), **_times(view))
    if any(step.call.service == "watch" for step in clause.steps):
        return respond_jobs.watch_set(clause, words, view)
    saying = _whereabouts if frame.response == "where" and clause.targets else _SAYINGS.get(frame.intent)
    if saying is not None:
        return saying(clause, words, view)
    if frame.intent == "HassGetState" and _out_of_reach(clause, view):
        return words.say("unavailable", names=_spoken_names(clause.targets, view.snapshot))
    if "reading" in clause.facts:
        names = _spoken_names(clause.targets, view.snapshot)
        return words.say("reading", names=names, value=clause.facts["reading"])
    key = frame.response if frame.response != "default" else _response_key(clause, view)
    key = "default" if key in _OF_SEVERAL and len(clause.targets) == 1 else key
    if frame.intent in _SEVERAL and _of_many_kinds(clause, view):
        changed = [step.call.entity_id or "" for step in clause.steps]
        return words.say(_SEVERAL[frame.intent], names=_spoken_names(changed, view.snapshot))
    return words.say(key, frame.intent, **_variables(clause, view))


def _out_of_reach(clause: Clause, view: View) -> bool:
    """Whether the one thing that was asked about cannot be reached: its state is neither so nor not so."""
    asked = _first(clause, view) if len(clause.targets) == 1 else None
    return asked is not None and (not asked.available or asked.state == "unavailable")


def _of_many_kinds(clause: Clause, view: View) -> bool:
    """Whether things of several domains were told to do something, which no one noun names."""
    ids = [step.call.entity_id or "" for step in clause.steps]
    return len({view.snapshot.entities[id_].domain for id_ in ids if id_ in view.snapshot.entities}) > 1


def _response_key(clause: Clause, view: View) -> str:
    """Home Assistant's key for a clause that no template gave one: by what kind of thing was done."""
    entity = _first(clause, view)
    intent, domain = clause.frame.intent, entity.domain if entity else ""
    if intent in {"HassTurnOn", "HassTurnOff"}:
        if len(clause.targets) > 1 and domain in {"light", "fan"}:
            return f"{domain}s_area"
        return domain if domain in {"cover", "valve", "lock", "scene", "script", "button"} else "default"
    if intent == "HassLightSet":
        return next(
            (slot for slot in ("brightness", "color", "temperature") if slot in clause.frame.slots), "brightness"
        )
    if intent == "HassGetState":
        asked = "state" in clause.frame.slots
        return ("one_yesno" if asked else "one") if len(clause.targets) == 1 else "any"
    return {"List": "item_added"}.get(intent[4:8], "default") if intent.endswith("AddItem") else "default"


def _variables(clause: Clause, view: View) -> dict[str, Any]:
    entity = _first(clause, view)
    slots: dict[str, object] = dict(clause.frame.slots)
    if entity is not None:
        slots.setdefault("name", entity.name)
    return {
        "slots": slots,
        "state": entity,
        "names": _spoken_names(clause.targets, view.snapshot),
        "matched": _entities(clause.facts.get("matched"), view),
        "unmatched": _entities(clause.facts.get("unmatched"), view),
    }


def _problem(code: str, problems: Sequence[Problem], words: Words, view: View) -> str:
    """One text for all problems of a code in a clause."""
    first = problems[0]
    candidates = _spoken_names(first.candidates, view.snapshot)
    names = _spoken_names([id_ for problem in problems for id_ in problem.candidates], view.snapshot)
    about_things = code in {"already", "no_further", "not_supported", "out_of_range", "unavailable", "changed_since"}
    detail: dict[str, Any] = dict(first.detail)
    return words.say(
        code,
        subject=first.subject.replace("_", " "),
        names=names if about_things else [],
        options=candidates if len(candidates) <= MOST_OPTIONS else [],
        candidates=candidates,
        **detail,
    )


def _moment(clause: Clause, words: Words, view: View) -> str:
    now = datetime.fromtimestamp(view.request.at, UTC) + timedelta(seconds=view.request.tz_offset)
    return words.say("default", clause.frame.intent, slots={"time": now.time(), "date": now.date()})


def _list_items(clause: Clause, words: Words, view: View) -> str:
    if "count" in clause.facts:
        name, added = _spoken_names(clause.targets, view.snapshot)[0], clause.facts.get("added")
        return words.say("list_added" if added else "list_unread", name=name, count=clause.facts["count"], added=added)
    items = clause.facts.get("items")
    texts = [_item_text(item) for item in items] if isinstance(items, list | tuple) else []
    names = _spoken_names(clause.targets, view.snapshot)
    return words.say("list_items", items=texts, name=names[0] if names else str(clause.frame.slots.get("name", "")))


def _item_text(item: object) -> str:
    return str(item.get("summary", "")) if isinstance(item, Mapping) else str(item)


def _set_for(clause: Clause, words: Words, view: View) -> str:
    at = clause.steps[0].call.data.get("at") if clause.steps else None
    key = "alarm_set" if clause.frame.intent == "HearthSetAlarm" else "reminder_set"
    return words.say(key, at=at, days=list(clause.frame.repeat), **_times(view))


def _said_back(clause: Clause, words: Words, view: View) -> str:
    """Home Assistant's replies to small talk, but in our own name."""
    key = str(clause.frame.slots.get("response") or clause.frame.response)
    return words.say("hello") if key == "hello" else words.say(key, "HassRespond", **_variables(clause, view))


def _let_be(clause: Clause, words: Words, view: View) -> str:
    """Nothing for "never mind" alone, as in Home Assistant; that it is not done where something was spoken of."""
    alone = reply_kind(view.request.text, view.request.language) is not None
    return words.say("default", clause.frame.intent) if alone else words.say("cancelled")


def _whereabouts(clause: Clause, words: Words, view: View) -> str:
    """Where somebody is."""
    names, person = _spoken_names(clause.targets, view.snapshot), _first(clause, view)
    state = {"not_home": "away"}.get(str(person.state), str(person.state)) if person else ""
    return words.say("whereabouts", names=names, state=state.replace("_", " "))


def _names(clause: Clause) -> bool:
    """Whether another name was taught, and no command."""
    return any(step.call.data.get("name") for step in clause.steps)


def _lesson(key: str, clause: Clause, words: Words) -> str:
    """What was taught, or is to be forgotten, said back."""
    slots = clause.frame.slots
    command = str(slots.get("command", ""))
    bids = begins_as_command(command)
    return words.say(key, phrase=slots.get("phrase", ""), command=spoken_to(command), bids=bids)


def _undone(clause: Clause, words: Words, view: View) -> str:
    """That it is as it was before; of what was only kept for later, that it will not be done."""
    alone = (
        reply_kind(view.request.text, view.request.language) is not None or called_off(view.request.text) is not None
    )
    if alone and clause.steps and all(step.call.service == "cancel_timer" for step in clause.steps):
        return words.say("cancelled")
    return words.say("undone", names=_spoken_names(clause.targets, view.snapshot))


def _value_set(clause: Clause, words: Words, view: View) -> str:
    effect = clause.steps[0].effect if clause.steps else None
    value = next(iter(effect.attributes.values()), effect.state) if effect else ""
    value = value.replace("_", " ") if isinstance(value, str) else value
    unit = "%" if effect is not None and _PERCENT & effect.attributes.keys() else ""
    return words.say("set_value", names=_spoken_names(clause.targets, view.snapshot), value=value, unit=unit)


_SAYINGS: Mapping[str, Saying] = {
    "HassTimerStatus": timer_status,
    "HassRespond": _said_back,
    "HassNevermind": _let_be,
    "HassCancelAllTimers": cancelled_timers,
    "HassGetCurrentTime": _moment,
    "HassGetCurrentDate": _moment,
    "HearthListItems": _list_items,
    "HearthSetAlarm": _set_for,
    "HearthSetReminder": _set_for,
    "HearthUndo": _undone,
    "HearthTeach": lambda clause, words, _view: _lesson("named" if _names(clause) else "taught", clause, words),
    "HearthForget": lambda clause, words, _view: _lesson("untaught", clause, words),
    "HearthSetMode": _value_set,
    "HassHumidifierSetpoint": _value_set,
    "HassHumidifierMode": _value_set,
    **respond_jobs.SAYINGS,
}


def _times(view: View) -> dict[str, Any]:
    return {"now": view.request.at, "tz_offset": view.request.tz_offset}


def _first(clause: Clause, view: View) -> Entity | None:
    """The first thing that was told to do something, else the first that was meant."""
    told = [step.call.entity_id for step in clause.steps if step.call.entity_id in clause.targets]
    first = next((id_ for id_ in (*told, *clause.targets) if id_), None)
    return view.snapshot.entities.get(first) if first else None


def _entities(ids: object, view: View) -> list[Entity]:
    return [view.snapshot.entities[str(id_)] for id_ in ids] if isinstance(ids, list | tuple) else []


def _spoken_names(entity_ids: Iterable[str], snapshot: Snapshot) -> list[str]:
    """Names of entities, with the room beside those that share a name."""
    entities = [snapshot.entities[id_] for id_ in entity_ids if id_ in snapshot.entities]
    names = [entity.name for entity in entities]
    areas = [snapshot.areas.get(entity.area or "") for entity in entities]
    return [
        f"{name} ({area.name})" if names.count(name) > 1 and area else name
        for name, area in zip(names, areas, strict=True)
    ]
