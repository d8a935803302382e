"""Several channels and several wordings, one ranking."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from edge.home.model import Snapshot
from edge.turn import Alternative, Condition, Frame, Hypothesis, Knowledge, Request
from edge.understand.channel import Channel
from edge.understand.grammar import GrammarChannel
from edge.understand.union import Understanding, meaning

HOME = Snapshot()


class Scripted:
    """A channel that knows a few texts, and remembers what it was asked."""

    def __init__(self, name: str, answers: dict[str, list[tuple[str, float]]]) -> None:
        self.name = name
        self.asked: list[str] = []
        self.told: list[Knowledge | None] = []
        self._answers = answers

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        assert snapshot is HOME
        self.asked.append(request.text)
        self.told.append(knowledge)
        found = self._answers.get(request.text, [])
        return [
            Hypothesis((Frame("HassTurnOn", {"name": name}),), score, self.name, request.text) for name, score in found
        ]


class Given:
    """A channel that always says one thing."""

    def __init__(self, name: str, hypothesis: Hypothesis) -> None:
        self.name = name
        self._hypothesis = hypothesis

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        assert (request.text, snapshot, knowledge) == ("x", HOME, None)
        return [self._hypothesis]


def names(found: Sequence[Hypothesis]) -> list[object]:
    return [hypothesis.slots["name"] for hypothesis in found]


def test_scripted_is_a_channel() -> None:
    channel: Channel = Scripted("a", {})
    assert channel.read(Request("r", "x", 0.0), HOME) == []


def test_best_first_over_all_channels() -> None:
    union = Understanding([Scripted("a", {"x": [("Lamp", 0.5)]}), Scripted("b", {"x": [("Fan", 0.8), ("TV", 0.3)]})])
    assert names(union.read(Request("r", "x", 0.0), HOME)) == ["Fan", "Lamp", "TV"]


def test_agreement_of_channels_is_one_hypothesis_with_a_little_more() -> None:
    union = Understanding([Scripted("a", {"x": [("Lamp", 0.5)]}), Scripted("b", {"x": [("lamp", 0.7)]})])
    (found,) = union.read(Request("r", "x", 0.0), HOME)
    assert found.score == pytest.approx(0.72)
    assert found.source == "b"


def test_the_same_words_of_other_domains_are_another_hypothesis() -> None:
    lit = Hypothesis((Frame("HassTurnOn", {"name": "Tap"}, domains=("light",)),), 0.6, "a")
    any_ = Hypothesis((Frame("HassTurnOn", {"name": "tap"}),), 0.5, "b")
    union = Understanding([Given("a", lit), Given("b", any_)])
    found = union.read(Request("r", "x", 0.0), HOME)
    assert [hypothesis.frames[0].domains for hypothesis in found] == [("light",), ()]
    assert [hypothesis.score for hypothesis in found] == pytest.approx([0.6, 0.52])


def test_what_a_recogniser_notes_in_brackets_was_not_said() -> None:
    channel = Scripted("a", {})
    Understanding([channel]).read(Request("r", "close [noise] the door", 0.0), HOME)
    assert channel.asked == ["close         the door"]


def test_scores_stay_within_one() -> None:
    union = Understanding([Scripted("a", {"x": [("Lamp", 1.0)]}), Scripted("b", {"x": [("Lamp", 1.0)]})])
    assert union.read(Request("r", "x", 0.0), HOME)[0].score == 1.0


def test_of_equal_scores_the_trusted_channel_wins() -> None:
    union = Understanding([Scripted("a", {"x": [("Lamp", 0.5)]}), Scripted("b", {"x": [("Fan", 0.5)]})])
    assert names(union.read(Request("r", "x", 0.0), HOME)) == ["Lamp", "Fan"]


def test_only_so_many_are_given() -> None:
    many = [(f"Lamp {n}", 1 - n / 100) for n in range(30)]
    assert len(Understanding([Scripted("a", {"x": many})], most=4).read(Request("r", "x", 0.0), HOME)) == 4


def heard(*alternatives: tuple[str, float]) -> Request:
    return Request("r", "turn on the limp", 0.0, nbest=tuple(Alternative(t, c) for t, c in alternatives))


def test_a_less_likely_wording_wins_where_only_it_is_understood() -> None:
    channel = Scripted("a", {"turn on the lamp": [("Lamp", 1.0)], "turn on the limp": [("limp", 0.4)]})
    found = Understanding([channel]).read(heard(("turn on the limp", 0.9), ("turn on the lamp", 0.8)), HOME)
    assert names(found) == ["Lamp", "limp"]
    assert found[0].text == "turn on the lamp"
    assert 0.4 < found[0].score < 1.0


def test_likelier_wordings_weigh_more() -> None:
    channel = Scripted("a", {"one": [("Lamp", 0.4)], "two": [("Fan", 0.4)]})
    found = Understanding([channel]).read(heard(("one", 0.5), ("two", 0.6)), HOME)
    assert names(found) == ["Fan", "Lamp"]


def test_wordings_that_cannot_win_are_not_read() -> None:
    channel = Scripted("a", {"turn on the limp": [("limp", 1.0)]})
    Understanding([channel]).read(heard(("turn on the lamp", 0.8)), HOME)
    assert channel.asked == ["turn on the limp"]


def test_wordings_that_differ_in_writing_alone_are_read_once() -> None:
    channel = Scripted("a", {})
    Understanding([channel]).read(heard(("Turn on the limp!", 0.9), ("other", 0.5), ("", 0.4)), HOME)
    assert channel.asked == ["turn on the limp", "other"]


def test_confidences_of_zero_still_count() -> None:
    channel = Scripted("a", {"other": [("Lamp", 0.9)]})
    assert names(Understanding([channel]).read(heard(("other", 0.0)), HOME)) == ["Lamp"]


def test_meaning_tells_conditions_times_and_exceptions_apart() -> None:
    plain = Frame("HassTurnOff", {"name": "Lamp"})
    variants = [
        plain,
        Frame("HassTurnOff", {"name": "Lamp"}, delay=5.0),
        Frame("HassTurnOff", {"name": "Lamp"}, excepted=({"name": "Fan"},)),
        Frame("HassTurnOff", {"name": "Lamp"}, condition=Condition({"area": "Den"}, "above", 3)),
    ]
    assert len({meaning(Hypothesis((frame,), 1.0, "a")) for frame in variants}) == 4
    again = Frame("HassTurnOff", {"name": "LAMP"}, response="cover", span=(0, 3))
    assert meaning(Hypothesis((plain,), 1.0, "a")) == meaning(Hypothesis((again,), 0.2, "b"))


def test_with_the_real_grammar(
    grammar: GrammarChannel, home: Snapshot, read: Callable[..., Sequence[Hypothesis]]
) -> None:
    request = Request(
        "r",
        "turn on the den limp",
        0.0,
        nbest=(Alternative("turn on the den limp", 0.7), Alternative("turn on the den lamp", 0.6)),
    )
    best = Understanding([grammar]).read(request, home)[0]
    assert best.slots == {"name": "Den Lamp"}
    assert best.score < read("turn on the den lamp")[0].score


def test_every_channel_is_told_what_was_said_lately() -> None:
    one, two = Scripted("a", {}), Scripted("b", {})
    lately = Knowledge(tastes={"jazz": 1.0})
    Understanding([one, two]).read(Request("r", "x", 0.0), HOME, lately)
    assert one.told == two.told == [lately]


def test_a_channel_that_knows_no_names_does_not_settle_the_wording() -> None:
    """The likeliest wording is read surely, of a thing that is not there: the next one is read all the same."""
    heard = Request("r", "x", 0.0, nbest=(Alternative("x", 0.9), Alternative("y", 0.6)))
    sure = Scripted("neural", {"x": [("limp", 0.99)], "y": [("lamp", 0.99)]})
    grammar = Scripted("grammar", {"y": [("Lamp", 1.0)]})
    found = Understanding([grammar, sure]).read(heard, HOME)
    assert sure.asked == ["x", "y"]
    assert names(found)[:2] == ["limp", "Lamp"]
