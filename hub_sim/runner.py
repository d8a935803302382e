"""Running cases: every sentence in a fresh home, every conversation in one, with a verdict each."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from hub_sim.case_actions import precondition
from hub_sim.cases import Case, Expectation, Happening, Moment, Restart, Say, Wait
from hub_sim.loading import SimError
from hub_sim.sessions import Session, Via, folder_name
from hub_sim.verdict import Reply, Verdict, judge

YES = "yes"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one case; the verdict and reply are those of the step that failed, else of the last."""

    case: Case
    verdict: Verdict
    reply: Reply
    said: str
    expectation: Expectation
    stray: tuple[str, ...] = ()
    interpret_ms: tuple[float, ...] = ()
    calls: tuple[str, ...] = field(default=())

    @property
    def passed(self) -> bool:
        """Whether every sentence of the case passed."""
        return self.verdict.passed

    @property
    def name(self) -> str:
        """File, number and sentence: the same for the same case in every run."""
        return f"{folder_name(self.case)}#{self.case.index} {self.case.sentence}"


def run_cases(cases: Iterable[Case], via: Via, on_result: Callable[[Result], None] | None = None) -> list[Result]:
    """Run every case; `on_result` is told as each is done."""
    results: list[Result] = []
    for case in cases:
        result = _guarded(case, via)
        results.append(result)
        if on_result is not None:
            on_result(result)
    return results


def _guarded(case: Case, via: Via) -> Result:
    """A case that brings the hub down has failed; the others are still to be run."""
    try:
        return run_case(case, via)
    except SimError:
        raise
    except Exception as error:  # noqa: BLE001 - supervision: a fault in the hub is this case's result
        _LOG.exception("event=case_crashed case=%r", case.sentence)
        step = next(step for step in case.steps if isinstance(step, Say))
        verdict = Verdict((f"raised {type(error).__name__}: {error}",), (), "result")
        return Result(case, verdict, Reply("error"), step.text, step.expectation)


def run_case(case: Case, via: Via) -> Result:
    """Run one case to its end, or to the first sentence that fails."""
    session = via.begin(_prepared(case))
    result: Result | None = None
    first = True
    stray: list[str] = []
    times: list[float] = []
    for step in case.steps:
        if not isinstance(step, Say):
            _pass_by(session, step)
            continue
        if not first:
            session.arrange(step.moment)
        first = False
        result = _say(case, session, step)
        stray.extend(result.verdict.stray)
        times.extend(result.reply.interpret_ms)
        if not result.passed:
            break
    if result is None:
        result = Result(case, Verdict(), Reply("ignore"), "", Expectation())
    return replace(result, stray=tuple(stray), interpret_ms=tuple(times))


def _say(case: Case, session: Session, step: Say) -> Result:
    expectation = step.expectation
    before = session.home.looks()
    sent = len(session.home.calls)
    reply = session.say(step.text, step.moment)
    wants_question = expectation.expect is not None and expectation.expect.decision == "ask"
    if not case.conversation and not wants_question and reply.decision == "ask" and reply.question == "confirm":
        reply = _confirmed(reply, session.say(YES, step.moment))
    verdict = judge(expectation, before, session.home.looks(), reply)
    calls = tuple(
        f"{call.domain}.{call.service} {call.entity_id or ''} {dict(call.data) or ''}".strip()
        for call in session.home.calls[sent:]
    )
    return Result(case, verdict, reply, step.text, expectation, calls=calls)


def _confirmed(asked: Reply, done: Reply) -> Reply:
    """What was meant by the request, with what came of the confirmation."""
    return replace(
        done,
        intent=asked.intent,
        slots=asked.slots,
        entities=done.entities or asked.entities,
        interpret_ms=asked.interpret_ms + done.interpret_ms,
    )


def _pass_by(session: Session, step: Wait | Happening | Restart) -> None:
    if isinstance(step, Wait):
        session.wait(step.seconds)
    elif isinstance(step, Happening):
        session.happen(step)
    else:
        session.restart()


def _prepared(case: Case) -> Case:
    """A device-actions test begins where its action has something to do; it has no setup of its own."""
    step = case.steps[0]
    if not isinstance(step, Say) or step.expectation.entity_id is None or step.moment.setup:
        return case
    target = step.expectation.entity_id
    wanted = precondition(step.expectation.action, target.partition(".")[0])
    if wanted is None:
        return case
    moment: Moment = replace(step.moment, setup={target: wanted})
    return replace(case, steps=(replace(step, moment=moment), *case.steps[1:]))
