from __future__ import annotations

import json

import pytest

from edge.context.moments import Moment
from edge.context.tastes import Liking, Tastes, liking_of_change, likings_of_turn
from edge.home.model import Entity
from edge.turn import Clause, Decision, DecisionKind, Frame, Hypothesis, Plan, Request, Turn

DAY, HOUR = 86_400.0, 3600.0


def at(day: float, hour: float, person: str | None = None) -> Moment:
    return Moment(20_000 * DAY + day * DAY + hour * HOUR, None, person)


def lived(days: int = 10) -> Tastes:
    tastes = Tastes()
    for day in range(days):
        tastes.observe(Liking("music", "opera"), at(day, 18, "mia"))
        tastes.observe(Liking("music", "reggae"), at(day, 19, "tom"))
        tastes.observe(Liking("audiobook", "dune"), at(day, 22, "mia"))
    return tastes


def test_each_has_their_own_taste() -> None:
    tastes = lived()
    assert next(iter(tastes.of(at(10, 19, "tom")))) == "reggae"
    assert next(iter(tastes.of(at(10, 19, "mia")))) == "opera"


def test_a_stranger_gets_what_the_home_likes_at_that_time() -> None:
    found = lived().of(at(10, 18.2))
    assert set(found) == {"opera", "reggae"}
    assert sum(found.values()) == pytest.approx(1.0)


def test_kinds_are_apart() -> None:
    tastes = lived()
    assert tastes.of(at(10, 22, "mia"), "audiobook") == {"dune": pytest.approx(1.0)}
    assert next(iter(tastes.kinds(at(10, 22, "mia")))) in {"audiobook", "music"}
    assert tastes.kinds(at(10, 22, "tom"))["music"] > tastes.kinds(at(10, 22, "mia"))["music"]
    assert tastes.of(at(10, 22), "movie") == {}


def test_nothing_is_known_at_first() -> None:
    assert (Tastes().of(at(0, 7)), Tastes().kinds(at(0, 7))) == ({}, {})


def test_tastes_fade_more_slowly_than_habits_but_do_change() -> None:
    tastes = lived(40)
    for day in range(40, 60):
        tastes.observe(Liking("music", "jazz"), at(day, 19, "tom"))
    found = tastes.of(at(60, 19, "tom"))
    assert next(iter(found)) == "jazz"
    assert found["reggae"] > 0.01


def test_a_dump_is_taken_over_whole() -> None:
    tastes, copy = lived(), Tastes()
    copy.load(json.loads(json.dumps(tastes.dump())))
    assert next(iter(copy.of(at(10, 19, "tom")))) == "reggae"


def turn(text: str, kind: DecisionKind = DecisionKind.ACT, door: str = "console", **slots: str) -> Turn:
    frame = Frame("HassMediaSearchAndPlay", slots)
    plan = Plan(Hypothesis((frame,), 1.0, "test"), (Clause(frame),))
    return Turn(Request("r", text, 0.0, door=door), Decision(kind, plan=plan))


@pytest.mark.parametrize(
    ("told", "likings"),
    [
        (turn("play some Reggae", genre="Reggae"), [(Liking("music", "reggae"), 1.0)]),
        (turn("play dune", search_query="Dune", media_class="audiobook"), [(Liking("audiobook", "dune"), 1.0)]),
        (turn("play some music", genre="reggae", media_class="music"), [(Liking("music", "reggae"), 0.2)]),
        (turn("play reggae", DecisionKind.REFUSE, genre="reggae"), []),
        (turn("play reggae", door="schedule", genre="reggae"), []),
        (turn("play"), []),
    ],
)
def test_what_was_said_counts_more_than_what_we_chose(told: Turn, likings: list[tuple[Liking, float]]) -> None:
    assert likings_of_turn(told) == likings


@pytest.mark.parametrize(
    ("attributes", "liking"),
    [
        ({"media_artist": "Bazzi", "media_content_type": "music"}, Liking("music", "bazzi")),
        ({"media_playlist": "Evening", "media_artist": "Bazzi"}, Liking("music", "evening")),
        ({"media_title": "Alien", "media_content_type": "movie"}, Liking("movie", "alien")),
        ({"media_title": "A song", "media_content_type": "music"}, None),
        ({}, None),
    ],
)
def test_a_player_tells_what_is_liked(attributes: dict[str, str], liking: Liking | None) -> None:
    found = liking_of_change(Entity("media_player.x", "X", state="playing", attributes=attributes))
    assert (found[0] if found else None) == liking
    assert liking_of_change(Entity("media_player.x", "X", state="paused", attributes=attributes)) is None
    assert liking_of_change(Entity("media_player.x", "X", state="playing", attributes=attributes, stale=True)) is None
