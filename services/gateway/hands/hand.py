"""操作: one common way for instruments to say in the journal what a tester's hand changes.

    async with hand.does("delivery.retried", event.journey, consumer="review", before={"status": "dead"}) as done:
        answer = await peers.ask(…)
        done.after = {"status": answer.status}

A line says that it was asked for, committed before anything happens; another says what became of it. Whoever is killed
in between leaves the first: a trace never shows an effect without the hand.
"""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Connection

from shared.clock import real_micros
from shared.context import current
from shared.errors import Problem, SandboxUnknown
from shared.identifiers import new_id
from shared.journal import Step, append, detail
from shared.store import Store
from shared.store.lives import row_of_sandbox

KIND = "control"
Outcome = Literal["asked", "done", "refused"]
Facts = dict[str, Any]


@dataclass(slots=True)
class Doing:
    """Something that is being done. `after` is how it stands afterwards: facts of the same names as `before`, which is
    said here where it is only known then.
    """

    hand: "Hand"
    name: str
    facts: Facts
    after: Facts = field(default_factory=dict)
    before: Facts = field(default_factory=dict)
    since: int = field(default_factory=real_micros)
    steps: dict[str | None, str] = field(default_factory=dict)
    """The step's id in each journey that it touches; None is for what belongs to no journey."""

    async def touches(self, journeys: Iterable[str | None]) -> None:
        """Say it in these journeys, too, before anything happens to them."""
        new = {journey: new_id() for journey in journeys if journey not in self.steps}
        self.steps |= new
        await self.hand.note(self.name, new, "asked", self.facts)

    async def began(self, steps: Mapping[str, str]) -> None:
        """The same for journeys that it made: the step of each was named to who made it, and is as old as all of it."""
        new: dict[str | None, str] = {journey: step for journey, step in steps.items()}  # noqa: C416 (another type)
        self.steps |= new
        await self.hand.note(self.name, new, "asked", self.facts, self.since)

    async def became(self, outcome: Outcome, **facts: Any) -> None:
        """Say what became of it, in each of them."""
        await self.hand.note(self.name, self.steps, outcome, facts)


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose hand it is: the name in `Sim-Actor`, empty where none was given; `page`: by a click in the console."""

    store: Store
    actor: str = ""
    page: bool = False

    @asynccontextmanager
    async def does(self, name: str, journey: str | None = None, **facts: Any) -> AsyncIterator[Doing]:
        """Note that `name` is asked for, with its facts, do what stands inside, note what became of it.

        `name` is a noun and what becomes of it (`delivery.retried`); facts are masked by their names, as everywhere.
        """
        doing = Doing(self, name, facts)
        await doing.touches([journey])
        try:
            yield doing
        except Problem as refused:
            await doing.became("refused", problem=refused.code)
            raise
        learnt = {"before": doing.before} if doing.before else {}
        await doing.became("done", **learnt, after=doing.after)

    async def did(self, name: str, journey: str | None = None, **facts: Any) -> None:
        """Note what is done already: where there is nowhere to note it before."""
        await self.note(name, {journey: new_id()}, "done", facts)

    async def note(
        self, name: str, steps: Mapping[str | None, str], outcome: Outcome, facts: Facts, moment: int | None = None
    ) -> None:
        """Write a line for each of these steps; of a sandbox that is gone there is nothing to note."""
        said = {"actor": {"role": "tester", "account": self.actor}, **({"door": "page"} if self.page else {}), **facts}
        lines = [(journey, step, name, outcome, detail(**said)) for journey, step in steps.items()]
        if lines:
            await self.store.core_write(_append, current().sandbox, moment or real_micros(), lines)


def _append(
    connection: Connection, sandbox: str, now: int, lines: list[tuple[str | None, str, str, Outcome, str]]
) -> None:
    try:
        row = row_of_sandbox(connection, sandbox)
    except SandboxUnknown:
        return
    append(
        connection,
        [
            Step(row.clock.at(now), row.life, KIND, name, outcome, journey, event_id=step, detail=said, recorded_at=now)
            for journey, step, name, outcome, said in lines
        ],
    )
