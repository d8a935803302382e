"""The ways of joining home and hub, by name."""

from __future__ import annotations

from hub_sim.sessions import Via


def make_via(name: str) -> Via:
    """`inprocess` or `mqtt`; raises `ValueError` for any other."""
    if name == "inprocess":
        from hub_sim.inprocess import InProcess

        return InProcess()
    if name == "mqtt":
        from hub_sim.overmqtt import OverMqtt

        return OverMqtt()
    message = f"{name!r} is neither inprocess nor mqtt"
    raise ValueError(message)
