"""Why a broker did not let us in, in words that say what to do."""

from __future__ import annotations

import socket
import ssl

from edge.link.broker import Broker
from edge.link.state import LinkState

_CONNACK = {
    "Bad user name or password": "wrong user name or password: check [broker] username and password_file",
    "Not authorized": "not authorised: check [broker] username and password_file and the broker's rules",
    "Client identifier not valid": "client id refused: set another [broker] client_id",
    "Unsupported protocol version": "protocol version refused: set [broker] protocol",
    "Server unavailable": "the broker says that it is unavailable",
    "Session taken over": "another client uses our client id: set another [broker] client_id",
}


def refusal(broker: Broker, reason: str) -> str:
    """Cause for a CONNACK or DISCONNECT `reason` as paho names it."""
    return f"{broker}: {_CONNACK.get(reason, reason)}"


def failure(broker: Broker, error: BaseException | None) -> tuple[LinkState, str]:
    """State and cause for a connection that was not made; `REFUSED` when somebody must change something."""
    match error:
        case ssl.SSLCertVerificationError():
            cause = f"certificate not trusted ({error.verify_message}): check [broker] ca_file"
            return LinkState.REFUSED, f"{broker}: {cause}"
        case ssl.SSLError():
            return LinkState.REFUSED, f"{broker}: TLS failed ({error}): check [broker] tls and port"
        case ConnectionRefusedError():
            return (
                LinkState.OFFLINE,
                f"{broker}: nothing listens there: start the broker, or set broker.host and broker.port",
            )
        case socket.gaierror():
            return LinkState.OFFLINE, f"{broker}: host name not known: check broker.host"
        case TimeoutError():
            return LinkState.OFFLINE, f"{broker}: no answer"
        case _:
            return LinkState.OFFLINE, f"{broker}: {error}"


def taken_over(broker: Broker) -> str:
    """Cause for sessions that end as soon as they begin though the broker is up."""
    return f"{broker}: thrown out again and again, probably another client uses id {broker.client_id}"


def subscription_refused(topic: str) -> str:
    """Cause for a SUBACK of 0x80."""
    return f"subscription refused: {topic}: allow it in the broker's rules"


def deaf(broker: Broker, topic: str) -> str:
    """Cause for own pings that do not come back."""
    return f"{broker}: own messages on {topic} do not come back: allow reading and writing it"
