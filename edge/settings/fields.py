"""Types of single settings, each with the constraint that its name promises."""

from __future__ import annotations

from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    SecretStr,
    StringConstraints,
)
from pydantic_core import PydanticCustomError


class Section(BaseModel):
    """A table of the configuration file: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


def kind(words: str) -> Any:  # noqa: ANN401 - pydantic types its own field markers so
    """Say in the schema, in words, what may be written."""
    return Field(json_schema_extra={"kind": words})


def unit(name: str) -> dict[str, JsonValue]:
    """Say in the schema what a number is measured in."""
    return {"unit": name}


def keys(words: str) -> dict[str, JsonValue]:
    """Say in the schema, in words, what the keys of a table look like."""
    return {"keys": words}


def _timezone(value: str) -> str:
    if value and value not in available_timezones():
        raise PydanticCustomError("timezone", "is not a time zone of the IANA database, such as Europe/Berlin")
    return value


def _topic(value: str) -> str:
    if any(character in value for character in "+#\0") or value.startswith(("/", "$")) or value.endswith("/"):
        message = "is not a topic: no wildcards (+ #), no slash at either end, no $ at the start"
        raise PydanticCustomError("topic", message)
    return value


def _text(value: object) -> object:
    """A PIN written without quotes is a number in TOML."""
    return str(value) if type(value) is int else value


def _pin(value: SecretStr) -> SecretStr:
    digits = value.get_secret_value()
    if not (digits.isascii() and digits.isdigit() and 4 <= len(digits) <= 10):
        raise PydanticCustomError("pin", "is not 4 to 10 digits")
    return value


Port = Annotated[int, Field(ge=1, le=65535)]
"""A TCP port."""
IDENTIFIER = "1 to 63 small letters, digits, - or _"
ENTITY_ID = "an entity id: domain.object_id in small letters, digits and _"
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$"), kind(IDENTIFIER)]
"""An id of our own: it becomes a level of topics and a part of ids elsewhere."""
EntityId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+\.[a-z0-9_]+$"), kind(ENTITY_ID)]
"""Home Assistant's `domain.object_id`."""
Language = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"), kind("a language tag, such as en or pt-BR")
]
"""A language tag such as `en` or `pt-BR`."""
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
"""Something that people say."""
Topic = Annotated[
    str, StringConstraints(min_length=1, max_length=200), AfterValidator(_topic), kind("a topic without wildcards")
]
"""The first levels of a family of topics."""
TimeZone = Annotated[str, AfterValidator(_timezone), kind("a time zone, such as Europe/Berlin")]
"""A time zone's name in the IANA database; empty for the machine's own."""
TcpUri = Annotated[
    str,
    StringConstraints(pattern=r"^tcp://[^/:\s]+:\d{1,5}$|^tcp://\[[0-9a-fA-F:]+\]:\d{1,5}$"),
    kind("an address of the form tcp://host:port"),
]
"""An address to listen on, `tcp://host:port`."""
Pin = Annotated[SecretStr, BeforeValidator(_text), AfterValidator(_pin), kind("4 to 10 digits, never shown")]
"""Digits to be spoken or typed."""
