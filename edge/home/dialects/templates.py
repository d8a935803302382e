"""Home Assistant's value and command templates: a fast path for the common form, a sandbox for the rest.

```
TemplateFaultError    a template that cannot be compiled or rendered
```
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from edge.home.dialects.payload import Payload, PayloadError, number
from edge.turn import JsonValue

MAX_SOURCE = 8192
"""Characters of the longest template accepted."""

_PATH = r"value_json((?:\.[A-Za-z_]\w*|\[\s*(?:'[^'\\]*'|\"[^\"\\]*\"|\d{1,4})\s*\])*)"
_FILTERS = r"((?:\s*\|\s*(?:float|int|round|lower|upper|is_defined|trim|string)\s*(?:\(\s*-?[\d.]{0,12}\s*\))?)*)"
_SIMPLE = re.compile(r"\s*\{\{-?\s*(?:" + _PATH + r"|(value))" + _FILTERS + r"\s*-?\}\}\s*")
_STEP = re.compile(r"\.([A-Za-z_]\w*)|\[\s*(?:'([^']*)'|\"([^\"]*)\"|(\d+))\s*\]")
_FILTER = re.compile(r"\|\s*(\w+)\s*(?:\(\s*(-?[\d.]*)\s*\))?")
_Step = str | int
_Filter = Callable[[JsonValue], JsonValue]
_MISSING = object()


class TemplateFaultError(Exception):
    """A template that cannot be compiled or rendered; the text says why."""


class ValueTemplate:
    """What a payload says, by a template with `value` and `value_json`; rendering has no side effect."""

    __slots__ = ("_render",)

    def __init__(self, source: str | None) -> None:
        """Compile; `None` or empty gives the payload itself.

        Raises `TemplateFaultError` when the source is no template that may run here.
        """
        self._render = _value_renderer(source or "")

    def render(self, payload: Payload) -> str | None:
        """The rendered text; `None` when what the template asks for is not in the payload.

        Raises `TemplateFaultError` when rendering fails or goes over its limits.
        """
        return self._render(payload)


class CommandTemplate:
    """The payload of a command, by a template with `value` and the command's own variables."""

    __slots__ = ("_render",)

    def __init__(self, source: str | None) -> None:
        """Compile; `None` or empty gives the value itself. Raises as `ValueTemplate` does."""
        self._render = _sandboxed(source) if source else None

    def render(self, value: JsonValue, variables: Mapping[str, JsonValue] | None = None) -> str:
        """The payload as text. Raises `TemplateFaultError` when rendering fails."""
        if self._render is None:
            return shown(value)
        return self._render({"value": value, **(variables or {})})


def shown(value: JsonValue) -> str:
    """A value as a template prints it: `True`, `None`, `21.5`, a text as it is."""
    return value if isinstance(value, str) else str(value)


@lru_cache(maxsize=1024)
def _value_renderer(source: str) -> Callable[[Payload], str | None]:
    if len(source) > MAX_SOURCE:
        raise TemplateFaultError(f"template of {len(source)} characters: at most {MAX_SOURCE} are accepted")
    if not source or "{" not in source:
        return (lambda _: source) if source else (lambda payload: payload.text)
    simple = _SIMPLE.fullmatch(source)
    if simple:
        filters = _filters(simple[3])
        return _text_reader(filters) if simple[2] else _path_reader(_steps(simple[1]), filters)
    render = _sandboxed(source)

    def rendered(payload: Payload) -> str | None:
        return render({"value": payload.text, "value_json": payload.json_or_none})

    return rendered


def _path_reader(steps: tuple[_Step, ...], filters: tuple[_Filter, ...]) -> Callable[[Payload], str | None]:
    def read(payload: Payload) -> str | None:
        try:
            value = payload.json
        except PayloadError as error:
            raise TemplateFaultError(str(error)) from error
        for step in steps:
            value = _at(value, step)
            if value is _MISSING:
                return None
        return shown(_through(value, filters)) if filters else shown(value)

    return read


def _text_reader(filters: tuple[_Filter, ...]) -> Callable[[Payload], str | None]:
    return lambda payload: shown(_through(payload.text, filters))


def _through(value: JsonValue, filters: tuple[_Filter, ...]) -> JsonValue:
    for one in filters:
        value = one(value)
    return value


def _at(value: JsonValue, step: _Step) -> JsonValue:
    if isinstance(step, str):
        return value.get(step, _MISSING) if isinstance(value, dict) else _MISSING
    return value[step] if isinstance(value, list) and step < len(value) else _MISSING


def _steps(path: str) -> tuple[_Step, ...]:
    return tuple(
        int(match[4]) if match[4] is not None else match[1] or match[2] or match[3] or ""
        for match in _STEP.finditer(path)
    )


def _filters(text: str) -> tuple[_Filter, ...]:
    return tuple(_filter(match[1], match[2] or "") for match in _FILTER.finditer(text))


def _filter(name: str, argument: str) -> _Filter:
    given = number(argument)
    if name == "round":
        digits = min(15, max(-15, int(given))) if given is not None else 0
        return lambda value: round(float(_numeric(value, name, None)), digits)
    if name == "float":
        return lambda value: float(_numeric(value, name, given))
    if name == "int":
        return lambda value: int(_numeric(value, name, given))
    return _TEXT_FILTERS[name]


def _numeric(value: JsonValue, name: str, default: float | None) -> float:
    found = int(value) if isinstance(value, bool) else number(value)
    if found is not None:
        return found
    if default is not None:
        return default
    raise TemplateFaultError(f"{name} got {ascii(value)[:60]}, which is no number, and has no default")


_TEXT_FILTERS: Mapping[str, _Filter] = {
    "lower": lambda value: shown(value).lower(),
    "upper": lambda value: shown(value).upper(),
    "trim": lambda value: shown(value).strip(),
    "string": shown,
    "is_defined": lambda value: value,
}


def _sandboxed(source: str) -> Callable[[Mapping[str, JsonValue]], str]:
    if len(source) > MAX_SOURCE:
        raise TemplateFaultError(f"template of {len(source)} characters: at most {MAX_SOURCE} are accepted")
    from edge.home.dialects import sandbox  # jinja2 costs 78 ms, which homes without such templates need not pay

    return sandbox.compiled(source)
