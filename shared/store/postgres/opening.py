"""The first round trip of a group on PostgreSQL: BEGIN, the sandboxes' rows, and what the units begin with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import Connection

from shared.store.base import SANDBOX, SandboxRow
from shared.store.jobs import Job
from shared.store.opening import Question, Told, claims_sent, first_question

_COLUMNS = ", ".join(SandboxRow._fields)
HELD = f"SELECT name, {_COLUMNS} FROM sandbox WHERE name = ANY(%s) FOR KEY SHARE"


@dataclass(slots=True)
class Opened:
    """What a group's units found to begin with."""

    sandboxes: Mapping[str, SandboxRow]
    claimed: set[str]
    told: Mapping[int, Told]

    def takes(self, job: Job) -> bool:
        """Whether its claim was the first; of two copies in one group the first one's is."""
        claim = job.opening.claim if job.opening else None
        if claim is None or claim.event_id not in self.claimed:
            return False
        self.claimed.remove(claim.event_id)
        return True

    def in_order(self, jobs: Sequence[Job]) -> Sequence[Job]:
        """Those first whose questions are answered: nobody is to change what they were told."""
        return sorted(jobs, key=lambda job: id(job) not in self.told)


def opened(connection: Connection, jobs: Sequence[Job], setting: str) -> Opened:
    """Begin a transaction of these units; raises the driver's errors."""
    driver: psycopg.Connection[Any] = connection.connection.dbapi_connection  # type: ignore[assignment]
    names = sorted({job.context.sandbox for job in jobs if job.context})
    claims = [job.opening.claim for job in jobs if job.opening and job.opening.claim]
    with driver.pipeline():
        if setting:
            driver.execute(setting)
        found = driver.execute(HELD, (names,), prepare=True)
        claimed = claims_sent(connection, claims) if claims else None
        told = {
            id(job): Told(question, question[0].sent(connection, question[1])) for job, question in _questions(jobs)
        }
    sandboxes = {name: SandboxRow(*row) for name, *row in found.fetchall()}
    return Opened(sandboxes, {row[0] for row in claimed()} if claimed else set(), told)


def first_row(connection: Connection, sandbox: str) -> SandboxRow | None:
    """BEGIN, and the sandbox's row in one round trip; None when there is none."""
    driver: psycopg.Connection[Any] = connection.connection.dbapi_connection  # type: ignore[assignment]
    with driver.pipeline():
        found = driver.execute(SANDBOX["postgresql"], (sandbox,), prepare=True)
    row = found.fetchone()
    return None if row is None else SandboxRow(*row)


def _questions(jobs: Sequence[Job]) -> list[tuple[Job, Question]]:
    """Of those who have the same question, the first asks."""
    asked: dict[tuple[Any, ...], tuple[Job, Question]] = {}
    for job in jobs:
        assert job.context is not None
        if job.opening:
            question = job.opening.question()
        else:
            question = first_question(job.work, job.context.sandbox, *job.args)
        if question is not None:
            statement, values = question
            asked.setdefault((statement, *values.values()), (job, question))
    return list(asked.values())
