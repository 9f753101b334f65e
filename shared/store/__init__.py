"""The store: a service's database, and the transaction that runs in it.

`Store.write(action, …)` runs a synchronous action in one transaction of the current sandbox.
"""

from pathlib import Path

from sqlalchemy import MetaData

from shared.store.base import Store, StoreFailed
from shared.store.lives import SandboxRow
from shared.store.rows import NAMES_A_FILE, Instant, Sandboxed
from shared.store.signal import Signal
from shared.store.statement import Insertion, Statement, here, table_of
from shared.store.transaction import Transaction


def open_store(service: str, metadata: MetaData, url: str | None, data_dir: Path) -> Store:
    """PostgreSQL when a URL is given (`{service}` in it is filled in), else one SQLite file a service."""
    if url:
        from shared.store.postgres import PostgresStore

        return PostgresStore(service, metadata, _with_driver(url.replace("{service}", service)))
    from shared.store.sqlite import SqliteStore

    return SqliteStore(service, metadata, data_dir / f"{service}.sqlite3")


def _with_driver(url: str) -> str:
    scheme, rest = url.split("://", 1)
    return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else url


__all__ = [
    "NAMES_A_FILE",
    "Insertion",
    "Instant",
    "SandboxRow",
    "Sandboxed",
    "Signal",
    "Statement",
    "Store",
    "StoreFailed",
    "Transaction",
    "here",
    "open_store",
    "table_of",
]
