"""What people say for each label: `templates.yaml`, one template a line."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml


@cache
def templates() -> dict[str, tuple[str, ...]]:
    """Every label's templates; a line marked `N*` stands there N times."""
    text = files("device_models.synth").joinpath("templates.yaml").read_text(encoding="utf-8")
    return {label: tuple(_repeated(block)) for label, block in yaml.safe_load(text).items()}


def _repeated(block: str) -> list[str]:
    lines: list[str] = []
    for line in block.strip().splitlines():
        count, star, rest = line.partition("* ")
        lines.extend([rest] * int(count) if star and count.isdigit() else [line])
    return lines
