"""Where the broker is and who we are to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

KEEPALIVE = 15
"""Seconds. A silent partition is noticed after about 1.9 times this; paho's 60 s means two minutes deaf."""
BACKOFF = (1, 4)
"""Least and greatest seconds between attempts to connect; doubled each time, for ever.

With paho's wider steps a broker that was away for 10 s was found again only after 15; an attempt every 4 s costs
less than a thousandth of a core.
"""
REFUSED_BACKOFF = (10, 30)
"""The same after a refusal: a wrong password does not become right by knocking every second."""


@dataclass(frozen=True, slots=True)
class Broker:
    """A broker's address and our identity there.

    `client_id` must be ours alone: two clients of one id throw each other out for ever. A `client_id`
    that stays the same keeps the session, so that the broker holds requests while we restart;
    `persistent` False gives that up (for short-lived clients). `ca` is a PEM file; `tls` without it
    trusts the system's authorities; `cert` and `key` are ours, for brokers that ask. `keepalive` is in
    seconds. `protocol` is `3.1.1` or `5`.
    """

    host: str = "127.0.0.1"
    port: int = 1883
    client_id: str = ""
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    tls: bool = False
    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None
    keepalive: int = KEEPALIVE
    protocol: str = "3.1.1"
    persistent: bool = True

    def __str__(self) -> str:
        """`host:port`, for logs."""
        return f"{self.host}:{self.port}"
