from __future__ import annotations

import socket
import ssl
from dataclasses import replace

import pytest
from paho.mqtt.client import MQTTMessage

from edge.link import causes
from edge.link.broker import Broker
from edge.link.inbox import Lane
from edge.link.lanes import MAX_PAYLOAD, Lanes
from edge.link.liveness import MISSES, Pinger
from edge.link.standing import EVICTIONS, SHORT_LIFE, Standing
from edge.link.state import LinkState, LinkStateError, LinkStatus

BROKER = Broker("broker.home", 1883, "hearth-x", username="ana", password="sesame")


def test_status_moves_along_the_ways_and_remembers_since_when() -> None:
    status = LinkStatus().moved(LinkState.CONNECTING, "", 1.0).moved(LinkState.SETTLING, "", 2.0)
    again = status.moved(LinkState.SETTLING, "still", 3.0)
    assert (again.state, again.cause, again.since) == (LinkState.SETTLING, "still", 2.0)


def test_a_way_that_does_not_exist_is_an_error_with_both_ends() -> None:
    with pytest.raises(LinkStateError, match="from stopped to online"):
        LinkStatus().moved(LinkState.ONLINE, "", 0.0)


def test_every_state_can_be_left_and_reached() -> None:
    def reachable(state: LinkState) -> set[LinkState]:
        found = set()
        for other in LinkState:
            try:
                LinkStatus(state).moved(other, "", 0.0)
            except LinkStateError:
                continue
            found.add(other)
        return found - {state}

    assert all(reachable(state) for state in LinkState)
    assert set().union(*map(reachable, LinkState)) == set(LinkState)


def test_a_ping_that_returns_clears_the_misses_and_is_timed() -> None:
    pinger = Pinger()
    pinger.next(0.0)
    payload = pinger.next(10.0)
    assert pinger.misses == 1
    assert pinger.returned(payload, 10.25)
    assert (pinger.misses, pinger.round_trip, pinger.dead) == (0, 0.25, False)


def test_an_old_ping_proves_nothing_and_three_misses_are_death() -> None:
    pinger = Pinger()
    first = pinger.next(0.0)
    for beat in range(MISSES):
        assert not pinger.dead
        pinger.next(10.0 * beat)
    assert not pinger.returned(first, 40.0)
    assert pinger.dead


def test_short_lives_in_a_row_mean_that_somebody_uses_our_id() -> None:
    standing = Standing(BROKER, "ping")
    for number in range(EVICTIONS):
        assert not standing.evicted
        standing.connected(number, session_present=True)
        cause = standing.ended("Unspecified error", number + 1.0)
    assert standing.evicted
    assert "hearth-x" in cause


def test_a_broker_that_was_down_in_between_threw_nobody_out() -> None:
    standing = Standing(BROKER, "ping")
    for number in range(2 * EVICTIONS):
        standing.connected(number, session_present=True)
        standing.ended("Unspecified error", number + 1.0)
        standing.unreachable(ConnectionRefusedError())
    assert not standing.evicted


def test_a_broker_that_forgot_our_session_threw_nobody_out() -> None:
    standing = Standing(BROKER, "ping")
    for number in range(2 * EVICTIONS):
        standing.connected(number, session_present=False)
        standing.ended("Unspecified error", number + 1.0)
    assert not standing.evicted


def test_a_long_life_ends_the_suspicion() -> None:
    standing = Standing(BROKER, "ping")
    for number in range(EVICTIONS):
        standing.connected(number, session_present=True)
        standing.ended("", number)
    standing.connected(10.0, session_present=True)
    standing.beat(10.0 + SHORT_LIFE + 1)
    assert not standing.evicted


def test_being_heard_by_others_only_is_degraded_but_no_reason_to_rebuild() -> None:
    standing = Standing(BROKER, "ping")
    standing.connected(0.0, session_present=True)
    for beat in range(MISSES + 1):
        standing.pinger.next(beat)
        standing.heard += 1
        assert not standing.silent()
    assert standing.verdict() == (LinkState.DEGRADED, causes.deaf(BROKER, "ping"))
    assert standing.silent()


@pytest.mark.parametrize(
    ("error", "state", "words"),
    [
        (ConnectionRefusedError(), LinkState.OFFLINE, "nothing listens"),
        (socket.gaierror(), LinkState.OFFLINE, "host name"),
        (TimeoutError(), LinkState.OFFLINE, "no answer"),
        (OSError("odd"), LinkState.OFFLINE, "odd"),
        (None, LinkState.OFFLINE, "broker.home"),
        (ssl.SSLError(), LinkState.REFUSED, "TLS"),
    ],
)
def test_causes_say_where_and_what(error: BaseException | None, state: LinkState, words: str) -> None:
    found, cause = causes.failure(BROKER, error)
    assert found is state
    assert cause.startswith("broker.home:1883")
    assert words in cause


def test_the_password_is_in_no_text() -> None:
    assert "sesame" not in f"{BROKER} {BROKER!r} {replace(BROKER, port=1)!r}"


def _message(topic: str, size: int, *, qos: int = 0) -> MQTTMessage:
    message = MQTTMessage(5, topic.encode())
    message.payload = b"x" * size
    message.qos = qos
    return message


def test_large_messages_are_dropped_unless_they_describe_a_whole_network() -> None:
    lanes = Lanes()
    assert lanes.delivery(_message("zigbee2mqtt/lamp", MAX_PAYLOAD), 1) is not None
    assert lanes.delivery(_message("zigbee2mqtt/lamp", MAX_PAYLOAD + 1), 1) is None
    lanes.limit = lambda topic: 4 * MAX_PAYLOAD if topic.endswith("/bridge/devices") else MAX_PAYLOAD
    assert lanes.delivery(_message("zigbee2mqtt/bridge/devices", 4 * MAX_PAYLOAD), 1) is not None
    assert lanes.delivery(_message("zigbee2mqtt/bridge/devices", 4 * MAX_PAYLOAD + 1), 1) is None
    assert lanes.oversized == 2


def test_requests_keep_their_ticket_and_state_needs_none() -> None:
    lanes = Lanes()
    assert lanes.add(["a/#", "a/#", "b"], Lane.STATE) == [("a/#", 0), ("b", 0)]
    assert lanes.add(["a/request"], Lane.REQUEST) == [("a/request", 1)]
    assert lanes.filters()[0] == ("a/request", 1)
    request, state = (lanes.delivery(_message(t, 1, qos=1), 9) for t in ("a/request", "a/state"))
    assert request is not None
    assert state is not None
    assert (request.lane, request.ticket, request.connection) == (Lane.REQUEST, 5, 9)
    assert (state.lane, state.ticket) == (Lane.STATE, 0)
