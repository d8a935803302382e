from __future__ import annotations

from pathlib import Path

import pytest

from edge.settings import Problem, SettingsError, load
from edge.settings.model import BrokerSettings


def problem_in(folder: Path, text: str) -> Problem:
    file = folder / "hearth.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(file)
    (problem,) = caught.value.problems
    assert problem.file == str(file)
    assert problem.place == f"{file}:{problem.line}"
    return problem


@pytest.mark.parametrize(
    ("text", "key", "line", "value", "message", "remedy"),
    [
        ("[broker]\nport = 99999", "broker.port", 2, "99999", "65535", "1 to 65535"),
        ('[broker]\nkeepalive = "soon"', "broker.keepalive", 2, '"soon"', "integer", "5 to 300 s; default 15"),
        ('[hub]\nlangage = "de"', "hub.langage", 2, '"de"', "no such key", "did you mean `language`?"),
        ("[memory]\nkeepalive = 3", "memory.keepalive", 2, "3", "no such key", "belongs to [broker]"),
        ("[zigbee2mqtt]\nx = 1", "zigbee2mqtt", 1, None, "no such key", "[dialects.zigbee2mqtt]"),
        ("[hub]\nxyzzyx = 1", "hub.xyzzyx", 2, "1", "no such key", "[hub] knows `id`"),
        ('[hub]\ntimezone = "Mars/X"', "hub.timezone", 2, '"Mars/X"', "IANA", "Europe/Berlin"),
        ('[broker]\nbase_topic = "a/#"', "broker.base_topic", 2, '"a/#"', "wildcards", "default"),
        ('[broker]\nca_file = "/no"\ntls = true', "broker.ca_file", 2, '"/no"', "file", "a file that exists"),
        ('[broker]\ncert_file = "/etc/hostname"', "broker", 1, None, "belong together", "complete"),
        ('[broker]\npassword = "x"', "broker", 1, None, "needs a `username`", "complete"),
        ('[home.areas."Big Room"]\nname = "x"', 'home.areas."Big Room"', 1, None, "not allowed", "small letters"),
        ('[home.entities.lamp]\nname = "x"', "home.entities.lamp", 1, None, "not allowed", "domain.object_id"),
        ("[home.areas.den]\naliases = ['x']", "home.areas.den.name", 1, None, "is missing", "add `name = …`"),
        ("[home]\nareas.den = 3", "home.areas.den", 2, "3", "dictionary", "write it as a table: [home.areas.den]"),
        ('broker = "localhost"', "broker", 1, '"localhost"', "dictionary", "write it as a table: [broker]"),
        ('[doors.wyoming]\nuri = "localhost"', "doors.wyoming.uri", 2, '"localhost"', "tcp://host:port", "tcp://"),
        ("[hub]\nlanguages = [\n'de',\n'x']", "hub.languages[1]", 4, '"x"', "language tag", "language tag"),
        ('[logging]\nlevel = "loud"', "logging.level", 2, '"loud"', "'debug'", "one of `debug`"),
        ("[learning]\nenabled = 7", "learning.enabled", 2, "7", "boolean", "`true` or `false`"),
        ('[safety]\nquiet_from = "25:00"', "safety.quiet_from", 2, '"25:00"', "hour", "time of day"),
        (
            '[home.floors.ground]\nname = "G"\n[home.areas.den]\nname = "Den"\nfloor = "grond"',
            "home.areas.den.floor", 5, '"grond"', "no such storey", "write 'ground'",
        ),
        ('[home.areas.den]\nname = "Den"\nfloor = "up"', "home.areas.den.floor", 3, '"up"', "storey", "home.floors.up"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_place_value_and_remedy(
    tmp_path: Path, text: str, key: str, line: int, value: str | None, message: str, remedy: str
) -> None:
    problem = problem_in(tmp_path, text)
    assert (problem.key, problem.line, problem.value) == (key, line, value)
    assert message in problem.message
    assert remedy in problem.remedy


def test_the_report_is_three_lines_a_mistake(tmp_path: Path) -> None:
    file = tmp_path / "hearth.toml"
    file.write_text("[broker]\nport = 0\nhots = 'x'\n")
    port = BrokerSettings.model_fields["port"]
    with pytest.raises(SettingsError) as caught:
        load(file)
    assert str(caught.value).splitlines() == [
        f"{file}:2: broker.port = 0",
        "    should be greater than or equal to 1",
        f"    remedy: write a whole number, 1 to 65535; default 1883. {port.description}",
        f'{file}:3: broker.hots = "x"',
        "    there is no such key",
        "    remedy: did you mean `host`?",
    ]
