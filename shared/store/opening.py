"""What a unit is going to do first, told to the store beforehand, which may then do it for many units at once.

On PostgreSQL each question wakes two processes and waits for both; with what their units begin with a group goes there
once. On SQLite there is nothing to save.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection

from shared.store.append import as_arrays, unnested
from shared.store.prepared import Answer, Prepared, sql_sent

A = TypeVar("A", bound=Callable[..., Any])
Question = tuple[Prepared, Mapping[str, Any]]


class Claim(NamedTuple):
    """The inbox row of an event; whoever inserts it first has the event. `recorded` and `received_at` in real µs.

    Nothing is claimed that was recorded before its sandbox was made, or that has no sandbox.
    """

    event_id: str
    sandbox: str
    journey: str
    type: str
    body: bytes
    status: str
    attempts: int
    received_at: int
    recorded: int

    def made(self, connection: Connection, sandbox_made_at: int) -> bool:
        """Claim it on SQLite; False when another copy was here before."""
        return self.recorded >= sandbox_made_at and len(sql_sent(connection, _ONE, self[:-1])()) == 1


@dataclass(frozen=True, slots=True)
class Opening:
    """A claim to be made before the unit runs (`Unit.claimed` says what came of it), and its first question."""

    claim: Claim | None = None
    question: Callable[[], Question | None] = lambda: None


@dataclass(frozen=True, slots=True)
class Told:
    """A question that was asked beforehand, and its answer."""

    question: Question
    answer: Answer


_questions: dict[Callable[..., Any], Callable[..., Question]] = {}


def asks_first(question: Callable[..., Question]) -> Callable[[A], A]:
    """Tell which `unit.rows(…)` an action begins with, from its sandbox and arguments.

    The answer is from before any unit of the same group ran, except that of two with the same question the second asks
    anew. So what it finds must only be changed by units with that same question, or by such as cannot spoil it: by
    additions that a unique constraint guards. Units that did not tell run after those that did.
    """

    def told(action: A) -> A:
        _questions[action] = question
        return action

    return told


def first_question(action: Callable[..., Any], sandbox: str, *args: Any) -> Question | None:
    """What the action asks first, if it has told."""
    question = _questions.get(action)
    return None if question is None else question(sandbox, *args)


_COLUMNS = Claim._fields[:-1]
_INTO = f"INSERT INTO inbox ({', '.join(_COLUMNS)})"
_ONCE = "ON CONFLICT DO NOTHING RETURNING event_id"
_KINDS = ("VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR", "BYTEA", "VARCHAR", "INTEGER", "BIGINT", "BIGINT")
_ONE = {"sqlite": f"{_INTO} VALUES ({', '.join('?' for _ in _COLUMNS)}) {_ONCE}"}
_ALL = {
    "postgresql": f"{_INTO} SELECT {', '.join(f'claim.{name}' for name in _COLUMNS)} "
    f"FROM {unnested(_KINDS)} AS claim ({', '.join(Claim._fields)}) JOIN sandbox ON sandbox.name = claim.sandbox "
    f"WHERE claim.recorded >= sandbox.created_at {_ONCE}"
}


def claims_sent(connection: Connection, claims: list[Claim]) -> Answer:
    """Make claims on PostgreSQL, in a pipeline; the answer has the ids of those that are new."""
    return sql_sent(connection, _ALL, as_arrays(_KINDS, claims))
