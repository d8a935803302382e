"""What the hub keeps for later, on `bridge/request/jobs`: to be listed, and to be cancelled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

from edge.act.jobs import Jobs
from edge.doors.bridge import Bridge, BridgeError
from edge.turn import Job, JsonValue

Parameters = Mapping[str, JsonValue]


@runtime_checkable
class Keeping(Protocol):
    """A hub that keeps jobs."""

    jobs: Jobs


def offer_jobs(bridge: Bridge, hub: object, stir: Callable[[], None] = lambda: None) -> None:
    """Offer `jobs`, with `cancel` (an id, or `all`); `stir` has the hub look again at what is due."""
    if not isinstance(hub, Keeping):
        return
    jobs = hub.jobs

    def listed(parameters: Parameters) -> JsonValue:
        cancelled = _cancel(jobs, parameters)
        if cancelled:
            stir()
        return {"jobs": [_told(job) for job in _kept(jobs)], "cancelled": cancelled}

    bridge.offer("jobs", listed)


def _cancel(jobs: Jobs, parameters: Parameters) -> list[JsonValue]:
    wanted = parameters.get("cancel")
    if wanted is None:
        return []
    found = [job for job in _kept(jobs) if wanted in {"all", job.id}]
    if not found:
        raise BridgeError(f"no job {wanted!r}: list them with an empty request")
    for job in found:
        jobs.cancel(job.id)
    return [job.id for job in found]


def _kept(jobs: Jobs) -> list[Job]:
    return sorted(
        (job for job in jobs.known() if job.kind != "rung"),
        key=lambda job: (job.remaining is None, job.remaining or 0.0, job.id),
    )


def _told(job: Job) -> dict[str, JsonValue]:
    """A job as others see it; `at` in wall seconds, `remaining` in seconds, `repeat` weekdays with 0 for Monday."""
    left = None if job.remaining is None else round(job.remaining, 1)
    return {
        "id": job.id,
        "kind": job.kind,
        "name": job.name,
        "text": job.text,
        "remaining": left,
        "at": job.at,
        "repeat": list(job.repeat),
        "paused": job.paused,
        "device": job.device,
        "waits_for": list(job.entities),
        "tier": int(job.tier),
    }
