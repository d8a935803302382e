"""Named tasks of which none may end: when one does, all do, and the process says which."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any


class TaskDiedError(Exception):
    """A task of the daemon ended though it never should; `name` is the task's, `cause` what it raised."""

    def __init__(self, name: str, cause: BaseException | None) -> None:
        super().__init__(f"task {name} ended: {cause!r}" if cause else f"task {name} ended")
        self.name = name
        self.cause = cause


async def supervise(tasks: Mapping[str, Coroutine[Any, Any, object]], stop: asyncio.Event) -> None:
    """Run tasks by name until `stop` is set. Raises `TaskDiedError` as soon as one of them ends."""
    first: BaseException | None = None
    try:
        async with asyncio.TaskGroup() as group:
            for name, work in tasks.items():
                group.create_task(_never_ending(name, work), name=name)
            group.create_task(_wait(stop), name="stop")
    except* _Stopped:
        pass
    except* TaskDiedError as died:
        first = died.exceptions[0]
    if first is not None:
        # Raised outside the block: Python before 3.11.4 wraps what is raised inside in a group.
        raise first


class _Stopped(Exception):  # noqa: N818  a signal, not an error
    pass


async def _never_ending(name: str, work: Coroutine[Any, Any, object]) -> None:
    try:
        await work
    except Exception as error:  # supervision point: named, then the process ends
        raise TaskDiedError(name, error) from error
    raise TaskDiedError(name, None)


async def _wait(stop: asyncio.Event) -> None:
    await stop.wait()
    raise _Stopped
