"""The span model: the interpreter's encoder with turn signals in place of the gazetteer, and two heads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn

from device_models.encoder import Layer, Shape
from edge.learn.rephrase_encoding import MAX_PIECES, SIGNALS


@dataclass(frozen=True, slots=True)
class Size:
    """`vocab` word pieces and `layers` of the encoder; `signals` inputs beside every piece."""

    vocab: int
    layers: int = 3
    signals: int = len(SIGNALS)
    hidden: int = 384

    def as_dict(self) -> dict[str, int]:
        """Plain sizes, for checkpoints and manifests."""
        return asdict(self)


class SpanModel(nn.Module):
    """Word pieces and signals in; logits of the rephrase's first and last piece out, `[CLS]` for none."""

    def __init__(self, size: Size, dropout: float = 0.1) -> None:
        """Make the weights; the signals start without much effect."""
        super().__init__()
        self.size = size
        shape = Shape(size.vocab, size.layers, 1, 1, size.signals, 1, hidden=size.hidden)
        self.words = nn.Embedding(size.vocab, size.hidden)
        self.places = nn.Embedding(MAX_PIECES + 8, size.hidden)
        self.norm = nn.LayerNorm(size.hidden, eps=1e-12)
        self.signals = nn.Linear(size.signals, size.hidden, bias=False)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(size.layers))
        self.span = nn.Linear(size.hidden, 2)
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.signals.weight, std=0.02)

    def forward(self, input_ids: Tensor, signals: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """`input_ids [B,T]`, `signals [B,T,S]`, `mask [B,T]` (true = piece) -> start and end logits `[B,T]`."""
        x = self.norm(self.words(input_ids) + self.places.weight[: input_ids.shape[1]])
        x = self.dropout(x + self.signals(signals.to(x.dtype)))
        wide = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, wide)
        logits = self.span(x)
        if mask is not None:
            logits = logits.masked_fill(~mask.unsqueeze(2), -1e4)
        return logits[..., 0], logits[..., 1]


def from_interpreter(weights: Mapping[str, Tensor], layers: int) -> SpanModel:
    """A span model that starts from the interpreter's encoder; `weights` is its state."""
    model = SpanModel(Size(weights["words.weight"].shape[0], layers))
    state = model.state_dict()
    for name in state:
        if name in weights and weights[name].shape == state[name].shape:
            state[name] = weights[name]
    state["places.weight"] = weights["places.weight"][: MAX_PIECES + 8]
    model.load_state_dict(state)
    return model


def load(path: str) -> SpanModel:
    """The model of a checkpoint; `ValueError` for one that was trained with other features than this code knows."""
    saved = torch.load(path, weights_only=True)
    model = SpanModel(Size(**saved["size"]))
    try:
        model.load_state_dict(saved["model"])
    except RuntimeError as error:
        msg = f"{path} was trained with other features; train it again: python -m device_models.rephrase build"
        raise ValueError(msg) from error
    return model
