from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="pip install 'hearth-edge[train]'")

from neural_support import word_tokenizer

from device_models.data.example import whole
from device_models.document import labels_page, wilson
from device_models.encoder import Outputs
from device_models.evaluate import BENCHMARKS
from device_models.labels import LABELS, TAGS
from device_models.peers import figures
from device_models.records import RECIPES, SETS, Row, _arrays, _predict, _rejecting, joint, span_f1, spans


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        (["O", "B-a", "I-a", "O"], {("a", 1, 3)}),
        (["B-a", "B-a"], {("a", 0, 1), ("a", 1, 2)}),
        (["I-a", "I-b"], {("a", 0, 1), ("b", 1, 2)}),
        (["O"], set()),
    ],
)
def test_spans_of_tags(tags: list[str], found: set[tuple[str, int, int]]) -> None:
    assert spans(tags) == found


def test_f1_counts_whole_spans_only() -> None:
    assert span_f1([["B-a", "I-a"]], [["B-a", "I-a"]]) == 1.0
    assert span_f1([["B-a", "I-a"]], [["B-a", "O"]]) == 0.0
    assert span_f1([["B-a", "O", "B-b"]], [["B-a", "O", "O"]]) == pytest.approx(2 / 3)


def test_joint_sets_are_read_with_their_development_part(tmp_path: Path) -> None:
    for part in ("train", "dev", "test"):
        (tmp_path / part).mkdir()
        (tmp_path / part / "seq.in").write_text(f"play {part}\n")
        (tmp_path / part / "seq.out").write_text("O B-x\n")
        (tmp_path / part / "label").write_text("Play\n")
    record = joint(tmp_path)
    assert [row.words[1] for row in record.train] == ["train", "dev"]
    assert record.test == [Row(("play", "test"), "Play", ("O", "B-x"))]


def test_rejection_uses_one_threshold_from_training_rows() -> None:
    chances = np.array([[0.9, 0.1, 0.0], [0.4, 0.3, 0.3], [0.2, 0.8, 0.0]])
    held = np.tile([[0.7, 0.2, 0.1]], (50, 1))
    figures_ = _rejecting(chances, ["a", "oos", "b"], held, ["a", "b", "oos"])
    assert (figures_["in_scope"], figures_["oos_recall"]) == (1.0, 1.0)
    assert figures_["threshold"] == pytest.approx(0.7)


def test_every_set_has_its_epochs() -> None:
    assert RECIPES.keys() == SETS.keys()


def test_a_peer_that_recognises_nothing_rejects_everything() -> None:
    examples = [whole("turn on the lamp", "HassTurnOn", "slu"), whole("order pizza", "HearthUnsupported", "slu")]
    silent = figures({}.get, examples)
    assert (silent["in_scope_accuracy"], silent["oos_recall"], silent["false_rejection"]) == (0.0, 1.0, 1.0)
    good = figures(lambda text: "HassTurnOn" if "lamp" in text else None, examples)
    assert (good["in_scope_accuracy"], good["oos_recall"], good["false_rejection"]) == (1.0, 1.0, 0.0)


def test_the_benchmarks_have_their_names() -> None:
    end_to_end = {"ha_tests", "ha_tests_2025", "device_actions_unseen", "assist_mini", "intents", "homebench"}
    assert {"slu_en", "noise_15", *SETS, *end_to_end} <= BENCHMARKS.keys()


def test_confidence_intervals_hold_the_share() -> None:
    low, high = wilson(0.9, 100)
    assert low < 0.9 < high
    assert wilson(1.0, 10)[1] == 1.0
    assert wilson(0.5, 0) == (0.0, 1.0)


def test_the_label_page_is_up_to_date() -> None:
    page = (Path(__file__).parents[2] / "docs" / "labels.md").read_text(encoding="utf-8")
    assert page == labels_page(), "run `python -m device_models document`"
    assert all(f"`{tag}`" in page for tag in TAGS)
    assert all(f"`{label.intent}`" in page for label in LABELS)


def test_no_span_begins_inside() -> None:
    """The likeliest tag of a word may be an inside one that nothing began: the path has none."""
    torch = pytest.importorskip("torch", reason="pip install 'hearth-edge[train]'")
    tags = ("O", "B-x", "I-x")
    rows = [Row(("a", "b"), "i", ("O", "B-x"))]
    arrays = _arrays(rows, word_tokenizer("a b"), ("i",), tags)

    class Saying(torch.nn.Module):  # type: ignore[misc]
        def forward(self, *_: object) -> Outputs:
            slots = torch.tensor([[[9.0, 0, 0], [1.0, 2.0, 3.0], [0.0, 1.0, 9.0], [9.0, 0, 0]]])
            return Outputs(torch.zeros(1, 4, 1), slots, torch.zeros(1, 4, 3), torch.zeros(1), torch.ones(1, 2))

    _, slots = _predict(Saying(), arrays, [0], tags)  # type: ignore[arg-type]
    assert [tags[i] for i in slots[0]] == ["B-x", "I-x"]
