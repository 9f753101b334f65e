"""The first round trip of a group on PostgreSQL: BEGIN, the sandboxes' rows, and the transactions' claims."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import Connection

from shared.context import Context
from shared.errors import SandboxUnknown
from shared.store.append import as_arrays, unnested
from shared.store.base import BY_LIFE, BY_NAME, COLUMNS, SandboxRow
from shared.store.claim import CLAIMED, INTO_INBOX, ONCE, Claim
from shared.store.jobs import Job
from shared.store.postgres.arrays import ARRAYS
from shared.store.postgres.engines import driver_of

_KINDS = ("BIGINT", "VARCHAR", "VARCHAR", "VARCHAR", "BYTEA", "VARCHAR", "INTEGER", "BIGINT")
_WIDTH = 1 + len(SandboxRow._fields)
_HELD = (
    f"SELECT switched_on, {COLUMNS} FROM sandbox WHERE life = ANY(%s) OR (switched_on AND name = ANY(%s)) FOR KEY SHARE"
)
_CLAIMED = (
    f"{INTO_INBOX} SELECT {', '.join(f'claim.{name}' for name in CLAIMED)} "
    f"FROM {unnested(_KINDS)} AS claim ({', '.join(Claim._fields)}) JOIN held ON held.life = claim.life {ONCE}"
)
_HELD_AND_CLAIMED = (
    f"WITH held AS ({_HELD}), claimed AS ({_CLAIMED}) "
    "SELECT *, (SELECT array_agg(event_id) FROM claimed WHERE claimed.life = held.life) FROM held"
)


@dataclass(slots=True)
class Opened:
    """What a group's transactions found to begin with."""

    by_name: Mapping[str, SandboxRow]
    by_life: Mapping[int, SandboxRow]
    claimed: set[tuple[int, str]]

    def row_of(self, context: Context) -> SandboxRow | None:
        """The life that `context` is of; None when there is none."""
        return self.by_name.get(context.sandbox) if context.life is None else self.by_life.get(context.life)

    def takes(self, job: Job) -> bool:
        """Whether its claim was the first; of two copies in one group the first one's is."""
        claim = job.claim
        if claim is None or (claim.life, claim.event_id) not in self.claimed:
            return False
        self.claimed.remove((claim.life, claim.event_id))
        return True


def opened(connection: Connection, jobs: Sequence[Job]) -> Opened:
    """Begin a transaction of these transactions; raises the driver's errors."""
    driver = driver_of(connection)
    claims = [job.claim for job in jobs if job.claim]
    with driver.pipeline():
        found = _held(driver, [job.context for job in jobs if job.context], claims)
    rows = [(row[0], SandboxRow(*row[1:_WIDTH]), (row[-1] or ()) if claims else ()) for row in found.fetchall()]
    return Opened(
        {row.name: row for switched_on, row, _ in rows if switched_on},
        {row.life: row for _, row, _ in rows},
        {(row.life, event) for _, row, events in rows for event in events},
    )


def _held(driver: "psycopg.Connection[Any]", contexts: Sequence[Context], claims: list[Claim]) -> "psycopg.Cursor[Any]":
    """The sandboxes' rows; with claims, each with the ids of those that are new."""
    lives = sorted({context.life for context in contexts if context.life is not None})
    names = sorted({context.sandbox for context in contexts if context.life is None})
    wanted = (ARRAYS["BIGINT"](lives), names)
    if not claims:
        return driver.execute(_HELD, wanted, prepare=True)
    return driver.execute(_HELD_AND_CLAIMED, (*wanted, *as_arrays(_KINDS, claims)), prepare=True)


def first_row(connection: Connection, context: Context) -> SandboxRow:
    """BEGIN, and the sandbox's row in one round trip; raises SandboxUnknown."""
    driver = driver_of(connection)
    wanted, key = (BY_NAME, context.sandbox) if context.life is None else (BY_LIFE, context.life)
    with driver.pipeline():
        found = driver.execute(wanted["postgresql"], (key,), prepare=True)
    row = found.fetchone()
    if row is None:
        raise SandboxUnknown(sandbox=context.sandbox)
    return SandboxRow(*row)
