"""The interpreter model: a small BERT encoder with a gazetteer and a context beside the words, and four heads."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import NamedTuple

from torch import Tensor, nn
from torch.nn import functional as fn

_CONTEXT_HIDDEN = 64
_HIDDEN_FROM = -1e4


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a model; `vocab` word pieces, `tags` slot labels, `labels` intents."""

    vocab: int
    layers: int
    labels: int
    tags: int
    gazetteer: int
    context: int
    hidden: int = 384
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    boundaries: int = 3

    def as_dict(self) -> dict[str, int]:
        """Plain sizes, for checkpoints and manifests."""
        return asdict(self)


class Outputs(NamedTuple):
    """Logits `intent [B,T,L]`, `slots [B,T,S]`, `boundary [B,T,3]`, `oos [B]` and unit vectors `vector [B,H]`."""

    intent: Tensor
    slots: Tensor
    boundary: Tensor
    oos: Tensor
    vector: Tensor


class Layer(nn.Module):
    """One transformer layer, BERT's (post-norm, GELU); query, key and value in one product."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        """Make the layer's weights."""
        super().__init__()
        self.heads, self.size = shape.heads, shape.hidden // shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm1 = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.up = nn.Linear(shape.hidden, shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)
        self.norm2 = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """`x [B,T,H]`; `mask [B,1,1,T]` is true where there is a token, `None` when all are."""
        batch, length, hidden = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, self.size).permute(2, 0, 3, 1, 4).unbind(0)
        weights = q @ (k * self.size**-0.5).transpose(2, 3)
        if mask is not None:
            weights = weights.masked_fill(~mask, _HIDDEN_FROM)
        mixed = fn.softmax(weights, dim=-1).to(v.dtype) @ v  # on short rows a third faster than the fused attention
        mixed = mixed.transpose(1, 2).reshape(batch, length, hidden)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(fn.gelu(self.up(x)))))  # type: ignore[no-any-return]


class Interpreter(nn.Module):
    """Words, gazetteer and context in; intents, slots, boundaries, scope and a sentence vector out."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        """Make the weights; the gazetteer and the context start without effect."""
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocab, shape.hidden)
        self.places = nn.Embedding(shape.positions, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.gazetteer = nn.Linear(shape.gazetteer, shape.hidden, bias=False)
        self.context1 = nn.Linear(shape.context, _CONTEXT_HIDDEN)
        self.context2 = nn.Linear(_CONTEXT_HIDDEN, shape.hidden, bias=False)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.intent = nn.Linear(shape.hidden, shape.labels)
        self.slots = nn.Linear(shape.hidden, shape.tags)
        self.boundary = nn.Linear(shape.hidden, shape.boundaries)
        self.oos = nn.Linear(shape.hidden, 1)
        self.dropout = nn.Dropout(dropout)
        for layer in (self.gazetteer, self.context2):
            nn.init.normal_(layer.weight, std=0.002)

    def forward(self, input_ids: Tensor, gazetteer: Tensor, context: Tensor, mask: Tensor | None = None) -> Outputs:
        """`input_ids [B,T]`, `gazetteer [B,T,G]`, `context [B,F]`, `mask [B,T]` (true = token) or `None`."""
        x = self.norm(self.words(input_ids) + self.places.weight[: input_ids.shape[1]])
        moment = self.context2(fn.relu(self.context1(context)))
        x = self.dropout(x + self.gazetteer(gazetteer.to(x.dtype)) + moment.unsqueeze(1))
        wide = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, wide)
        first = x[:, 0]
        if mask is None:
            mean = x.mean(1)
        else:
            weights = mask.unsqueeze(2).to(x.dtype)
            mean = (x * weights).sum(1) / weights.sum(1)
        vector = mean / mean.norm(dim=1, keepdim=True).clamp_min(1e-6)
        return Outputs(self.intent(x), self.slots(x), self.boundary(x), self.oos(first).squeeze(1), vector)
