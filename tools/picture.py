"""Draw docs/terminal.svg: what `hearth run` shows when it is spoken to.

The text is that of a real run; nothing in it is written by hand.
"""

from __future__ import annotations

import subprocess
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUESTS = (
    "turn on the kitchen lights and close the blind",
    "make it a bit darker",
    "no, undo that",
    "unlock the front door",
)
LINE, WIDTH, CHARACTER = 19, 92, 8.2
COLOURS = {">": "#8be9fd", "<": "#50fa7b", " ": "#6c7086"}


def spoken(requests: tuple[str, ...]) -> list[str]:
    """The lines of a run in which `requests` are said, without its log."""
    asked = [part for request in requests for part in ("--say", request)]
    run = subprocess.run(
        [sys.executable, "-m", "edge", "run", *asked], capture_output=True, text=True, check=True, timeout=120
    )
    return run.stdout.splitlines()


def svg(lines: list[str]) -> str:
    """A picture of a terminal that shows `lines`."""
    height, width = LINE * (len(lines) + 3), int(WIDTH * CHARACTER)
    rows = "\n".join(
        f'<text x="16" y="{LINE * (number + 2.5):.0f}" fill="{COLOURS.get(line[:1], "#cdd6f4")}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">\n'
        f'<rect width="{width}" height="{height}" rx="8" fill="#1e1e2e"/>\n'
        '<circle cx="18" cy="16" r="5" fill="#ff5f56"/><circle cx="36" cy="16" r="5" fill="#ffbd2e"/>'
        '<circle cx="54" cy="16" r="5" fill="#27c93f"/>\n'
        f'<g font-family="ui-monospace,Menlo,Consolas,monospace" font-size="13" xml:space="preserve">\n{rows}\n</g>\n'
        "</svg>\n"
    )


if __name__ == "__main__":
    (ROOT / "docs" / "terminal.svg").write_text(svg(["$ make run", *spoken(REQUESTS)]))
