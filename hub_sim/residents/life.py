"""Residents living with a hub, day after day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hub_sim.residents.days import DAY, START, episodes_of, states_before
from hub_sim.residents.homes import ResidentHome
from hub_sim.residents.people import Options, people_of
from hub_sim.residents.readings import Readings
from hub_sim.residents.records import Said
from hub_sim.residents.scene import Scene
from hub_sim.residents.stage import Stage
from hub_sim.residents.talk import Causes, Talk

if TYPE_CHECKING:
    from edge.learn.learner import Learner

_NIGHT = 3.5 * 3600
_SETTLED = 130.0
"""Seconds after an episode when what came of it is settled."""


@dataclass(slots=True)
class Life:
    """One home's days under one hub. Iterating lives them, and gives everything that was said, in order.

    `causes` attributes defects by trying out what clearer words would have done; it costs some time.
    """

    home: ResidentHome
    options: Options
    learner: Learner | None = None
    readings: Readings = field(default_factory=Readings)
    causes: bool = False

    def __iter__(self) -> Iterator[Said]:
        people = people_of(self.home, self.options)
        stage = Stage(self.home, START, self.readings, self.learner)
        causes: Causes | None = {} if self.causes else None
        day = 0
        for episode in episodes_of(self.home, people, self.options):
            while day < episode.day:
                day += 1
                stage.wait_until(START + day * DAY + _NIGHT)
                self._night(stage)
            stage.wait_until(episode.at - 300.0)
            stage.arrange(states_before(self.home, people, episode))
            stage.wait_until(episode.at)
            talk = Talk(stage, people[episode.person], episode, self.options.split, causes)
            yield from Scene(talk).play()
            stage.wait(_SETTLED)

    def _night(self, stage: Stage) -> None:
        stage.home.calls.clear()
        if self.learner is not None:
            self.learner.night(stage.clock.wall())
