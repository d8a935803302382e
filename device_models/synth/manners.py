"""How people put a request: how often which, with what words around it, joined and corrected how."""

from __future__ import annotations

from device_models.labels import LABELS, OUT

WEIGHTS: dict[str, float] = {
    "HassTurnOn": 8, "HassTurnOff": 8, "HassLightSet": 8, "HassTurnOn:open": 3.5, "HassTurnOff:close": 3.5, "HassTurnOn:lock": 1.5,
    "HassTurnOff:unlock": 1.5, "HassSetPosition": 4, "HassClimateSetTemperature": 5, "HearthSetValue": 5, "HearthSetMode": 6,
    "HassGetState": 7, "HassMediaSearchAndPlay": 6, "HassClimateGetTemperature": 2, "HassSetVolume": 2.5, "HassStartTimer": 2.5,
    "HearthAdjust:value_up": 1.5, "HearthAdjust:value_down": 1.5, "HearthUnsupported": 2, "HearthChat": 1, "HassFanSetSpeed": 2,
    "HassListAddItem": 2, "HassVacuumCleanArea": 1.5, "HearthConfirm": 0.4, "HearthDeny": 0.4, "HassVacuumStart": 1.3,
    "HearthWhy": 0.5, "HassBroadcast": 1, "HassMediaPause:stop": 1.2,
}  # fmt: skip
DEFAULT_WEIGHT = 0.9
SOLO = frozenset({"HearthConfirm", "HearthDeny", "HassNevermind", "HearthUndo", "HearthWhy", "HearthChat", "HearthTeach",
                   "HearthIgnore", "HearthDiscard", "HassBroadcast", "HassGetCurrentTime"})  # fmt: skip
LEADS = ("please", "could you", "can you", "would you", "could you please", "can you please", "i want you to", "i'd like you to", "hey",
          "hey hearth", "okay", "ok", "so", "um", "well", "go ahead and", "would you mind to", "i need you to", "quickly", "now",
          "alexa", "hey google", "computer", "jarvis", "olly", "just", "let's", "would you be so kind and", "do me a favor and",
          "kindly", "you should", "time to", "we should", "i think you should", "will you", "uh", "also", "immediately")  # fmt: skip
TAILS = (
    "please",
    "now",
    "right now",
    "for me",
    "thanks",
    "thank you",
    "would you",
    "will you",
    "okay",
    "immediately",
    "if you can",
    "as soon as possible",
    "again",
    "for a while",
    "already",
    "if you don't mind",
    "alexa",
    "olly",
    "right away",
    "please and thank you",
)
LINKS = (
    "and",
    "and then",
    "then",
    ", and",
    ",",
    ", then",
    "and also",
    "also",
    "plus",
    ". also",
    "and after that",
    "as well as",
    "while",
    ";",
    ". then",
    "after that",
    "and please",
    ", also",
    "and finally",
    ", and then",
    "next",
    "along with",
    ".,",
    ".",
    ";",
    ", and then",
    ", and",
    ",",
    "and next",
    "",
)
FIXES = (
    "no",
    "no wait",
    "i mean",
    "sorry",
    "no i mean",
    "actually",
    "wait no",
    "oops i mean",
    "or rather",
    "make that",
    "scratch that",
    "er",
)
NAMES = [label.name for label in LABELS if label.name not in {"HearthDiscard", "HearthIgnore", "HearthTeach"}]
CHANCES = [WEIGHTS.get(name, DEFAULT_WEIGHT) for name in NAMES]
MODIFIED = frozenset(label.name for label in LABELS if "delay" in label.tags and "cond_value" in label.tags) - {
    "HassGetState", "HassClimateGetTemperature", "HearthRemaining", "HearthMediaStatus"}  # fmt: skip
ALLOWED = {label.name: frozenset(label.tags) for label in LABELS}
QUESTIONS = frozenset(
    n
    for n in NAMES
    if n.startswith(("HassGet", "HassClimateGet", "HassTimerStatus", "HearthRem")) or n.endswith("Status")
)
ASKS = ("can you tell me", "do you know", "i want to know", "tell me", "i'd like to know", "could you tell me", "please tell me", "i wonder",
         "let me know", "check", "can you check", "so")  # fmt: skip
FAMILIES = (
    ("HassTurnOn", "HassTurnOff", "HassLightSet", "HearthAdjust:brightness_up", "HearthAdjust:brightness_down"),
    ("HassTurnOn:open", "HassTurnOff:close", "HassSetPosition"), ("HassTurnOn:lock", "HassTurnOff:unlock"),
    ("HassClimateSetTemperature", "HassTurnOff", "HassTurnOn", "HearthSetMode", "HearthAdjust:temperature_up"),
    ("HassFanSetSpeed", "HassTurnOn", "HassTurnOff", "HearthAdjust:speed_up"), ("HearthSetMode", "HearthSetValue", "HassTurnOn", "HassTurnOff"),
    ("HassMediaSearchAndPlay", "HassSetVolume", "HassMediaPause", "HearthAdjust:volume_up", "HassTurnOn"),
    ("HassVacuumStart", "HassVacuumCleanArea", "HassVacuumReturnToBase"),
)  # fmt: skip
STATES = (
    ("HassTurnOn", "{any} on"),
    ("HassTurnOff", "{any} off"),
    ("HassTurnOff", "off {any}"),
    ("HassTurnOn", "on {any}"),
)
SETTINGS = (("HassLightSet", "{light} to {pct}"), ("HassLightSet", "{light} to {color}"), ("HassClimateSetTemperature", "{climate} to {temp}"),
             ("HassSetPosition", "{cover} to {pos}"), ("HassFanSetSpeed", "{fan} to {pct}"), ("HassSetVolume", "the <setting:volume> to {pct}"),
             ("HassClimateSetTemperature", "the <setting:temperature> {inarea} to {temp}"), ("HearthSetValue", "the {setting} of {dev} to {num}"),
             ("HearthSetMode", "{dev} to {mode} mode"))  # fmt: skip
SPREAD = (
    ("HassLightSet", "brightness", ("light", "lights", "lamp", "lamps"), ("{pct}",)),
    ("HassLightSet", "color", ("light", "lights", "lamp"), ("{color}",)),
    ("HassClimateSetTemperature", "temperature", ("heating", "thermostat", "air conditioner", "radiator"), ("{temp}",)),
    ("HassSetPosition", "position", ("curtains", "blinds", "shutter"), ("{pos}",)),
    ("HassSetVolume", "volume", ("speaker", "media player", "tv"), ("{pct}",)),
    ("HassFanSetSpeed", "speed", ("fan", "ceiling fan"), ("{pct}",)),
    (
        "HearthSetValue",
        "intensity",
        ("aromatherapy", "humidifier", "dehumidifier", "diffuser", "air purifier"),
        ("{num}",),
    ),
    ("HearthSetValue", "humidity", ("humidifier", "dehumidifier"), ("{pct}",)),
    ("HearthSetMode", "mode", ("air conditioner", "heating", "air purifier", "humidifier"), ("{mode}", "{mode} mode")),
    ("HearthSetMode", "fan speed", ("air conditioner", "air purifier"), ("{level}",)),
)
"""What one verb sets differently in several places: label, setting, things, templates of values."""
CLAUSE_NAMES = [n for n in NAMES if n not in SOLO and n not in OUT]
CLAUSE_CHANCES = [WEIGHTS.get(name, DEFAULT_WEIGHT) for name in CLAUSE_NAMES]

TAUGHT = (
    "when i say P C", "if i say P C", "whenever i say P then C", "when i say P i want you to C", "when i say P , C",
    "if i say P , C", "whenever i say P , C", "when i say P , please C", "P means C", "learn that P means C",
    "from now on P means C", "from now on , P means C", "if i say P you should C", "remember that when i say P you C",
    "remember that P means C", "remember , P means C", "teach you that P means C", "C when i say P", "C whenever i say P",
    "let's say P means C", "let P mean C", "by P i mean C", "when i say P i mean C", "with P i mean C", "P stands for C",
    "every time i say P , C", "as soon as i say P C", "as soon as somebody says P , C", "if you hear P , C",
    "when you hear P C", "learn this : P means C", "new command : P means C", "i want P to mean C", "make P mean C",
    "in future P means C", "starting today P means C", "P should mean C", "when i tell you P , C", "note that P means C",
    "from now on when i say P , C", "from now on if i say P you C", "the words P mean C", "when i ask for P , C",
)  # fmt: skip
"""How people teach a saying: P is what they will say, C what it shall do."""

IF = ("if", "if", "if", "when", "once", "as soon as", "in case", "whenever", "only if", "provided", "when", "unless")
COMPARED = ("above", "over", "below", "under", "warmer than", "colder than", "hotter than", "higher than", "lower than", "more than",
            "less than", "cooler than", "at least", "greater than", "at", "drops below", "rises above", "goes over", "falls below",
            "gets above", "exceeds", "gets colder than", "reaches")  # fmt: skip
MOVING = frozenset({"drops", "rises", "goes", "falls", "gets", "exceeds", "reaches"})
MEASURED = ("temperature", "humidity", "brightness", "battery level", "co2 level", "light level")
STATES_MET = (
    "on",
    "off",
    "open",
    "closed",
    "locked",
    "unlocked",
    "running",
    "playing",
    "on",
    "off",
    "home",
    "turned on",
)
