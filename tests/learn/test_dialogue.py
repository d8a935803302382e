"""What a turn says about those before it, what a session teaches, and which phrase in a wording went wrong."""

from __future__ import annotations

from typing import Any

import pytest
from learn_support import NOON, a_note, failed

from edge.learn.accounts import claims_of, confirmed
from edge.learn.byhand import fixed_by_hand
from edge.learn.dialogue import Tracked, feedback_on, link_rephrases, relate
from edge.learn.harvest import Lesson, abandoned, judged, lessons
from edge.learn.phrases import Phrase, phrase_of
from edge.learn.record import Note
from edge.learn.rephrase import EvidenceDetector
from edge.learn.signals import SignalKind
from edge.learn.spoken import Spoken
from edge.learn.watching import HandChange
from edge.turn import DecisionKind, Frame, Tier

LATER = NOON + 1000


def session(*notes: Note) -> list[Tracked]:
    """A session as it is heard, turn by turn."""
    heard: list[Tracked] = []
    for note in notes:
        new = Tracked(note)
        relate(heard[-1] if heard else None, new)
        heard.append(new)
    link_rephrases(heard, EvidenceDetector())
    return heard


def taught(*notes: Note) -> list[Lesson]:
    return list(lessons([judged(tracked, LATER) for tracked in session(*notes)]))


WRONG = failed("1", "turn on the glow worm")
RIGHT = a_note(
    "2",
    "turn on the table lamp",
    NOON + 8,
    targets=("light.table",),
    frames=(Frame("HassTurnOn", {"name": "Table Lamp"}),),
)


def test_a_rephrase_is_linked_and_teaches() -> None:
    head, later = session(WRONG, RIGHT)
    assert (head.again, head.told) == ("2", False)
    assert {SignalKind.NOT_UNDERSTOOD, SignalKind.REPHRASED} <= head.kinds()
    assert later.kinds() == frozenset()
    [lesson] = taught(WRONG, RIGHT)
    assert (lesson.said.id, lesson.meant.id, lesson.strong, lesson.turns) == ("1", "2", False, 1)
    assert 0.4 < lesson.weight < 1


def test_a_chain_of_failures_teaches_for_each_of_them() -> None:
    between = failed("b", "turn on the glowing worm", NOON + 4)
    assert [(x.said.id, x.meant.id, x.turns) for x in taught(WRONG, between, RIGHT)] == [("1", "2", 2), ("b", "2", 1)]


def test_a_correction_is_told_outright() -> None:
    meant = a_note(
        "2",
        "no, the led strip",
        NOON + 6,
        leaned=True,
        frames=(Frame("HassTurnOn", {"name": "strip"}),),
        targets=("light.strip",),
    )
    [lesson] = taught(a_note("1", "turn on the lamp"), meant)
    assert (lesson.strong, lesson.meant.id) == (True, "2")


def test_an_answer_to_a_question_settles_what_was_meant() -> None:
    question = a_note("1", "turn on the lamp", kind=DecisionKind.ASK, asked="which", state="ask")
    answer = a_note(
        "2", "the second one", NOON + 6, replied=True, targets=("light.strip",), frames=(Frame("HassTurnOn"),)
    )
    [lesson] = taught(question, answer)
    assert lesson.strong
    no = a_note("2", "no", NOON + 6, replied=True, kind=DecisionKind.ANSWER)
    [head, _] = session(question, no)
    assert SignalKind.DECLINED in head.kinds()


def test_a_success_that_was_blamed_teaches_nothing() -> None:
    heard = session(WRONG, RIGHT)
    heard[1].add(SignalKind.WRONG, NOON + 20)
    assert list(lessons([judged(t, LATER) for t in heard])) == []


def test_giving_up_shows() -> None:
    heard = session(WRONG)
    abandoned(heard)
    assert SignalKind.ABANDONED in heard[0].kinds()
    done = session(RIGHT)
    abandoned(done)
    assert done[0].kinds() == frozenset()


def test_a_repetition_is_noted() -> None:
    head, _ = session(WRONG, failed("2", "turn on the glow worm please", NOON + 5))
    assert SignalKind.REPEATED in head.kinds()
    assert head.again == ""


@pytest.mark.parametrize(
    ("spoken", "kind"),
    [(Spoken.THANKS, SignalKind.THANKS), (Spoken.WRONG, SignalKind.WRONG), (None, SignalKind.WRONG)],
)
def test_feedback_in_words(spoken: Spoken | None, kind: SignalKind) -> None:
    about = Tracked(RIGHT)
    feedback_on(about, a_note("3", "x", NOON + 20, spoken=spoken))
    assert about.kinds() == {kind}


def unknown(name: str, text: str, intent: str = "HassTurnOn") -> Note:
    return failed("1", text, frames=(Frame(intent, {"name": name}),), problems=("no_entity",))


def known(name: str, text: str, intent: str = "HassTurnOn", **more: Any) -> Note:
    return a_note("2", text, NOON + 8, frames=(Frame(intent, {"name": name}),), targets=("light.table",), **more)


@pytest.mark.parametrize(
    ("said", "meant", "found"),
    [
        (unknown("the glow worm", "turn on the glow worm"), known("Table Lamp", "the lamp on the table, on"), Phrase("glow worm", "Table Lamp")),
        (failed("1", "dim the glow worm a bit"), known("Table Lamp", "dim the table lamp a bit"), Phrase("glow worm", "Table Lamp")),
        (unknown("glow worm", "turn on the glow worm"), known("Table Lamp", "turn it off", "HassTurnOff"), None),
        (failed("1", "let there be light"), known("Table Lamp", "turn on the table lamp"), None),
        (failed("1", "turn on it"), known("Table Lamp", "turn on table lamp"), None),
        (failed("1", "turn on twenty"), known("Table Lamp", "turn on table lamp"), None),
        (failed("1", "dim the worm"), known("Table Lamp", "dim the table lamp", leaned=True), None),
    ],
)  # fmt: skip
def test_the_phrase_that_went_wrong(said: Note, meant: Note, found: Phrase | None) -> None:
    assert phrase_of(said, meant) == found


def test_a_lesson_claims_the_wording_and_the_phrase() -> None:
    lesson = Lesson(
        unknown("glow worm", "turn on the glow worm"),
        known("Table Lamp", "turn on the table lamp"),
        0.8,
        strong=False,
        turns=1,
    )
    whole, phrase = claims_of(lesson)
    assert (whole.kind, whole.source, whole.text, whole.frames) == (
        "utterance",
        "turn on glow worm",
        "turn on the table lamp",
        (),
    )
    assert (phrase.kind, phrase.source, phrase.text, phrase.target) == (
        "phrase",
        "glow worm",
        "Table Lamp",
        "table lamp",
    )
    assert [c.kind for c in claims_of(lesson, phrases=False)] == ["utterance"]


def test_what_does_not_stand_alone_is_claimed_by_what_it_meant() -> None:
    meant = known("Table Lamp", "no, the other", leaned=True, clause_targets=(("light.table",),))
    whole = next(iter(claims_of(Lesson(a_note("1", "the lamp"), meant, 1.0, strong=True, turns=1))))
    assert (whole.text, whole.targets, whole.frames) == ("the lamp (table)", (("light.table",),), meant.frames)


def test_the_clearest_wording_is_the_one_read() -> None:
    from learn_support import an_entry

    clear = known("Table Lamp", "turn on the table lamp", exact=True)
    vague = known("Table Lamp", "turn on the tabel lam")
    entry = an_entry(count=0)
    for meant in (clear, vague):
        lesson = Lesson(WRONG, meant, 0.8, strong=False, turns=1)
        entry = confirmed(entry, lesson, next(iter(claims_of(lesson))))
    assert (entry.text, entry.count) == ("turn on the table lamp", 2)
    assert entry.tier is Tier.COMFORT


def by_hand(*changes: tuple[str, str]) -> Any:
    made = [HandChange(entity, "Table Lamp", state, NOON + 10 + n) for n, (entity, state) in enumerate(changes)]
    return lambda since, until: [c for c in made if since < c.at <= until]


@pytest.mark.parametrize(
    ("note", "changes", "taught"),
    [
        (WRONG, [("light.table", "on")], "HassTurnOn light.table"),
        (failed("1", "goldie off"), [("light.table", "off")], "HassTurnOff light.table"),
        (failed("1", "some privacy"), [("cover.blind", "closed")], "HassTurnOff cover.blind"),
        (WRONG, [("light.table", "off")], None),
        (WRONG, [("light.table", "on"), ("light.strip", "on")], None),
        (WRONG, [("sensor.door", "on")], None),
        (failed("1", "dim goldie"), [("light.table", "on")], None),
        (failed("1", "goldie to 30"), [("light.table", "on")], None),
        (WRONG, [], None),
        (RIGHT, [("light.table", "on")], None),
    ],
)
def test_what_somebody_did_instead(note: Note, changes: list[tuple[str, str]], taught: str | None) -> None:
    found = list(
        fixed_by_hand(
            [judged(Tracked(note), NOON)] if note is RIGHT else [judged(t, LATER) for t in session(note)],
            by_hand(*changes),
        )
    )
    assert [lesson.meant.state for lesson in found] == ([taught] if taught else [])
