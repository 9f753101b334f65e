"""The transaction: what a business action does in one sandbox, and everything it needs for that."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from pydantic_core import to_json
from sqlalchemy import Connection, Result, event
from sqlalchemy.orm import Mapper, ORMExecuteState, UOWTransaction, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption
from sqlmodel import Session

from shared.clock import Clock, from_micros, real_micros, to_micros
from shared.context import Context
from shared.errors import TokenExpired, TokenOutlived
from shared.events.base import Event, encode
from shared.identifiers import new_id
from shared.masking import mask
from shared.store.append import Rows
from shared.store.prepared import one_trip
from shared.store.rows import Sandboxed
from shared.store.statement import HERE, Statement

M = TypeVar("M")
R = TypeVar("R", bound=Sandboxed)
Later = tuple[Statement | Rows, Mapping[str, Any]]
OutboxRow = tuple[int, str, str, str, bool, bytes, int]
JournalRow = tuple[int, int, int, str | None, str, str, str, str | None, str | None, int | None, int | None, str | None]


class Transaction(Session):
    """One transaction (事务) of one life of a sandbox: a Session that only sees the rows of this life.

    Actions add, change and read rows through it, `record` events and note `state` steps; what they record is
    written in the same transaction. Never commit or roll back: the store does.
    """

    def __init__(
        self,
        connection: Connection,
        context: Context,
        clock: Clock,
        randomness: random.Random,
        life: int,
        before: Sequence[Later] = (),
    ) -> None:
        super().__init__(connection, join_transaction_mode="rollback_only", expire_on_commit=False)
        self._connection = connection
        self._before: Sequence[Later] = before
        self._later: list[Later] = []
        self.wrote = False
        self.claimed = False
        self.context = context
        self.random = randomness
        self.life = life
        self.outgoing: list[OutboxRow] = []
        self.steps: list[JournalRow] = []
        self.facts: dict[str, str] = {}
        self.timers: dict[tuple[str, str], int | None] = {}
        self.clock = clock
        self._micros = clock.micros()
        if context.token_life not in (None, life):
            raise TokenOutlived
        if context.token_expires_at is not None and self._micros >= context.token_expires_at:
            raise TokenExpired

    def opened(self, claimed: bool) -> None:
        """For the store: whether this transaction's claim was the first."""
        self.claimed = self.wrote = claimed

    def let_go(self) -> None:
        """For the store: it is over. A session that held no object and asked nothing has nothing to close."""
        if self.in_transaction():
            self.close()

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
        return from_micros(self._micros)

    @property
    def micros(self) -> int:
        """The sandbox's time in µs since 1970, for Core statements."""
        return self._micros

    def get(self, entity: "type[M] | Mapper[M]", ident: Any, **options: Any) -> M | None:
        """As Session's; of a row with a life its own key is enough."""
        if isinstance(entity, type) and issubclass(entity, Sandboxed):
            ident = (self.life, *(ident if isinstance(ident, tuple) else (ident,)))
        return super().get(entity, ident, **options)

    def locked(self, model: type[R], key: Any) -> R | None:
        """The row with this primary key, held against other transactions until this one ends; None when not there."""
        return self.get(model, key, with_for_update=True, populate_existing=True)

    def execute(self, statement: Any, params: Any = None, **options: Any) -> Result[Any]:
        """As Session's; a Core statement goes straight to the connection, which saves two thirds of its cost."""
        if options or statement._propagate_attrs.get("compile_state_plugin") == "orm":
            return super().execute(statement, params, **options)
        self.flush()
        self.wrote = self.wrote or not statement.is_select
        return self._connection.execute(statement, params)

    def rows(self, statement: Statement, values: Mapping[str, Any]) -> Sequence[Any]:
        """What the statement finds in this sandbox, or what it changed; what waits goes in the same round trip."""
        if not self.untouched:
            self.flush()
        self.wrote = self.wrote or not statement.reads
        values = {**values, HERE: self.life}
        if not (self._before or self._later):
            return statement.run(self._connection, values)
        with one_trip(self._connection):
            self._send_what_waits()
            answer = statement.sent(self._connection, values)
        return answer()

    def later(self, statement: Statement | Rows, values: Mapping[str, Any]) -> None:
        """Run it in this sandbox before anything else is asked, at the latest with the commit: on PostgreSQL it then
        costs no round trip of its own."""
        self._later.append((statement, {**values, statement.LIFE: self.life}))

    def take_later(self) -> Sequence[Later]:
        """For the store: what still waits, to be sent with the commit or with the next transaction's first question."""
        waiting = [*self._before, *self._later]
        self._before, self._later = (), []
        return waiting

    def take_before(self) -> Sequence[Later]:
        """For the store, when this transaction is given up: what still waits of those before it."""
        return self._before

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """As Session's, after what waits."""
        if self._before or self._later:
            with one_trip(self._connection):
                self._send_what_waits()
        if not self.untouched:
            self.wrote = True
            super().flush(objects)

    @property
    def untouched(self) -> bool:
        """Whether no object waits to be flushed."""
        return not (self.new or self.dirty or self.deleted)

    def _send_what_waits(self) -> None:
        self.wrote = self.wrote or bool(self._later)
        send_waiting(self._connection, self.take_later())

    def record(self, happened: Event) -> str:
        """Put an event into the outbox of this transaction; returns its id."""
        context, event_id, recorded = self.context, new_id(), real_micros()
        if context.journey is None:
            context.journey = new_id()
        body = encode(
            happened, event_id=event_id, at=self._micros, recorded=recorded, journey=context.journey,
            causation=context.causation, traceparent=context.traceparent,
        )  # fmt: skip
        self.outgoing.append((self.life, event_id, context.journey, happened.TYPE, happened.MANDATORY, body, recorded))
        self.step("event", happened.TYPE, "emitted", event_id=event_id)
        return event_id

    def about(self, **facts: str | None) -> None:
        """Say what the journey is about, for lists and for whoever searches: `number`, `project_code`, `project_name`,
        `scenario`, `phone` (kept as its last four digits); whatever else is said can only be searched for."""
        told = {name: value for name, value in facts.items() if value}
        self.facts |= told | ({"phone": told["phone"][-4:]} if "phone" in told else {})

    def set_timer(self, kind: str, key: str, due: datetime) -> None:
        """Have something done at a moment of the sandbox's clock (shared/timers); set again it counts anew."""
        self.timers[kind, key] = to_micros(due)

    def cancel_timer(self, kind: str, key: str) -> None:
        """Not any more; one that is not set is none."""
        self.timers[kind, key] = None

    def state(self, name: str, status: str, subject: str | None = None, **detail: Any) -> None:
        """Note that something is now in a state: `tx.state("application", "confirmed")`; `subject` tells which one
        where a journey has several."""
        self.step("state", name, status, detail=detail | ({"subject": subject} if subject else {}))

    def message_step(self, name: str, status: str, **detail: Any) -> None:
        """Note what became of a text message."""
        self.step("message", name, status, detail=detail)

    def step(
        self, kind: str, name: str, status: str, *, event_id: str | None = None, attempt: int | None = None,
        duration_us: int | None = None, detail: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Append one step to the journal, in this transaction."""
        context = self.context
        self.steps.append((
            self._micros, real_micros(), self.life, context.journey, kind, name, status, event_id,
            context.causation, attempt, duration_us,
            to_json(mask(detail), fallback=str).decode() if detail else None,
        ))  # fmt: skip


def send_waiting(connection: Connection, waiting: Sequence[Later]) -> None:
    """Send what was left for later, in order; what follows one another to the same place goes together."""
    for statement, several in groupby(waiting, key=itemgetter(0)):
        statement.sent_all(connection, [values for _, values in several])


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
    for row in session.new:
        if isinstance(row, Sandboxed):
            row.life = session.life
