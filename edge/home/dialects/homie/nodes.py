"""Homie's nodes that are one thing with several properties: lights, covers, thermostats, locks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from edge.home.dialects.features import Climate, Cover
from edge.home.dialects.homie.description import Description, Node, Property
from edge.home.dialects.homie.light import light
from edge.home.dialects.homie.values import boolean_reader, const, number_command, text_reader, value_part
from edge.home.dialects.parts import Part, PartReader, Values
from edge.home.dialects.payload import number, text_of
from edge.home.dialects.reports import UNKNOWN, Report, option_datum

_Composed = tuple[Part, frozenset[str]]
_OPENING = {"open", "up", "opened"}
_CLOSING = {"close", "down", "closed"}
_COVERS = ("cover", "shutter", "blind", "curtain", "awning", "garage", "shade")
_HVAC_MODES = frozenset({"off", "heat", "cool", "heat_cool", "auto", "dry", "fan_only"})


def parts_of(description: Description) -> Iterator[Part]:
    """The parts of a device: each node as one thing where it is one, else each property by itself."""
    several = len(description.nodes) > 1
    for node in description.nodes:
        name = node.name if several and node.name.lower() != description.name.lower() else ""
        if several and not name and not node.name:
            name = node.id.replace("-", " ")
        used: frozenset[str] = frozenset()
        for compose in _COMPOSERS:
            composed = compose(node, name)
            if composed is not None:
                part, used = composed
                if part.name.lower() == part.domain:
                    part.name = ""
                yield part
                break
        yield from _by_themselves(node, used, name)


def _by_themselves(node: Node, used: frozenset[str], name: str) -> Iterator[Part]:
    rest = [one for one in node.properties.values() if one.id not in used]
    for one in rest:
        named = f"{name} {one.name}".strip() if used or len(rest) > 1 else name or ("" if one.settable else one.name)
        part = value_part(node, one, named)
        if part is not None:
            yield part


def _cover(node: Node, name: str) -> _Composed | None:
    command = _first(node, lambda one: one.settable and one.datatype == "enum" and _moves(one))
    position = _first(node, lambda one: one.is_number and one.settable and "position" in one.id)
    is_cover = any(word in node.words for word in _COVERS)
    if command is None and not (position and is_cover):
        return None
    state = _first(node, lambda one: not one.settable and one.datatype == "enum")
    part = Part(node.id, "cover", name)
    features = Cover(0)
    for verb, words, flag in (
        ("open", _OPENING, Cover.OPEN),
        ("close", _CLOSING, Cover.CLOSE),
        ("stop", {"stop"}, Cover.STOP),
    ):
        word = next((option for option in command.options if option.lower() in words), None) if command else None
        if command and word:
            part.commands[f"{verb}_cover"] = const(command, word)
            features |= flag
    if position:
        scale = (position.high or 100) / 100
        part.commands["set_cover_position"] = number_command(position, "position", scale)
        features |= Cover.SET_POSITION
        if not command:
            part.commands |= {
                "open_cover": const(position, str(round(100 * scale))),
                "close_cover": const(position, "0"),
            }
            features |= Cover.OPEN | Cover.CLOSE
    part.attributes["supported_features"] = int(features)
    part.read = _cover_reader(state or command, position)
    return part, frozenset(one.id for one in (command, position, state) if one)


def _cover_reader(state: Property | None, position: Property | None) -> PartReader:
    def read(values: Values, report: Report) -> None:
        if state and state.key in values:
            word = str(values[state.key]).lower()
            moving = word if word in {"opening", "closing"} else None
            report.state = moving or ("open" if word in _OPENING else "closed" if word in _CLOSING else report.state)
        place = number(values.get(position.key)) if position else None
        if place is not None and position:
            percent = round(max(0.0, min(100.0, place * 100 / (position.high or 100))))
            report.attributes["current_position"] = percent
            if report.state not in {"opening", "closing"}:
                report.state = "open" if percent else "closed"

    return read


def _climate(node: Node, name: str) -> _Composed | None:
    target = _first(node, lambda one: one.is_number and one.settable and one.unit in {"°C", "°F", "K"})
    if target is None:
        return None
    measured = _first(node, lambda one: one.is_number and not one.settable and one.unit == target.unit)
    mode = _first(node, lambda one: one.settable and one.datatype == "enum" and bool(_HVAC_MODES & set(one.options)))
    if measured is None and mode is None:
        return None
    modes = tuple(option for option in mode.options if option in _HVAC_MODES) if mode else ("heat",)
    features = Climate.TARGET_TEMPERATURE
    part = Part(node.id, "climate", name)
    part.commands["set_temperature"] = number_command(target, "temperature")
    if mode:
        part.commands["set_hvac_mode"] = lambda call, _e: {mode.key: option_datum(call, "hvac_mode", modes)}
        running = [one for one in ("heat", "auto", *modes) if one in modes and one != "off"]
        if "off" in modes and running:
            part.commands |= {"turn_off": const(mode, "off"), "turn_on": const(mode, running[0])}
            features |= Climate.TURN_OFF | Climate.TURN_ON
    part.attributes = {
        "hvac_modes": modes,
        "min_temp": target.low,
        "max_temp": target.high,
        "target_temp_step": target.step,
        "unit_of_measurement": target.unit,
        "supported_features": int(features),
    }
    part.read = _climate_reader(target, measured, mode)
    return part, frozenset(one.id for one in (target, measured, mode) if one)


def _climate_reader(target: Property, measured: Property | None, mode: Property | None) -> PartReader:
    def read(values: Values, report: Report) -> None:
        if target.key in values:
            report.attributes["temperature"] = number(values[target.key])
        if measured and measured.key in values:
            report.attributes["current_temperature"] = number(values[measured.key])
        if mode and mode.key in values:
            report.state = text_of(values[mode.key]) or UNKNOWN
        elif mode is None and report.attributes and report.last("state") is None:
            report.state = "heat"

    return read


def _lock(node: Node, name: str) -> _Composed | None:
    if "lock" not in node.words.split():
        return None
    flag = _first(node, lambda one: one.settable and one.datatype == "boolean")
    if flag is not None:
        commands = {"lock": const(flag, "true"), "unlock": const(flag, "false")}
        return Part(
            node.id, "lock", name, read=boolean_reader(flag, "locked", "unlocked"), commands=commands
        ), frozenset({flag.id})
    choice = _first(
        node, lambda one: one.settable and one.datatype == "enum" and {"lock", "unlock"} <= set(one.options)
    )
    if choice is None:
        return None
    state = _first(node, lambda one: one.datatype == "enum" and {"locked", "unlocked"} <= set(one.options))
    part = Part(node.id, "lock", name, commands={"lock": const(choice, "lock"), "unlock": const(choice, "unlock")})
    if state:
        part.read = text_reader(state)
    return part, frozenset(one.id for one in (choice, state) if one)


def _moves(one: Property) -> bool:
    words = {option.lower() for option in one.options}
    return bool(words & _OPENING) and bool(words & _CLOSING)


def _first(node: Node, test: Callable[[Property], bool]) -> Property | None:
    return next((one for one in node.properties.values() if test(one)), None)


_COMPOSERS: tuple[Callable[[Node, str], _Composed | None], ...] = (_lock, _cover, _climate, light)
