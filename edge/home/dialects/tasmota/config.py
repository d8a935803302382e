"""Tasmota's discovery message (`tasmota/discovery/<mac>/config`), read with care.

The keys are those of HATasmota's schema: `rl` says what each relay is, `lt_st` what kind of light, `so`
holds options by number, `ft` the shape of topics.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from edge.home.dialects.payload import list_of, mapping_of, text_of
from edge.home.dialects.topics import ConfigError, checked_topic
from edge.turn import JsonValue

RELAY, LIGHT, SHUTTER = 1, 2, 3
MAX_RELAYS = 32


@dataclass(frozen=True, slots=True)
class TasmotaConfig:
    """What a Tasmota device says of itself; topics end with a slash."""

    mac: str
    name: str
    model: str | None
    command: str
    stat: str
    tele: str
    online: str
    offline: str
    on: str
    off: str
    relays: tuple[int, ...]
    names: tuple[str | None, ...]
    light_type: int
    linked: bool
    fan: bool
    switches: tuple[int, ...]
    shutter_options: tuple[int, ...]
    options: Mapping[str, JsonValue]

    def option(self, number: int) -> bool:
        """Whether a `SetOption` is on."""
        return self.options.get(str(number)) == 1


def tasmota_config(values: Mapping[str, JsonValue]) -> TasmotaConfig:
    """Read a discovery message; raises `ConfigError` when it cannot be used."""
    mac, topic = text_of(values.get("mac")), text_of(values.get("t"))
    if not mac or not mac.isalnum() or not topic:
        raise ConfigError("mac and t are needed")
    prefixes = [text_of(prefix) or "" for prefix in list_of(values.get("tp"))]
    if len(prefixes) != 3:
        raise ConfigError("tp holds the three prefixes of topics")
    states = [text_of(state) or "" for state in list_of(values.get("state"))] or ["OFF", "ON"]
    command, stat, tele = (_topic(values, prefix, mac, topic) for prefix in prefixes)
    return TasmotaConfig(
        mac=mac,
        name=text_of(values.get("dn")) or topic,
        model=text_of(values.get("md")),
        command=command,
        stat=stat,
        tele=tele,
        online=text_of(values.get("onln")) or "Online",
        offline=text_of(values.get("ofln")) or "Offline",
        off=states[0],
        on=states[1] if len(states) > 1 else "ON",
        relays=_numbers(values.get("rl")),
        names=tuple(text_of(name) for name in list_of(values.get("fn"))[:MAX_RELAYS]),
        light_type=_number(values.get("lt_st")),
        linked=values.get("lk", 1) == 1,
        fan=values.get("if") == 1,
        switches=_numbers(values.get("swc")),
        shutter_options=_numbers(values.get("sho")),
        options=mapping_of(values.get("so")),
    )


def _topic(values: Mapping[str, JsonValue], prefix: str, mac: str, topic: str) -> str:
    shape = text_of(values.get("ft")) or "%prefix%/%topic%/"
    parts = {
        "%hostname%": text_of(values.get("hn")) or "",
        "%id%": mac[-6:],
        "%prefix%": prefix,
        "%topic%": topic,
    }
    for mark, part in parts.items():
        shape = shape.replace(mark, part)
    return checked_topic(shape if shape.endswith("/") else f"{shape}/", "ft")


def _numbers(value: JsonValue) -> tuple[int, ...]:
    return tuple(_number(one) for one in list_of(value)[:MAX_RELAYS])


def _number(value: JsonValue) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
