"""Templates: the common form, the rest in a sandbox, and nothing that could hold the hub up."""

from __future__ import annotations

import json
import time

import pytest

from edge.home.dialects.payload import Payload
from edge.home.dialects.templates import CommandTemplate, TemplateFaultError, ValueTemplate

VALUES = {
    "a": {"b": [1, {"c d": "x"}]},
    "n": 21.46,
    "s": " Text ",
    "t": True,
    "nul": None,
    "run": "heat",
    "list": [3, 1, 2],
    "json": '{"k": 5}',
}
PAYLOAD = Payload(json.dumps(VALUES))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (None, json.dumps(VALUES)),
        ("constant", "constant"),
        ("{{ value_json.n }}", "21.46"),
        ("{{value_json['n']}}", "21.46"),
        ('{{ value_json.a.b[1]["c d"] }}', "x"),
        ("{{ value_json.a.b[7] }}", None),
        ("{{ value_json.nowhere }}", None),
        ("{{ value_json.nowhere | is_defined | upper }}", None),
        ("{{ value_json.nowhere.deeper }}", None),
        ("{{ value_json.t }}", "True"),
        ("{{ value_json.nul }}", "None"),
        ("{{ value_json.n | round(1) }}", "21.5"),
        ("{{ value_json.n|float(0)|int }}", "21"),
        ("{{ value_json.nul | float(7) }}", "7.0"),
        ("{{ value_json.s | trim | lower }}", "text"),
        ("{{ value_json.n | is_defined }}", "21.46"),
    ],
)
def test_the_common_form(source: str | None, expected: str | None) -> None:
    assert ValueTemplate(source).render(PAYLOAD) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% set v={None:None,'':None,'heat':'heating'} %}{{ v[value_json.run] }}", "heating"),
        ("{{ 'ON' if value_json.n > 20 else 'OFF' }}", "ON"),
        ("{{ value_json.t | iif('yes', 'no') }}", "yes"),
        ("{{ value_json.nowhere | default('none') }}", "none"),
        ("{{ (value_json.n * 255 / 100) | round(0) | int }}", "55"),
        ("{{ value_json.n | multiply(2) | add(1) | round(2) }}", "43.92"),
        ("{{ value_json.json | from_json | to_json }}", '{"k": 5}'),
        ("{{ (value_json.json | from_json).k + 1 }}", "6"),
        ("{{ value_json.list | sort | join(',') }}", "1,2,3"),
        ("{{ value_json.list | select('>', 1) | list | length }}", "2"),
        ("{{ value_json.list | map('multiply', 2) | sum | int }}", "12"),
        ("{% for i in range(3) %}{{ i }}{% endfor %}", "012"),
        ("{% if value_json.n is defined and is_number(value_json.n) %}n{% endif %}", "n"),
        ("{{ '%.1f' % value_json.n }}", "21.5"),
        ("{{ '{:.0f}'.format(value_json.n) }}", "21"),
        ("{{ '%02x%02x' | format(3, 200) }}", "03c8"),
        ("{{ value_json.s.strip().replace('T', 't').split('x')[0] }}", "te"),
        ("{{ 'abc'[1:] ~ value_json.run }}", "bcheat"),
        ("{{ 2 ** 10 % 1000 }}", "24"),
        ("{{ value_json.t | bool | string | upper }}", "TRUE"),
        ("{{ max(value_json.list) | bitwise_and(1) }}", "1"),
        ("{{ value_json.n | round(0, 'ceil') }}", "22.0"),
        ("{{ int('0x1F', base=16) }}", "31"),
        (
            "{% set n = namespace(t=0) %}{% for i in value_json.list %}{% set n.t = n.t + i %}{% endfor %}{{ n.t }}",
            "6",
        ),
    ],
)
def test_what_takes_the_sandbox(source: str, expected: str) -> None:
    assert ValueTemplate(source).render(PAYLOAD) == expected


@pytest.mark.parametrize(
    "source",
    [
        "{{ value_json.s | float }}",
        "{{ value_json.nowhere.deeper | default('x') }}",
        "{{ value_json.nul + 1 }}",
        "{{ 1 / 0 }}",
        "{{ value_json.s | from_json }}",
        "{{ value_json.s | round | upper }}",
    ],
)
def test_what_cannot_be_rendered_says_so(source: str) -> None:
    with pytest.raises(TemplateFaultError):
        ValueTemplate(source).render(PAYLOAD)


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9 ** 99 }}",
        "{{ 9 ** 999999 }}",
        "{{ range(1000000000) | list }}",
        "{% for a in range(1000) %}{% for b in range(1000) %}x{% endfor %}{% endfor %}",
        "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x ~ x %}" * 60 + "{{ x }}",
        "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x + x %}" * 60 + "{{ x }}",
        "{% set n = namespace(x='a') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}{{ n.x | count }}",
        "{{ '%1000000000d' % 3 }}",
        "{{ '{:>1000000000}'.format(1) }}",
        "{{ '{:{}}'.format(1, 1000000000) }}",
        "{{ 'a'.ljust(1000000000) }}",
        "{{ 'a' | center(1000000000) }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ self.__init__.__globals__ }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include 'x' %}",
        "{{ dict(a=1).update(b=2) }}",
        "{{ cycler('a') }}",
        "{{ " + "(" * 400 + "1" + ")" * 400 + " }}",
        "{{ value_json.big | map('multiply', 3) | list }}",
        "{% for i in range(900) %}{{ value_json.big | sort | length }}{% endfor %}",
        "{% for i in value_json.big %}{{ i }}{% endfor %}",
        "{{ value_json.text }}{{ value_json.text }}",
        "{{ x" + " " * 9000 + "}}",
    ],
)
def test_nothing_holds_the_hub_up(source: str) -> None:
    payload = Payload(json.dumps({"big": [0] * 20_000, "text": "x" * 10_000}))
    start = time.thread_time()
    with pytest.raises(TemplateFaultError):
        ValueTemplate(source).render(payload)
    assert time.thread_time() - start < 0.5, "compiled and refused within half a second, on a busy machine too"


def test_commands() -> None:
    assert CommandTemplate(None).render(21.5) == "21.5"
    assert CommandTemplate('{"p": {{ position }}}').render(3, {"position": 30}) == '{"p": 30}'
    assert CommandTemplate("{{ value | int }}").render("21.7") == "21"
    with pytest.raises(TemplateFaultError):
        CommandTemplate("{{ value | int }}").render("warm")
    with pytest.raises(TemplateFaultError, match="template"):
        CommandTemplate("{% if %}")


def test_the_common_form_is_fast() -> None:
    template, text = ValueTemplate("{{ value_json.n | round(1) }}"), json.dumps(VALUES)
    start = time.thread_time()
    for _ in range(2_000):
        template.render(Payload(text))
    assert time.thread_time() - start < 0.4, "2,000 states a second must be sustained with time to spare"
