"""Many homes on several processes, resumable home by home."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import astuple
from pathlib import Path

from hub_sim.learn.pairs import Pair, Task, live


def run(tasks: Sequence[Task], jobs: int, kept: Path | None = None) -> Iterator[Pair]:
    """Live every home, `jobs` at a time, in the order in which they are done.

    `kept` is a folder in which finished homes are stored; those that are there already are not lived again.
    """
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
    left: list[Task] = []
    for task in tasks:
        file = _file(kept, task)
        if file is not None and file.is_file():
            yield Pair.load(file)
        else:
            left.append(task)
    for task, pair in _lived(left, jobs):
        file = _file(kept, task)
        if file is not None:
            pair.save(file)
        yield pair


def _lived(tasks: Sequence[Task], jobs: int) -> Iterator[tuple[Task, Pair]]:
    if jobs <= 1:
        yield from ((task, live(task)) for task in tasks)
        return
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        futures = {pool.submit(live, task): task for task in tasks}
        for future in as_completed(futures):
            yield futures[future], future.result()


def _file(kept: Path | None, task: Task) -> Path | None:
    if kept is None:
        return None
    name = hashlib.blake2b(repr((task.seed, astuple(task.options), task.policy)).encode(), digest_size=8).hexdigest()
    return kept / f"{name}.json"
