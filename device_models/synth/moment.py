"""Moments: where somebody stands, what was said last, what is running; and words that only these explain."""

from __future__ import annotations

import random
from dataclasses import dataclass

from device_models.data.example import Piece, Segment
from device_models.synth import values as v
from device_models.synth.speech import longer
from edge.context.features import FEATURES, features
from edge.home.model import Snapshot
from edge.turn import DecisionKind, Exchange, Frame, Hypothesis, Job, Knowledge, Plan, Request

_TOPICS = {
    "light": ("HassLightSet", "brightness"), "climate": ("HassClimateSetTemperature", "temperature"),
    "media": ("HassSetVolume", "volume"), "cover": ("HassSetPosition", "position"),
}  # fmt: skip
_INTENTS = ("HassLightSet", "HassClimateSetTemperature", "HassSetVolume", "HassMediaPause", "HassSetPosition", "HassStartTimer",
            "HassGetState", "HassListAddItem", "HearthSetMode")  # fmt: skip
_AT = {feature.name: index for index, feature in enumerate(FEATURES)}


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in a home: its snapshot, the area of the speaker, the feature vector."""

    snapshot: Snapshot
    area: str | None
    vector: tuple[float, ...]

    def feature(self, name: str) -> float:
        """One feature's value."""
        return self.vector[_AT[name]]

    def ambiguous(self, rng: random.Random) -> list[Segment]:
        """Words whose meaning this moment decides."""
        makers = (
            self._relative,
            self._relative,
            self._number,
            self._stop,
            self._longer,
            self._cancel,
            self._left,
            self._pause,
            self._resume,
        )
        label, pieces = rng.choice(makers)(rng)
        return [Segment(label, tuple(pieces))]

    def _topic(self) -> str | None:
        strength = {topic: self.feature(f"last_{topic}") for topic in _TOPICS}
        topic, value = max(strength.items(), key=lambda pair: pair[1])
        if value > 0.1:
            return topic
        return "media" if self.feature("media_playing_here") else None

    def _relative(self, rng: random.Random) -> tuple[str, list[Piece]]:
        topic = self._topic() or "media"
        up = rng.random() < 0.5
        words = ("turn it up", "a bit more", "up a bit", "more", "higher", "increase it", "a little higher", "raise it", "turn that up") if up else (
            "turn it down", "a bit less", "down a bit", "less", "lower", "decrease it", "a little lower", "reduce it", "turn that down")  # fmt: skip
        label = f"HearthAdjust:{_TOPICS[topic][1]}_{'up' if up else 'down'}"
        if rng.random() < 0.35:
            verb = rng.choice(("turn", "take", "bring", "notch", "knock", "nudge", "dial", "crank" if up else "tone"))
            said = [*_phrase(f"{verb} it {'up' if up else 'down'}"), Piece(v.bit(rng), "amount")]
            return label, said
        return label, _phrase(rng.choice(words))

    def _number(self, rng: random.Random) -> tuple[str, list[Piece]]:
        topic = self._topic()
        label = _TOPICS[topic][0] if topic else "HearthSetValue"
        value = v.number(rng, 16, 28) if topic == "climate" else v.percent(rng)
        lead = rng.choice(("set it to", "make it", "change it to", "turn it to", "no", "to", ""))
        return label, [*_phrase(lead), Piece(value, "value")]

    def _stop(self, rng: random.Random) -> tuple[str, list[Piece]]:
        if rng.random() < 0.5:
            words = _phrase(rng.choice(("stop", "stop it", "stop that", "please stop", "stop now")))
        else:
            lead = rng.choice(("", "", "okay", "ok", "right", "alright", "well"))
            enough = rng.choice(
                (
                    "that's enough",
                    "that will do",
                    "that'll do",
                    "enough",
                    "enough now",
                    "that's plenty",
                    "you can stop now",
                )
            )
            tail = rng.choice(("", "", "thanks", "thank you", "for now", "please", "for today"))
            words = _phrase(f"{lead} {enough} {tail}")
        return ("HassMediaPause:stop" if self.feature("media_playing_here") else "HearthStop"), words

    def _longer(self, rng: random.Random) -> tuple[str, list[Piece]]:
        lead = rng.choice(("", "", "just", "give me", "only", "please", "can i have"))
        pieces = [*_phrase(lead), *longer(rng), *_phrase(rng.choice(("", "", "please")))]
        return ("HassIncreaseTimer" if self.feature("timers") or rng.random() < 0.5 else "HearthSnoozeAlarm"), pieces

    def _cancel(self, rng: random.Random) -> tuple[str, list[Piece]]:
        words = _phrase(rng.choice(("cancel", "cancel it", "cancel that")))
        return ("HassCancelTimer" if self.feature("timers") else "HassNevermind"), words

    def _left(self, rng: random.Random) -> tuple[str, list[Piece]]:
        said = (
            "how much longer",
            "how long left",
            "how much time is left",
            "how long still",
            "how much time left",
            "when is it done",
        )
        return ("HassTimerStatus" if self.feature("timers") else "HearthRemaining"), _phrase(rng.choice(said))

    def _pause(self, rng: random.Random) -> tuple[str, list[Piece]]:
        words = _phrase(rng.choice(("pause", "pause it", "pause that")))
        playing = self.feature("media_playing_home") or self.feature("media_playing_here")
        return ("HassPauseTimer" if self.feature("timers") and not playing else "HassMediaPause"), words

    def _resume(self, rng: random.Random) -> tuple[str, list[Piece]]:
        words = _phrase(rng.choice(("resume", "continue", "resume it", "carry on", "unpause")))
        paused = self.feature("media_paused_here")
        return ("HassUnpauseTimer" if self.feature("timers") and not paused else "HassMediaUnpause"), words


def draw_moment(snapshot: Snapshot, rng: random.Random) -> Moment:
    """A random moment in a home that is in a given state."""
    area = rng.choice(list(snapshot.areas)) if snapshot.areas and rng.random() < 0.75 else None
    device = f"ear_{area}" if area and rng.random() < 0.8 else None
    at = 1.7e9 + rng.random() * 3.15e7
    request = Request("r", "", at, rng.choice((0, 3600, -18000)), device=device, area=area)
    jobs = tuple(Job(str(i), "timer") for i in range(rng.choice((0, 0, 0, 1, 2))))
    recent = (_exchange(rng, at),) if rng.random() < 0.35 else ()
    vector = list(features(request, snapshot, Knowledge(recent, jobs)))
    return Moment(snapshot, area, tuple(vector))


def _exchange(rng: random.Random, at: float) -> Exchange:
    intent = rng.choice(_INTENTS)
    plan = Plan(Hypothesis((Frame(intent),), 1.0, "synth"))
    return Exchange(at - rng.uniform(2, 240), "", DecisionKind.ACT, plan=plan)


def _phrase(text: str) -> list[Piece]:
    pieces = []
    for word in text.split():
        ref = word in {"it", "that"}
        pieces.append(Piece(word, "ref" if ref else None))
    return pieces
