"""Whatever arrives, a dialect neither raises nor reports what could not be kept."""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Callable, Iterator
from itertools import chain

import pytest
from home.dialect_samples import one_dialect
from home.fuzz_samples import DISCOVERED, STATES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edge.home.dialects.all import NAMES
from edge.home.events import (
    AvailabilityReported,
    DeviceFound,
    Dialect,
    EntityFound,
    EntityGone,
    HomeEvent,
    Message,
    NotExpressibleError,
    Rejected,
    StateReported,
    TopicsWanted,
)
from edge.home.model import Entity
from edge.home.names import is_entity_id
from edge.turn import ServiceCall

EXAMPLES = int(os.environ.get("HEARTH_FUZZ_EXAMPLES", "200"))
FUZZ = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=EXAMPLES <= 200, suppress_health_check=list(HealthCheck)
)
MAX_SECONDS = 0.05

NASTY = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(
        [
            2**70,
            -(2**70),
            1e308,
            -1e-320,
            0,
            -1,
            255,
            1e6,
            "",
            "NaN",
            "1e400",
            "\ud800",
            "\0",
            "x" * 70_000,
            "{{ 9**9 }}",
        ]
    ),
    st.sampled_from(
        ["{{ range(10**9)|list }}", "{% for a in value_json %}{{ a }}{% endfor %}", "+/#", "$SYS/x", [], {}]
    ),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
)
JSON = st.recursive(
    NASTY,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
RAW = st.one_of(
    st.binary(max_size=200),
    st.sampled_from(
        [
            b"", b"{", b"[" * 10_000, b'{"a":' * 5_000, b'{"state":NaN}', b'{"brightness":1e400}', b"1e400", b"NaN",
            b'"\\ud800"', b"\xff\xfe", b"9" * 6_000, b"x" * 66_000, b"null", b"[]", b"{}", b'""', b"true", b"ON",
            b"None", b"unavailable", b"online", b"offline", b"0", b"255,0,0", b"a,b,c", b"-1",
            b"rgb,300,1,1", b"hsv,,,",
        ]
    ),
)  # fmt: skip
SERVICES = (
    "turn_on", "turn_off", "set_temperature", "set_hvac_mode", "set_cover_position", "set_percentage", "set_value",
    "select_option", "set_preset_mode", "set_fan_speed", "alarm_disarm", "set_humidity", "set_valve_position",
    "set_cover_tilt_position", "lock", "unlock", "oscillate", "set_operation_mode", "open_cover", "start",
)  # fmt: skip
DATA_KEYS = (
    "brightness", "brightness_pct", "brightness_step_pct", "color_name", "rgb_color", "hs_color", "xy_color",
    "color_temp_kelvin", "effect", "transition", "flash", "temperature", "hvac_mode", "position", "percentage", "value",
    "option", "preset_mode", "fan_speed", "code", "humidity", "tilt_position", "oscillating", "operation_mode",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_whatever_arrives_as_a_state_gives_sound_events(name: str) -> None:
    topics = [one.topic for one in chain(STATES[name], DISCOVERED[name])]

    @FUZZ
    @given(st.lists(st.tuples(st.sampled_from(topics), st.one_of(RAW, _nasty_json()), st.booleans()), max_size=6))
    def check(messages: list[tuple[str, bytes, bool]]) -> None:
        dialect = primed(name)
        for topic, payload, retain in messages:
            swiftly_sound(dialect, Message(topic, payload, retain=retain))

    check()


@pytest.mark.parametrize("name", NAMES)
def test_announcements_and_states_gone_wrong_in_places_give_sound_events(name: str) -> None:
    samples = DISCOVERED[name] + STATES[name]

    @FUZZ
    @given(st.data())
    def check(data: st.DataObject) -> None:
        dialect = primed(name)
        entities: list[Entity] = []
        for _ in range(3):
            sample = data.draw(st.sampled_from(samples))
            payload = data.draw(mutated(sample.payload))
            events = swiftly_sound(dialect, Message(sample.topic, payload))
            entities += [event.entity for event in events if isinstance(event, EntityFound)]
        for sample in STATES[name]:
            swiftly_sound(dialect, sample)
        if entities:
            _command(dialect, data.draw(st.sampled_from(entities)), data)

    check()


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_call_holds_it_is_sent_or_refused(name: str) -> None:
    @FUZZ
    @given(st.data())
    def check(data: st.DataObject) -> None:
        dialect, entities = one_dialect(name), []
        for sample in DISCOVERED[name]:
            entities += [event.entity for event in dialect.decode(sample) if isinstance(event, EntityFound)]
        _command(dialect, data.draw(st.sampled_from(entities)), data)

    check()


def primed(name: str) -> Dialect:
    """A dialect that knows some devices."""
    dialect = one_dialect(name)
    for sample in DISCOVERED[name]:
        assert not [event for event in dialect.decode(sample) if isinstance(event, Rejected)]
    return dialect


def swiftly_sound(dialect: Dialect, one: Message) -> list[HomeEvent]:
    """The events of a message, all sound, in time."""
    start = time.thread_time()
    events = list(dialect.decode(one))
    taken = time.thread_time() - start
    if taken > MAX_SECONDS:  # a collection of garbage may have come between
        start = time.thread_time()
        dialect.decode(one)
        taken = time.thread_time() - start
    assert taken <= MAX_SECONDS, one
    for event in events:
        _CHECKS[type(event)](event)
    return events


def _command(dialect: Dialect, entity: Entity, data: st.DataObject) -> None:
    service = data.draw(st.sampled_from(SERVICES))
    values = data.draw(st.dictionaries(st.sampled_from(DATA_KEYS), NASTY | st.lists(NASTY, max_size=3), max_size=4))
    try:
        messages = dialect.encode(ServiceCall(entity.domain, service, entity.id, values), entity)
    except NotExpressibleError:
        return
    for one in messages:
        assert "+" not in one.topic
        assert "#" not in one.topic
        assert isinstance(one.payload, bytes)
        one.payload.decode()


def _nasty_json() -> st.SearchStrategy[bytes]:
    return JSON.map(lambda value: json.dumps(value).encode())


@st.composite
def mutated(draw: st.DrawFn, payload: bytes) -> bytes:
    """A payload in which one value is another, missing, or of another type."""
    try:
        value = json.loads(payload)
    except ValueError:
        return draw(RAW)
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(value))
        if not places:
            return draw(_nasty_json())
        holder, key = draw(st.sampled_from(places))
        if draw(st.booleans()) or isinstance(holder, list):
            holder[key] = draw(JSON)
        elif key in holder:
            holder[draw(st.text(max_size=5))] = holder.pop(key)
    return json.dumps(value).encode()


def _places(value: object) -> Iterator[tuple[object, object]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from _places(inner)


def _check_state(event: StateReported) -> None:
    assert is_entity_id(event.entity_id)
    assert event.state is None or _is_text(event.state, 255)
    assert isinstance(event.retained, bool)
    _check_values(event.attributes)


def _check_entity(event: EntityFound) -> None:
    assert is_entity_id(event.entity.id)
    assert _is_text(event.entity.name, 120)
    assert event.area_name is None or _is_text(event.area_name, 255)
    _check_values(event.entity.attributes)


def _check_device(event: DeviceFound) -> None:
    for text in (event.device.id, event.device.name, event.device.manufacturer, event.device.model, event.area_name):
        assert text is None or _is_text(text, 4096)


def _check_rejected(event: Rejected) -> None:
    assert isinstance(event.topic, str)
    assert 0 < len(event.reason) <= 255


def _check_topics(event: TopicsWanted) -> None:
    for topic in event.topics:
        assert 0 < len(topic.encode()) < 65_536
        assert "\0" not in topic


def _check_values(value: object) -> None:
    json.dumps(value, allow_nan=False, default=list).encode()
    if isinstance(value, float):
        assert math.isfinite(value)
    elif isinstance(value, int):
        assert abs(value) <= 2**53
    elif isinstance(value, str):
        value.encode()
    elif isinstance(value, dict):
        for key, inner in value.items():
            assert isinstance(key, str)
            _check_values(inner)
    elif isinstance(value, tuple):
        for inner in value:
            _check_values(inner)
    else:
        assert value is None, f"{value!r} is no value of an attribute"


def _is_text(value: object, limit: int) -> bool:
    return isinstance(value, str) and len(value) <= limit and "\0" not in value and bool(value.encode() or True)


_CHECKS: dict[type, Callable[..., None]] = {
    StateReported: _check_state,
    EntityFound: _check_entity,
    DeviceFound: _check_device,
    Rejected: _check_rejected,
    TopicsWanted: _check_topics,
    EntityGone: lambda event: None if is_entity_id(event.entity_id) else pytest.fail(event.entity_id),
    AvailabilityReported: lambda event: None if event.entity_ids else pytest.fail("nobody is available"),
}
