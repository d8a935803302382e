"""The context written out for people: `docs/context.md`."""

from __future__ import annotations

from collections.abc import Iterator

from edge.context.counts import NEVER
from edge.context.features import FEATURES, Feature, version
from edge.context.moments import CHAINS
from edge.context.parameters import Level, shipped

_HEAD = """\
# Context

<!-- Written by `make docs` from edge/context; change that instead. -->

What is known of the moment of a request, besides the words: a vector of {count} numbers that the model reads, and what
people here usually do.

## The vector

Version `{version}`. A model is trained for one list of features; its manifest (`exported/manifest.json`) names them in
order with their version, and the hub refuses a model that was trained for others (`ModelMismatchError`).
All features are computed from the snapshot of the home and from the conversation, in less than 0.3 ms for 500 entities.
What is unknown takes the default, and a flag `unknown_...` tells it from what is known to be 0; models are trained with
features dropped at random. *Here* is the room of the device that heard the request. Only exposed entities count.

| # | feature | 1.0 stands for | range | default | how fresh |
|---|---|---|---|---|---|
"""
_HABITS = """
## Habits

`Knowledge.habits` holds the likeliest next deeds (`entity_id service`) of this person, here, now, with probabilities;
`Knowledge.tastes` what they probably want to hear. Both are learnt on the device from what people do: requests that
were carried out, and live changes. A retained message is no deed; nor is what an automation or the hub itself changed;
a change of unknown cause counts half, and what somebody undoes is taken back. `Knowledge.turned` is what was switched
in the last quarter of an hour, by whomever, with the seconds since: "turn it back on" means what was on until then.

Each chain of contexts below is interpolated from its broadest level down, `p = (count + strength * p_broader) / (sum +
strength)`, as in prediction by partial matching; what the chains say beyond what is usual in the home is combined
log-linearly with their weights. Counts fade with the days on which anything was done (half-life), and faster with those
on which their own context was seen again (renewal): what is done instead takes over within days, what is rare is kept.

![A new habit takes over within five evenings; one odd evening passes](habits.png)

The picture is of simulated households (`python -m device_models habits --plot docs/habits.png`).

| chain | weight | level | strength | half-life, days | renewal, days |
|---|---|---|---|---|---|
"""


def reference() -> str:
    """`docs/context.md`."""
    head = _HEAD.format(count=len(FEATURES), version=version())
    return head + "".join(_rows()) + _HABITS + "".join(_levels())


def _rows() -> Iterator[str]:
    for number, feature in enumerate(FEATURES):
        default = f"{feature.default:g}"
        cells = (str(number), f"`{feature.name}`", _unit(feature), _range(feature), default, feature.fresh)
        yield f"| {' | '.join(cells)} |\n"


def _unit(feature: Feature) -> str:
    return "yes" if feature.unit == "flag" else feature.unit


def _range(feature: Feature) -> str:
    return "0 or 1" if feature.unit == "flag" else f"{feature.low:g} to {feature.high:g}"


def _levels() -> Iterator[str]:
    settings = shipped()
    for chain, levels in CHAINS.items():
        for level in levels:
            yield f"| {chain} | {settings.weights[chain]:g} | `{level}` | {_level(settings.levels[level])} |\n"


def _level(level: Level) -> str:
    renewal = "-" if level.fading.renewal == NEVER else f"{level.fading.renewal:g}"
    daily = " and the days without" if level.daily else ""
    return f"{level.strength:g}{daily} | {level.fading.half_life:g} | {renewal}"
