"""The transaction: what a business action does in one sandbox, and everything it needs for that."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.orm import Mapper, ORMExecuteState, UOWTransaction, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption
from sqlmodel import Session

from shared.clock import Clock, from_micros, to_micros
from shared.context import Context
from shared.errors import TokenExpired, TokenOutlived
from shared.events.base import Event
from shared.store.recording import Records
from shared.store.rows import Sandboxed
from shared.store.statement import Insertion, Statement

M = TypeVar("M")
R = TypeVar("R", bound=Sandboxed)


class Transaction(Session):
    """One transaction (事务) of one life of a sandbox: a Session that only sees the rows of this life.

    Actions add, change and read rows through it, `record` events and note `state` steps; what they record is
    written in the same transaction. Never commit or roll back: the store does. `wrote` is for the store; `faults` says
    at which hops a fault may strike (shared/faults).
    """

    def __init__(
        self, connection: Connection, context: Context, clock: Clock, randomness: random.Random, life: int,
        faults: int = 0,
    ) -> None:  # fmt: skip
        super().__init__(connection, join_transaction_mode="rollback_only", expire_on_commit=False)
        self._connection = connection
        self.context = context
        self.random = randomness
        self.life = life
        self.faults = faults
        self.clock = clock
        self.records = Records(life, context, clock.micros())
        self._now = from_micros(self.records.at)
        self.wrote = False
        if context.token_life not in (None, life):
            raise TokenOutlived
        if context.token_expires_at is not None and self.records.at >= context.token_expires_at:
            raise TokenExpired

    @property
    def sandbox(self) -> str:
        """The name of the sandbox; the rows belong to the `life` of it."""
        return self.context.sandbox

    @property
    def journey(self) -> str | None:
        """The journey (旅程) this transaction is part of: an application's id. Setting it tells the door, too."""
        return self.context.journey

    @journey.setter
    def journey(self, journey: str) -> None:
        self.context.journey = journey

    def now(self) -> datetime:
        """The sandbox's time, aware, +08:00; the same all through the transaction."""
        return self._now

    def get(self, entity: "type[M] | Mapper[M]", ident: Any, **options: Any) -> M | None:
        """As Session's; of a row with a life its own key is enough."""
        if isinstance(entity, type) and issubclass(entity, Sandboxed):
            ident = (self.life, *(ident if isinstance(ident, tuple) else (ident,)))
        return super().get(entity, ident, **options)

    def locked(self, model: type[R], key: Any) -> R | None:
        """The row with this primary key, held against other transactions until this one ends; None when not there."""
        return self.get(model, key, with_for_update=True, populate_existing=True)

    def run(self, statement: Statement | Insertion, values: Mapping[str, Any]) -> Sequence[Any]:
        """What the statement finds in this sandbox, or what it changed."""
        self.flush()
        self.wrote = self.wrote or not statement.reads
        return statement.run(self._connection, {**values, statement.LIFE: self.life})

    def record(self, happened: Event) -> str:
        """Put an event into the outbox of this transaction; returns its id."""
        return self.records.event(happened)

    def about(self, **facts: str | None) -> None:
        """Say what the journey is about, for lists and for whoever searches: `number`, `project_code`, `project_name`,
        `scenario`, `phone` (kept as its last four digits); whatever else is said can only be searched for."""
        given = {name: value for name, value in facts.items() if value}
        self.records.facts |= given | ({"phone": given["phone"][-4:]} if "phone" in given else {})

    def set_timer(self, kind: str, key: str, due: datetime) -> None:
        """Have something done at a moment of the sandbox's clock (shared/timers); set again it counts anew."""
        self.records.timers[kind, key] = to_micros(due)

    def cancel_timer(self, kind: str, key: str) -> None:
        """Delete a timer; fine when there is none."""
        self.records.timers[kind, key] = None

    def state(self, name: str, status: str, subject: str | None = None, **detail: Any) -> None:
        """Note that something is now in a state: `tx.state("application", "confirmed")`; `subject` tells which one
        where a journey has several."""
        self.records.step("state", name, status, detail=detail | ({"subject": subject} if subject else {}))

    def message_step(self, name: str, status: str, **detail: Any) -> None:
        """Note what became of a text message."""
        self.records.step("message", name, status, detail=detail)


def let_go(tx: Transaction) -> None:
    """It is over. A session that held no object and asked nothing has nothing to close."""
    if tx.in_transaction():
        tx.close()


@lru_cache(maxsize=1024)
def _rows_of(life: int) -> ExecutableOption:
    return with_loader_criteria(Sandboxed, lambda model: model.life_column() == life, include_aliases=True)


@event.listens_for(Transaction, "do_orm_execute")
def _see_this_life_only(state: ORMExecuteState) -> None:
    if isinstance(state.session, Transaction) and not state.is_select:
        state.session.wrote = True
    if state.is_orm_statement and isinstance(state.session, Transaction):
        state.statement = state.statement.options(_rows_of(state.session.life))


@event.listens_for(Transaction, "before_flush")
def _stamp(session: Transaction, transaction: UOWTransaction, instances: object) -> None:
    session.wrote = True
    for row in session.new:
        if isinstance(row, Sandboxed):
            row.life = session.life
