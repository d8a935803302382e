"""The ways of joining home and hub, by name."""

from __future__ import annotations

from hub_sim.replays import Replays
from hub_sim.sessions import Via


def make_via(name: str, replays: Replays | None = None) -> Via:
    """`inprocess` or `mqtt`; raises `ValueError` for any other. `replays` collects what was recorded."""
    if name == "inprocess":
        from hub_sim.inprocess import InProcess

        return InProcess(replays)
    if name == "mqtt":
        from hub_sim.overmqtt import OverMqtt

        return OverMqtt(collect=replays.collect) if replays else OverMqtt()
    message = f"{name!r} is neither inprocess nor mqtt"
    raise ValueError(message)
