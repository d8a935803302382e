"""Templates that are more than a path: jinja2's immutable sandbox, with bounds on time and memory.

A template comes from whoever may publish discovery, so that it must not be able to hold the hub up: no
nested loops, no macros, no loops over 1,000, no repetition or joining beyond 64 KiB, no regular
expressions, only the filters and methods that are listed here, and a budget that every value costs.
"""

from __future__ import annotations

import json
import math
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, wraps
from typing import Any, cast

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError, TemplateError, UndefinedError
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from edge.home.dialects.payload import MAX_PAYLOAD, parse_json
from edge.home.dialects.templates import TemplateFaultError
from edge.turn import JsonValue

MAX_OUTPUT = 16 * 1024
"""Characters of the longest text that a template may give."""
MAX_RANGE = 1_000
BUDGET = 200_000
"""Characters and members of all values that one rendering may make, calls counting eight: at most 40 ms of work."""

_RAISE: Any = object()
_METHODS = frozenset(
    {
        "capitalize", "count", "endswith", "find", "format", "get", "index", "isdigit", "isnumeric", "items", "keys",
        "lower", "lstrip", "replace", "rstrip", "split", "startswith", "strip", "title", "upper", "values",
    }
)  # fmt: skip
_REFUSED_NODES = (
    nodes.Macro, nodes.CallBlock, nodes.FilterBlock, nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends,
    nodes.Block, nodes.AssignBlock,
)  # fmt: skip
_BUILT_IN_FILTERS = frozenset(
    {
        "abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "int", "items", "join",
        "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round",
        "safe", "select", "selectattr", "sort", "string", "sum", "title", "trim", "unique", "upper",
    }
)  # fmt: skip


class _Budget(threading.local):
    """What is left of a rendering's budget."""

    left = BUDGET

    def spend(self, amount: int) -> None:
        """Take from the budget; raises `SecurityError` when it is used up."""
        self.left -= amount
        if self.left < 0:
            raise SecurityError("the template does too much")


_BUDGET = _Budget()
_WIDE = re.compile(r"\d{3,}|\*|\{[^{}]*\{")
"""Formats that could make a long text of a short value."""


@lru_cache(maxsize=256)
def compiled(source: str) -> Callable[[Mapping[str, JsonValue]], str]:
    """A function from variables to the rendered text.

    Raises `TemplateFaultError` for a source that is malformed or not permitted, and the function when
    rendering fails or gives more than `MAX_OUTPUT` characters.
    """
    try:
        tree = _ENVIRONMENT.parse(source)
        _check(tree)
        template = _ENVIRONMENT.from_string(tree)
    except (TemplateError, RecursionError, ValueError, OverflowError) as error:
        raise TemplateFaultError(f"template {source[:60]!a}: {error}") from error

    def render(variables: Mapping[str, JsonValue]) -> str:
        _BUDGET.left = BUDGET
        try:
            return _bounded(template.generate(variables)).strip()
        except _FAULTS as error:
            raise TemplateFaultError(f"template {source[:60]!a}: {error}") from error

    return render


_FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What an expression over foreign data may raise; all mean that the payload is not as expected."""


class _Generator(CodeGenerator):
    """Sends `a ~ b` through the environment, for it to be bounded like the other operators."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - jinja2's name
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox in which every operator and method that can grow a value is bounded."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})
    code_generator_class = _Generator

    def joined(self, parts: Iterable[Any]) -> str:
        """Texts one after another, at most `MAX_PAYLOAD` characters."""
        return str(_limited("".join(str(part) for part in parts)))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - jinja2's
        """An operator on values that cannot grow out of bounds by it."""
        if operator == "%" and isinstance(left, str):
            return _formatted(left, *right) if isinstance(right, tuple) else _formatted(left, right)
        if operator == "+":
            return _limited(super().call_binop(context, operator, left, right))
        if operator in {"*", "%"} and not _are_numbers(left, right):
            raise SecurityError(f"{operator} is for numbers only here")
        if operator == "**" and not (_are_numbers(left, right) and abs(left) <= 1e9 and abs(right) <= 64):
            raise SecurityError("** is for small numbers only here")
        return _limited(super().call_binop(context, operator, left, right))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - jinja2's
        """Only the methods listed, whose cost is bounded by their arguments."""
        if callable(value) and attr not in _METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:  # noqa: ANN401 - jinja2's
        """A text's own `format`, once its widths are known to be small."""
        wrapped = super().wrap_str_format(value)
        if wrapped is not None:
            _format_checked(value.__self__)
        return wrapped

    def call(self, context: Context, function: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - jinja2's
        """A call whose result stays within bounds."""
        owner = getattr(function, "__self__", None)
        if isinstance(owner, str) and getattr(function, "__name__", "") == "replace":
            return _limited(_replaced(owner, *args))
        return _limited(super().call(context, function, *args, **kwargs))


def _check(tree: nodes.Template) -> None:
    for node in tree.find_all(_REFUSED_NODES):
        raise SecurityError(f"{type(node).__name__} is not permitted here")
    for loop in tree.find_all(nodes.For):
        if loop.recursive or any(True for _ in loop.find_all(nodes.For)):
            raise SecurityError("loops within loops are not permitted here")
        loop.iter = nodes.Filter(loop.iter, "few", [], [], None, None, lineno=loop.lineno)


def _bounded(pieces: Iterable[str]) -> str:
    kept: list[str] = []
    room = MAX_OUTPUT
    for piece in pieces:
        room -= len(piece)
        if room < 0:
            raise SecurityError(f"the result is longer than {MAX_OUTPUT} characters")
        kept.append(piece)
    return "".join(kept)


def _limited(value: Any) -> Any:  # noqa: ANN401 - any value of a template
    if isinstance(value, str | list | tuple | dict) and len(value) > MAX_PAYLOAD:
        raise SecurityError(f"a value is longer than {MAX_PAYLOAD}")
    if isinstance(value, int) and value.bit_length() > 1024:
        raise SecurityError("a number is too large")
    _BUDGET.spend(_size(value))
    return value


def _size(value: Any) -> int:  # noqa: ANN401 - any value of a template
    return 1 + len(value) if isinstance(value, str | list | tuple | dict) else 1


def _format_checked(text: str) -> str:
    if _WIDE.search(text):
        raise SecurityError("formats wider than two digits are not permitted here")
    return text


def _formatted(text: Any, *args: Any) -> str:  # noqa: ANN401 - jinja2's filter
    return str(_format_checked(str(text)) % args)


def _few(values: Any) -> Any:  # noqa: ANN401 - whatever a template loops over
    kept = []
    for value in values:
        kept.append(value)
        if len(kept) > MAX_RANGE:
            raise SecurityError(f"loops over more than {MAX_RANGE} are not permitted here")
    return kept


def _costed(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that pays for what it takes and what it gives."""

    @wraps(function)
    def costed(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any filter
        _BUDGET.spend(8 + sum(map(_size, args)))
        return _limited(function(*args, **kwargs))

    return costed


def _are_numbers(*values: Any) -> bool:  # noqa: ANN401 - any value of a template
    return all(isinstance(value, int | float) and abs(value) < 1e100 for value in values)


def _replaced(text: Any, old: Any = "", new: Any = "", count: Any = -1) -> str:  # noqa: ANN401 - as above
    whole, out, put = str(text), str(old), str(new)
    times = whole.count(out) if out else len(whole) + 1
    if len(whole) + times * len(put) > MAX_PAYLOAD:
        raise SecurityError("replace would give too long a text")
    return whole.replace(out, put, int(-1 if count is None else count))


def _float(value: Any, default: Any = _RAISE) -> Any:  # noqa: ANN401 - Home Assistant's filter
    try:
        return float(value)
    except (ValueError, TypeError):
        return _given(default, "float", value)


def _int(value: Any, default: Any = _RAISE, base: int = 10) -> Any:  # noqa: ANN401 - Home Assistant's filter
    try:
        return int(value, base) if isinstance(value, str) and base != 10 else int(float(value))
    except (ValueError, TypeError, OverflowError):
        return _given(default, "int", value)


def _round(value: Any, precision: int = 0, method: str = "common", default: Any = _RAISE) -> Any:  # noqa: ANN401
    try:
        number = float(value)
        if method in {"ceil", "floor"}:
            scale = 10.0 ** min(15, max(-15, precision))
            return (math.ceil if method == "ceil" else math.floor)(number * scale) / scale
        return round(number, precision) if precision else round(number)
    except (ValueError, TypeError, OverflowError):
        return _given(default, "round", value)


def _given(default: Any, name: str, value: Any) -> Any:  # noqa: ANN401 - as above
    if default is _RAISE:
        raise ValueError(f"{name} got {ascii(value)[:60]}, which is no number, and has no default")
    return default


def _bool(value: Any, default: Any = _RAISE) -> Any:  # noqa: ANN401 - Home Assistant's filter
    text = str(value).lower()
    if text in {"1", "true", "yes", "on", "enable"}:
        return True
    return False if text in {"0", "false", "no", "off", "disable"} else _given(default, "bool", value)


def _is_defined(value: Any) -> Any:  # noqa: ANN401 - Home Assistant's filter
    if isinstance(value, Undefined):
        raise UndefinedError("a value that the template needs is not in the payload")
    return value


def _iif(value: Any, if_true: Any = True, if_false: Any = False, if_none: Any = _RAISE) -> Any:  # noqa: ANN401, FBT002
    if value is None and if_none is not _RAISE:
        return if_none
    return if_true if bool(value) else if_false


def _is_number(value: Any) -> bool:  # noqa: ANN401 - Home Assistant's function
    try:
        return math.isfinite(float(value))
    except (ValueError, TypeError, OverflowError):
        return False


def _scaled(value: Any, amount: Any, default: Any = _RAISE) -> Any:  # noqa: ANN401 - Home Assistant's multiply
    try:
        return float(value) * amount
    except (ValueError, TypeError):
        return _given(default, "multiply", value)


def _added(value: Any, amount: Any, default: Any = _RAISE) -> Any:  # noqa: ANN401 - Home Assistant's add
    try:
        return float(value) + amount
    except (ValueError, TypeError):
        return _given(default, "add", value)


def _joined(values: Any, separator: str = "", attribute: Any = None) -> str:  # noqa: ANN401 - jinja2's filter
    parts = [str(item.get(attribute, "")) if attribute and isinstance(item, dict) else str(item) for item in values]
    if sum(map(len, parts)) + len(parts) * len(str(separator)) > MAX_PAYLOAD:
        raise SecurityError("join would give too long a text")
    return str(separator).join(parts)


def _range(*args: int) -> range:
    numbers = range(*args)
    if len(numbers) > MAX_RANGE:
        raise SecurityError(f"range is longer than {MAX_RANGE}")
    return numbers


def _environment() -> _Environment:
    environment = _Environment(autoescape=False)
    environment.filters = {name: environment.filters[name] for name in _BUILT_IN_FILTERS}
    own: dict[str, Callable[..., Any]] = {
        "add": _added,
        "bitwise_and": lambda left, right: int(left) & int(right),
        "bitwise_or": lambda left, right: int(left) | int(right),
        "bool": _bool,
        "contains": lambda values, item: item in values,
        "few": _few,
        "float": _float,
        "format": _formatted,
        "from_json": lambda text: parse_json(str(text)),
        "iif": _iif,
        "int": _int,
        "is_defined": _is_defined,
        "is_number": _is_number,
        "join": _joined,
        "multiply": _scaled,
        "replace": _replaced,
        "round": _round,
        "tojson": lambda value: json.dumps(value, default=str),
        "to_json": lambda value: json.dumps(value, default=str),
    }
    environment.filters = {name: _costed(one) for name, one in {**environment.filters, **own}.items()}
    environment.tests.update(contains=own["contains"], is_number=_is_number)
    environment.tests = {name: _costed(cast("Callable[..., Any]", one)) for name, one in environment.tests.items()}
    environment.globals = {
        "bool": _bool,
        "dict": dict,
        "float": _float,
        "iif": _iif,
        "int": _int,
        "is_number": _is_number,
        "max": max,
        "min": min,
        "namespace": environment.globals["namespace"],
        "range": _range,
    }
    return environment


_ENVIRONMENT = _environment()
