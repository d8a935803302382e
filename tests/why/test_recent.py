from __future__ import annotations

from hub_sim.cases import Moment
from hub_sim.context.generate import make_pairs
from hub_sim.inprocess import InProcessSession

PAIR = next(pair for pair in make_pairs(63, 4, seed=2) if (pair.kind, pair.fact) == ("mine", "speaker"))


def session() -> InProcessSession:
    return InProcessSession(PAIR.home, Moment())


def test_a_deed_is_explained_when_asked_for_and_the_record_is_not_touched_by_it() -> None:
    talk, here = session(), Moment(device=PAIR.first.moment.device, speaker=PAIR.first.moment.speaker)
    assert talk.say(PAIR.text, here).decision == "act"
    why = talk.say("why did you do that?", here)
    assert (why.decision, why.intent) == ("answer", "HearthWhy")
    assert why.response.startswith("I took that as ")
    assert "because it was" in why.response
    assert talk.say("why did you do that?", here).response == why.response


def test_nothing_to_explain_is_said_and_other_conversations_have_their_own() -> None:
    talk = session()
    here, there = Moment(device=PAIR.first.moment.device, speaker=PAIR.first.moment.speaker), Moment(device="elsewhere")
    talk.say(PAIR.text, here)
    assert talk.say("why did you do that?", there).response == "I have not done anything yet that I could explain."
