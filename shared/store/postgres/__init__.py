"""PostgreSQL: one database a service, shared by its replicas."""

from shared.store.postgres.store import PostgresStore

__all__ = ["PostgresStore"]
