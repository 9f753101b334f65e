"""Connections to PostgreSQL: SQLAlchemy's engines, and the driver beneath them."""

from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event

from shared.store.base import JSON_CODEC

PATIENCE_MS = 50
"""How long a group waits for a lock that somebody else holds, before its transactions go on alone."""


def engine(url: str, connections: int) -> Engine:
    """At most so many connections at a time."""
    return create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_use_lifo=True,  # the one used last is warm: its statements are prepared, its server process in cache
        hide_parameters=True,
        connect_args={"connect_timeout": 5},
        **JSON_CODEC,
    )


def impatient_engine(url: str) -> Engine:
    """One connection, for groups."""
    made = engine(url, 1)
    event.listen(made, "connect", _hurry)
    return made


def driver_of(connection: Connection) -> "psycopg.Connection[Any]":
    """What SQLAlchemy's connection stands on."""
    driver: psycopg.Connection[Any] = connection.connection.dbapi_connection  # type: ignore[assignment]
    return driver


def _hurry(driver: "psycopg.Connection[Any]", record: object) -> None:
    """Wait for no lock for long, and plan no statement twice: for an array of one PostgreSQL would each time.

    Not as options of the connection: those belong to whoever wrote the URL.
    """
    driver.execute(f"SET lock_timeout = {PATIENCE_MS}")
    driver.execute("SET plan_cache_mode = force_generic_plan")
    driver.commit()
