from __future__ import annotations

import random
from pathlib import Path

import pytest

from device_models.data.example import Piece
from device_models.labels import LABELS, TAGS
from device_models.synth import values
from device_models.synth.compose import Composer
from device_models.synth.homes import Home, make_home, moods
from device_models.synth.moment import draw_moment
from device_models.synth.noise import Noise
from device_models.synth.speech import Speaker, longer
from device_models.synth.template import TemplateError, expand, parse
from device_models.synth.templates import templates
from device_models.synth.words import BRANDS, Words
from edge.understand.durations import parse_duration
from edge.understand.gazetteer import phrase_of
from edge.understand.neural_lexicon import kind_of
from edge.understand.numbers import parse_number

QUIET = Noise({}, {})
HOMES = 12


def home(seed: int) -> Home:
    return make_home(random.Random(seed), Words(), seed)


@pytest.mark.parametrize("template", ["a [b", "a ]b", "[a|b"])
def test_unbalanced_templates_are_named(template: str) -> None:
    with pytest.raises(TemplateError, match="template"):
        parse(template)


def test_alternatives_slots_and_tags() -> None:
    slots = {"x": lambda: [Piece("lamp", "name")]}
    said = {
        " ".join(p.text for p in expand("[turn|switch] on {x} <state:now>", random.Random(i), slots)) for i in range(20)
    }
    assert said == {"turn on lamp now", "switch on lamp now"}


def test_an_unknown_slot_is_named() -> None:
    with pytest.raises(TemplateError, match="nothing"):
        expand("{nothing}", random.Random(1), {})


def test_every_label_but_the_composed_ones_has_templates() -> None:
    composed = {"HearthTeach", "HearthDiscard", "HearthIgnore"}
    assert {label.name for label in LABELS} - composed == templates().keys()


@pytest.mark.parametrize("label", sorted(templates()))
def test_every_template_of_a_label_expands_with_known_tags(label: str) -> None:
    rng = random.Random(label)
    speaker = Speaker(home(3), Words(), rng, None)
    for line in templates()[label]:
        pieces = speaker.fill(line)
        assert all(p.tag is None or p.tag in TAGS or p.tag.startswith("^") for p in pieces)
        assert not any("[" in p.text and "]" not in p.text for p in pieces)


@pytest.mark.parametrize("seed", range(HOMES))
def test_examples_are_whole(seed: int) -> None:
    """Spans cover all words, slots lie inside segments, and labels have only tags that they may have."""
    allowed = {label.name: set(label.tags) for label in LABELS}
    for example in Composer(home(seed), Words(), QUIET, random.Random(seed)).examples(60):
        covered = "".join(example.text[a:b] for a, b, _, _ in example.segments).replace(" ", "")
        assert covered == example.text.replace(" ", "")
        assert example.segments[0][3] in {0, 1}
        for start, end, tag in example.slots or ():
            inside = [label for a, b, label, _ in example.segments if a <= start and end <= b]
            assert len(inside) == 1
            assert tag in allowed[inside[0]] or tag == "ref"


def test_the_same_seed_says_the_same() -> None:
    first, second = (Composer(home(5), Words(), QUIET, random.Random(9)).examples(30) for _ in range(2))
    assert [e.text for e in first] == [e.text for e in second]


def test_contexts_differ_between_moments() -> None:
    examples = Composer(home(4), Words(), QUIET, random.Random(2)).examples(40)
    assert len({example.context for example in examples}) > 20


@pytest.mark.parametrize("seed", range(30))
def test_spelled_numbers_and_durations_are_understood(seed: int) -> None:
    rng = random.Random(seed)
    number = rng.randrange(1000)
    assert parse_number(values.spelled(number)) == number
    unit = values.duration(rng)
    if not unit.startswith(("a few", "a couple")):
        assert parse_duration(unit.replace(" and a half", "")) is not None or " and " in unit or unit[-1] in "hs"


def test_noise_reaches_about_its_rate_and_spares_polarity() -> None:
    noise = Noise({"lamp": (("lamb",), (10,)), "off": (("on", "of"), (90, 100))}, {})
    rng = random.Random(1)
    heard = [noise.words("turn off the lamp", 0.3, rng) for _ in range(400)]
    assert not any(" on " in text for text in heard)
    assert 0.2 < sum("lamb" in text for text in heard) / 400 < 0.4


def test_noise_without_rate_changes_nothing() -> None:
    assert QUIET.words("Turn on the lamp, please.", 0.0, random.Random(1)) == "Turn on the lamp, please."


def test_counts_are_read_from_files(tmp_path: Path) -> None:
    (tmp_path / "asr").mkdir()
    (tmp_path / "asr" / "confusions.tsv").write_text("said\theard\tcount\nlamp\tlamb\t3\nlamp\tlump\t1\n")
    (tmp_path / "asr" / "deletions.tsv").write_text("said\tdropped\tof\nthe\t1\t10\n")
    noise = Noise.load(tmp_path)
    assert noise.heard["lamp"] == (("lamb", "lump"), (3, 4))
    assert noise.dropped["the"] == 0.1


@pytest.mark.parametrize("seed", range(6))
def test_one_verb_serves_several_places_with_a_value_each(seed: int) -> None:
    speaker = Speaker(home(seed), Words(), random.Random(seed), None)
    segments = Composer(home(seed), Words(), QUIET, random.Random(seed))._distributed(speaker)
    assert [s.boundary for s in segments] == [1] + [2] * (len(segments) - 1)
    assert len({s.label for s in segments}) == 1
    for segment in segments:
        tags = {piece.tag for piece in segment.pieces}
        assert "area" in tags
        assert tags & {"value", "color", "mode"}


def test_a_request_meant_for_another_home_has_the_tags_of_where_it_is_said() -> None:
    here, there = home(3), home(4)
    nouns = 0
    for seed in range(40):
        example = Composer(there, Words(), QUIET, random.Random(seed), here)._elsewhere(here)
        assert example.home is not None
        assert example.home.areas == here.snapshot.areas
        for start, end, tag in example.slots or ():
            said = example.text[start:end]
            if tag in {"name", "device"} and kind_of(said):
                nouns += 1
                assert (tag == "name") == (phrase_of(said) in here.exact)
    assert nouns > 10


@pytest.mark.parametrize("seed", range(40))
def test_more_time_has_a_length_that_the_hub_reads(seed: int) -> None:
    said = longer(random.Random(seed))
    (length,) = (p.text for p in said if p.tag == "duration")
    assert (parse_duration(length) or 0) > 0


def test_what_is_taught_has_a_phrase_and_a_deed() -> None:
    rng = random.Random(4)
    made = [Composer(home(seed), Words(), QUIET, rng).examples(60) for seed in range(20)]
    taught = [e for examples in made for e in examples if e.label == "HearthTeach"]
    assert len(taught) > 10
    assert len({e.text.split()[0].lower() for e in taught}) > 4
    for example in taught:
        assert sorted(tag for _, _, tag in example.slots or ()) == ["message", "phrase"]


def test_floors_are_named_as_places_and_as_things() -> None:
    speaker = Speaker(home(2), Words(), random.Random(1), None)
    for say in (speaker.targets.floor_phrase, speaker.targets.whole_floor):
        said = [[p.tag for p in say()] for _ in range(30)]
        assert all(tags.count("floor") == 1 for tags in said)
        assert any(len(tags) > 1 for tags in said)


@pytest.mark.parametrize("playing", [True, False])
def test_enough_stops_what_runs(playing: bool) -> None:
    """The same words stop the music where it plays, else whatever moves."""
    rng = random.Random(3)
    states = moods(home(7), rng, 30)
    moments = [
        m for state in states for m in (draw_moment(state, rng),) if bool(m.feature("media_playing_here")) is playing
    ]
    said = [(s.label, " ".join(p.text for p in s.pieces)) for m in moments for _ in range(60) for s in m.ambiguous(rng)]
    labels = {label for label, text in said if "enough" in text or "will do" in text}
    assert labels == ({"HassMediaPause:stop"} if playing else {"HearthStop"})


def test_makers_names_are_some_homes_names() -> None:
    names = [e.name.lower() for seed in range(40) for e in home(seed).snapshot.entities.values()]
    branded = [name for name in names if set(name.split()) & set(BRANDS)]
    assert 0.02 < len(branded) / len(names) < 0.3


def test_values_are_below_zero_now_and_then() -> None:
    rng = random.Random(6)
    for make in (values.percent, values.temperature):
        said = [make(rng) for _ in range(800)]
        signed = [text for text in said if text.startswith(("-", "minus "))]
        assert 4 < len(signed) < 80
