"""Where the hub of this machine is, when it runs on a broker of its own that no settings name."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def running_file(hub_id: str) -> Path:
    """The file in which a running hub without a broker in its settings says where its broker is."""
    folder = os.environ.get("XDG_RUNTIME_DIR") or f"{tempfile.gettempdir()}/hearth-{os.getuid()}"
    return Path(folder, f"hearth-{hub_id}.json")


@contextmanager
def told_where(hub_id: str, host: str, port: int) -> Iterator[None]:
    """Say where our broker is for as long as this lasts; one that runs already goes on being the one that is found."""
    path = running_file(hub_id)
    if where(hub_id) is not None:
        yield
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(json.dumps({"host": host, "port": port, "pid": os.getpid()}), encoding="utf-8")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def where(hub_id: str) -> tuple[str, int] | None:
    """Host and port of a running hub's own broker; `None` when there is none or it has died."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads(running_file(hub_id).read_text(encoding="utf-8"))
        os.kill(int(told["pid"]), 0)
        return str(told["host"]), int(told["port"])
    return None
