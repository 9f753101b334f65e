"""SQLite: one file a service, in one process."""

from shared.store.sqlite.store import SqliteStore

__all__ = ["SqliteStore"]
