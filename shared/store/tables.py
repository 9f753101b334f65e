"""The tables every service's database has beside its own: sandboxes, outbox, inbox, journal.

Core tables, since they lie on the way from a confirmation to its SMS. Times are µs since 1970-01-01 UTC.
"""

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
    func,
    text,
)

infrastructure = MetaData()
_sequence = BigInteger().with_variant(Integer, "sqlite")

sandboxes = Table(
    "sandbox",
    infrastructure,
    Column("name", String, primary_key=True),
    Column("created_at", BigInteger, nullable=False),
    Column("life", BigInteger, nullable=False, default=0),  # the moment of its making, alike in all services
    Column("clock_offset", BigInteger, nullable=False, default=0),
    Column("clock_frozen_at", BigInteger),
    Column("random_seed", BigInteger),
    Column("label", String),
    Column("expires_in", BigInteger),  # µs without being used; these last two are the gateway's business
    Column("used_at", BigInteger),
)
# Names go into folders, and not every file system tells A from a.
Index("sandbox_caseless", func.lower(sandboxes.c.name), unique=True)

outbox = Table(
    "outbox",
    infrastructure,
    Column("seq", _sequence, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("sandbox", String, nullable=False),
    Column("journey", String, nullable=False),
    Column("type", String, nullable=False),
    Column("mandatory", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    Column("sent_at", BigInteger),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("due_at", BigInteger, nullable=False, server_default="0"),
    Index("outbox_journey", "journey"),
    Index("outbox_sandbox_type", "sandbox", "type"),
    Index("outbox_unsent", "seq", sqlite_where=text("sent_at IS NULL"), postgresql_where=text("sent_at IS NULL")),
)

inbox = Table(
    "inbox",
    infrastructure,
    Column("event_id", String, primary_key=True),
    Column("sandbox", String, nullable=False),
    Column("journey", String, nullable=False),
    Column("type", String, nullable=False),
    Column("body", LargeBinary, nullable=False),  # empty once it was handled: its publisher keeps it
    Column("status", String, nullable=False),  # handled, retry, dead
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", BigInteger),  # by the sandbox's clock
    Column("received_at", BigInteger, nullable=False),
    Column("last_error", Text),
    Index("inbox_journey", "journey"),
    Index("inbox_sandbox_type", "sandbox", "type"),
    Index(
        "inbox_retry", "next_attempt_at",
        sqlite_where=text("status = 'retry'"), postgresql_where=text("status = 'retry'"),
    ),
    Index(
        "inbox_kept", "sandbox", "journey",
        sqlite_where=text("status <> 'handled'"), postgresql_where=text("status <> 'handled'"),
    ),
    sqlite_with_rowid=False,
)  # fmt: skip

journal = Table(
    "journal",
    infrastructure,
    Column("seq", _sequence, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),  # the sandbox's clock
    Column("recorded_at", BigInteger, nullable=False),  # real time
    Column("sandbox", String, nullable=False),
    Column("journey", String),
    Column("kind", String, nullable=False),  # request, state, event, delivery, message
    Column("name", String, nullable=False),
    Column("status", String, nullable=False),
    Column("event_id", String),
    Column("caused_by", String),
    Column("attempt", Integer),
    Column("duration_us", BigInteger),
    Column("detail", Text),  # JSON
    Index("journal_journey", "journey"),
    Index("journal_event", "event_id"),
    Index("journal_sandbox", "sandbox", "seq"),
)
