"""What a turn or a lesson adds to the account of a rewrite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from edge.learn.harvest import Judged, Lesson
from edge.learn.phrases import Phrase, phrase_of
from edge.rewrite.cache import WORD
from edge.rewrite.cycle import passed_as
from edge.rewrite.doubt import doubted
from edge.rewrite.entry import LOG, Entry
from edge.rewrite.keys import normal
from edge.rewrite.near import alike
from edge.rewrite.offpolicy import Logged
from edge.text import fold
from edge.turn import Frame

_SECONDED = 0.7
"""Share of a lesson's weight that counts for words that were heard otherwise by a word."""


@dataclass(frozen=True, slots=True)
class Claim:
    """That `source` (`said`, as spoken) is meant to say `text`, or to come to `frames` on `targets`."""

    kind: str
    source: str
    said: str
    text: str
    target: str
    frames: tuple[Frame, ...] = ()
    targets: tuple[tuple[str, ...], ...] = ()


def claims_of(lesson: Lesson, learnt: Iterable[Phrase] = (), *, phrases: bool = True) -> Iterator[Claim]:
    """What a lesson claims: of the whole wording, and (with `phrases`) of the phrase in it that stood for a name.

    A phrase that was only misheard for a word of the name stands for that word. `learnt` is what phrases of the wording
    are taken to mean until now.
    """
    said, meant = lesson.said, lesson.meant
    source = normal(said.text, said.language)
    if not (meant.leaned or meant.replied) and normal(meant.wording, meant.language) != source:
        yield Claim("utterance", source, said.text, meant.wording, meant.state)
    else:
        shown = f"{said.text} ({', '.join(_spoken(target) for target in meant.targets)})"
        yield Claim("utterance", source, said.text, shown, meant.state, meant.frames, meant.clause_targets)
    phrase = phrase_of(said, meant, learnt) if phrases else None
    if phrase is None:
        return
    word = _misheard_part(phrase)
    if word:
        yield Claim(WORD, phrase.said, phrase.said, word, word)
    else:
        yield Claim("phrase", phrase.said, phrase.said, phrase.meant, fold(phrase.meant))


def _misheard_part(phrase: Phrase) -> str:
    """The one word of a longer name that a word was only misheard for: it stands for no more than that word."""
    words = fold(phrase.meant).split()
    if len(words) < 2 or " " in phrase.said:
        return ""
    return next((word for word in words if alike(phrase.said, word)), "")


def passed_through(entry: Entry, turn: Judged, chance: float) -> Entry:
    """A request of the source was passed through."""
    weight, good = turn.label.weight, turn.label.good
    row = Logged(rewritten=False, propensity=chance, reward=turn.label.score, rewritten_value=_model(entry))
    counted = replace(
        entry,
        n_ok=entry.n_ok + weight * good,
        n_bad=entry.n_bad + weight * (not good),
        passed=passed_as(turn.note.kind),
    )
    return counted.logged(row)


def rewritten(entry: Entry, turn: Judged, chance: float) -> Entry:
    """A request of the source was rewritten."""
    weight, good = turn.label.weight, turn.label.good
    entry = more_doubted(entry, turn)
    row = Logged(rewritten=True, propensity=chance, reward=turn.label.score, rewritten_value=_model(entry))
    counted = replace(
        entry,
        r_ok=entry.r_ok + weight * good,
        r_bad=entry.r_bad + weight * (not good),
        served=entry.served + 1,
        wins=entry.wins + (good and entry.n_bad >= entry.n_ok),
        losses=entry.losses + (not good and entry.n_ok > entry.n_bad),
    )
    return counted.logged(row)


def more_doubted(entry: Entry, turn: Judged) -> Entry:
    """The rewrite with what a turn that was read as it says tells of its still being meant."""
    found = turn.label
    return replace(entry, doubt=doubted(entry.doubt, found.score, found.weight, explicit=found.explicit))


def _model(entry: Entry) -> float:
    """What is expected of a request that is rewritten, 0..1."""
    bad, good = entry.rewritten
    return good / (bad + good)


def confirmed(entry: Entry, lesson: Lesson, claim: Claim) -> Entry:
    """The rewrite with one more confirmation; of several wordings that which named everything exactly is read."""
    said, meant = lesson.said, lesson.meant
    better = meant.exact or not entry.count
    row = Logged(rewritten=False, propensity=0.0, reward=0.0, rewritten_value=1.0)
    log = entry.log
    if log and not log[-1].rewritten and not said.rewritten:
        # The failed turn is already in the log: what it would have come to is known now.
        log, row = log[:-1], replace(log[-1], rewritten_value=1.0)
    return replace(
        entry,
        text=claim.text if better else entry.text,
        frames=claim.frames if better else entry.frames,
        targets=claim.targets if better else entry.targets,
        support=entry.support + lesson.weight,
        count=entry.count + 1,
        strong=entry.strong + lesson.strong,
        people=tuple(dict.fromkeys((*entry.people, said.speaker))),
        d_ok=entry.d_ok + lesson.weight,
        doubt=0.0,
        passed=entry.passed if said.rewritten else passed_as(said.kind),
        tier=max(entry.tier, meant.tier),
        breadth=max(entry.breadth, len(meant.targets)),
        log=(*log, row)[-LOG:],
    )


def worked(entry: Entry, turn: Judged) -> Entry:
    """A wording's own entry, once more said with success."""
    note, weight = turn.note, turn.label.weight
    row = Logged(rewritten=False, propensity=0.0, reward=0.0, rewritten_value=1.0)
    return replace(
        entry,
        support=entry.support + weight,
        count=entry.count + 1,
        people=tuple(dict.fromkeys((*entry.people, note.speaker))),
        d_ok=entry.d_ok + weight,
        tier=max(entry.tier, note.tier),
        breadth=max(entry.breadth, len(note.targets)),
    ).logged(row)


def seconded(entry: Entry, lesson: Lesson) -> Entry:
    """The rewrite confirmed, less surely, by a lesson about words that may have been the same, heard otherwise."""
    row = Logged(rewritten=False, propensity=0.0, reward=0.0, rewritten_value=1.0)
    return replace(
        entry,
        support=entry.support + _SECONDED * lesson.weight,
        count=entry.count + 1,
        people=tuple(dict.fromkeys((*entry.people, lesson.said.speaker))),
        d_ok=entry.d_ok + _SECONDED * lesson.weight,
    ).logged(row)


def _spoken(entity_id: str) -> str:
    return entity_id.partition(".")[2].replace("_", " ")
