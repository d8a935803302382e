"""Write the documents that are made from code; with `--check` only say which are out of date."""

from __future__ import annotations

import sys
from pathlib import Path

from edge.context.document import reference as context_reference
from edge.settings.document import reference

ROOT = Path(__file__).resolve().parent.parent


def documents() -> dict[Path, str]:
    """What each generated document should hold."""
    return {
        ROOT / "docs" / "configuration.md": reference(),
        ROOT / "docs" / "context.md": context_reference(),
    }


def main() -> int:
    """Write what differs; exit code 1 when `--check` finds a difference."""
    stale = {path: text for path, text in documents().items() if not path.exists() or path.read_text() != text}
    for path, text in stale.items():
        if "--check" in sys.argv[1:]:
            print(f"{path.relative_to(ROOT)} is out of date: make docs")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
            print(f"wrote {path.relative_to(ROOT)}")
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
