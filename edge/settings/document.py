"""The settings written out: a commented configuration file, and the reference for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from edge.settings.schema import ID, Option, Table, tables, toml

WIDTH = 100
_EXAMPLES = {"floors": "ground", "areas": "kitchen", "people": "ana", "entities": '"light.hue_1"', "devices": '"Puck"'}
"""Ids for the tables of the commented file whose headers need one."""
_SAMPLES = {
    "name": "Kitchen", "floor": "ground", "area": "kitchen", "level": 0, "exposed": True, "screen": True, "tier": 3,
    "host": "localhost", "username": "hearth", "data": "/var/lib/hearth", "path": "/var/lib/hearth/hearth.db",
}  # fmt: skip
"""What a commented line shows where there is no default."""
_HEAD = """\
# Configuration of Hearth.
#
# A line that starts with `#` and a key shows the default: take the `#` away to change it.
# The environment stands above this file (HEARTH_BROKER__HOST=...), `hearth --set broker.host=...` above both.
# `hearth check-config` lists every mistake in it.
"""
_REFERENCE_HEAD = """\
# Configuration

<!-- Written by `make docs` from the schema; change edge/settings instead. -->

`hearth init` looks for a broker and writes a commented `hearth.toml`. Read in this order, the later above the earlier:

1. `hearth.toml`: the one named with `--config` or `HEARTH_CONFIG`, else the first found of `./hearth.toml`,
   `~/.config/hearth/hearth.toml` and `/etc/hearth/hearth.toml`. A Home Assistant app's `options.json` is read too.
2. Secrets: the first line of the file named by `broker.password_file` or `safety.pin_file`, where the secret itself is
   not given. The systemd credentials `broker.password` and `safety.pin` stand above the file
   (`LoadCredential=broker.password:/etc/hearth/password`).
3. The environment: `HEARTH_<SECTION>__<KEY>`, such as `HEARTH_BROKER__HOST`; lists and tables as JSON.
4. The command line: `hearth --set broker.host=10.0.0.2 run`.

`hearth check-config` names file, line, key, value and remedy of every mistake and exits 78; unknown keys are mistakes.
`hearth config show` prints what is in force and where it came from, `hearth config schema` the JSON schema.
"""


def commented(values: Mapping[str, Mapping[str, object]] | None = None) -> str:
    """A whole configuration file: every key with its description, as a comment with its default.

    `values` by section and key are written as settings in force. Keys of secrets are shown without a value.
    """
    given = values or {}
    return _HEAD + "".join(_table_text(table, given.get(table.path[0], {})) for table in tables())


def reference() -> str:
    """`docs/configuration.md`."""
    return _REFERENCE_HEAD + "".join(_chapter(table) for table in tables())


def _table_text(table: Table, values: Mapping[str, object]) -> str:
    if not table.options:
        return ""
    optional = ID in table.path
    header = ".".join(_EXAMPLES[table.path[-2]] if part == ID else part for part in table.path)
    lines = [*_comment(table.description), f"{'#' if optional else ''}[{header}]"]
    for option in table.options:
        lines += ["", *_comment(option.description.replace("`", "")), *_comment(f"Value: {_value(option)}.")]
        lines.append(_line(option, values))
    return "\n" + "\n".join(lines) + "\n"


def _line(option: Option, values: Mapping[str, object]) -> str:
    if len(option.path) == 2 and option.key in values:
        return f"{option.key} = {toml(values[option.key])}"
    if option.default is not None:
        return f"#{option.key} = {option.default}"
    sample = toml(_SAMPLES[option.key]) if option.key in _SAMPLES else '""'
    return f"#{option.key} = {sample}"


def _value(option: Option) -> str:
    return f"{option.kind} ({option.unit})" if option.unit else option.kind


def _comment(text: str) -> list[str]:
    lines = textwrap.wrap(" ".join(text.split()), WIDTH - 2, break_on_hyphens=False)
    return [f"# {line}" for line in lines]


def _chapter(table: Table) -> str:
    lines = ["", f"## `[{table.header}]`", "", " ".join(table.description.split())]
    if table.options:
        lines += ["", "| key | value | default | meaning |", "|---|---|---|---|", *_rows(table)]
    return "\n".join(lines) + "\n"


def _rows(table: Table) -> Iterator[str]:
    for option in table.options:
        default = "required" if option.required else f"`{option.default}`" if option.default is not None else "–"
        cells = (f"`{option.key}`", _value(option), default, option.description)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
