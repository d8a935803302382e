"""The Wyoming door: Home Assistant's Assist talks to us as a conversation agent, with no code on its side.

Which event answers what: a `transcript` asks us to *handle* (Home Assistant sends nothing else), and since
we carry things out ourselves the answer is `handled` or `not-handled`. A `recognize` asks what was
*meant*, for somebody who carries it out himself: nothing is done, the answer is `intent` (several between
`intents-start` and `intents-stop`) or `not-recognized`.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from wyoming.asr import Transcript
from wyoming.error import Error
from wyoming.event import Event, Eventable
from wyoming.handle import Handled, NotHandled
from wyoming.info import Attribution, Describe, HandleModel, HandleProgram, Info, IntentModel, IntentProgram
from wyoming.intent import Entity, Intent, IntentsStart, IntentsStop, NotRecognized, Recognize
from wyoming.ping import Ping, Pong
from wyoming.server import AsyncEventHandler, AsyncTcpServer

from edge import __version__
from edge.doors.moment import Moments
from edge.doors.ports import Listener, Recogniser
from edge.turn import DecisionKind, Frame, Request, Turn

_log = logging.getLogger(__name__)

_ATTRIBUTION = Attribution("Hearth", "https://hearth-edge.readthedocs.io")
_NOT_DONE = frozenset({DecisionKind.REFUSE, DecisionKind.IGNORE})


class WyomingDoor:
    """A Wyoming server on `host`:`port` (0 for any free one; `port` tells which). Not encrypted, no password."""

    def __init__(
        self, hub: Listener, recogniser: Recogniser, moments: Moments, languages: Sequence[str], host: str, port: int
    ) -> None:
        self.port = port
        self._hub = hub
        self._recogniser = recogniser
        self._moments = moments
        self._languages = list(languages)
        self._host = host
        self._server: _Server | None = None

    async def start(self) -> None:
        """Listen. Raises `OSError` when the address is taken."""
        self._server = _Server(self._host, self.port)
        await self._server.start(lambda reader, writer: _Connection(self, reader, writer))
        self.port = self._server.bound_port

    async def stop(self) -> None:
        """Close the door on everybody."""
        if self._server is not None:
            await self._server.stop()
            self._server = None

    def respond(self, event: Event) -> list[Event]:
        """The answers to one event; none to an event that is not meant for us. Never raises."""
        try:
            return self._respond(event)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            return [Error(f"{event.type}: {error!r}", "invalid").event()]
        except Exception as error:  # noqa: BLE001  supervision point: the satellite must hear something
            _log.exception("event=request_failed door=wyoming type=%s", event.type)
            return [Error(f"{event.type}: {type(error).__name__}", "internal").event()]

    def info(self) -> Info:
        """What we announce."""
        common: dict[str, Any] = {"attribution": _ATTRIBUTION, "installed": True, "version": __version__}
        model = {**common, "name": "hearth", "description": "Hearth", "languages": self._languages}
        program = {**common, "name": "hearth", "description": "Understands and carries out, offline"}
        return Info(
            handle=[HandleProgram(**program, models=[HandleModel(**model)], supports_home_control=True)],
            intent=[IntentProgram(**program, models=[IntentModel(**model)])],
        )

    def _respond(self, event: Event) -> list[Event]:
        if Describe.is_type(event.type):
            return [self.info().event()]
        if Ping.is_type(event.type):
            return [Pong(Ping.from_event(event).text).event()]
        if Transcript.is_type(event.type):
            said = Transcript.from_event(event)
            request = self._request(said.text, said.context, said.language)
            return [handled(self._hub.handle(request)).event()]
        if Recognize.is_type(event.type):
            asked = Recognize.from_event(event)
            request = self._request(asked.text, asked.context, None)
            return [found.event() for found in recognised(self._recogniser.recognise(request))]
        return []

    def _request(self, text: str, context: Mapping[str, Any] | None, language: str | None) -> Request:
        context = context or {}
        now = self._moments.now()
        return Request(
            id=uuid.uuid4().hex,
            text=str(text),
            at=now,
            tz_offset=self._moments.tz_offset(now),
            language=language or self._moments.language,
            device=_text(context, "device_id") or _text(context, "satellite_id"),
            area=_text(context, "area_id"),
            speaker=_text(context, "user_id"),
            conversation=_text(context, "conversation_id"),
            door="wyoming",
        )


def handled(turn: Turn) -> Handled | NotHandled:
    """The answer to somebody who wanted it done."""
    decision, context = turn.decision, {"conversation_id": turn.request.conversation}
    if decision.kind in _NOT_DONE:
        return NotHandled(text=decision.response, context=context)
    return Handled(
        text=decision.response, context={**context, "continue_conversation": decision.kind is DecisionKind.ASK}
    )


def recognised(turn: Turn) -> list[Eventable]:
    """The answer to somebody who wanted to know what was meant."""
    decision, context = turn.decision, {"conversation_id": turn.request.conversation}
    reading = decision.plan.hypothesis if decision.plan else None
    if reading is None or decision.kind in _NOT_DONE:
        return [NotRecognized(text=decision.response, context=context)]
    intents = [_intent(frame, decision.response, context) for frame in reading.frames]
    return intents if len(intents) == 1 else [IntentsStart(context=context), *intents, IntentsStop()]


def _intent(frame: Frame, text: str, context: dict[str, Any]) -> Eventable:
    entities = [Entity(name, value) for name, value in frame.slots.items()]
    return Intent(frame.intent, entities, text=text, context=context)


def _text(context: Mapping[str, Any], key: str) -> str | None:
    value = context.get(key)
    return value if isinstance(value, str) and value else None


class _Server(AsyncTcpServer):
    @property
    def bound_port(self) -> int:
        """The port that was bound, where 0 was asked for."""
        assert isinstance(self._server, asyncio.Server)  # noqa: S101  start() has been awaited
        port: int = self._server.sockets[0].getsockname()[1]
        return port


class _Connection(AsyncEventHandler):
    def __init__(self, door: WyomingDoor, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        super().__init__(reader, writer)
        self._door = door

    async def handle_event(self, event: Event) -> bool:
        """Answer; stay connected."""
        for response in self._door.respond(event):
            await self.write_event(response)
        return True

    async def run(self) -> None:
        """Serve until the client leaves, however it leaves."""
        try:
            await super().run()
        except (OSError, asyncio.IncompleteReadError, ValueError, AttributeError) as error:
            _log.debug("event=wyoming_connection_ended error=%r", error)
