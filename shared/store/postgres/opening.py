"""The first round trip of a group on PostgreSQL: BEGIN, the sandboxes' rows, and the transactions' claims."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import Connection

from shared.store.append import as_arrays, unnested
from shared.store.base import SANDBOX, SandboxRow
from shared.store.claim import CLAIMED, INTO_INBOX, ONCE, Claim
from shared.store.jobs import Job
from shared.store.postgres.engines import driver_of

_KINDS = ("VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR", "BYTEA", "VARCHAR", "INTEGER", "BIGINT", "BIGINT")
_COLUMNS = ", ".join(SandboxRow._fields)
_WIDTH = 1 + len(SandboxRow._fields)
_HELD = f"SELECT name, {_COLUMNS} FROM sandbox WHERE name = ANY(%s) FOR KEY SHARE"
_CLAIMED = (
    f"{INTO_INBOX} SELECT {', '.join(f'claim.{name}' for name in CLAIMED)} "
    f"FROM {unnested(_KINDS)} AS claim ({', '.join(Claim._fields)}) JOIN held ON held.name = claim.sandbox "
    f"WHERE claim.recorded >= held.created_at {ONCE}"
)
_HELD_AND_CLAIMED = (
    f"WITH held AS ({_HELD}), claimed AS ({_CLAIMED}) SELECT *, (SELECT array_agg(event_id) FROM claimed) FROM held"
)


@dataclass(slots=True)
class Opened:
    """What a group's transactions found to begin with."""

    sandboxes: Mapping[str, SandboxRow]
    claimed: set[str]

    def takes(self, job: Job) -> bool:
        """Whether its claim was the first; of two copies in one group the first one's is."""
        claim = job.claim
        if claim is None or claim.event_id not in self.claimed:
            return False
        self.claimed.remove(claim.event_id)
        return True


def opened(connection: Connection, jobs: Sequence[Job]) -> Opened:
    """Begin a transaction of these transactions; raises the driver's errors."""
    driver = driver_of(connection)
    claims = [job.claim for job in jobs if job.claim]
    with driver.pipeline():
        found = _held(driver, sorted({job.context.sandbox for job in jobs if job.context}), claims)
    rows = found.fetchall()
    claimed = set(rows[0][-1] or ()) if rows and claims else set()
    return Opened({row[0]: SandboxRow(*row[1:_WIDTH]) for row in rows}, claimed)


def _held(driver: "psycopg.Connection[Any]", names: list[str], claims: list[Claim]) -> "psycopg.Cursor[Any]":
    """The sandboxes' rows; with claims, each with the ids of those that are new."""
    if not claims:
        return driver.execute(_HELD, (names,), prepare=True)
    return driver.execute(_HELD_AND_CLAIMED, (names, *as_arrays(_KINDS, claims)), prepare=True)


def first_row(connection: Connection, sandbox: str) -> SandboxRow | None:
    """BEGIN, and the sandbox's row in one round trip; None when there is none."""
    driver = driver_of(connection)
    with driver.pipeline():
        found = driver.execute(SANDBOX["postgresql"], (sandbox,), prepare=True)
    row = found.fetchone()
    return None if row is None else SandboxRow(*row)
