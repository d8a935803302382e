"""Training: several tasks at once, optionally with a teacher; checkpoints that a killed run goes on from."""

from __future__ import annotations

import itertools
import json
import logging
import math
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as fn

from device_models.encode import IGNORE, Arrays, Batch, batches, make_batch
from device_models.encoder import Interpreter, Outputs, Shape

LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    `pieces` is the size of a batch in padded word pieces; `distil` is the teacher's share of the loss (0..1) and
    `opinion` the weight of second opinions beside the labels. `steps` ends every pass early (0: it is whole).
    """

    epochs: int = 3
    rate: float = 3e-4
    embedding_rate: float = 1e-4
    warmup: int = 200
    pieces: int = 1536
    seed: int = 7
    save_every_s: float = 300.0
    smoothing: float = 0.02
    distil: float = 0.5
    heat: float = 2.0
    opinion: float = 1.0
    steps: int = 0


def train(
    model: Interpreter,
    arrays: Arrays,
    rows: list[int],
    dev: list[int],
    plan: Plan,
    run: Path,
    teacher: Interpreter | None = None,
) -> None:
    """Train in place; `run` holds `state.pt` (to resume), `best.pt` and `log.jsonl`."""
    run.mkdir(parents=True, exist_ok=True)
    total = plan.epochs * sum(1 for _ in _pass(arrays, rows, plan, random.Random(0)))
    optimizer = _optimizer(model, plan)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, total, plan.warmup))
    done, best = _resume(run, model, optimizer, schedule)
    saved, started, seen = time.monotonic(), time.monotonic(), 0
    step = 0
    for epoch in range(plan.epochs):
        rng = random.Random(plan.seed * 1000 + epoch)
        for group in _pass(arrays, rows, plan, rng):
            step += 1
            if step <= done:
                continue
            loss = _step(model, teacher, make_batch(arrays, group, rng), optimizer, plan)
            schedule.step()
            seen += len(group)
            if step % 100 == 0:
                _log(
                    run,
                    {
                        "step": step,
                        "of": total,
                        "loss": round(loss, 4),
                        "per_s": round(seen / (time.monotonic() - started), 1),
                    },
                )
            if time.monotonic() - saved > plan.save_every_s:
                _save(run, model, optimizer, schedule, step, best)
                saved = time.monotonic()
        if step > done:
            best = _finish_epoch(run, model, arrays, dev, epoch, best)
            _save(run, model, optimizer, schedule, step, best)


def evaluate(model: Interpreter, arrays: Arrays, rows: list[int]) -> dict[str, float]:
    """Accuracy of first intents, of whole token sequences (intent, slots) and of the scope on rows."""
    model.eval()
    counts = {"intent": 0, "slots": 0, "tokens": 0, "exact": 0, "oos": 0}
    with torch.inference_mode():
        for at in range(0, len(rows), 64):
            batch = make_batch(arrays, rows[at : at + 64], None)
            _count(counts, forward(model, batch), batch)
    return {name: round(value / max(1, len(rows)), 4) for name, value in counts.items()}


def forward(model: Interpreter, batch: Batch) -> Outputs:
    """The model's outputs for a batch."""
    tensors = (torch.from_numpy(x) for x in (batch.ids, batch.gazetteer, batch.context, batch.mask))
    return model(*tensors)  # type: ignore[no-any-return]


def build(shape: Mapping[str, int], path: Path | None = None) -> Interpreter:
    """A model of a shape, with the weights of a checkpoint."""
    model = Interpreter(Shape(**shape))
    if path is not None:
        model.load_state_dict(torch.load(path, weights_only=True)["model"])
    return model


def _pass(arrays: Arrays, rows: list[int], plan: Plan, rng: random.Random) -> Iterator[list[int]]:
    return itertools.islice(batches(arrays, rows, plan.pieces, rng), plan.steps or None)


def _step(
    model: Interpreter, teacher: Interpreter | None, batch: Batch, optimizer: torch.optim.Optimizer, plan: Plan
) -> float:
    model.train()
    with torch.autocast("cpu", torch.bfloat16):
        outputs = forward(model, batch)
        loss = _loss(outputs, batch, plan)
        if teacher is not None:
            with torch.inference_mode():
                taught = forward(teacher, batch)
            loss = (1 - plan.distil) * loss + plan.distil * _distillation(outputs, taught, batch, plan.heat)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def _loss(outputs: Outputs, batch: Batch, plan: Plan) -> Tensor:
    intent = _cross(outputs.intent, batch.intent, plan.smoothing)
    if len(batch.asked):
        intent = intent + plan.opinion * _second(outputs.intent, batch)
    first = fn.cross_entropy(
        outputs.intent[:, 0].float(), torch.from_numpy(batch.intent[:, 0]), label_smoothing=plan.smoothing
    )
    slots = _cross(outputs.slots, batch.slots, 0.0)
    boundary = _cross(outputs.boundary, batch.boundary, 0.0)
    oos = fn.binary_cross_entropy_with_logits(outputs.oos.float(), torch.from_numpy(batch.oos))
    return intent + 0.5 * first + 1.5 * slots + boundary + 0.5 * oos


def _cross(logits: Tensor, target: object, smoothing: float) -> Tensor:
    goal = torch.from_numpy(target).reshape(-1)  # type: ignore[arg-type]
    kept = goal != IGNORE
    if not bool(kept.any()):
        return logits.sum() * 0
    return fn.cross_entropy(logits.reshape(-1, logits.shape[-1])[kept].float(), goal[kept], label_smoothing=smoothing)


def _second(logits: Tensor, batch: Batch) -> Tensor:
    """How far the labels of single requests are from what others thought; weighed as their share of the batch."""
    asked = torch.from_numpy(batch.asked)
    mask = torch.from_numpy(batch.mask)[asked]
    goal = torch.from_numpy(batch.opinion).unsqueeze(1)
    logs = fn.log_softmax(logits[asked].float(), -1)
    return (-(goal * logs).sum(-1) * mask).sum() / int(batch.mask.sum())


def _distillation(outputs: Outputs, taught: Outputs, batch: Batch, heat: float) -> Tensor:
    mask = torch.from_numpy(batch.mask)
    losses = []
    for ours, theirs in zip(outputs[:3], taught[:3], strict=True):
        goal = fn.softmax(theirs[mask].float().clone() / heat, -1)
        losses.append(fn.kl_div(fn.log_softmax(ours[mask].float() / heat, -1), goal, reduction="batchmean") * heat**2)
    return losses[0] + 1.5 * losses[1] + losses[2]


def _count(counts: dict[str, int], outputs: Outputs, batch: Batch) -> None:
    intent, slots = outputs.intent.argmax(-1).numpy(), outputs.slots.argmax(-1).numpy()
    right_intent = (intent == batch.intent) | (batch.intent == IGNORE)
    right_slots = (slots == batch.slots) | (batch.slots == IGNORE)
    counts["intent"] += int(right_intent[:, 0].sum())
    counts["tokens"] += int(right_intent.all(1).sum())
    counts["slots"] += int(right_slots.all(1).sum())
    counts["exact"] += int((right_slots & right_intent).all(1).sum())
    counts["oos"] += int(((outputs.oos.numpy() > 0) == (batch.oos > 0)).sum())


def _finish_epoch(run: Path, model: Interpreter, arrays: Arrays, dev: list[int], epoch: int, best: float) -> float:
    figures = evaluate(model, arrays, dev)
    _log(run, {"epoch": epoch, **figures})
    if figures["exact"] >= best:
        torch.save({"model": model.state_dict(), "shape": model.shape.as_dict(), "figures": figures}, run / "best.pt")
    return max(best, figures["exact"])


def _optimizer(model: Interpreter, plan: Plan) -> torch.optim.Optimizer:
    slow = [p for n, p in model.named_parameters() if n.startswith(("words", "places"))]
    fast = [
        p
        for n, p in model.named_parameters()
        if n.startswith(("intent", "slots", "boundary", "oos", "gazetteer", "context"))
    ]
    known = {id(p) for p in (*slow, *fast)}
    body = [p for p in model.parameters() if id(p) not in known]
    groups = [
        {"params": slow, "lr": plan.embedding_rate},
        {"params": body, "lr": plan.rate},
        {"params": fast, "lr": plan.rate * 3},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def _rate(step: int, total: int, warmup: int) -> float:
    if step < warmup:
        return (step + 1) / warmup
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, (step - warmup) / max(1, total - warmup))))


def _save(
    run: Path,
    model: Interpreter,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
    step: int,
    best: float,
) -> None:
    state = {"model": model.state_dict(), "shape": model.shape.as_dict(), "optimizer": optimizer.state_dict(),
             "schedule": schedule.state_dict(), "step": step, "best": best}  # fmt: skip
    torch.save(state, run / "state.tmp")
    (run / "state.tmp").replace(run / "state.pt")


def _resume(
    run: Path, model: Interpreter, optimizer: torch.optim.Optimizer, schedule: torch.optim.lr_scheduler.LambdaLR
) -> tuple[int, float]:
    path = run / "state.pt"
    if not path.exists():
        return 0, -1.0
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    LOGGER.info("resumed run=%s step=%s", run, state["step"])
    return int(state["step"]), float(state["best"])


def _log(run: Path, row: Mapping[str, object]) -> None:
    with (run / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    LOGGER.info("%s", " ".join(f"{key}={value}" for key, value in row.items()))
