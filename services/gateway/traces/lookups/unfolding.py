"""What becomes of a sandbox, read from all feeds: each round tells the steps that are new or told differently now."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.gateway.peers.asking import Peers
from services.gateway.traces.rules.order import in_causal_order
from services.gateway.traces.rules.places import Places
from services.gateway.traces.rules.step import Step
from services.gateway.traces.rules.telling import changed, told
from shared.errors import Problem
from shared.instruments.contract.journal import FEED_LINES, JOURNALS, FeedLinesAsked, Line
from shared.instruments.contract.said import Ids
from shared.journal.place import Place

LINES = 500
REMEMBERED = 5_000


class JourneyStep(Step):
    """步骤 of a sandbox: which journey it belongs to is told with it."""

    journey: str | None


@dataclass(frozen=True, slots=True)
class Round:
    """The steps that changed between two positions. `told_from`: where whoever breaks off in it is to go on from.

    That is `before`, unless a service was away meanwhile and may have more to say about what was told since.
    `settled`: whether from `after` on nothing is missing.
    """

    before: Places
    after: Places
    steps: Sequence[JourneyStep]
    told_from: Places
    settled: bool


@dataclass(slots=True)
class _Known:
    """A journey's lines as far as they were read, and its steps as they were told last."""

    lines: list[Line]
    steps: list[Step]


class Unfolding:
    """Reads on from `places` in the current sandbox; with a `journey`, of that one only.

    A service that is away holds nothing up. It is read on from its place once it is back, and journeys told without
    what it knows of them are told anew, where that makes a difference.
    """

    def __init__(self, peers: Peers, places: Places, journey: str | None = None) -> None:
        self._peers = peers
        self.journey = journey
        self._journeys: dict[str, _Known] = {}
        self._guessed: set[str] = set()
        self._held: Places | None = None
        self._away: set[str] = set()
        self.places: Places = {name: places.get(name, Place()) for name in peers.names}

    @property
    def settled(self) -> bool:
        """Whether nobody who was away may have more to say about what was told."""
        return not self._guessed

    @property
    def behind(self) -> Collection[str]:
        """Services that could not be asked last time; all of them while something that was told has to be told anew."""
        return self._away if self.settled else self._peers.names

    async def next(self, upto: Places | None = None, services: Collection[str] | None = None) -> Round | None:
        """The next round, of what lies no further than `upto` in these `services`, or in all; None when there is
        nothing new by now."""
        before, goal = self.places, upto or {}
        names = self._peers.names if services is None else [name for name in self._peers.names if name in services]
        lines = dict(zip(names, await asyncio.gather(*map(self._lines, names)), strict=True))
        new = [
            line for name, found in lines.items() for line in found or ()
            if name not in goal or line.place <= goal[name]
        ]  # fmt: skip
        away = self._away = {name for name, found in lines.items() if found is None}
        again = self._guessed if len(names) == len(self._peers.names) and not away else set()
        if not new and not again:
            self.places = {**before, **{name: max(before[name], goal[name]) for name in set(goal) - away}}
            return None
        after = {**before, **_ends(new)}
        steps = await self._told(new, before, after, again)
        self.places = after
        self._forget()
        return self._round(before, after, steps)

    def _round(self, before: Places, after: Places, steps: Sequence[JourneyStep]) -> Round:
        told_from = self._held or before
        self._held = None if self.settled else told_from
        return Round(before, after, steps, told_from, self.settled)

    async def _lines(self, name: str) -> list[Line] | None:
        """A service's next lines; None when it is away."""
        asked = FeedLinesAsked(after=str(self.places[name]), journey=self.journey, limit=LINES)
        try:
            return (await self._peers.ask(name, FEED_LINES, asked)).items
        except Problem as problem:
            if problem.status < 500:
                raise
            return None

    async def _told(self, new: Sequence[Line], before: Places, after: Places, again: set[str]) -> list[JourneyStep]:
        of_journeys: dict[str, list[Line]] = {journey: [] for journey in again}
        for line in new:
            if line.journey is not None:
                of_journeys.setdefault(line.journey, []).append(line)
        subscribers = await self._peers.subscribers()
        read = await self._read({journey for journey in of_journeys if journey not in self._journeys} | again)
        found = [_of(None, step) for step in told((line for line in new if line.journey is None), subscribers)]
        for journey, lines in of_journeys.items():
            known = self._journeys.pop(journey, None)
            if known is None:
                past = _until(before, read[journey])
                known = _Known(past, told(past, subscribers))
            lines = _until(after, read[journey]) if journey in read else [*known.lines, *lines]
            steps = told(lines, subscribers)
            self._journeys[journey] = _Known(lines, steps)  # the one that moved last stands last
            found += [_of(journey, step) for step in changed(known.steps, steps)]
        return in_causal_order(found)

    async def _read(self, journeys: set[str]) -> Mapping[str, list[Line]]:
        """All lines of these journeys; those that a service which is away may know more of are remembered."""
        if not journeys:
            return {}
        read: dict[str, list[Line]] = {journey: [] for journey in journeys}
        answers = await self._peers.ask_all(JOURNALS, Ids(items=sorted(journeys)))
        for answer in answers.by_service.values():
            for line in answer.items:
                if line.journey in read:
                    read[line.journey].append(line)
        if answers.unavailable:
            self._guessed |= journeys
        else:
            self._guessed -= journeys
        return read

    def _forget(self) -> None:
        """The journeys that did not move for longest, when there are too many lines; they can be read again."""
        total = sum(len(known.lines) for known in self._journeys.values())
        for journey in [one for one in self._journeys if one not in self._guessed]:
            if total <= REMEMBERED:
                return
            total -= len(self._journeys.pop(journey).lines)


def _ends(lines: Iterable[Line]) -> Places:
    found: dict[str, Place] = {}
    for line in lines:
        found[line.service] = max(line.place, found.get(line.service, Place()))
    return found


def _until(places: Places, lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.place <= places.get(line.service, Place())]


def _of(journey: str | None, step: Step) -> JourneyStep:
    return JourneyStep(journey=journey, **dict(step))
