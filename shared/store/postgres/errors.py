"""What the driver and SQLAlchemy raise, and what is to be done about it."""

import psycopg
from sqlalchemy.exc import DataError, DBAPIError, OperationalError

from shared.errors import Conflict, RequestInvalid, StorageFull, Unavailable

Failure = DBAPIError | psycopg.Error

DISK_FULL = "53100"
_COLLISIONS = {"23505": "unique violation", "40001": "serialization failure", "40P01": "deadlock"}


def worth_repeating(error: Failure) -> bool:
    """Whether the same again may succeed: it collided, or the server was lost before the commit."""
    return is_lost(error) or _sqlstate(error) in _COLLISIONS


def is_lost(error: Failure) -> bool:
    """Whether the connection is gone. SQLAlchemy knows of its own statements, the prepared ones tell themselves."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated
    return isinstance(error, psycopg.OperationalError) and _sqlstate(error) not in (*_COLLISIONS, DISK_FULL)


def refusal(error: Failure) -> Exception:
    """What the caller is told."""
    if _sqlstate(error) in _COLLISIONS:
        return Conflict()
    if _sqlstate(error) == DISK_FULL:
        return StorageFull()
    if isinstance(error, (OperationalError, psycopg.OperationalError)) or is_lost(error):
        return Unavailable()
    return RequestInvalid() if isinstance(error, (DataError, psycopg.DataError)) else error


def _sqlstate(error: Failure) -> str | None:
    return getattr(error.orig if isinstance(error, DBAPIError) else error, "sqlstate", None)
