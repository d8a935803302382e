"""Second opinions: asked once, kept, and the mean of several."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="pip install 'hearth-edge[train]'")

from device_models import opinions as module
from device_models.encoder import Shape

SHAPE = Shape(10, 1, 2, 1, 1, 1)


def test_chances_are_the_mean_of_the_judges_and_are_asked_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []

    def ask(fold: int, judge: int, _data: Path, _run: Path, path: Path, *_: object) -> None:
        asked.append((fold, judge))
        chances = np.asarray([[1, 0] if judge else [0.5, 0.5]], np.float16)
        np.savez(path, text=np.asarray([f"request {fold}"]), p=chances)

    monkeypatch.setattr(module, "_ask", ask)
    first, again = (module.opinions(tmp_path, tmp_path, tmp_path / "opinions", SHAPE) for _ in range(2))
    assert len(asked) == len(set(asked)) == module.FOLDS * module.JUDGES
    assert set(first) == {f"request {fold}" for fold in range(module.FOLDS)}
    other = 0.5 / module.JUDGES
    assert first["request 0"].tolist() == again["request 0"].tolist() == [1 - other, other]


def test_copies_of_a_request_share_a_fold() -> None:
    texts = [f"wake me at {hour}" for hour in range(40)]
    folds = [module.fold_of(text) for text in texts]
    assert set(folds) == set(range(module.FOLDS))
    assert folds == [module.fold_of(f"{text.upper()}!") for text in texts]
