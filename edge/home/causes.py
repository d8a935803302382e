"""Why an entity changed, as far as that can be known: habits are what people do, not what we or rules did.

Sources, the surer first: the change is what this hub just commanded; the device says who switched it
(Shelly does); somebody pressed a button or a rule of Home Assistant's ran a moment before. Everything else
is unknown. (`mqtt_statestream` does not carry Home Assistant's own context.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from edge.home.effects import reached
from edge.home.events import AUTOMATION, OWN, PERSON
from edge.home.model import Entity
from edge.home.registry import Change
from edge.turn import Effect

OWN_SECONDS = 120.0
"""How long a change to what was commanded counts as its effect: covers and heaters take their time."""
BLIND_SECONDS = 5.0
"""The same for a command of which no effect is known."""
FOLLOW_SECONDS = 2.0
"""How soon after a button or a rule whatever changes counts as its effect."""
_BUTTONS = frozenset({"button", "event", "input_button"})
_RULES = frozenset({"automation", "scene", "script"})
_MOST = 500


@dataclass(frozen=True, slots=True)
class _Command:
    turn_id: str
    at: float
    effect: Effect | None


class Causes:
    """Remembers commands, buttons and rules for moments; times are monotonic seconds. Not thread-safe."""

    def __init__(self) -> None:
        self._commands: dict[str, _Command] = {}
        self._pressed = self._ran = float("-inf")

    def commanded(self, turn_id: str, entity: Entity | None, effect: Effect | None, now: float) -> None:
        """A turn commanded something of an entity, and of the members that a group names."""
        if entity is None:
            return
        members = entity.attributes.get("entity_id")
        known = {entity.id: effect}
        if isinstance(members, list | tuple):
            known |= {str(member): _of_member(effect, str(member)) for member in members}
        for entity_id, expected in known.items():
            self._commands.pop(entity_id, None)
            self._commands[entity_id] = _Command(turn_id, now, expected)
        while len(self._commands) > _MOST:
            self._commands.pop(next(iter(self._commands)))

    def of(self, change: Change, now: float) -> str | None:
        """The cause of a live change: `own:<turn id>`, `person`, `automation`, or `None` for unknown."""
        entity = change.after
        if entity is None:
            return None
        self._note(change, entity, now)
        command = self._commands.get(entity.id)
        if command is not None and _answers(command, entity, now):
            self._done(command, entity)
            return f"{OWN}:{command.turn_id}"
        if change.cause is not None:
            return change.cause
        if now - self._pressed <= FOLLOW_SECONDS:
            return PERSON
        return AUTOMATION if now - self._ran <= FOLLOW_SECONDS else None

    def _done(self, command: _Command, entity: Entity) -> None:
        """What has arrived is not expected again: the same state later is somebody else's doing."""
        if command.effect is not None and entity.state not in command.effect.transitional:
            del self._commands[entity.id]

    def _note(self, change: Change, entity: Entity, now: float) -> None:
        if change.before is None or change.before.state is None:
            return  # its state has become known, which is nobody's doing
        if entity.id in self._commands and entity.domain in _RULES:
            return  # what runs because we said so is no rule of somebody else's
        if entity.domain in _BUTTONS or _is_action(entity):
            if change.state_changed and entity.state:
                self._pressed = now
        elif entity.domain in _RULES and (change.state_changed or _triggered(change)):
            self._ran = now


def source_of(cause: str | None) -> str | None:
    """`own`, `person` or `automation` of a cause as it is kept; `None` for unknown."""
    return cause.partition(":")[0] if cause else None


def _answers(command: _Command, entity: Entity, now: float) -> bool:
    if command.effect is None:
        return now - command.at <= BLIND_SECONDS
    return now - command.at <= OWN_SECONDS and reached(command.effect, entity)


def _of_member(effect: Effect | None, member: str) -> Effect | None:
    return None if effect is None else Effect(member, effect.state, {}, effect.transitional)


def _is_action(entity: Entity) -> bool:
    """Zigbee remotes report what was pressed as a sensor."""
    return entity.domain == "sensor" and entity.id.endswith("_action")


def _triggered(change: Change) -> bool:
    before: Mapping[str, object] = change.before.attributes if change.before else {}
    after: Mapping[str, object] = change.after.attributes if change.after else {}
    return before.get("last_triggered") != after.get("last_triggered")


__all__ = ["AUTOMATION", "OWN", "PERSON", "Causes", "source_of"]
