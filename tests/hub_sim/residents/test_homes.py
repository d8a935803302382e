from __future__ import annotations

import pytest

from hub_sim.residents.homes import make_home
from hub_sim.residents.people import Options, people_of
from hub_sim.residents.pools import Split


def test_a_seed_gives_the_same_home_again() -> None:
    assert make_home("a").fixtures.snapshot.structure_hash == make_home("a").fixtures.snapshot.structure_hash


def test_homes_of_different_seeds_differ() -> None:
    assert len({make_home(str(seed)).fixtures.snapshot.structure_hash for seed in range(20)}) == 20


@pytest.mark.parametrize("seed", range(10))
def test_a_home_has_what_its_residents_need(seed: int) -> None:
    home = make_home(str(seed))
    snapshot = home.fixtures.snapshot
    assert 10 <= len(snapshot.entities) <= 60
    assert set(home.ears) <= set(snapshot.areas)
    assert all(snapshot.area_of_device(ear) == area for area, ear in home.ears.items())
    assert {thing for things in home.roles.values() for thing in things} <= set(snapshot.entities)


def test_the_halves_share_no_name_of_one_s_own() -> None:
    names = {
        split: {
            name
            for seed in range(30)
            for person in people_of(make_home(f"{seed}", split), Options(split=split))
            for name in person.nicknames.values()
        }
        for split in Split
    }
    assert names[Split.TRAIN]
    assert names[Split.HELD_OUT]
    assert not names[Split.TRAIN] & names[Split.HELD_OUT]


def test_the_same_people_live_in_a_home_whatever_the_noise() -> None:
    home = make_home("x")
    quiet, loud = (people_of(home, Options(wer=rate)) for rate in (0.0, 0.25))
    assert [(p.manner, p.wishes) for p in quiet] == [(p.manner, p.wishes) for p in loud]


def test_contrarians_are_about_as_many_as_wanted() -> None:
    options = Options(contrarian=0.3)
    people = [person for seed in range(150) for person in people_of(make_home(str(seed)), options)]
    share = sum(person.manner.contrary > 0 for person in people) / len(people)
    assert 0.2 < share < 0.4


def test_half_of_the_homes_change_what_a_name_means() -> None:
    homes = [people_of(make_home(str(seed)), Options(days=20)) for seed in range(60)]
    changing = [people for people in homes if any(w.later for p in people for w in p.wishes)]
    assert 10 <= len(changing) <= 40
    wish = next(w for p in changing[0] for w in p.wishes if w.later)
    assert wish.on(0) is wish
    assert wish.on(wish.change).things != wish.things
