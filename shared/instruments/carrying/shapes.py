"""A row as a line of JSON, and back: every value is judged by its column before a database sees it."""

import base64
import binascii
import re
from datetime import datetime
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import JSON, BigInteger, Boolean, Column, Integer, LargeBinary, String, Table
from sqlalchemy.types import TypeDecorator

from shared.clock import from_micros, to_micros
from shared.http.bodies import storable
from shared.store import NAMES_A_FILE, Instant
from shared.store.tables import OF_WRITING

BIG, SMALL = 2**63, 2**31
_KEY = re.compile(r"[0-9]{1,20}/[0-9a-f-]{36}")


class Misfit(Exception):
    """A line that is no row of its table; the message says what is wrong, without showing the value."""


def carried(table: Table) -> list[Column[Any]]:
    """The columns that are carried: not which life it is, nor where a row stands in the order of writing."""
    return [one for one in table.columns if one.name != "life" and not OF_WRITING.items() <= one.info.items()]


def line_of(row: Any, columns: list[Column[Any]]) -> str:
    """A row as JSON."""
    return to_json({column.name: _said(value) for column, value in zip(columns, row, strict=True)}).decode()


def row_of(line: str, table: Table) -> dict[str, Any]:
    """A row's values by column; raises Misfit."""
    try:
        said = from_json(line)
    except ValueError as error:
        raise Misfit("no JSON") from error
    if not isinstance(said, dict):
        raise Misfit("no JSON object")
    columns = {column.name: column for column in carried(table)}
    if unknown := sorted(said.keys() - columns.keys()):
        raise Misfit(f"unknown column {unknown[0][:40]!r}")
    return {name: _read(column, said.get(name)) for name, column in columns.items()}


def _said(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return to_micros(value) if isinstance(value, datetime) else value


def _read(column: Column[Any], value: Any) -> Any:
    if value is None:
        if not column.nullable:
            raise Misfit(f"{column.name} is missing")
        return None
    if NAMES_A_FILE["info"].items() <= column.info.items() and not _KEY.fullmatch(str(value)):
        raise Misfit(f"{column.name} is no key of a file")
    if not storable(value):
        raise Misfit(f"{column.name} has NUL or unpaired surrogates")
    of = column.type
    if isinstance(of, TypeDecorator) and not isinstance(of, Instant):  # SQLModel's strings
        of = of.impl_instance
    read = next((reader for kind, reader in _READERS if isinstance(of, kind)), None)
    if read is None:
        raise Misfit(f"{column.name} cannot be carried")
    try:
        return read(value)
    except (ValueError, TypeError, OverflowError, binascii.Error) as error:
        raise Misfit(f"{column.name} is not of its type") from error


def _number(value: Any, limit: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not -limit <= value < limit:
        raise ValueError
    return value


def _exactly(kind: type[Any]) -> Any:
    def read(value: Any) -> Any:
        if not isinstance(value, kind):
            raise TypeError
        return value

    return read


def _bytes(value: Any) -> bytes:
    return base64.b64decode(_exactly(str)(value), validate=True)


_READERS: tuple[tuple[type[Any], Any], ...] = (
    (Instant, lambda value: from_micros(_number(value, BIG))),
    (JSON, lambda value: value),
    (Boolean, _exactly(bool)),
    (LargeBinary, _bytes),
    (BigInteger, lambda value: _number(value, BIG)),
    (Integer, lambda value: _number(value, SMALL)),
    (String, _exactly(str)),
)
