"""From proposals to the one rewrite considered: guardrails first, then chance by the request's id alone."""

from __future__ import annotations

from typing import Any

from learn_support import ACTED, NOON, REFUSED, plan, saying

from edge.rewrite.apply import SURE_LOSS, as_meant, considered, meaning_of
from edge.rewrite.guards import Meaning
from edge.turn import Alternative, DecisionKind, Request, Rewrite

OTHERS = saying("turn on the lamp", plan=plan(targets=("light.other",)), exact=False)


def rewrite(id_: str = "a", **more: Any) -> Rewrite:
    return Rewrite(id_, "turn on the glow worm", "turn on the table lamp", **({"propensity": 0.9} | more))


def outcomes(proposal: Rewrite, before: Meaning, count: int = 2000) -> list[bool]:
    found = [
        considered(Request(f"q{n}", before.words, NOON), [proposal], before, lambda _: ACTED) for n in range(count)
    ]
    return [rewriting.served for rewriting in found if rewriting is not None]


def test_without_proposals_there_is_nothing_to_consider() -> None:
    assert considered(Request("q", "x", NOON), [], REFUSED, lambda _: ACTED) is None


def test_the_first_that_no_guard_forbids_is_taken() -> None:
    meanings = {"a": Meaning("x", DecisionKind.REFUSE), "b": ACTED}
    proposals = [rewrite("a"), rewrite("b", propensity=1.0)]
    found = considered(Request("q", REFUSED.words, NOON), proposals, REFUSED, lambda r: meanings[r.id])
    assert found is not None
    assert (found.rewrite.id, found.served, found.refused) == ("b", True, "")


def test_where_all_are_forbidden_the_first_refusal_is_told() -> None:
    refused = Meaning("x", DecisionKind.REFUSE)
    found = considered(Request("q", REFUSED.words, NOON), [rewrite("a"), rewrite("b")], REFUSED, lambda _: refused)
    assert found is not None
    assert (found.rewrite.id, found.served, found.propensity, found.refused) == ("a", False, 0.0, "executable")


def test_it_is_served_as_often_as_its_propensity_says() -> None:
    served = outcomes(rewrite(propensity=0.6, passed="act"), OTHERS)
    assert abs(sum(served) / len(served) - 0.6) < 0.04


def test_where_the_words_would_be_refused_there_is_little_to_find_out() -> None:
    served = outcomes(rewrite(propensity=0.6), REFUSED)
    assert abs(sum(served) / len(served) - SURE_LOSS) < 0.02


def test_the_draw_depends_on_the_request_s_id_alone() -> None:
    one, other = (outcomes(rewrite(propensity=0.5, passed="act"), OTHERS, 100) for _ in range(2))
    assert one == other


def test_a_control_says_so() -> None:
    found = considered(Request("q", "x", NOON), [rewrite(propensity=0.0, passed="act")], OTHERS, lambda _: ACTED)
    assert found is not None
    assert (found.served, found.refused) == (False, "draw")


def test_the_words_meant_take_the_place_of_all_that_was_heard() -> None:
    request = Request("q", "turn on the glow worm", NOON, nbest=(Alternative("turn on the glow", 0.9),), area="lounge")
    meant = as_meant(request, rewrite())
    assert (meant.text, meant.nbest, meant.area, meant.id) == ("turn on the table lamp", (), "lounge", "q")


def test_a_meaning_knows_whether_all_was_named_exactly() -> None:
    assert meaning_of("x", DecisionKind.ACT, plan()).exact
    assert not meaning_of("x", DecisionKind.REFUSE, None).exact


def test_what_only_sounds_alike_is_not_even_read_where_the_words_were_understood() -> None:
    read: list[str] = []

    def reading(proposal: Rewrite) -> Meaning:
        read.append(proposal.id)
        return ACTED

    found = considered(Request("q", OTHERS.words, NOON), [rewrite(match="near")], OTHERS, reading)
    assert found is not None
    assert (found.refused, read) == ("sound", [])
    found = considered(Request("q", REFUSED.words, NOON), [rewrite(match="near", propensity=1.0)], REFUSED, reading)
    assert found is not None
    assert (found.served, read) == (True, ["a"])
