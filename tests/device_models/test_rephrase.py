import json
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

torch = pytest.importorskip("torch", reason="torch is not installed (pip install 'hearth-edge[train]')")

from device_models.rephrase import evaluate as measure  # noqa: E402
from device_models.rephrase.data import Dialogue, paired, repairs, simulated  # noqa: E402
from device_models.rephrase.export import export  # noqa: E402
from device_models.rephrase.model import Size, SpanModel, load  # noqa: E402
from device_models.rephrase.train import Plan, Row, rows_of, scores_of, train  # noqa: E402
from edge.learn.rephrase_encoding import Said  # noqa: E402
from edge.learn.rephrase_model import load_detector  # noqa: E402

Trained = tuple[SpanModel, Path, list[Row]]
TOKENIZER = Path(__file__).parents[2] / "exported" / "tokenizer.json"
WISHES = ("dim the lamp", "play jazz", "lock the door", "warm the bath", "mow the lawn", "stop the fan")


def dialogues(count: int) -> list[Dialogue]:
    made = []
    for index in range(count):
        wish, other = WISHES[index % 6], WISHES[(index + 1 + index // 6 % 4) % 6]
        turns = (Said(wish, 0, "refuse"), Said(other, 9, "act"), Said(f"please {wish}", 4, "act"))
        made.append(Dialogue(turns, 2) if index % 3 else Dialogue(turns[:2], None))
    return made


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    made = Tokenizer.from_file(str(TOKENIZER))
    made.no_truncation()
    made.no_padding()
    return made


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, tokenizer: Tokenizer) -> Trained:
    torch.manual_seed(1)
    run = tmp_path_factory.mktemp("rephrase")
    rows = rows_of(dialogues(240), tokenizer)
    model = SpanModel(Size(tokenizer.get_vocab_size(), layers=1, hidden=48), 0.0)
    plan = Plan(epochs=6, batch=16, rate=4e-3, warmup=5, blind=0.0)
    return train(model, rows, rows[:60], plan, run), run, rows


def test_it_learns_which_turn_says_it_again(trained: Trained) -> None:
    model, _, rows = trained
    scores = scores_of(model, rows[:60])
    goals = [row.goal for row in rows[:60]]
    assert measure.figures(scores, goals, 0.0)["exact_turn"] > 0.9


def test_a_finished_run_trains_no_further(trained: Trained) -> None:
    model, run, rows = trained
    before = len((run / "log.jsonl").read_text().splitlines())
    again = SpanModel(model.size, 0.0)
    train(again, rows, rows[:60], Plan(epochs=6, batch=16, warmup=5, blind=0.0), run)
    assert len((run / "log.jsonl").read_text().splitlines()) == before
    assert torch.equal(again.span.weight, model.span.weight)


def test_the_exported_model_answers_as_the_trained_one(trained: Trained, tmp_path: Path) -> None:
    model, _, rows = trained
    export(model, TOKENIZER, tmp_path, 0.25, {"layers": 1})
    detector = load_detector(tmp_path)
    for dialogue, row in zip(dialogues(12), rows[:12], strict=True):
        assert np.allclose(detector.margins(dialogue.turns), scores_of(model, [row])[0], atol=0.6)


def said(text: str, goal: str, role: str = "request", **known: object) -> dict[str, object]:
    return {"text": text, "gap": 3.0, "goal": goal, "role": role, **known}


def test_simulated_dialogues_are_read_and_bad_ones_named(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    good = {"turns": [said("a", "x"), said("b", "x", "rephrase", barge_in=True)]}
    path.write_text(json.dumps(good) + "\n")
    assert simulated(path) == [Dialogue((Said("a", 3.0), Said("b", 3.0, barge_in=True)), 1)]
    path.write_text(json.dumps(good) + "\n" + json.dumps({"turns": [{"text": "a"}]}) + "\n")
    with pytest.raises(ValueError, match=r"d\.jsonl:2: no dialogue"):
        simulated(path)


@pytest.mark.parametrize(
    ("turns", "right"),
    [
        ([said("a", "x"), said("b", "y"), said("c", "x", "rephrase"), said("d", "x", "rephrase")], 2),
        ([said("a", "x"), said("b", "y"), said("thanks", "praise", "praise")], None),
        ([said("thanks", "praise", "praise"), said("thank you", "praise", "praise")], None),
    ],
)
def test_the_first_that_says_the_same_wish_again_is_right(
    tmp_path: Path, turns: list[dict[str, object]], right: int | None
) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text(json.dumps({"turns": turns}) + "\n")
    assert simulated(path)[0].rephrase == right


def test_repairs_become_dialogues_with_the_meant_question_in_its_place(tmp_path: Path) -> None:
    rows = {str(i): {"disfluent": f"who no what {i}", "original": f"what {i}"} for i in range(30)}
    path = tmp_path / "r.json"
    path.write_text(json.dumps(rows))
    made = repairs(path, 1)
    assert {dialogue.rephrase is None for dialogue in made} == {True, False}
    for dialogue in made:
        if dialogue.rephrase:
            number = dialogue.turns[0].text.split()[-1]
            assert dialogue.turns[dialogue.rephrase].text == f"what {number}"


def test_pairs_hold_the_words_alone() -> None:
    first, second = paired([Dialogue((Said("a", 0, "act"), Said("b", 2), Said("c", 3)), 2)])
    assert first == Dialogue((Said("a"), Said("b")), None)
    assert second == Dialogue((Said("a"), Said("c")), 1)


def test_the_figures_of_known_scores() -> None:
    scores, goals = [[3.0, 1.0], [0.5], [2.0, 0.0], [0.2]], [1, 0, 2, 0]
    figures = measure.figures(scores, goals, 1.0)
    assert figures["exact_turn"] == 0.75
    assert figures["f1"] == 0.5
    assert figures["pr_auc"] == 1.0


def test_the_threshold_is_the_one_with_the_most_right() -> None:
    assert 0.3 <= measure.best_threshold([[0.9], [0.3], [0.8], [0.1]], [1, 0, 1, 0]) < 0.8


def test_baselines_prefer_what_is_alike() -> None:
    turns = (Said("turn on the lite"), Said("play some jazz"), Said("turn on the light"))
    for scorer in measure.BASELINES.values():
        unlike, alike = scorer(turns)
        assert alike > unlike


def test_a_checkpoint_of_other_features_is_refused_by_name(trained: Trained, tmp_path: Path) -> None:
    saved = torch.load(trained[1] / "best.pt", weights_only=True)
    name = next(name for name in saved["model"] if name.startswith("layers."))
    saved["model"][name] = saved["model"][name][:1]
    torch.save(saved, tmp_path / "old.pt")
    with pytest.raises(ValueError, match=r"old\.pt was trained with other features; train it again"):
        load(str(tmp_path / "old.pt"))
