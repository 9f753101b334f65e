"""What a unit is going to do first, told to the store beforehand, which may then do it for many units at once.

On PostgreSQL each question wakes two processes and waits for both; with what their units begin with a group goes there
once. On SQLite there is nothing to save.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection

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


CLAIMED = Claim._fields[:-1]
INTO_INBOX = f"INSERT INTO inbox ({', '.join(CLAIMED)})"
ONCE = "ON CONFLICT DO NOTHING RETURNING event_id"
_ONE = {"sqlite": f"{INTO_INBOX} VALUES ({', '.join('?' for _ in CLAIMED)}) {ONCE}"}
