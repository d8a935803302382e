"""Training of the span model; checkpoints that a killed run goes on from."""

from __future__ import annotations

import json
import logging
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as fn

from device_models.rephrase.data import Dialogue
from device_models.rephrase.model import SpanModel
from edge.learn.rephrase_encoding import Encoded, Pieces, encode, turn_scores

LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: `batch` dialogues a step, learning rate `rate`, dropping all signals of a dialogue at `blind`."""

    epochs: int = 2
    batch: int = 24
    rate: float = 1.5e-4
    warmup: int = 100
    seed: int = 5
    blind: float = 0.1
    save_every_s: float = 240.0


@dataclass(frozen=True, slots=True)
class Row:
    """An encoded dialogue and its goal: the index of the turn, 0 for none."""

    encoded: Encoded
    goal: int


def rows_of(dialogues: Sequence[Dialogue], tokenizer: Pieces) -> list[Row]:
    """Dialogues as the model reads them; a rephrase that was cut off counts as none."""
    rows = []
    for dialogue in dialogues:
        encoded = encode(dialogue.turns, tokenizer)
        goal = dialogue.rephrase or 0
        rows.append(Row(encoded, goal if goal < len(encoded.spans) else 0))
    return rows


def train(model: SpanModel, rows: Sequence[Row], dev: Sequence[Row], plan: Plan, run: Path) -> SpanModel:
    """Train in place and return the best of all epochs; `run` holds `state.pt`, `best.pt` and `log.jsonl`."""
    run.mkdir(parents=True, exist_ok=True)
    optimizer = torch.optim.AdamW(model.parameters(), plan.rate, weight_decay=0.01, fused=True)
    total = plan.epochs * math.ceil(len(rows) / plan.batch)
    done, best = _resume(model, optimizer, run)
    step, saved, began = 0, time.monotonic(), time.monotonic()
    for epoch in range(plan.epochs):
        rng = random.Random(plan.seed * 100 + epoch)
        for group in _batches(rows, plan.batch, rng):
            step += 1
            if step <= done:
                continue
            for each in optimizer.param_groups:
                each["lr"] = plan.rate * _slope(step, total, plan.warmup)
            loss = _step(model, group, optimizer, plan, rng)
            if step % 50 == 0:
                per_s = (step - done) * plan.batch / (time.monotonic() - began)
                _log(run, step=step, of=total, loss=round(loss, 4), per_s=round(per_s, 1))
            if time.monotonic() - saved > plan.save_every_s:
                _save(model, optimizer, step, best, run)
                saved = time.monotonic()
        if step > done:
            best = _end_of_epoch(model, dev, epoch, best, run)
            _save(model, optimizer, step, best, run)
    model.load_state_dict(torch.load(run / "best.pt", weights_only=True)["model"])
    return model.eval()


def scores_of(model: SpanModel, rows: Sequence[Row]) -> list[list[float]]:
    """Log-probability margins over none of every later turn, by dialogue."""
    model.eval()
    scores = []
    with torch.inference_mode():
        for at in range(0, len(rows), 64):
            group = rows[at : at + 64]
            start, end = (logits.float().numpy() for logits in model(*_tensors(group)))
            scores += [turn_scores(s, e, row.encoded.spans) for s, e, row in zip(start, end, group, strict=True)]
    return scores


def picked(scores: Sequence[float], threshold: float) -> int:
    """The turn that is chosen (1..), 0 for none."""
    if not scores:
        return 0
    best = int(np.argmax(scores))
    return best + 1 if scores[best] > threshold else 0


def _step(
    model: SpanModel, group: Sequence[Row], optimizer: torch.optim.Optimizer, plan: Plan, rng: random.Random
) -> float:
    model.train()
    ids, signals, mask = _tensors(group)
    keep = torch.tensor([rng.random() >= plan.blind for _ in group])
    with torch.autocast("cpu", torch.bfloat16):
        start, end = model(ids, signals * keep[:, None, None], mask)
    first = torch.tensor([row.encoded.spans[row.goal][0] if row.goal else 0 for row in group])
    last = torch.tensor([row.encoded.spans[row.goal][1] if row.goal else 0 for row in group])
    loss = fn.cross_entropy(start.float(), first) + fn.cross_entropy(end.float(), last)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def _tensors(group: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(row.encoded.ids) for row in group)
    ids = np.zeros((len(group), longest), np.int64)
    signals = np.zeros((len(group), longest, group[0].encoded.signals.shape[1]), np.float32)
    mask = np.zeros((len(group), longest), np.bool_)
    for index, row in enumerate(group):
        length = len(row.encoded.ids)
        ids[index, :length], signals[index, :length], mask[index, :length] = row.encoded.ids, row.encoded.signals, True
    return torch.from_numpy(ids), torch.from_numpy(signals), torch.from_numpy(mask)


def _batches(rows: Sequence[Row], size: int, rng: random.Random) -> Iterator[list[Row]]:
    """Rows of like length together, in random order."""
    order = sorted(range(len(rows)), key=lambda i: (len(rows[i].encoded.ids) // 8, rng.random()))
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    rng.shuffle(groups)
    for group in groups:
        yield [rows[i] for i in group]


def _end_of_epoch(model: SpanModel, dev: Sequence[Row], epoch: int, best: float, run: Path) -> float:
    right = [picked(s, 0.0) == row.goal for s, row in zip(scores_of(model, dev), dev, strict=True)]
    accuracy = float(np.mean(right)) if right else 0.0
    _log(run, epoch=epoch, accuracy=round(accuracy, 4), n=len(right))
    if accuracy >= best:
        torch.save({"model": model.state_dict(), "size": model.size.as_dict()}, run / "best.pt")
    return max(best, accuracy)


def _slope(step: int, total: int, warmup: int) -> float:
    return min(1.0, step / warmup) * max(0.02, 1 - step / (total + 1))


def _save(model: SpanModel, optimizer: torch.optim.Optimizer, step: int, best: float, run: Path) -> None:
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "best": best},
               run / "state.tmp")  # fmt: skip
    (run / "state.tmp").replace(run / "state.pt")


def _resume(model: SpanModel, optimizer: torch.optim.Optimizer, run: Path) -> tuple[int, float]:
    path = run / "state.pt"
    if not path.exists():
        return 0, -1.0
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    LOGGER.info("resumed run=%s step=%s", run, state["step"])
    return int(state["step"]), float(state["best"])


def _log(run: Path, **row: object) -> None:
    with (run / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    LOGGER.info("%s", " ".join(f"{key}={value}" for key, value in row.items()))
