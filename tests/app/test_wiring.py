from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.app.carrier import joined
from edge.app.logs import JsonFormatter
from edge.app.options import Options, broker_of
from edge.clock import SystemClock
from edge.doors.moment import Moments
from edge.home.dialects.service import service_message
from edge.settings import Settings
from edge.turn import ServiceCall

CALLS = st.lists(
    st.builds(
        ServiceCall,
        st.just("light"),
        st.sampled_from(["turn_on", "turn_off"]),
        st.sampled_from([None, "light.a", "light.b", "light.c"]),
        st.sampled_from([{}, {"brightness_pct": 5}]),
    ),
    max_size=8,
)


@given(CALLS)
def test_joining_keeps_every_target_in_order_and_joins_only_what_is_alike(calls: list[ServiceCall]) -> None:
    bodies = [json.loads(message.payload) for message in joined([service_message("h", call) for call in calls])]
    flat = [
        (body["service"], body["data"], entity) for body in bodies for entity in body["target"].get("entity_id", [None])
    ]
    assert flat == [(call.service, dict(call.data), call.entity_id) for call in calls]
    for one, other in pairwise(bodies):
        alike = (one["service"], one["data"]) == (other["service"], other["data"])
        assert not (alike and one["target"] and other["target"])


def test_options_are_what_the_settings_say(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").touch()
    settings = Settings(
        hub={"id": "attic", "language": "de", "languages": ["en", "de"], "timezone": "Europe/Berlin"},
        broker={"host": "b", "tls": True, "ca_file": tmp_path / "ca.pem", "username": "u", "password": "sesame"},
        doors={"wyoming": {"uri": "tcp://[::1]:4711"}, "hermes": {"enabled": True, "site_ids": ["k"]}},
    )
    options = Options.of(settings)
    assert (options.base, options.languages, options.zone) == ("hearth/attic", ("de", "en"), ZoneInfo("Europe/Berlin"))
    assert (options.wyoming, options.hermes) == (("::1", 4711), ("k",))
    assert (options.broker.client_id, options.broker.password, options.broker.tls) == ("hearth-attic", "sesame", True)
    assert options.broker.persistent
    caller = broker_of(settings, "somebody")
    assert (caller.client_id, caller.persistent) == ("somebody", False)


def test_doors_that_are_closed_are_none() -> None:
    closed = {"enabled": False}
    options = Options.of(Settings(doors={"wyoming": closed, "mqtt": {"enabled": False, "discovery": False}}))
    assert (options.wyoming, options.mqtt_door, options.discovery, options.hermes) == (None, False, None, None)


@pytest.mark.parametrize(("month", "hours"), [(1, 1), (7, 2)])
def test_the_offset_is_that_of_the_moment(month: int, hours: int) -> None:
    moments = Moments(SystemClock(), ZoneInfo("Europe/Berlin"))
    assert moments.tz_offset(datetime(2026, month, 1, tzinfo=UTC).timestamp()) == hours * 3600


def test_a_record_is_one_line_of_json_with_its_traceback() -> None:
    error = (ValueError, ValueError("broken\n“quoted”"), None)
    record = logging.LogRecord("edge", logging.ERROR, "f", 1, "event=%s", ("x\ny",), error)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    told = json.loads(line)
    assert (told["level"], told["message"]) == ("error", "event=x\ny")
    assert "ValueError: broken" in told["exception"]
