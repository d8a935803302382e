"""Sessions: by place, person and time."""

from __future__ import annotations

from learn_support import NOON, a_note

from edge.learn.sessions import GAP_SECONDS, LONGEST, Sessions, key_of, sessions_of


def test_turns_close_in_time_belong_together() -> None:
    notes = [a_note("1"), a_note("2", at=NOON + 40), a_note("3", at=NOON + 80), a_note("4", at=NOON + 300)]
    assert [[n.id for n in s.notes] for s in sessions_of(notes)] == [["1", "2", "3"], ["4"]]


def test_people_and_satellites_have_their_own() -> None:
    notes = [
        a_note("1", device="a"), a_note("2", at=NOON + 1, device="b"), a_note("3", at=NOON + 2, device="a", speaker="bo"),
        a_note("4", at=NOON + 3, device="a"),
    ]  # fmt: skip
    assert [[n.id for n in s.notes] for s in sessions_of(notes)] == [["1", "4"], ["2"], ["3"]]


def test_a_conversation_goes_wherever_it_goes() -> None:
    assert key_of(a_note(device="a", conversation="c")) == key_of(a_note(device="b", speaker="bo", conversation="c"))


def test_unknown_people_share_a_satellite_s_session() -> None:
    assert key_of(a_note(speaker="", device="a")) == key_of(a_note("2", "x", speaker="", device="a"))


def test_a_session_ends_when_it_is_silent_and_is_told_once() -> None:
    sessions = Sessions()
    sessions.add(a_note())
    assert sessions.take_over(NOON + GAP_SECONDS) == []
    [ended] = sessions.take_over(NOON + GAP_SECONDS + 1)
    assert ended.last == NOON
    assert sessions.take_over(NOON + 1000) == []


def test_a_session_that_a_new_one_replaces_is_not_lost() -> None:
    sessions = Sessions()
    sessions.add(a_note("1"))
    sessions.add(a_note("2", at=NOON + 1000))
    assert [s.notes[0].id for s in sessions.take_over(NOON + 1001)] == ["1"]


def test_a_chatterbox_begins_another_session() -> None:
    notes = [a_note(str(n), at=NOON + n) for n in range(LONGEST + 5)]
    assert [len(s.notes) for s in sessions_of(notes)] == [LONGEST, 5]


def test_the_current_session_is_the_one_a_turn_would_join() -> None:
    sessions = Sessions()
    kept = sessions.add(a_note())
    assert sessions.current(a_note("2", at=NOON + 10)) is kept
    assert sessions.current(a_note("2", at=NOON + 100)) is None
    assert sessions.current(a_note("2", at=NOON + 10, speaker="bo")) is None
