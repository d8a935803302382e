from __future__ import annotations

import pytest

from hub_sim.bench.house import house, sentences


@pytest.mark.parametrize("size", [12, 100, 2000])
def test_a_house_has_the_size_asked_for_and_no_name_twice(size: int) -> None:
    home = house(size)
    assert len(home.entities) == size
    assert len({entity.name for entity in home.exposed}) == size
    assert {entity.area for entity in home.exposed} <= set(home.areas)


def test_the_same_house_and_words_every_time() -> None:
    assert house(50) == house(50)
    assert sentences(house(50), 30) == sentences(house(50), 30)


def test_what_is_said_is_of_this_home() -> None:
    home = house(30)
    names = [word.lower() for word in [*(e.name for e in home.exposed), *(a.name for a in home.areas.values())]]
    said = sentences(home, 70)
    about = [text for text in said if any(name in text for name in names)]
    assert len(said) == 70
    assert len(about) >= 50
