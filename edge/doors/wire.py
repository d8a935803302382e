"""The JSON of requests and answers (`docs/topics.md`)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Annotated

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from edge.turn import Alternative, DecisionKind, JsonValue, Request, Turn

MAX_TEXT = 2000
"""Characters; nobody says more in one breath."""
_Id = Annotated[str, StringConstraints(min_length=1, max_length=128)]
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)]
_Share = Annotated[float, Field(ge=0.0, le=1.0)]


class WireError(Exception):
    """A request that cannot be read; `id` is the sender's where one was found."""

    def __init__(self, message: str, request_id: str | None = None) -> None:
        super().__init__(message)
        self.id = request_id


class Guess(BaseModel):
    """One entry of a recogniser's n-best list."""

    text: _Text
    confidence: _Share = 0.0


class RequestMessage(BaseModel):
    """A request as it comes in; unknown keys are ignored, so that senders may be newer than we are.

    `at` is the wall time (Unix seconds) of the utterance, by default that of its arrival. After `expires`
    (Unix seconds) the request is not carried out any more.
    """

    model_config = ConfigDict(extra="ignore")

    text: _Text
    id: _Id | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$")] | None = None
    device: _Id | None = None
    area: _Id | None = None
    speaker: _Id | None = None
    confidence: _Share | None = None
    nbest: Annotated[list[Guess], Field(max_length=50)] = []
    conversation: _Id | None = Field(None, validation_alias=AliasChoices("conversation", "conversation_id"))
    at: float | None = Field(None, ge=0, allow_inf_nan=False)
    expires: float | None = Field(None, ge=0, allow_inf_nan=False)

    @field_validator("nbest", mode="before")
    @classmethod
    def _texts_are_guesses(cls, value: object) -> object:
        if isinstance(value, list):
            return [{"text": item} if isinstance(item, str) else item for item in value]
        return value

    def request(self, *, now: float, tz_offset: int, language: str, door: str) -> Request:
        """The request, with what the sender left open; `now` in wall seconds, `tz_offset` in seconds."""
        return Request(
            id=self.id or uuid.uuid4().hex,
            text=self.text,
            at=now if self.at is None else self.at,
            tz_offset=tz_offset,
            language=self.language or language,
            device=self.device,
            area=self.area,
            speaker=self.speaker,
            confidence=self.confidence,
            nbest=tuple(Alternative(guess.text, guess.confidence) for guess in self.nbest),
            conversation=self.conversation,
            door=door,
        )


def read_request(payload: bytes) -> RequestMessage:
    """Read a request. Raises `WireError` that says which key is wrong and how."""
    try:
        value = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise WireError(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise WireError(f'not an object but {type(value).__name__}: send {{"text": "…"}}')
    try:
        return RequestMessage.model_validate(value)
    except ValidationError as error:
        raise WireError(_first(error), _id_of(value)) from error


def answer(turn: Turn) -> dict[str, JsonValue]:
    """The answer to a request, from its record."""
    decision, request = turn.decision, turn.request
    reading = decision.plan.hypothesis if decision.plan else None
    asked = {"question": decision.question.kind} if decision.question else {}
    return {
        "id": request.id,
        "response": decision.response,
        "decision": decision.kind.value,
        "intent": decision.intent,
        "slots": dict(decision.slots),
        "entities": list(decision.entities),
        "confidence": round(decision.confidence, 4),
        "expects_reply": decision.kind is DecisionKind.ASK,
        **asked,
        "conversation": request.conversation,
        "language": request.language,
        "source": reading.source if reading else None,
        "evidence": dict(decision.evidence),
        "interpret_ms": round(turn.interpret_ms, 3),
    }


def error_answer(request_id: str | None, code: str, message: str) -> dict[str, JsonValue]:
    """The answer to a request that was not carried out; `code` is one of those in `docs/topics.md`."""
    return {"id": request_id, "error": {"code": code, "message": message}}


def encode(value: Mapping[str, JsonValue]) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain).encode("utf-8", "replace")


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)


def _first(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, found['loc']))}: {found['msg']}"


def _id_of(value: Mapping[str, object]) -> str | None:
    request_id = value.get("id")
    return request_id if isinstance(request_id, str) and 0 < len(request_id) <= 128 else None
