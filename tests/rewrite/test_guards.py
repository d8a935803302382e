"""Every guardrail of a plan on its own: what it forbids, and what it lets pass."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from learn_support import ACTED, NOON, REFUSED, plan, saying

from edge.rewrite import guards
from edge.rewrite.guards import GUARDS, Case, Meaning, refusal
from edge.turn import (
    Clause,
    DecisionKind,
    Frame,
    Hypothesis,
    Plan,
    Request,
    Rewrite,
    Tier,
)


def case(
    before: Meaning = REFUSED, after: Meaning = ACTED, request: dict[str, Any] | None = None, **rewrite: Any
) -> Case:
    told: dict[str, Any] = {"id": "r", "source": before.words, "text": after.words, "passed": "refuse"} | rewrite
    return Case(Request("q", before.words, NOON, area="lounge", **(request or {})), Rewrite(**told), before, after)


def test_a_harmless_repair_is_allowed_by_all() -> None:
    assert refusal(case()) == ""
    assert all(allows(case()) for allows in GUARDS.values())


@pytest.mark.parametrize(
    ("words", "meant", "service"),
    [
        ("turn off the lamp", "turn on the lamp", "turn_on"),
        ("turn on the lamp", "turn off the lamp", "turn_off"),
        ("open the blind", "close the blind", "close_cover"),
        ("lock the door", "unlock the door", "unlock"),
        ("make it louder", "make it quieter", "volume_down"),
        ("turn on the lamp", "the usual", "turn_off"),
        ("play the radio", "pause the radio", "media_pause"),
    ],
)
def test_polarity_never_flips(words: str, meant: str, service: str) -> None:
    flipped = case(saying(words, REFUSED), saying(meant, plan=plan(service)))
    assert not guards.same_polarity(flipped)


@pytest.mark.parametrize(
    ("words", "meant", "service"),
    [("switch the lamp off", "turn off the lamp", "turn_off"), ("lights please", "turn on the lights", "turn_on"),
     ("turn the blind on", "open the blind", "open_cover"), ("turn it on and off", "turn it off and on", "turn_on")],
)  # fmt: skip
def test_polarity_that_stays_is_allowed(words: str, meant: str, service: str) -> None:
    assert guards.same_polarity(case(saying(words, REFUSED), saying(meant, plan=plan(service))))


def test_polarity_of_what_is_done_counts_where_the_words_have_none() -> None:
    before = saying("the lamp", plan=plan("turn_on"))
    assert not guards.same_polarity(case(before, saying("the usual", plan=plan("turn_off"))))


def test_polarity_is_judged_in_the_speaker_s_language() -> None:
    german = {"language": "de"}
    assert not guards.same_polarity(
        case(saying("lampe an", REFUSED), saying("lampe aus", plan=plan("turn_off")), german)
    )
    article = case(saying("light an apple", REFUSED), saying("turn off the apple", plan=plan("turn_off")))
    assert guards.same_polarity(article), "an English article is no German 'on'"


@pytest.mark.parametrize(
    ("words", "meant"),
    [("set it to 50", "set it to 15"), ("set it to fifty", "set it to fifteen"), ("dim the lamp", "dim the lamp to 20"),
     ("brightness 10 and 20", "brightness 10"), ("half brightness", "full brightness")],
)  # fmt: skip
def test_numbers_stay(words: str, meant: str) -> None:
    changed = case(saying(words, REFUSED), saying(meant))
    assert not guards.same_numbers(changed)
    assert guards.same_numbers(case(saying(words, REFUSED), saying(words)))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("don't turn on the lamp", "turn on the lamp"),
        ("all lights but the lamp", "all lights"),
        ("lamp", "never the lamp"),
    ],
)
def test_negation_stays(words: str, meant: str) -> None:
    changed = case(saying(words, REFUSED), saying(meant))
    assert not guards.same_negation(changed)
    assert guards.same_negation(case(saying(words, REFUSED), saying(words)))


@pytest.mark.parametrize(
    ("words", "meant"),
    [("wake me in the morning", "wake me in the evening"), ("timer for 5 minutes", "timer for 5 hours"),
     ("lamp on tomorrow", "lamp on"), ("heat until noon", "heat until midnight")],
)  # fmt: skip
def test_time_of_day_and_duration_stay(words: str, meant: str) -> None:
    changed = case(saying(words, REFUSED), saying(meant))
    assert not guards.same_time(changed)


def test_a_part_of_the_day_in_a_name_is_no_time() -> None:
    assert guards.same_time(case(saying("turn on the night light", REFUSED), saying("turn on the hall lamp")))


@pytest.mark.parametrize("tier", [Tier.COSTLY, Tier.ACCESS])
def test_nothing_learnt_acts_above_comfort(tier: Tier) -> None:
    grave = plan("unlock", ("lock.front",), tier)
    assert not guards.tier_not_above(case(after=saying("open up", plan=grave)))
    same = saying("open the door", plan=grave)
    assert not guards.tier_not_above(case(same, saying("open up", plan=grave))), "not even where the words did as well"


def test_the_tier_does_not_rise() -> None:
    told = saying("is the lamp on", plan=plan(tier=Tier.TELL))
    assert not guards.tier_not_above(case(told, ACTED))
    assert guards.tier_not_above(case(ACTED, told))


def test_scope_does_not_widen() -> None:
    wide = saying("all lights", plan=plan(targets=("light.a", "light.b", "light.c"), domain="light"))
    assert not guards.scope_not_wider(case(after=wide))
    assert not guards.scope_not_wider(case(ACTED, wide, breadth=2))
    assert guards.scope_not_wider(case(after=wide, breadth=3)), "as many were confirmed before"
    assert guards.scope_not_wider(case(wide, wide))
    asked = Frame("HassGetState", {"area": "Lounge"})
    told = Plan(Hypothesis((asked,), 1.0, "grammar"), (Clause(asked, ("light.a", "light.b", "light.c")),))
    assert not guards.scope_not_wider(case(saying("what is on here", plan=told), wide)), "asking is no deed"
    assert guards.scope_not_wider(case(ACTED, saying("what is on here", plan=told)))
    unknown = Meaning(
        "the cave lights", DecisionKind.REFUSE, plan(problem="no_area", targets=(), area="cave", domain="light")
    )
    known = saying("the lounge lights", plan=plan(targets=("light.a", "light.b"), area="Lounge", domain="light"))
    assert guards.scope_not_wider(case(unknown, known)), "a room for a room"


@pytest.mark.parametrize(
    "after",
    [
        Meaning("x", DecisionKind.REFUSE, plan(problem="no_entity")),
        Meaning("x", DecisionKind.ASK, plan()),
        Meaning("x", DecisionKind.ACT, None),
        Meaning("x", DecisionKind.ACT, plan(problem="unavailable")),
    ],
)
def test_what_cannot_be_done_now_is_not_rewritten_to(after: Meaning) -> None:
    assert not guards.executable_now(case(after=after))


def test_what_is_so_already_can_still_be_said() -> None:
    assert guards.executable_now(case(after=Meaning("x", DecisionKind.ANSWER, plan(problem="already"))))


def test_a_taught_phrase_beats_every_learnt_rewrite() -> None:
    assert not guards.taught_wins(case(saying("movie time", source="taught")))
    assert guards.taught_wins(case(ACTED))


def test_an_exact_name_beats_every_learnt_rewrite() -> None:
    named = replace(ACTED, named=True)
    other = saying("the other", plan=plan(targets=("light.other",)))
    assert not guards.exact_name_wins(case(named, other, passed="act"))
    assert guards.exact_name_wins(case(ACTED, other, passed="act")), "it was guessed"
    assert guards.exact_name_wins(case(replace(named, kind=DecisionKind.ANSWER), ACTED)), "the same thing is meant"
    assert guards.exact_name_wins(case(REFUSED, other))
    unknown = Meaning("the worm", DecisionKind.REFUSE, plan(problem="no_entity", targets=()), named=True)
    assert guards.exact_name_wins(case(unknown, other)), "a name that nothing has"


def test_what_nearly_always_works_is_never_touched() -> None:
    assert not guards.low_defect_untouched(case(ACTED, uses=10, defect=0.09))
    assert guards.low_defect_untouched(case(ACTED, uses=9, defect=0.09))
    assert guards.low_defect_untouched(case(ACTED, uses=50, defect=0.2))


def test_what_is_now_understood_is_left_to_the_words() -> None:
    assert not guards.newly_understood(case(ACTED, ACTED, passed="refuse"))
    assert guards.newly_understood(case(replace(ACTED, exact=False), ACTED, passed="refuse"))
    assert guards.newly_understood(case(ACTED, ACTED, passed="act"))


def test_a_rewrite_stays_in_its_context() -> None:
    for context, allowed in (
        ("", True),
        ("lounge|*", True),
        ("bedroom|*", False),
        ("*|afternoon", True),
        ("*|night", False),
    ):
        assert guards.in_its_context(case(context=context)) is allowed


def test_what_only_sounds_alike_repairs_what_was_not_understood() -> None:
    assert guards.sound_alone_repairs(case(match="phonetic"))
    assert not guards.sound_alone_repairs(case(ACTED, match="phonetic"))
    assert guards.sound_alone_repairs(case(ACTED, match="exact"))


def test_nothing_is_rewritten_to_the_same() -> None:
    assert not guards.says_something_else(case(ACTED, saying("the lamp, on")))
    assert guards.says_something_else(case(ACTED, saying("x", plan=plan(targets=("light.other",)))))


def test_the_first_guard_that_forbids_is_named() -> None:
    for name, guard in GUARDS.items():
        assert guard.__doc__, f"{name} says what it keeps from happening"
    assert refusal(case(after=Meaning("x", DecisionKind.REFUSE))) == "executable"
    assert refusal(case(saying("movie time", source="taught"), ACTED)) == "taught"


@pytest.mark.parametrize("match", ["phonetic", "near"])
def test_what_only_sounds_alike_mends_only_what_was_refused(match: str) -> None:
    assert guards.sound_alone_repairs(case(match=match))
    assert not guards.sound_alone_repairs(case(saying("turn on the worm", plan=plan()), match=match))


def test_what_refused_words_might_have_meant_is_no_pole() -> None:
    words, meant = "make the lamp breeghter", saying("make the lamp brighter", plan=plan("turn_on"))
    guessed = Meaning(words, DecisionKind.REFUSE, plan("turn_off"))
    assert guards.same_polarity(case(guessed, meant))
    assert not guards.same_polarity(case(replace(guessed, kind=DecisionKind.ACT), meant))
