"""A tokenizer with only the word pieces that our speech needs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


def prune(path: Path, texts: Iterable[str], size: int) -> tuple[str, list[int]]:
    """A smaller copy of a WordPiece tokenizer as JSON, and the old id of every piece kept.

    Kept are the special pieces, all single characters, every piece that `texts` need, and then the most
    common others (BERT's vocabulary is sorted by frequency) up to `size`.
    """
    data = json.loads(path.read_text(encoding="utf-8"))
    data["truncation"] = data["padding"] = None
    tokenizer = Tokenizer.from_str(json.dumps(data))
    used: set[int] = set()
    for encoding in tokenizer.encode_batch(list(texts)):
        used.update(encoding.ids)
    vocab: dict[str, int] = data["model"]["vocab"]
    by_id = sorted(vocab, key=vocab.__getitem__)
    must = [p for p in by_id if p in SPECIAL or (vocab[p] in used) or (len(p.removeprefix("##")) == 1 and p.isascii())]
    rest = [p for p in by_id if p not in set(must) and not p.startswith("[unused") and p.removeprefix("##").isascii()]
    kept = sorted({*must, *rest[: max(0, size - len(must))]}, key=vocab.__getitem__)
    data["model"]["vocab"] = {piece: index for index, piece in enumerate(kept)}
    new = data["model"]["vocab"]
    data["added_tokens"] = [{**t, "id": new[t["content"]]} for t in data["added_tokens"] if t["content"] in new]
    for name, entry in data["post_processor"].get("special_tokens", {}).items():
        entry["ids"] = [new[name]]
    for key in ("sep", "cls"):
        if key in data["post_processor"]:
            data["post_processor"][key] = [data["post_processor"][key][0], new[data["post_processor"][key][0]]]
    return json.dumps(data, ensure_ascii=False), [vocab[piece] for piece in kept]
