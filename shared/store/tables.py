"""The tables every service's database has beside its own: sandboxes, outbox, inbox, journal and its shelves.

Core tables, since they lie on the way from a confirmation to its SMS. Times are µs since 1970-01-01 UTC.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

infrastructure = MetaData()


class _ThisTransaction(FunctionElement[int]):
    """The number of the transaction a row is written in. SQLite has one writer: its rows become visible in order."""

    inherit_cache = True


@compiles(_ThisTransaction)
def _transaction(element: _ThisTransaction, compiler: Any, **options: Any) -> str:
    return "0"


@compiles(_ThisTransaction, "postgresql")
def _transaction_of_postgres(element: _ThisTransaction, compiler: Any, **options: Any) -> str:
    return "(pg_current_xact_id()::text::bigint)"


def _only_where(condition: str) -> dict[str, Any]:
    """Of an index that has some of the rows only, the same on either database."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


_sequence = BigInteger().with_variant(Integer, "sqlite")

OF_WRITING: Any = {"of": "writing"}
"""The `info` of a column that says where a row stands in the order of writing: a copy is written after its original."""

sandboxes = Table(
    "sandbox",
    infrastructure,
    Column("life", BigInteger, primary_key=True, autoincrement=False),  # given by the gateway, alike in all services
    Column("name", String, nullable=False),
    Column("switched_on", Boolean, nullable=False),  # the one life of this name that the name stands for
    Column("building_until", BigInteger, nullable=False, default=0),  # real µs; until then it is no leftover
    Column("held_until", BigInteger, nullable=False, default=0),  # real µs; see shared/sandbox/hold.py
    Column("held_by", String),
    Column("quiet_until", BigInteger, nullable=False, default=0),  # real µs; until then nothing of it is sent
    Column("kept_as", String),  # at the gateway: the checkpoint it is, which no name stands for
    Column("created_at", BigInteger, nullable=False),
    Column("clock_offset", BigInteger, nullable=False, default=0),
    Column("clock_frozen_at", BigInteger),
    Column("random_seed", BigInteger),
    Column("label", String),
    Column("expires_in", BigInteger),  # µs without being used; these last two are the gateway's business
    Column("used_at", BigInteger),
)
# Names stand in addresses, where not everybody tells A from a.
for _index, _what in (("sandbox_name", sandboxes.c.name), ("sandbox_caseless", func.lower(sandboxes.c.name))):
    Index(_index, _what, unique=True, sqlite_where=text("switched_on = 1"), postgresql_where=text("switched_on"))

outbox = Table(
    "outbox",
    infrastructure,
    Column("seq", _sequence, primary_key=True, autoincrement=True, info=OF_WRITING),
    Column("life", BigInteger, nullable=False),
    Column("id", String, nullable=False),
    Column("journey", String, nullable=False),
    Column("type", String, nullable=False),
    Column("mandatory", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    Column("sent_at", BigInteger),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("due_at", BigInteger, nullable=False, server_default="0"),
    Column("struck", Text),  # what a fault does to it, see shared/faults; null: nobody looked
    UniqueConstraint("life", "id"),
    Index("outbox_journey", "journey", "life", "type"),
    Index("outbox_type", "life", "type", "id"),
    Index("outbox_unsent", "seq", **_only_where("sent_at IS NULL")),
    Index("outbox_pending", "life", "journey", "sent_at", **_only_where("sent_at IS NULL")),
)

inbox = Table(
    "inbox",
    infrastructure,
    Column("life", BigInteger, primary_key=True, autoincrement=False),
    Column("event_id", String, primary_key=True),
    Column("journey", String, nullable=False),
    Column("type", String, nullable=False),
    Column("body", LargeBinary, nullable=False),  # empty once it was handled: its publisher keeps it
    Column("status", String, nullable=False),  # handled, retry, dead, lost (by a fault)
    Column("attempts", Integer, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("last_error", Text),
    Column("fault", String),  # which one holds or delays it
    Index("inbox_journey", "journey", "life", "type"),
    Index("inbox_type", "life", "type", "event_id"),
    Index("inbox_kept", "life", "status", "journey", **_only_where("status <> 'handled'")),
    sqlite_with_rowid=False,
)

journal = Table(
    "journal",
    infrastructure,
    Column("seq", _sequence, primary_key=True, autoincrement=True, info=OF_WRITING),
    Column("tx", BigInteger, nullable=False, server_default=_ThisTransaction(), info=OF_WRITING),
    Column("at", BigInteger, nullable=False),  # the sandbox's clock
    Column("recorded_at", BigInteger, nullable=False),  # real time
    Column("life", BigInteger, nullable=False),
    Column("journey", String),
    Column("kind", String, nullable=False),  # request, control, state, event, delivery, message
    Column("name", String, nullable=False),
    Column("status", String, nullable=False),
    Column("event_id", String),
    Column("caused_by", String),
    Column("attempt", Integer),
    Column("duration_us", BigInteger),
    Column("detail", Text),  # JSON
    Index("journal_journey", "life", "journey", "seq"),
    Index("journal_event", "event_id"),
    Index("journal_life", "life", "tx", "seq"),
    Index("journal_feed", "tx", "seq"),
    Index("journal_control", "life", "tx", "seq", **_only_where("kind = 'control'")),
    sqlite_autoincrement=True,  # a number never comes again, or whoever had read past it would miss its line
)

# What was said and answered in requests, as far as it may be shown: the gateway's business.
exchanges = Table(
    "exchange",
    infrastructure,
    Column("life", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String, primary_key=True),
    Column("journey", String),
    Column("recorded_at", BigInteger, nullable=False),  # real time
    Column("told", LargeBinary, nullable=False),  # JSON, compressed where it is long
    Index("exchange_journey", "life", "journey"),
    sqlite_with_rowid=False,
)

journeys = Table(
    "journey",
    infrastructure,
    Column("life", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String, primary_key=True),
    Column("began", BigInteger, nullable=False),  # the sandbox's clock
    Column("moved", BigInteger, nullable=False),  # the sandbox's clock
    Column("recorded_at", BigInteger, nullable=False),  # real time of its last line
    Column("lines", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("messages", Integer, nullable=False),
    Column("state_of", String),  # application, project …: what the last state was noted of
    Column("state", String),
    Column("state_at", BigInteger),  # real time
    Column("number", String),
    Column("project_code", String),
    Column("project_name", String),
    Column("scenario", String),
    Column("phone", String),  # the last four digits
    Column("text", Text, nullable=False),  # what longer words are checked against
    Index("journey_recorded", "life", "recorded_at"),
    sqlite_with_rowid=False,
)

words = Table(
    "word",
    infrastructure,
    Column("life", BigInteger, primary_key=True, autoincrement=False),
    Column("word", String, primary_key=True),
    Column("journey", String, primary_key=True),
    Index("word_journey", "life", "journey"),
    sqlite_with_rowid=False,
)

timers = Table(
    "timer",
    infrastructure,
    Column("life", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("due_at", BigInteger, nullable=False),  # the sandbox's clock
    Column("journey", String),
    Index("timer_due", "life", "due_at"),
    sqlite_with_rowid=False,
)

# Faults that a tester set (shared/faults). Each service has those that concern it.
faults = Table(
    "fault",
    infrastructure,
    Column("life", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String, primary_key=True),
    Column("ordinal", Integer, nullable=False),  # they are asked in the order in which they were set
    Column("hop", Integer, nullable=False),  # a bit for each hop, see shared/faults/fault.py
    Column("spec", Text, nullable=False),  # JSON: where it strikes, what it does
    Column("set_at", BigInteger, nullable=False),  # the sandbox's clock
    Column("until", BigInteger),  # the sandbox's clock; null: until it is removed
    Column("times", Integer),  # null: without limit
    Column("hits", Integer, nullable=False, server_default="0"),
    Column("asked", Integer, nullable=False, server_default="0"),  # how often chance decided
    sqlite_with_rowid=False,
)

# How many events of a type a sandbox recorded ("out") and received ("in"): counting them all would take ever longer.
tallies = Table(
    "tally",
    infrastructure,
    Column("life", BigInteger, primary_key=True, autoincrement=False),
    Column("type", String, primary_key=True),
    Column("way", String, primary_key=True),
    Column("shard", Integer, primary_key=True),
    Column("number", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
