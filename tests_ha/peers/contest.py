"""One sentence to several agents, each from the same states of the home."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from peers import home
from peers.hearth import Hearth
from peers.home_assistant import HomeAssistant
from peers.process import PeerError, wait_for
from peers.sentences import Sentence, answers, failures

OURS, THEIRS = "Hearth", "Home Assistant"
PATIENCE = 5.0
"""Seconds until the devices must have done it; the demo locks take two."""
QUIET = 0.3
"""Seconds given to a wrong deed to show itself after an answer that wants none."""
MARKER = "number.large_range"
"""An entity that is changed last, so that the hub is known to have heard all that came before."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a sentence: words, the time of the slowest turn, and what is otherwise than it should be."""

    speech: str
    seconds: float
    failures: list[str]

    @property
    def right(self) -> bool:
        return not self.failures


class Contest:
    """Gives sentences to agents (name → entity id) of one Home Assistant."""

    def __init__(self, home_assistant: HomeAssistant, hearth: Hearth, agents: Mapping[str, str]) -> None:
        self._home_assistant = home_assistant
        self._hearth = hearth
        self._agents = agents
        self._marks = 0

    def run(self, sentence: Sentence) -> dict[str, Verdict]:
        """The verdict on each agent; each is asked once and has the home made ready for it."""
        return {name: self._ask(sentence, agent) for name, agent in self._agents.items()}

    def _ask(self, sentence: Sentence, agent: str) -> Verdict:
        self._make_ready(sentence)
        before = self._home_assistant.states()
        speech, seconds = self._converse(sentence, agent)
        return Verdict(speech, seconds, self._judge(sentence, speech, before))

    def _make_ready(self, sentence: Sentence) -> None:
        """Bring the home into the sentence's state, in Home Assistant and in the hub's picture of it."""
        home_assistant = self._home_assistant
        for item in (i for i in self._items() if i == sentence.todo):
            home_assistant.act("todo.remove_item", entity_id="todo.shopping_list", item=item)
        for service, data in sentence.before:
            home_assistant.act(service, **data)
        wait_for("nothing moves", self._settled, 15)
        self._marks += 1
        home_assistant.act("number.set_value", entity_id=MARKER, value=self._marks)
        self._hearth.await_state(MARKER, home_assistant.state(MARKER)["state"])

    def _settled(self) -> bool:
        moving = {"locking", "unlocking", "opening", "closing", "returning"}
        return not any(state["state"] in moving for state in self._home_assistant.states().values())

    def _converse(self, sentence: Sentence, agent: str) -> tuple[str, float]:
        """All turns of the conversation; the last answer's words, and the slowest turn's seconds."""
        conversation, speech, slowest = None, "", 0.0
        for said in sentence.said:
            started = time.perf_counter()
            answer = self._home_assistant.converse(said, agent, conversation)
            slowest = max(slowest, time.perf_counter() - started)
            conversation = answer["conversation_id"]
            speech = answer["response"]["speech"].get("plain", {}).get("speech", "")
        return speech, slowest

    def _judge(self, sentence: Sentence, speech: str, before: Mapping[str, Mapping[str, Any]]) -> list[str]:
        try:
            wait_for(
                "done", lambda: not self._missing(sentence), PATIENCE if sentence.after or sentence.todo else QUIET
            )
        except PeerError:
            found = self._missing(sentence)
        else:
            found = []
        if sentence.answer is not None and not answers(sentence.answer, speech):
            found.append(f"the answer is {speech!r}")
        return found + self._collateral(sentence, before)

    def _missing(self, sentence: Sentence) -> list[str]:
        found = failures(sentence.after, self._home_assistant.states())
        if sentence.todo is not None and sentence.todo not in self._items():
            found.append(f"{sentence.todo} is not on the list")
        return found

    def _collateral(self, sentence: Sentence, before: Mapping[str, Mapping[str, Any]]) -> list[str]:
        """What was changed that nobody spoke about."""
        watched = home.WATCHED
        return [
            f"{entity_id} went from {before[entity_id]['state']} to {state['state']}"
            for entity_id, state in self._home_assistant.states().items()
            if entity_id.partition(".")[0] in watched
            and entity_id not in sentence.after
            and state["state"] != before[entity_id]["state"]
        ]

    def _items(self) -> list[str]:
        """Open items of the shopping list."""
        items = self._home_assistant.command("todo/item/list", entity_id="todo.shopping_list")["items"]
        return [item["summary"].lower() for item in items if item["status"] == "needs_action"]
