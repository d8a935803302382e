from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edge.turn import ServiceCall
from hub_sim.cases import Case, Expect, Expectation, Happening, Moment, Restart, Say, Step, Wait, Wanted
from hub_sim.home import SimHome
from hub_sim.loading import SimError
from hub_sim.report import as_json, percentile, table
from hub_sim.runner import run_case, run_cases
from hub_sim.verdict import Reply

MakeHome = Callable[..., SimHome]
LAMP = "{id: light.lamp, name: Lamp, state: 'off'}"
ON = ServiceCall("light", "turn_on", "light.lamp")
Script = dict[str, tuple[Reply, tuple[ServiceCall, ...]] | Exception]


class Scripted:
    """A hub that answers by rote, and writes down what is done to it."""

    name = "scripted"

    def __init__(self, home: SimHome, script: Script) -> None:
        self.home = home
        self.script = script
        self.log: list[str] = []

    def begin(self, case: Case) -> Scripted:
        self.home.reset()
        step = case.steps[0]
        if isinstance(step, Say):
            self.arrange(step.moment)
        return self

    def close(self) -> None:
        self.log.append("close")

    def say(self, text: str, moment: Moment) -> Reply:
        del moment
        self.log.append(f"say {text}")
        answer = self.script[text]
        if isinstance(answer, Exception):
            raise answer
        reply, calls = answer
        for call in calls:
            self.home.send(call)
        return reply

    def arrange(self, moment: Moment) -> None:
        for entity_id, wanted in moment.setup.items():
            self.home.set(entity_id, wanted.state, wanted.attributes)

    def happen(self, event: Happening) -> None:
        self.home.set(event.entity, event.wanted.state, event.wanted.attributes)
        self.log.append(f"happen {event.entity}")

    def wait(self, seconds: float) -> None:
        self.log.append(f"wait {seconds:g}")

    def restart(self) -> None:
        self.log.append("restart")


def case_of(*steps: Step, conversation: bool = False) -> Case:
    return Case(Path("h/t.yaml"), Path("h/_fixtures.yaml"), "c", 0, steps, conversation)


def say(text: str, moment: Moment | None = None, **expected: object) -> Say:
    return Say(text, moment or Moment(), Expectation(**expected))  # type: ignore[arg-type]


LIT = {"light.lamp": Wanted("on")}
ASKED = Reply("ask", "Really?", "HassTurnOn", {"name": "Lamp"}, ("light.lamp",), "confirm", interpret_ms=(1.0,))
DONE = Reply("act", "Done", None, {}, ("light.lamp",), interpret_ms=(2.0,))


def test_a_question_for_confirmation_is_answered_yes(make_home: MakeHome) -> None:
    via = Scripted(make_home(LAMP), {"lamp on": (ASKED, ()), "yes": (DONE, (ON,))})
    expect = Expect("act", "HassTurnOn", slots={"name": "lamp"})
    result = run_case(case_of(say("lamp on", changes=LIT, expect=expect)), via)
    assert result.passed
    assert (result.reply.decision, result.interpret_ms) == ("act", (1.0, 2.0))


def test_unless_the_question_is_what_is_expected(make_home: MakeHome) -> None:
    via = Scripted(make_home(LAMP), {"lamp on": (ASKED, ()), "yes": (DONE, (ON,))})
    assert run_case(case_of(say("lamp on", changes={}, expect=Expect("ask"))), via).passed
    assert via.log == ["say lamp on"]


def test_a_question_of_which_is_never_answered(make_home: MakeHome) -> None:
    which = Reply("ask", "Which?", "HassTurnOn", question="which")
    via = Scripted(make_home(LAMP), {"lamp on": (which, ()), "yes": (DONE, (ON,))})
    assert not run_case(case_of(say("lamp on", changes=LIT)), via).passed
    assert via.log == ["say lamp on"]


def test_in_a_conversation_nothing_is_answered_but_by_the_next_turn(make_home: MakeHome) -> None:
    via = Scripted(make_home(LAMP), {"lamp on": (ASKED, ()), "yes": (DONE, (ON,))})
    steps = (say("lamp on", changes={}), Wait(3.0), say("yes", changes=LIT))
    assert run_case(case_of(*steps, conversation=True), via).passed
    assert via.log == ["say lamp on", "wait 3", "say yes"]


def test_changes_are_relative_to_the_turns_start(make_home: MakeHome) -> None:
    nothing = (Reply("answer", "ok"), ())
    via = Scripted(make_home(LAMP), {"hello": nothing, "bye": nothing})
    steps = (say("hello", changes={}), Happening("light.lamp", Wanted("on")), Restart(), say("bye", changes={}))
    assert run_case(case_of(*steps, conversation=True), via).passed
    assert via.log == ["say hello", "happen light.lamp", "restart", "say bye"]


def test_a_turns_setup_is_arranged_before_it(make_home: MakeHome) -> None:
    via = Scripted(
        make_home(LAMP),
        {"hello": (Reply("answer"), ()), "off": (DONE, (ServiceCall("light", "turn_off", "light.lamp"),))},
    )
    setup = Moment(setup={"light.lamp": Wanted("on")})
    steps = (say("hello", changes={}), say("off", setup, changes={"light.lamp": Wanted("off")}))
    assert run_case(case_of(*steps, conversation=True), via).passed


def test_a_conversation_ends_with_the_first_failure(make_home: MakeHome) -> None:
    via = Scripted(make_home(LAMP), {"hello": (Reply("answer"), (ON,)), "bye": (Reply("answer"), ())})
    result = run_case(case_of(say("hello", changes={}), say("bye"), conversation=True), via)
    assert (result.said, result.stray, via.log) == ("hello", ("light.lamp",), ["say hello"])


def test_a_device_action_begins_where_it_has_something_to_do(make_home: MakeHome) -> None:
    off = ServiceCall("light", "turn_off", "light.lamp")
    via = Scripted(make_home(LAMP), {"lamp off": (DONE, (off,))})
    assert run_case(case_of(say("lamp off", entity_id="light.lamp", action="Turn off")), via).passed


def test_a_hub_that_breaks_fails_its_case_only(make_home: MakeHome) -> None:
    via = Scripted(make_home(LAMP), {"a": ValueError("boom"), "b": (Reply("answer"), ())})
    broken, sound = run_cases([case_of(say("a")), case_of(say("b"))], via)
    assert broken.verdict.wrong == ("raised ValueError: boom",)
    assert sound.passed


def test_a_mistake_in_the_files_is_not_the_hubs(make_home: MakeHome) -> None:
    via = Scripted(make_home(LAMP), {"a": SimError("no entity")})
    with pytest.raises(SimError):
        run_cases([case_of(say("a"))], via)


def test_the_json_has_exactly_the_keys_of_the_specification(make_home: MakeHome) -> None:
    refused = Reply("refuse", "Sorry", interpret_ms=(4.0,))
    via = Scripted(
        make_home(LAMP), {"on": (DONE, (ON,)), "no": (refused, ()), "wrong": (DONE, (ON,)), "ask": (ASKED, ())}
    )
    cases = [say("on", changes=LIT), say("no", changes=LIT), say("wrong", changes={}), say("ask", expect=Expect("ask"))]
    summary = as_json(run_cases([case_of(step) for step in cases], via))
    assert list(summary) == [
        "cases", "passed", "acted_wrong", "asked", "refused", "latency_ms", "categories", "failures",
    ]  # fmt: skip
    assert [summary[key] for key in ("cases", "passed", "acted_wrong", "asked", "refused")] == [4, 2, 1, 1, 1]
    assert summary["categories"] == {"c": {"cases": 4, "passed": 2}}
    assert set(summary["latency_ms"]) == {"p50", "p95", "p99"}
    first = summary["failures"][0]
    assert set(first) == {"file", "sentence", "expected", "got", "failure_point"}
    assert (first["sentence"], first["expected"]) == ("no", {"expect_changes": {"light.lamp": {"state": "on"}}})
    assert "acted wrong 1 (25.0 %)" in table(summary)


@pytest.mark.parametrize(("percent", "expected"), [(50, 2.0), (95, 4.0), (99, 4.0), (1, 1.0)])
def test_percentiles_are_by_nearest_rank(percent: float, expected: float) -> None:
    assert percentile([1.0, 2.0, 3.0, 4.0], percent) == expected


def test_no_figures_no_percentile() -> None:
    assert percentile([], 99) == 0.0
