"""The torch side, on tiny seeded models: nothing is downloaded, nothing pretrained is needed."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="pip install 'hearth-edge[train]'")
pytest.importorskip("onnx", reason="pip install 'hearth-edge[train]'")

from neural_support import small_home, word_tokenizer  # noqa: E402

from device_models import pretrained  # noqa: E402
from device_models.build import SMOKE, STAGES, Stage, average, plan_of, shape, train_stage  # noqa: E402
from device_models.calibrate import _curve, softmax  # noqa: E402
from device_models.data.example import Piece, Segment, assemble  # noqa: E402
from device_models.encode import Arrays, Encoder, make_batch  # noqa: E402
from device_models.encoder import Interpreter, Shape  # noqa: E402
from device_models.export import OUTPUTS, parity, quantise, quantise_static, run_onnx, to_onnx  # noqa: E402
from device_models.labels import LABELS, TAG_LABELS  # noqa: E402
from device_models.train import Plan, _loss, evaluate, forward, train  # noqa: E402
from edge.context.features import FEATURES  # noqa: E402
from edge.understand.gazetteer import CHANNELS  # noqa: E402

REQUESTS = (
    ("HassTurnOn", "turn on the", "den lamp"),
    ("HassTurnOff", "turn off the", "kettle"),
    ("HassTurnOn:open", "open the", "den shutter"),
    ("HassTurnOff:close", "close the", "den shutter"),
    ("HassVacuumStart", "start", "rosie"),
    ("HassMediaPause", "pause the", "telly"),
)


@pytest.fixture(scope="module")
def arrays() -> Arrays:
    home = small_home()
    segments = [Segment(label, (Piece(said), Piece(name, "name"))) for label, said, name in REQUESTS]
    examples = [assemble([segment], "synth", home) for segment in segments] * 20
    return Encoder(word_tokenizer(" ".join(e.text for e in examples))).arrays(examples)


def tiny(arrays: Arrays, layers: int = 1) -> Interpreter:
    """A small seeded model for the arrays' vocabulary."""
    torch.manual_seed(1)
    shape = Shape(
        int(arrays.ids.max()) + 1,
        layers,
        len(LABELS),
        len(TAG_LABELS),
        len(CHANNELS),
        len(FEATURES),
        hidden=32,
        heads=4,
        inner=64,
        positions=64,
    )
    return Interpreter(shape, dropout=0.0)


PLAN = Plan(epochs=14, rate=4e-3, embedding_rate=4e-3, warmup=4, pieces=96, save_every_s=0.0)


def test_outputs_have_the_shapes_of_the_manifest(arrays: Arrays) -> None:
    batch = make_batch(arrays, [0, 1, 2], None)
    outputs = forward(tiny(arrays).eval(), batch)
    count = batch.ids.shape[1]
    assert outputs.intent.shape == (3, count, len(LABELS))
    assert outputs.slots.shape == (3, count, len(TAG_LABELS))
    assert (outputs.boundary.shape, outputs.oos.shape, outputs.vector.shape) == ((3, count, 3), (3,), (3, 32))
    assert torch.allclose(outputs.vector.norm(dim=1), torch.ones(3), atol=1e-5)


def test_padding_does_not_change_an_answer(arrays: Arrays) -> None:
    model = tiny(arrays).eval()
    alone, together = make_batch(arrays, [4], None), make_batch(arrays, [4, 0], None)
    length = alone.ids.shape[1]
    assert together.ids.shape[1] > length
    one, two = forward(model, alone), forward(model, together)
    assert torch.allclose(one.intent[0], two.intent[0, :length], atol=1e-5)
    assert torch.allclose(one.vector[0], two.vector[0], atol=1e-5)


def test_training_learns_and_keeps_the_best(arrays: Arrays, tmp_path: Path) -> None:
    model = tiny(arrays)
    rows = list(range(len(arrays)))
    before = evaluate(model, arrays, rows)
    train(model, arrays, rows, rows[:20], PLAN, tmp_path)
    after = evaluate(model, arrays, rows)
    assert after["intent"] > max(0.9, before["intent"])
    assert after["exact"] > 0.8
    assert (tmp_path / "best.pt").exists()
    assert all(json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines())


def test_a_killed_run_goes_on_to_the_same_end(arrays: Arrays, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = list(range(len(arrays)))
    whole = tiny(arrays)
    train(whole, arrays, rows, rows[:6], PLAN, tmp_path / "whole")

    stopped = tiny(arrays)
    calls = {"n": 0}
    from device_models import train as module

    step = module._step

    def dying(*arguments: object) -> float:
        calls["n"] += 1
        if calls["n"] == 9:
            raise KeyboardInterrupt
        return step(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_step", dying)
    with pytest.raises(KeyboardInterrupt):
        train(stopped, arrays, rows, rows[:6], PLAN, tmp_path / "killed")
    monkeypatch.setattr(module, "_step", step)
    again = tiny(arrays)
    train(again, arrays, rows, rows[:6], PLAN, tmp_path / "killed")
    assert evaluate(again, arrays, rows)["intent"] == pytest.approx(evaluate(whole, arrays, rows)["intent"], abs=0.05)


def test_the_exported_graph_answers_as_torch_does(arrays: Arrays, tmp_path: Path) -> None:
    model = tiny(arrays, layers=2).eval()
    to_onnx(model, tmp_path / "full.onnx")
    assert not model.training
    rows = [0, 4, 5]
    full = run_onnx(tmp_path / "full.onnx", arrays, rows)
    assert parity(model, arrays, rows, full) == 1.0
    for row, got in zip(rows, full, strict=True):
        want = forward(model, make_batch(arrays, [row], None))
        for index, _ in enumerate(OUTPUTS):
            np.testing.assert_allclose(got[index], want[index].detach().numpy(), atol=1e-4)


@pytest.mark.filterwarnings("ignore")
def test_quantising_shrinks_and_hardly_changes(arrays: Arrays, tmp_path: Path) -> None:
    model = tiny(arrays).eval()
    to_onnx(model, tmp_path / "full.onnx")
    quantise(tmp_path / "full.onnx", tmp_path / "int8.onnx")
    assert (tmp_path / "int8.onnx").stat().st_size < (tmp_path / "full.onnx").stat().st_size
    full, small = (run_onnx(tmp_path / f"{name}.onnx", arrays, [0])[0] for name in ("full", "int8"))
    assert np.abs(softmax(full[0]) - softmax(small[0])).max() < 0.05


def test_static_ranges_shrink_as_much(arrays: Arrays, tmp_path: Path) -> None:
    to_onnx(tiny(arrays).eval(), tmp_path / "full.onnx")
    quantise_static(tmp_path / "full.onnx", tmp_path / "int8.onnx", arrays, range(12))
    assert (tmp_path / "int8.onnx").stat().st_size < (tmp_path / "full.onnx").stat().st_size
    full, small = (run_onnx(tmp_path / f"{name}.onnx", arrays, [0])[0] for name in ("full", "int8"))
    assert np.abs(softmax(full[0]) - softmax(small[0])).max() < 0.05


def test_the_score_curve_rises() -> None:
    rng = np.random.default_rng(3)
    raw = rng.random(400)
    curve = _curve(raw, rng.random(400) < raw**2)
    assert curve[0] == [0.0, 0.0]
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in itertools.pairwise(curve))


def test_a_grown_model_says_nearly_the_same_at_first(arrays: Arrays) -> None:
    small, large = tiny(arrays).eval(), tiny(arrays, layers=3).eval()
    pretrained.grow(large, small.state_dict())
    batch = make_batch(arrays, [0, 1], None)
    before, after = forward(small, batch), forward(large, batch)
    assert torch.allclose(before.intent, after.intent, atol=0.02)
    assert all(not p.any() for n, p in large.state_dict().items() if n.startswith("layers.2.down"))


def test_second_opinions_weigh_beside_the_label(arrays: Arrays) -> None:
    """A model that says what is written is told off where others thought otherwise, and not where they agree."""
    label = int(arrays.intent[arrays.starts[0]])
    agreed, other = np.zeros((2, len(LABELS)), np.float16)
    agreed[label], other[label - 1] = 1, 1
    model = tiny(arrays).eval()
    with torch.no_grad():
        model.intent.weight.zero_()
        model.intent.bias.zero_()
        model.intent.bias[label] = 9.0
    asked = replace(arrays, opinion=np.zeros(len(arrays), np.int64), opinions=np.stack([agreed]))
    losses = []
    for opinions in (np.stack([agreed]), np.stack([other])):
        batch = make_batch(replace(asked, opinions=opinions), [0], None)
        losses.append(_loss(forward(model, batch), batch, PLAN).item())
    assert losses[1] - losses[0] > 5


def test_examples_without_an_opinion_have_none(arrays: Arrays) -> None:
    batch = make_batch(arrays, [0, 1], None)
    assert batch.asked.tolist() == []
    some = replace(
        arrays, opinion=np.arange(len(arrays)) - 1, opinions=np.zeros((len(arrays), len(LABELS)), np.float16)
    )
    assert make_batch(some, [0, 1, 2], None).asked.tolist() == [1, 2]


def test_the_average_of_two_checkpoints(arrays: Arrays, tmp_path: Path) -> None:
    model = tiny(arrays)
    for name, value in (("a", 1.0), ("b", 3.0)):
        state = {key: torch.full_like(weights, value) for key, weights in model.state_dict().items()}
        torch.save({"model": state, "shape": model.shape.as_dict(), "figures": {"exact": value}}, tmp_path / name)
    found = torch.load(average((tmp_path / "a", tmp_path / "b"), tmp_path / "mean"), weights_only=True)
    assert all(bool((weights == 2.0).all()) for weights in found["model"].values())
    assert found["figures"] == {"exact": 3.0}


def test_arrays_can_forget_the_opinions(arrays: Arrays) -> None:
    some = replace(arrays, opinion=np.zeros(len(arrays), np.int64), opinions=np.zeros((1, len(LABELS)), np.float16))
    assert make_batch(some, [0, 1], None).asked.tolist() == [0, 1]
    assert make_batch(some.without_opinions(), [0, 1], None).asked.tolist() == []


def test_a_pass_can_end_early(arrays: Arrays, tmp_path: Path) -> None:
    rows = list(range(len(arrays)))
    plan = replace(PLAN, epochs=2, steps=2)
    train(tiny(arrays), arrays, rows, rows[:6], plan, tmp_path)
    assert torch.load(tmp_path / "state.pt", weights_only=True)["step"] == 4


def test_a_stage_polishes_from_where_the_last_one_ended(arrays: Arrays, tmp_path: Path) -> None:
    """It ends in the mean of its start and of its runs, which saw different rows."""
    vocab = int(arrays.ids.max()) + 1
    (tmp_path / "kept.json").write_text(json.dumps(list(range(vocab))))
    stage = Stage(1, 1, 1e-3, 1, 1, 0.5, 1.0, 2, 2.0)
    assert stage.polishes
    assert not Stage(1, 1, 1e-3).polishes
    torch.manual_seed(3)
    start = Interpreter(shape(vocab, 1))
    first = {"model": start.state_dict(), "shape": start.shape.as_dict(), "figures": {}}
    torch.save(first, tmp_path / "start.pt")
    plan = replace(plan_of(stage), steps=2)
    assert plan.opinion == 2.0
    end = train_stage(tmp_path, arrays, stage, plan, None, tmp_path / "start.pt")
    paths = [tmp_path / "start.pt", *(tmp_path / f"polished-{n}" / "best.pt" for n in (0, 1))]
    states = [torch.load(path, weights_only=True)["model"] for path in paths]
    assert not torch.equal(states[1]["intent.weight"], states[2]["intent.weight"])
    mean = torch.stack([state["intent.weight"] for state in states]).mean(0)
    assert torch.allclose(torch.load(end, weights_only=True)["model"]["intent.weight"], mean)


def test_the_recipe_grows_and_then_polishes() -> None:
    """The stages that are tried out in a smoke run are of every kind that the real ones are of."""
    for stages in (STAGES, SMOKE):
        assert not stages[0].polishes
        assert stages[-1].polishes
        assert [s.layers for s in stages] == sorted(s.layers for s in stages)
        assert stages[-1].layers == 4
    assert len({(s.seed, s.homes) for s in SMOKE}) == len(SMOKE)
