"""Two thousand state messages a second, and whether people are still answered as quickly as ever."""

from __future__ import annotations

import json

from hub_sim.bench.figures import Figure, percentile
from hub_sim.bench.house import sentences
from hub_sim.bench.process import BASE
from hub_sim.bench.scene import Scene

RATE = 2000
"""State messages a second."""
PACE = 4.0
"""Requests a second: enough of them for a percentile, few enough not to be a flood of their own."""
QUEUE = 10_000
"""What the hub lets wait, at most."""
_PATIENCE = 30.0


def flood_figures(at: Scene, seconds: float) -> list[Figure]:
    """Interpretation at rest and under `seconds` of flood, what was lost, and what the flood leaves behind."""
    said = sentences(at.home, max(8, int(seconds * PACE)), seed=2)
    at.until_known()
    idle = [_answer(at, _ask(at, f"rest-{number}", text)) for number, text in enumerate(said)]
    before, admin = at.counts(), at.peer.asked
    asked: list[str] = []

    def between(passed: float) -> None:
        if len(asked) < min(len(said), int(passed * PACE)):
            asked.append(_ask(at, f"flood-{len(asked)}", said[len(asked)]))

    published = at.publish_states(RATE, seconds, between)
    flooded = [_answer(at, request_id) for request_id in asked]
    resident = at.hub.resident_mb()
    after = at.counts()
    sent = published + len(asked) + at.peer.asked - admin
    lost = sent - (after["messages"] - before["messages"]) + after["shed"] - before["shed"]
    merged = after["coalesced"] - before["coalesced"]
    quiet, busy = percentile(idle, 0.95), percentile(flooded, 0.95)
    note = f"{published} at {RATE}/s for {seconds:g} s, {len(flooded)} requests between"
    return [
        Figure("flood: lost", lost, "messages", 0, note=note),
        Figure("flood: merged", merged, "messages", 0, note="replaced by a newer one of the same device"),
        Figure("flood: longest queue", after["queue_longest"], "messages", QUEUE),
        Figure("interpret p95 at rest", quiet, "ms", note=f"{len(idle)} requests"),
        Figure("interpret p95 in flood", busy, "ms", 2 * quiet),
        Figure("resident after the flood", resident, "MB", 150),
    ]


def _ask(at: Scene, request_id: str, text: str) -> str:
    at.peer.say(f"{BASE}/request", json.dumps({"id": request_id, "text": text}))
    return request_id


def _answer(at: Scene, request_id: str) -> float:
    """Milliseconds that interpretation took, as the answer says."""
    while True:
        _, payload, _ = at.peer.wait_for(f"{BASE}/response", _PATIENCE)
        answer = json.loads(payload)
        if answer["id"] == request_id:
            return float(answer["interpret_ms"])
