"""The grammar channel over a small home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edge.home.model import Area, Entity, Floor, Snapshot
from edge.turn import Hypothesis, Request
from edge.understand.grammar import MAX_CHARACTERS, GrammarChannel

COMMAND_WORDS = (
    "turn",
    "on",
    "off",
    "the",
    "lamp",
    "and",
    "if",
    "except",
    "in",
    "for",
    "at",
    "7",
    "everything",
    "kitchen",
    "it",
    "set",
    "to",
    "50",
    "%",
    "fan",
    "then",
    ",",
    "play",
)
Read = Callable[..., Sequence[Hypothesis]]


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("turn on the den lamp", "HassTurnOn", {"name": "Den Lamp"}),
        ("Please turn ON the Den Lamp!", "HassTurnOn", {"name": "Den Lamp"}),
        ("could you turn off the den lamp for me", "HassTurnOff", {"name": "Den Lamp"}),
        ("switch the snug lamp off", "HassTurnOff", {"name": "Den Lamp"}),
        ("turn on salt and pepper", "HassTurnOn", {"name": "Salt and Pepper"}),
        ("lock the front door", "HassTurnOn", {"name": "Front Door"}),
        ("close the shutter", "HassTurnOff", {"name": "Shutter"}),
        ("turn off the lights in the kitchen", "HassTurnOff", {"area": "Kitchen", "domain": "light"}),
        ("turn on the lights", "HassTurnOn", {"area": "Living Room", "domain": "light"}),
        ("turn off all the lights", "HassTurnOff", {"domain": "light"}),
        ("turn off the first floor lights", "HassTurnOff", {"floor": "Upstairs", "domain": "light"}),
        ("turn everything off", "HassTurnOff", {"name": "all"}),
        ("turn off everything in the kitchen", "HassTurnOff", {"name": "all", "area": "Kitchen"}),
        ("set den lamp brightness to fifty percent", "HassLightSet", {"name": "Den Lamp", "brightness": 50}),
        ("set kitchen brightness to half", "HassLightSet", {"area": "Kitchen", "brightness": 50, "domain": "light"}),
        ("make the den lamp red", "HassLightSet", {"name": "Den Lamp", "color": "red"}),
        (
            "set the thermostat to twenty one and a half degrees",
            "HassClimateSetTemperature",
            {"name": "Thermostat", "temperature": 21.5},
        ),
        ("set a timer for one and a half hours", "HassStartTimer", {"hours": 1, "minutes": 30}),
        ("where is mum", "HassGetState", {"name": "Ana"}),
        ("add two Apples to my shopping list", "HassListAddItem", {"item": "two Apples", "name": "Shopping List"}),
        (
            "play Bohemian Rhapsody by Queen on the TV",
            "HassMediaSearchAndPlay",
            {"search_query": "Bohemian Rhapsody by Queen", "name": "TV"},
        ),
        ("never mind", "HassNevermind", {}),
    ],
)
def test_best_reading(read: Read, text: str, intent: str, slots: dict[str, object]) -> None:
    best = read(text)
    assert (best[0].intent, dict(best[0].slots)) == (intent, slots)
    assert best[0].source == "grammar"
    assert best[0].score >= 0.8


def test_name_and_area_both_fit(read: Read) -> None:
    readings = [(h.intent, dict(h.slots)) for h in read("turn on the kitchen light")]
    assert readings[0] == ("HassTurnOn", {"name": "Kitchen Light"})
    assert ("HassTurnOn", {"area": "Kitchen", "domain": "light"}) in readings


def test_frames_say_which_domains_a_name_may_mean(read: Read) -> None:
    assert read("lock the front door")[0].frames[0].domains == ("lock",)
    assert read("set den lamp to 50%")[0].frames[0].domains == ("light",)


def test_frames_name_their_response(read: Read) -> None:
    assert read("lock the front door")[0].frames[0].response == "lock"
    assert read("turn off the lights in the kitchen")[0].frames[0].response == "lights_area"


def test_scores_fall_and_meanings_differ(read: Read) -> None:
    found = read("turn on the kitchen light")
    scores = [hypothesis.score for hypothesis in found]
    assert scores == sorted(set(scores), reverse=True)
    assert len({(h.intent, frozenset(h.slots.items())) for h in found}) == len(found)


@pytest.mark.parametrize("text", ["lock the frnt door", "turn off the frobnicator", "turn on the attic light"])
def test_unknown_names_are_kept_as_spoken_with_a_middling_score(read: Read, text: str) -> None:
    best = read(text)[0]
    assert str(best.slots.get("name") or best.slots.get("area")) in text
    assert 0.5 <= best.score < 0.72


@pytest.mark.parametrize(
    "text", ["is there any gas in the cellar", "asdf qwer zxcv", "the", "so what do you think of it", "???", ""]
)
def test_what_is_no_command_scores_low(read: Read, text: str) -> None:
    assert all(hypothesis.score < 0.5 for hypothesis in read(text))


def test_known_names_only_when_asked(grammar: GrammarChannel, home: Snapshot) -> None:
    assert grammar.readings("turn off the frobnicator", home, None, known_only=True) == []


def test_without_an_area_what_needs_one_is_unsure(read: Read) -> None:
    here, nowhere = read("turn on the lights")[0], read("turn on the lights", area=None)[0]
    assert here.slots["area"] == "Living Room"
    assert "area" not in nowhere.slots
    assert nowhere.score < 0.7 < here.score


def test_values_out_of_range_are_read_with_less_certainty(read: Read) -> None:
    best = read("set den lamp brightness to 150 percent")[0]
    assert best.slots["brightness"] == 150


def test_an_alias_is_kept_where_the_name_is_not_unique(grammar: GrammarChannel, home: Snapshot) -> None:
    twins = {
        f"light.{i}": Entity(f"light.{i}", "Spot", area="hall", aliases=(f"spot {word}",))
        for i, word in ((1, "left"), (2, "right"))
    }
    crowded = replace(home, entities={**home.entities, **twins}, generation=9)
    assert grammar.read(Request("r", "turn on spot left", 0.0), crowded)[0].slots == {"name": "spot left"}
    assert grammar.read(Request("r", "turn on spot", 0.0), crowded)[0].slots == {"name": "Spot"}


def test_names_that_were_hidden_are_unknown(grammar: GrammarChannel, home: Snapshot) -> None:
    hidden = {id_: replace(e, exposed=id_ != "switch.heater") for id_, e in home.entities.items()}
    quiet = replace(home, entities=hidden, generation=10)
    assert grammar.read(Request("r", "turn on the heater", 0.0), quiet)[0].score < 0.75


@pytest.mark.parametrize("generation", [0, 7])
def test_new_names_are_known_as_soon_as_the_structure_changes(
    grammar: GrammarChannel, home: Snapshot, generation: int
) -> None:
    before = replace(home, generation=generation)
    assert grammar.read(Request("r", "turn on the beacon", 0.0), before)[0].score < 0.75
    entities = {**home.entities, "light.beacon": Entity("light.beacon", "Beacon")}
    after = replace(home, entities=entities, generation=generation and generation + 1)
    assert grammar.read(Request("r", "turn on the beacon", 0.0), after)[0].score == 1.0


def test_two_homes_of_one_generation_are_not_mixed_up(grammar: GrammarChannel, home: Snapshot) -> None:
    other = Snapshot(entities={"light.x": Entity("light.x", "Beacon")}, generation=home.generation)
    assert grammar.read(Request("r", "turn on the beacon", 0.0), other)[0].score == 1.0
    assert grammar.read(Request("r", "turn on the den lamp", 0.0), home)[0].score == 1.0


def test_texts_too_long_for_a_command_are_not_matched(read: Read) -> None:
    assert list(read("turn on the lamp and " * (MAX_CHARACTERS // 10))) == []


def test_reading_twice_gives_the_same(read: Read) -> None:
    assert read("turn off the lights and the tv in ten minutes") == read(
        "turn off the lights and the tv in ten minutes"
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80))
def test_odd_texts_never_raise(read: Read, text: str) -> None:
    assert all(0 < hypothesis.score <= 1 for hypothesis in read(text))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(COMMAND_WORDS),
        max_size=14,
    )
)
def test_heaps_of_command_words_never_raise(read: Read, words: list[str]) -> None:
    assert all(0 < hypothesis.score <= 1 for hypothesis in read(" ".join(words)))


def test_a_language_without_templates_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'tlh' has no sentence templates"):
        GrammarChannel("tlh")


@pytest.mark.parametrize(
    ("language", "text", "intent", "slots"),
    [
        ("de", "Schalte das Licht in der Küche an", "HassTurnOn", {"area": "Küche", "domain": "light"}),
        ("de-AT", "Schalte das Licht in der Küche aus", "HassTurnOff", {"area": "Küche", "domain": "light"}),
        ("fr", "allume la lumière de la cuisine", "HassTurnOn", {"area": "Cuisine", "domain": "light"}),
        ("es", "enciende las luces de la cocina", "HassTurnOn", {"area": "Cocina", "domain": "light"}),
        ("nl", "doe de lampen in de keuken aan", "HassTurnOn", {"area": "Keuken", "domain": "light"}),
        ("it", "accendi le luci in cucina", "HassTurnOn", {"area": "Cucina", "domain": "light"}),
    ],
)
def test_other_languages(language: str, text: str, intent: str, slots: dict[str, str]) -> None:
    room = Area("room", slots["area"], floor="ground")
    lamp = Entity("light.lamp", "Lampe", area="room")
    home = Snapshot(
        entities={lamp.id: lamp}, areas={"room": room}, floors={"ground": Floor("ground", "EG")}, generation=1
    )
    best = GrammarChannel(language).read(Request("r", text, 0.0, language=language), home)[0]
    assert (best.intent, dict(best.slots)) == (intent, slots)


def test_number_words_of_other_languages(home: Snapshot) -> None:
    entities = {"climate.t": Entity("climate.t", "Thermostat", area="kitchen")}
    best = GrammarChannel("de").read(
        Request("r", "stelle Thermostat auf einundzwanzig Grad", 0.0, language="de"),
        replace(home, entities=entities, generation=3),
    )[0]
    assert best.intent == "HassClimateSetTemperature"
    assert best.slots["temperature"] == 21
