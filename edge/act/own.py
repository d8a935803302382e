"""Carrying out the hub's own calls: timers, alarms, reminders, watches, commands for later, lists of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import replace
from typing import Protocol

from edge.act.jobs import Jobs
from edge.home.codec import decode
from edge.home.events import NotExpressibleError
from edge.text import fold
from edge.turn import Frame, Job, JsonValue, Request, ServiceCall, Tier


class Taught(Protocol):
    """Where taught phrases are kept (`edge.learn.learner`)."""

    def teach(self, person: str, phrase: str, command: str, now: float, *, name: bool = False) -> None:
        """From wall time `now` on a phrase means a command, for a person or (`""`) for the whole home.

        With `name` it stands for a thing's name within any request.
        """
        ...

    def unteach(self, person: str, phrase: str, now: float) -> None:
        """A phrase means nothing any more."""
        ...


class OwnServices:
    """The services of the domain `hearth`. Not thread-safe."""

    def __init__(self, jobs: Jobs, lists: MutableMapping[str, tuple[str, ...]], taught: Taught | None = None) -> None:
        """`taught` keeps what people teach; without it nothing can be taught."""
        self._jobs = jobs
        self._lists = lists
        self._taught = taught
        self.to_play: list[Mapping[str, JsonValue]] = []
        """What devices that heard a request are to play themselves; whoever takes it empties it."""
        self.to_say: list[Mapping[str, JsonValue]] = []
        """Messages for everybody, or for `devices`; whoever takes them empties it."""

    def call(self, call: ServiceCall, request: Request, frame: Frame, tier: Tier) -> None:
        """Carry out a call made for `request`; `frame` is its clause, for commands to be kept."""
        if call.service in _JOB_KINDS:
            self._jobs.add(_job(call, request, frame, tier))
        elif call.service == "play_media":
            self.to_play.append(call.data)
        elif call.service == "broadcast":
            self.to_say.append(call.data)
        elif call.service == "restore_job":
            self._jobs.add(decode(Job, call.data["job"]))
        elif call.service.startswith("list_"):
            self._change_list(call.service, call.data)
        elif call.service in {"teach_phrase", "forget_phrase"}:
            self._teach(call.service, call.data, request.at)
        else:
            self._on_timer[call.service](self._jobs, call.data)

    _on_timer: Mapping[str, Callable[[Jobs, Mapping[str, JsonValue]], bool]] = {
        "cancel_timer": lambda jobs, data: jobs.cancel(str(data["id"])),
        "change_timer": lambda jobs, data: jobs.change(str(data["id"]), _number(data, "seconds")),
        "pause_timer": lambda jobs, data: jobs.pause(str(data["id"])),
        "resume_timer": lambda jobs, data: jobs.pause(str(data["id"]), paused=False),
        "move_job": lambda jobs, data: jobs.move(str(data["id"]), _number(data, "at")),
        "silence": lambda jobs, _data: jobs.silence(),
    }

    def _teach(self, service: str, data: Mapping[str, JsonValue], now: float) -> None:
        if self._taught is None:
            message = "there is nothing to keep what is taught"
            raise NotExpressibleError(message)
        person, phrase = str(data.get("person", "")), str(data["phrase"])
        if service == "teach_phrase":
            self._taught.teach(person, phrase, str(data["command"]), now, name=bool(data.get("name")))
        else:
            self._taught.unteach(person, phrase, now)

    def note(self, call: ServiceCall) -> None:
        """Remember what was put on a list of the home's by its entity id, and what was taken off.

        Of its lists a home shows only how many items they have.
        """
        if call.domain == "todo" and call.entity_id is not None and "item" in call.data:
            added = call.service == "add_item" or call.data.get("status") == "needs_action"
            self._put(call.entity_id, str(call.data["item"]), on=added)

    def _change_list(self, service: str, data: Mapping[str, JsonValue]) -> None:
        self._put(fold(str(data["list"])), str(data["item"]), on=service == "list_add_item")

    def _put(self, name: str, item: str, *, on: bool) -> None:
        items = self._lists.get(name, ())
        self._lists[name] = (*items, item) if on else tuple(kept for kept in items if fold(kept) != fold(item))


_JOB_KINDS = {
    "start_timer": "timer",
    "set_alarm": "alarm",
    "set_reminder": "reminder",
    "schedule_command": "command",
    "watch": "watch",
}


def _job(call: ServiceCall, request: Request, frame: Frame, tier: Tier) -> Job:
    data, kind = call.data, _JOB_KINDS[call.service]
    at = data.get("at")
    timed = at is None and kind != "watch"
    done = kind == "command" or (kind == "watch" and frame.intent != "HearthTellWhen")
    return Job(
        id=str(data["id"]),
        kind=kind,
        name=str(data.get("name", "")),
        remaining=_number(data, "seconds") if timed else None,
        total=_number(data, "seconds") if timed else None,
        device=request.device,
        area=request.area,
        speaker=request.speaker,
        text=str(data.get("command") or data.get("message") or (request.text if done else "")),
        frame=replace(frame, delay=None, at=None, repeat=(), condition=None, trigger="") if done else None,
        condition=frame.condition if kind == "watch" else None,
        tier=tier,
        at=float(at) if isinstance(at, int | float) else None,
        repeat=tuple(int(day) for day in _listed(data, "repeat")),
        entities=tuple(_listed(data, "entities")),
        targets=tuple(_listed(data, "targets")),
        armed=bool(data.get("armed", True)),
        standing=frame.trigger == "always",
        door=request.door,
        conversation=request.conversation,
    )


def _listed(data: Mapping[str, JsonValue], key: str) -> list[str]:
    value = data.get(key)
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def _number(data: Mapping[str, JsonValue], key: str) -> float:
    value = data.get(key, 0.0)
    return float(value) if isinstance(value, int | float) else 0.0
