"""Topics and topic filters: which may be used, and which match.

```
ConfigError           an announcement that cannot be used
```
"""

from __future__ import annotations

from collections.abc import Sequence

from edge.turn import JsonValue

MAX_TOPIC = 512
"""Characters of the longest topic that is subscribed to or published on."""


class ConfigError(ValueError):
    """An announcement that cannot be used; the text names what is wrong with it."""


def checked_topic(topic: JsonValue, key: str = "topic") -> str:
    """A topic that may be subscribed to and published on; raises `ConfigError` otherwise."""
    if not isinstance(topic, str) or not topic or len(topic) > MAX_TOPIC:
        raise ConfigError(f"{key} is no topic of 1..{MAX_TOPIC} characters")
    if topic.startswith("$") or not topic.isprintable() or "#" in topic or "+" in topic:
        raise ConfigError(f"{key} {topic[:80]!a} holds what a topic may not hold here")
    return topic


def matches(levels: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether the levels of a topic match those of a filter (MQTT 3.1.1, 4.7)."""
    for index, part in enumerate(pattern):
        if part == "#":
            return True
        if index >= len(levels) or part not in {"+", levels[index]}:
            return False
    return len(levels) == len(pattern)
