from __future__ import annotations

from pathlib import Path

from edge.context.document import reference
from edge.context.features import FEATURES, version
from edge.context.moments import LEVELS

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_document_is_up_to_date() -> None:
    assert (DOCS / "context.md").read_text(encoding="utf-8") == reference(), "make docs"


def test_every_feature_and_level_is_told() -> None:
    text = reference()
    assert all(f"`{feature.name}`" in text for feature in FEATURES)
    assert all(f"`{level}`" in text for level in LEVELS)
    assert version() in text
    assert (DOCS / "habits.png").stat().st_size < 100_000
