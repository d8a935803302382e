"""What the service manager is told (sd_notify), without its library."""

from __future__ import annotations

import asyncio
import os
import socket


def notify(state: str) -> bool:
    """Send `state` (`READY=1`, `STOPPING=1`, `WATCHDOG=1`); `False` where no service manager listens."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return False
    if address.startswith("@"):
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as manager:
        manager.sendto(state.encode(), address)
    return True


def watchdog_period() -> float | None:
    """Seconds between signs of life that the service manager wants; `None` where it wants none."""
    wanted = os.environ.get("WATCHDOG_USEC", "")
    ours = os.environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
    return int(wanted) / 2_000_000 if wanted.isdigit() and ours else None


async def watchdog(period: float) -> None:
    """Give a sign of life every `period` seconds, from the loop: when it hangs, so do we."""
    while True:
        notify("WATCHDOG=1")
        await asyncio.sleep(period)
