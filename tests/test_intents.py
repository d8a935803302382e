import re
from pathlib import Path

from edge.intents import INTENT_SLOTS, OUT_OF_SCOPE, QUESTIONS

PAGE = Path(__file__).parent.parent / "docs" / "intents.md"
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \|", re.MULTILINE)


def test_every_intent_is_documented_with_its_slots() -> None:
    written = {intent: frozenset(re.findall(r"`(\w+)`", slots)) for intent, slots in ROW.findall(PAGE.read_text())}
    assert written == dict(INTENT_SLOTS)


def test_groups_of_intents_name_known_ones() -> None:
    assert frozenset(OUT_OF_SCOPE) | QUESTIONS <= frozenset(INTENT_SLOTS)
