"""What the hub says: from a choice to words in the language asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

from edge.act.describe import action_words, listed, names_of, spoken_number
from edge.decide.choose import MOST_OPTIONS, Choice
from edge.ground.later import matching_timers
from edge.ground.view import View
from edge.home.model import Entity, Snapshot
from edge.turn import Clause, DecisionKind, Job, Plan, Problem, Question


class Words(Protocol):
    """Response templates of one language (`edge.act.speech.Speech`)."""

    def say(self, key: str, intent: str | None = None, **variables: object) -> str:
        """A sentence; never raises; `''` when there is none under that key."""
        ...


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
        if choice.plan is None:
            return words.say("no_intent")
        if choice.question is not None:
            return _question(choice.question, choice.plan, words, view)
        return _sentences(_clause(clause, words, view) for clause in choice.plan.clauses)

    def no_response(self, missing: Sequence[str], snapshot: Snapshot, language: str) -> str:
        """That entities did not acknowledge."""
        words = self._words(language)
        return words.say("no_response", names=listed(names_of(missing, snapshot), words.say("and")))

    def unreachable(self, failed: Sequence[str], snapshot: Snapshot, language: str) -> str:
        """That nothing can carry a command to entities."""
        words = self._words(language)
        return words.say("unreachable", names=listed(names_of(failed, snapshot), words.say("and")))

    def job(self, job: Job, key: str) -> str:
        """What a job that is due (or was missed) has to say."""
        return self._words(self._language).say(key, name=job.name, kind=job.kind, message=job.text)


def _question(question: Question, plan: Plan, words: Words, view: View) -> str:
    if question.kind == "confirm":
        key = "confirm_pin" if question.pin else "confirm"
        return words.say(key, action=action_words(plan, words, view.snapshot))
    unclear = next(problem for problem in plan.problems if problem.code == "ambiguous")
    names = names_of(unclear.candidates, view.snapshot)
    if len(names) > MOST_OPTIONS or len(set(names)) < len(names):
        return words.say("which_open", subject=unclear.subject)
    return words.say("which", options=listed(names, words.say("or")))


def _clause(clause: Clause, words: Words, view: View) -> str:
    done = _done(clause, words, view) if clause.steps or not clause.problems else ""
    troubles = list(dict.fromkeys(_problem(problem, clause, words, view) for problem in clause.problems))
    return _sentences([done, *troubles])


def _done(clause: Clause, words: Words, view: View) -> str:
    frame = clause.frame
    if frame.delay is not None or (frame.at is not None and clause.steps and clause.steps[0].call.service == "schedule_command"):
        return words.say("scheduled", seconds=frame.delay, at=_local(frame.at, view) if frame.at else None)
    special = _SPECIAL.get(frame.intent)
    if special is not None:
        return special(clause, words, view)
    key = frame.response if frame.response != "default" else _response_key(clause, view)
    return words.say(key, frame.intent, **_variables(clause, view)) or words.say("done")


def _response_key(clause: Clause, view: View) -> str:
    """Home Assistant's key for a clause that no template gave one: by what kind of thing was done."""
    entity = _first(clause, view)
    intent, domain = clause.frame.intent, entity.domain if entity else ""
    if intent in {"HassTurnOn", "HassTurnOff"}:
        if len(clause.targets) > 1 and domain in {"light", "fan"}:
            return f"{domain}s_area"
        return domain if domain in {"cover", "valve", "lock", "scene", "script", "button"} else "default"
    if intent == "HassLightSet":
        return next((slot for slot in ("brightness", "color", "temperature") if slot in clause.frame.slots), "brightness")
    if intent == "HassGetState":
        if "state" not in clause.frame.slots:
            return "one" if len(clause.targets) == 1 else "many"
        return "one_yesno" if len(clause.targets) == 1 else "any"
    return "default"


def _variables(clause: Clause, view: View) -> dict[str, object]:
    matched, unmatched = clause.facts.get("matched", ()), clause.facts.get("unmatched", ())
    entity = _first(clause, view)
    slots: dict[str, object] = dict(clause.frame.slots)
    if entity is not None:
        slots.setdefault("name", entity.name)
    return {
        "slots": slots,
        "entity": entity,
        "entities": [view.snapshot.entities[id_] for id_ in clause.targets if id_ in view.snapshot.entities],
        "matched": _entities(matched, view),
        "unmatched": _entities(unmatched, view),
        "now": _local(view.request.at, view),
    }


def _problem(problem: Problem, clause: Clause, words: Words, view: View) -> str:
    detail = dict(problem.detail)
    near = listed(names_of(problem.candidates, view.snapshot), words.say("or"))
    if problem.code == "no_entity":
        known = {key: detail[key] for key in ("area", "floor") if key in detail}
        plain = words.say("no_entity" + "".join(f"_in_{key}" for key in known), entity=problem.subject, **known)
        return f"{plain}. {words.say('did_you_mean', names=near)}" if near else plain
    if problem.code == "already":
        return words.say("already", **_variables(clause, view), name=problem.subject, state=detail.get("state", ""))
    if problem.code == "no_target":
        return _no_target(problem, words)
    return words.say(_PROBLEM_KEYS.get(problem.code, problem.code), name=problem.subject, subject=problem.subject,
                     area=problem.subject, floor=problem.subject, entity=problem.subject, names=near, **detail)  # fmt: skip


_PROBLEM_KEYS: Mapping[str, str] = {"no_timer": "timer_not_found", "many_timers": "multiple_timers_matched", "ambiguous": "which_open"}


def _no_target(problem: Problem, words: Words) -> str:
    kind = "device_class" if "device_class" in problem.detail else "domain"
    place = next((key for key in ("area", "floor") if key in problem.detail), None)
    key = f"no_{kind}" + (f"_in_{place}" if place else "")
    variables = {kind: problem.subject, **({place: problem.detail[place]} if place else {})}
    return words.say(key, **variables)


def _timer_status(clause: Clause, words: Words, view: View) -> str:
    timers = [_timer(job) for job in matching_timers(clause.frame.slots, view)]
    return words.say("default", "HassTimerStatus", slots={**clause.frame.slots, "timers": timers})


def _timer(job: Job) -> dict[str, object]:
    """A timer as Home Assistant's templates read it."""
    left = max(0, round(job.remaining or 0.0))
    total = round(job.total or left)
    return {
        "id": job.id,
        "name": job.name,
        "is_active": not job.paused,
        "area": job.area,
        "start_hours": total // 3600,
        "start_minutes": total % 3600 // 60,
        "start_seconds": total % 60,
        "total_seconds_left": left,
        "hours_left": left // 3600,
        "minutes_left": left % 3600 // 60,
        "seconds_left": left % 60,
        "rounded_hours_left": round(left / 3600),
        "rounded_minutes_left": round(left % 3600 / 60),
        "rounded_seconds_left": left % 60,
    }


def _cancelled_timers(clause: Clause, words: Words, view: View) -> str:
    slots = {**clause.frame.slots, "canceled": clause.facts.get("canceled", 0)}
    return words.say("area" if "area" in clause.frame.slots else "default", "HassCancelAllTimers", slots=slots)


def _moment(clause: Clause, words: Words, view: View) -> str:
    now = _local(view.request.at, view)
    return words.say("default", clause.frame.intent, slots={"time": now.time(), "date": now.date()})


def _list_items(clause: Clause, words: Words, view: View) -> str:
    items = clause.facts.get("items")
    texts = [_item_text(item) for item in items] if isinstance(items, list | tuple) else []
    return words.say("list_items", items=listed(texts, words.say("and")), count=len(texts))


def _item_text(item: object) -> str:
    return str(item.get("summary", "")) if isinstance(item, Mapping) else str(item)


def _played(clause: Clause, words: Words, view: View) -> str:
    what = clause.frame.slots.get("search_query") or clause.frame.slots.get("genre") or clause.frame.slots.get("artist")
    return words.say("playing", what=what or "", **_variables(clause, view))


def _set_for(clause: Clause, words: Words, view: View) -> str:
    at = _local(clause.frame.at or view.request.at + (clause.frame.delay or 0.0), view)
    key = "alarm_set" if clause.frame.intent == "HearthSetAlarm" else "reminder_set"
    return words.say(key, at=at, message=clause.frame.slots.get("message", ""))


def _undone(clause: Clause, words: Words, view: View) -> str:
    return words.say("undone", names=listed(names_of(clause.targets, view.snapshot), words.say("and")))


def _value_set(clause: Clause, words: Words, view: View) -> str:
    shown = [value for step in clause.steps if step.effect for value in (step.effect.attributes or {"": step.effect.state}).values()]
    return words.say("set_to", names=listed(names_of(clause.targets, view.snapshot), words.say("and")), value=spoken_number(shown[0]) if shown else "")


_SPECIAL: Mapping[str, Callable[[Clause, Words, View], str]] = {
    "HassTimerStatus": _timer_status,
    "HassCancelAllTimers": _cancelled_timers,
    "HearthCancelAlarm": _cancelled_timers,
    "HassGetCurrentTime": _moment,
    "HassGetCurrentDate": _moment,
    "HearthListItems": _list_items,
    "HassMediaSearchAndPlay": _played,
    "HearthSetAlarm": _set_for,
    "HearthSetReminder": _set_for,
    "HearthUndo": _undone,
    "HearthSetMode": _value_set,
    "HassHumidifierSetpoint": _value_set,
    "HassHumidifierMode": _value_set,
}


def _first(clause: Clause, view: View) -> Entity | None:
    return view.snapshot.entities.get(clause.targets[0]) if clause.targets else None


def _entities(ids: object, view: View) -> list[Entity]:
    return [view.snapshot.entities[str(id_)] for id_ in ids] if isinstance(ids, list | tuple) else []


def _local(at: float, view: View) -> datetime:
    return datetime.fromtimestamp(at, UTC) + timedelta(seconds=view.request.tz_offset)


def _sentences(parts: object) -> str:
    texts = [text.strip().rstrip(".") for text in parts if text and text.strip()]  # type: ignore[attr-defined]
    return ". ".join(text[:1].upper() + text[1:] for text in texts)
