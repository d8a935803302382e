"""What somebody teaches: a phrase for a command, checked before it is kept, and forgotten when told so.

A taught phrase is nothing but other words for a command of this home. It is kept only where the command can be done
here and nothing about it has to be guessed; what is a request already is asked about first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from edge.decide.choose import Choice, Rules, effect_of, judge
from edge.decide.dialogue import QUESTION_SECONDS
from edge.decide.evidence import ONLY_AT_WORK
from edge.ground.kin import REFERRING
from edge.ground.targets import SURE, named_targets
from edge.ground.view import View
from edge.intents import OUT_OF_SCOPE, QUESTIONS
from edge.rewrite.cache import LONGEST_PHRASE
from edge.rewrite.entry import NAME
from edge.rewrite.keys import normal
from edge.text import fold, tokens
from edge.turn import (
    Clause,
    DecisionKind,
    Frame,
    Hypothesis,
    Plan,
    Problem,
    Question,
    Rewrite,
    ServiceCall,
    SlotValue,
    Step,
    Tier,
)
from edge.understand.followups import follow_up
from edge.understand.lessons import Lesson, Unlesson, begins_as_command, could_be_taught
from edge.understand.replies import reply_kind
from edge.understand.timely import LEAST

TEACH, FORGET = "HearthTeach", "HearthForget"
ReadAlone = Callable[[str], Choice]
"""What words come to as a request of their own, whatever was said before and however things are now."""

_PLAIN = 0.6
"""Least score by which a phrase is plainly a request: few words that mean nothing often resemble one."""
_ARTICLE = re.compile(r"^(?:the|our|a|an) +(?=\S)", re.IGNORECASE)
"""What may stand before a name and is no part of it: "the big light" is also "big light on"."""
_UNKNOWN = frozenset({"no_entity", "no_area", "no_floor", "no_target", "no_intent"})
_APART = 0.1
"""How much nearer a name must be than any other to be the one that was meant."""
_PASSING = frozenset({"already", "condition_false", "unavailable"})
"""Problems of the moment: they say nothing of the next time."""
_NO_COMMANDS = frozenset({TEACH, FORGET, "HearthUndo", "HearthConfirm", "HearthDeny", "HassNevermind", *OUT_OF_SCOPE})
_SMALL_TALK = frozenset({"HassRespond", "HassNevermind", *OUT_OF_SCOPE})


def learn(
    lessons: Sequence[Lesson], view: View, rules: Rules, read: ReadAlone, reserved: frozenset[str] = frozenset()
) -> Choice | None:
    """The choice for a lesson; of several ways to cut one the first that can be learnt counts.

    `reserved` are phrases among them that must go on meaning what they mean. `None` where words that can only give a
    name give it to nothing that is here.
    """
    tried: list[Choice] = []
    names = [lesson for lesson in lessons if lesson.naming and _name_meant(lesson.command, view)]
    exactly = sorted(names, key=lambda lesson: not _is_name(lesson.command, view))
    for lesson in (*exactly[:1], *(other for other in lessons if not other.naming)):
        taken = lesson.phrase in reserved or _is_reserved(lesson.phrase, view)
        tried.append(_taken(lesson) if taken else _learnt(lesson, view, rules, read))
        if tried[-1].kind is not DecisionKind.REFUSE:
            return tried[-1]
    return next(iter(tried), None)


def unlearn(told: Unlesson, view: View, rules: Rules) -> Choice | None:
    """The choice for forgetting a phrase; `None` where the words need not mean that and it was never taught."""
    known = taught_as(told.phrase, view)
    frame = Frame(FORGET, {"phrase": known.source if known else told.phrase})
    if known is not None:
        return judge(_plan(frame, _forgetting(known, view), _keeping(known, view)), rules, view.request.at)
    return _refused(frame, Problem("not_taught", told.phrase)) if told.certain else None


def unknown_phrase(choice: Choice, view: View) -> str:
    """The words that were refused where somebody may teach what they mean, asked for once in a conversation."""
    plan, text = choice.plan, view.request.text.strip(" .!?")
    wanting = view.request.language.startswith("en") and choice.kind is DecisionKind.REFUSE and could_be_taught(text)
    if not wanting or _is_reserved(text, view) or not _means_nothing(plan):
        return ""
    return "" if any(normal(e.text) == normal(text) for e in view.knowledge.recent) else text


def asked_about(view: View) -> str:
    """The phrase that the hub has just asked to be taught; empty where it has not, or a while ago."""
    last = view.knowledge.recent[-1] if view.knowledge.recent else None
    if last is None or last.decision is not DecisionKind.REFUSE or view.request.at - last.at > QUESTION_SECONDS:
        return ""
    text = last.text.strip(" .!?")
    return text if could_be_taught(text) and not _is_reserved(text, view) and _means_nothing(last.plan) else ""


def to_be_told(phrase: str, view: View) -> Choice:
    """What to ask of somebody who is willing to teach a phrase."""
    made = Plan(Hypothesis((Frame(TEACH, {"phrase": phrase}),), 1.0, "taught"))
    return Choice(DecisionKind.ASK, made, Question("teach", made, asked_at=view.request.at))


def asks_something(choice: Choice) -> bool:
    """Whether words only ask for something: who was to teach has something else in mind first."""
    plan = choice.plan
    return plan is not None and any(clause.frame.intent in QUESTIONS for clause in plan.clauses)


def _means_nothing(plan: Plan | None) -> bool:
    """Whether nothing at all was found that a request may have meant."""
    if plan is None or not plan.clauses or plan.hypothesis.score < LEAST:
        return True
    if plan.steps or any(problem.candidates for problem in plan.problems):
        return False
    scoped = any(clause.frame.intent in OUT_OF_SCOPE for clause in plan.clauses)
    return not scoped and all(problem.code in _UNKNOWN for problem in plan.problems)


def taught_as(phrase: str, view: View) -> Rewrite | None:
    """The taught phrase of this speaker, or of the home, that is spelt so."""
    wanted = normal(phrase, view.request.language)
    return next((r for r in view.knowledge.taught if normal(r.source, view.request.language) == wanted), None)


def _learnt(lesson: Lesson, view: View, rules: Rules, read: ReadAlone) -> Choice:
    known = taught_as(lesson.phrase, view)
    name = _name_meant(lesson.command, view)
    if name:
        return _named(lesson.phrase, name, known, view, rules)
    command = _in_known_words(lesson.command, view)
    frame = Frame(TEACH, {"phrase": lesson.phrase, "command": command})
    meant = read(command)
    wrong = _why_not(command, meant, view)
    if wrong:
        return _refused(frame, Problem("not_learnt", lesson.phrase), *wrong)
    back = _keeping(known, view) if known else _call("forget_phrase", frame.slots, view)
    made = _plan(frame, _call("teach_phrase", frame.slots, view), back)
    said = None if known else read(lesson.phrase)
    if said is None or said.plan is None or not _is_request(said) or effect_of(said.plan) == _effect(meant):
        return judge(made, rules, view.request.at)
    if said.plan.tier >= Tier.COSTLY:
        return _taken(lesson)
    return Choice(DecisionKind.ASK, made, Question("confirm", made, asked_at=view.request.at))


def _named(phrase: str, name: str, known: Rewrite | None, view: View, rules: Rules) -> Choice:
    """Another name for something: one that nothing here has, and that begins no command."""
    phrase = _ARTICLE.sub("", phrase)
    frame = Frame(TEACH, {"phrase": phrase, "command": name})
    short = len(tokens(phrase)) <= LONGEST_PHRASE
    if not short or begins_as_command(phrase) or (known is None and named_targets(phrase, view)):
        return _refused(frame, Problem("phrase_taken", phrase))
    call = _call("teach_phrase", frame.slots, view)
    back = _keeping(known, view) if known else replace(call, service="forget_phrase")
    return judge(_plan(frame, replace(call, data={**call.data, "name": True}), back), rules, view.request.at)


def _is_name(words: str, view: View) -> bool:
    """Whether words are quite the name of something here, but for an article."""
    said = _ARTICLE.sub("", words)
    things = view.names.entities(said, lambda _: True)
    places = (*view.names.areas(said), *view.names.floors(said))
    return any(match.kind in {"exact", "alias"} for match in (*things[:1], *places[:1]))


def _name_meant(words: str, view: View) -> str:
    """The one thing, room or storey that words are the name of and nothing else, as the home calls it."""
    targets = named_targets(_in_known_words(words, view), view) if not begins_as_command(words) else []
    said = next(iter(targets[0].items())) if len(targets) == 1 and len(targets[0]) == 1 else ("", "")
    if said[0] != "name":
        return str(said[1])
    found = sorted(view.names.entities(str(said[1]), lambda _: True), key=lambda match: -match.score)
    near = {match.id for match in found if match.score > found[0].score - _APART}
    return view.entity(found[0].id).name if len(near) == 1 and found[0].score >= SURE else ""


def _in_known_words(command: str, view: View) -> str:
    """A command without taught phrases in it: it must mean the same when they no longer do."""
    whole = taught_as(command, view)
    if whole is not None and whole.match != NAME:
        return whole.text
    for known in view.knowledge.taught:
        if known.match == NAME:
            command = re.sub(rf"\b{re.escape(known.source)}\b", known.text, command, flags=re.IGNORECASE)
    return command


def _taken(lesson: Lesson) -> Choice:
    frame = Frame(TEACH, {"phrase": lesson.phrase, "command": lesson.command})
    return _refused(frame, Problem("phrase_taken", lesson.phrase))


def _is_reserved(phrase: str, view: View) -> bool:
    """Words by which one answers the hub, or leans on what was said: they must go on meaning that."""
    language = view.request.language
    bare = fold(phrase) in REFERRING | {"so", "something", "anything"}
    return bare or reply_kind(phrase, language) is not None or follow_up(phrase, language) is not None


def _why_not(command: str, meant: Choice, view: View) -> tuple[Problem, ...]:
    """What keeps a command from being learnt; empty where there is nothing."""
    plan = meant.plan
    unread = (Problem("unread", command),)
    if plan is None or plan.hypothesis.score < LEAST or follow_up(command, view.request.language) is not None:
        return unread
    if any(clause.frame.intent in _NO_COMMANDS or _leans(clause) for clause in plan.clauses):
        return unread
    wrong = tuple(problem for problem in plan.problems if problem.code not in _PASSING)
    if wrong:
        return wrong
    if meant.kind is DecisionKind.ASK and not _is_grave(meant, plan):
        return (Problem("unclear", command),)
    at_work = all(clause.frame.intent in ONLY_AT_WORK and clause.steps for clause in plan.clauses)
    return unread if meant.kind is DecisionKind.REFUSE and not plan.problems and not at_work else ()


def _leans(clause: Clause) -> bool:
    """Whether a clause is about "it", which is another thing each time."""
    return clause.inferred and "name" in clause.frame.slots and fold(str(clause.frame.slots["name"])) in REFERRING


def _is_grave(meant: Choice, plan: Plan) -> bool:
    """Whether it is only asked whether, since what is to be done is costly or opens a door."""
    asked = meant.question is not None and meant.question.kind == "confirm"
    return asked and plan.tier >= Tier.COSTLY


def _is_request(said: Choice) -> bool:
    """Whether a phrase is a request already, plainly so or with grave effect."""
    plan = said.plan
    if plan is None or all(clause.frame.intent in _SMALL_TALK for clause in plan.clauses):
        return False
    if said.kind not in {DecisionKind.ACT, DecisionKind.ASK, DecisionKind.ANSWER}:
        return False
    if said.kind is DecisionKind.ANSWER and any(clause.inferred for clause in plan.clauses):
        return False
    return plan.hypothesis.score >= _PLAIN or plan.tier >= Tier.COSTLY


def _effect(choice: Choice) -> object:
    return effect_of(choice.plan) if choice.plan is not None else None


def _plan(frame: Frame, call: ServiceCall, inverse: ServiceCall) -> Plan:
    step = Step(call, Tier.TELL, inverse=(inverse,))
    return Plan(Hypothesis((frame,), 1.0, "taught"), (Clause(frame, steps=(step,)),))


def _refused(frame: Frame, *problems: Problem) -> Choice:
    return Choice(DecisionKind.REFUSE, Plan(Hypothesis((frame,), 1.0, "taught"), (Clause(frame, problems=problems),)))


def _call(service: str, slots: Mapping[str, SlotValue], view: View) -> ServiceCall:
    return ServiceCall("hearth", service, data={**slots, "person": view.request.speaker or ""})


def _forgetting(known: Rewrite, view: View) -> ServiceCall:
    return replace(_keeping(known, view), service="forget_phrase")


def _keeping(known: Rewrite, view: View) -> ServiceCall:
    person = (view.request.speaker or "") if known.scope == "person" else ""
    told = {"phrase": known.source, "command": known.text, "person": person}
    return ServiceCall("hearth", "teach_phrase", data=told | ({"name": True} if known.match == NAME else {}))
