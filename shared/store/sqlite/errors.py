"""What SQLite raises, and what is to be done about it."""

import errno
import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError

from shared.data_folder import unusable
from shared.errors import Conflict, RequestInvalid, StorageFull

_DUPLICATE = ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")
# SQLite says FULL for a full disk, and that it could not write for a quota or a limit.
_NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_FSYNC")
_NOT_OURS = ("SQLITE_NOTADB", "SQLITE_CORRUPT")


def refusal(error: BaseException) -> BaseException:
    """What the caller is told."""
    cause = error.orig if isinstance(error, IntegrityError) else error
    if isinstance(cause, sqlite3.IntegrityError) and cause.sqlite_errorname in _DUPLICATE:
        return Conflict()
    if _name(error) in _NO_ROOM:
        return StorageFull()
    return RequestInvalid() if isinstance(error, (UnicodeEncodeError, OverflowError)) else error


def not_opened(path: Path, error: BaseException) -> str:
    """The sentence for a file that cannot be opened."""
    if _name(error) in _NO_ROOM:
        return unusable(path.parent, errno.ENOSPC, "")
    if _name(error) in _NOT_OURS:
        return f"{path} is damaged or no SQLite database: move it away, or set SHENTU_DATA_DIR to another folder."
    cause = getattr(error, "orig", None) or error
    return f"{path} cannot be opened as a database ({cause}): move it away, or set SHENTU_DATA_DIR to another folder."


def _name(error: BaseException) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlite_errorname", "")
