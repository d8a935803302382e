"""Locks and alarm panels."""

from __future__ import annotations

from edge.home.dialects.features import Alarm, Lock
from edge.home.dialects.ha.component import Component, Valuer, const, state_taker
from edge.home.dialects.ha.config import Config
from edge.home.dialects.reports import UNKNOWN
from edge.home.events import NotExpressibleError
from edge.home.model import Entity
from edge.turn import JsonValue, ServiceCall

_LOCK_STATES = ("locked", "locking", "unlocked", "unlocking", "jammed", "open", "opening")
_ALARM_STATES = (
    "disarmed", "armed_home", "armed_away", "armed_night", "armed_vacation", "armed_custom_bypass", "pending",
    "arming", "disarming", "triggered",
)  # fmt: skip
_ALARM_FEATURES = {
    "arm_home": Alarm.ARM_HOME,
    "arm_away": Alarm.ARM_AWAY,
    "arm_night": Alarm.ARM_NIGHT,
    "arm_vacation": Alarm.ARM_VACATION,
    "arm_custom_bypass": Alarm.ARM_CUSTOM_BYPASS,
    "trigger": Alarm.TRIGGER,
}


def lock(config: Config) -> Component:
    """A door lock, which may also be able to open its door."""
    component = Component(config)
    words = {config.text(f"state_{state}", state.upper()): state for state in _LOCK_STATES}
    words[config.text("payload_reset", "None")] = UNKNOWN
    component.listen("state_topic", "value_template", state_taker(words))
    for service, default in (("lock", "LOCK"), ("unlock", "UNLOCK")):
        payload = const(config.text(f"payload_{service}", default))
        component.send(service, "command_topic", "command_template", payload, _code)
    features = Lock(0)
    if "payload_open" in config:
        component.send("open", "command_topic", "command_template", const(config.text("payload_open")), _code)
        features |= Lock.OPEN
    component.describe_from("code_format")
    component.describe(supported_features=int(features))
    return component


def alarm_control_panel(config: Config) -> Component:
    """An alarm panel; a code that its configuration holds is asked for before anything is sent."""
    component = Component(config)
    component.listen("state_topic", "value_template", state_taker({state: state for state in _ALARM_STATES}))
    offered = config.texts("supported_features") or tuple(_ALARM_FEATURES)
    features = Alarm(0)
    for name in offered:
        if name in _ALARM_FEATURES:
            features |= _ALARM_FEATURES[name]
            _alarm_command(component, f"alarm_{name}", name, "trigger" if name == "trigger" else "arm")
    _alarm_command(component, "alarm_disarm", "disarm", "disarm")
    component.describe(supported_features=int(features), code_arm_required=_needs_code(config, "arm"))
    if "code" in config:
        digits = config.text("code").isdigit() or config.text("code") == "REMOTE_CODE"
        component.describe(code_format="number" if digits else "text")
    return component


def _alarm_command(component: Component, service: str, name: str, kind: str) -> None:
    config = component.config
    action = config.text(f"payload_{name}", name.upper())
    variables = _alarm_variables(config, action, needs_code=_needs_code(config, kind))
    component.send(service, "command_topic", "command_template", const(action), variables)


def _alarm_variables(config: Config, action: str, *, needs_code: bool) -> Valuer:
    own = config.text("code")

    def variables(call: ServiceCall, entity: Entity) -> JsonValue:
        code = call.data.get("code")
        right = str(code) == own if own not in {"REMOTE_CODE", "REMOTE_CODE_TEXT"} else bool(code)
        if own and needs_code and not right:
            raise NotExpressibleError(f"{entity.id}: the code is missing or wrong")
        return {"action": action, "code": code}

    return variables


def _needs_code(config: Config, kind: str) -> bool:
    return "code" in config and config.flag(f"code_{kind}_required", default=True)


def _code(call: ServiceCall, _entity: Entity) -> JsonValue:
    return {"code": call.data.get("code")}
