from __future__ import annotations

import json
from dataclasses import replace

import pytest
from house_stub import turn_of
from hypothesis import given
from hypothesis import strategies as st

from edge.doors.wire import MAX_TEXT, WireError, answer, encode, error_answer, read_request
from edge.turn import Alternative, Frame, Hypothesis, Plan, Question, Request


def _request(payload: object) -> Request:
    asked = read_request(json.dumps(payload).encode())
    return asked.request(now=100.0, tz_offset=3600, language="en", door="mqtt")


def test_a_full_request_is_read() -> None:
    assert _request(
        {
            "text": " turn on the lamp ",
            "id": "7",
            "language": "de",
            "device": "satellite",
            "area": "hall",
            "speaker": "ana",
            "confidence": 0.6,
            "nbest": [{"text": "turn on the lamp", "confidence": 0.6}, "turn on the ramp"],
            "conversation": "c1",
            "at": 50.5,
            "newer": True,
        }
    ) == Request(
        id="7",
        text="turn on the lamp",
        at=50.5,
        tz_offset=3600,
        language="de",
        device="satellite",
        area="hall",
        speaker="ana",
        confidence=0.6,
        nbest=(Alternative("turn on the lamp", 0.6), Alternative("turn on the ramp", 0.0)),
        conversation="c1",
        door="mqtt",
    )


def test_what_is_left_open_is_filled_in() -> None:
    request = _request({"text": "hello"})
    assert (request.at, request.language, request.tz_offset) == (100.0, "en", 3600)
    assert len(request.id) == 32


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'"hello"', "not an object but str"),
        (b"{}", "text: "),
        (b'{"text": ""}', "text: "),
        (b'{"text": "   "}', "text: "),
        (b'{"text": 5}', "text: "),
        (b'{"text": "x", "confidence": 1.5}', "confidence: "),
        (b'{"text": "x", "at": 1e400}', "at: "),
        (b'{"text": "x", "at": NaN}', "at: "),
        (b'{"text": "x", "nbest": [{}]}', "nbest.0"),
        (b'{"text": "x", "language": "english please"}', "language: "),
        (json.dumps({"text": "x" * (MAX_TEXT + 1)}).encode(), "text: "),
    ],
)
def test_an_error_names_the_key(payload: bytes, words: str) -> None:
    with pytest.raises(WireError, match=words.replace(".", r"\.")) as caught:
        read_request(payload)
    assert caught.value.id is None


def test_an_error_carries_the_id_where_there_is_one() -> None:
    with pytest.raises(WireError) as caught:
        read_request(b'{"id": "abc", "text": 5}')
    assert caught.value.id == "abc"


@given(
    st.binary(max_size=300) | st.text(max_size=100).map(lambda text: json.dumps({"text": text, "id": text}).encode())
)
def test_whatever_arrives_is_a_request_or_a_wire_error(payload: bytes) -> None:
    try:
        asked = read_request(payload)
    except WireError:
        return
    assert 0 < len(asked.text) <= MAX_TEXT


def test_an_answer_tells_what_was_decided_and_why() -> None:
    told = json.loads(encode(answer(turn_of(Request("1", "turn on lamp", 0.0, conversation="c")))))
    assert told["id"] == "1"
    assert (told["decision"], told["intent"], told["slots"]) == ("act", "HassTurnOn", {"name": "lamp"})
    assert (told["response"], told["source"], told["conversation"]) == ("Turned on lamp", "grammar", "c")
    assert not told["expects_reply"]
    assert json.loads(encode(answer(turn_of(Request("1", "which", 0.0)))))["expects_reply"]


def test_an_answer_says_what_kind_of_question_it_asks() -> None:
    turn = turn_of(Request("1", "which", 0.0))
    plan = Plan(Hypothesis((Frame("HassTurnOn"),), 1.0, "grammar"))
    for kind in ("which", "confirm"):
        asked = replace(turn, decision=replace(turn.decision, question=Question(kind, plan)))
        assert answer(asked)["question"] == kind
    assert "question" not in answer(turn_of(Request("1", "turn on lamp", 0.0)))


def test_an_error_answer_has_a_code_and_a_reason() -> None:
    assert error_answer("1", "expired", "too late") == {"id": "1", "error": {"code": "expired", "message": "too late"}}


def test_lone_surrogates_cannot_break_encoding() -> None:
    assert b"?" in encode({"text": "\ud800"})
