"""What goes to PostgreSQL as arrays arrives as it was."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from shared.store.postgres.arrays import ARRAYS
from tests.engines.postgres import PostgreSQL


@pytest.fixture(scope="module")
def connection(postgres: PostgreSQL) -> Iterator["psycopg.Connection[Any]"]:
    with psycopg.connect(postgres.new_database().replace("+psycopg", "")) as connection:
        yield connection


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("BIGINT", [0, -1, 2**63 - 1, -(2**63), None]),
        ("INTEGER", [0, -1, 2**31 - 1, -(2**31), None]),
        ("BOOLEAN", [True, False, None]),
        ("VARCHAR", ["", "案", 'with "quotes", {braces} and \\', "NULL", None]),
        ("TEXT", ["x" * 100_000, "😀", None]),
        ("BYTEA", [b"", b"\0\xff", bytes(range(256)) * 40, None]),
        ("JSON", ['{"a": [1, null]}', "null", None]),
        ("BIGINT", []),
        ("TEXT", [None]),
    ],
)
def test_each_value_arrives(connection: "psycopg.Connection[Any]", kind: str, values: list[Any]) -> None:
    shown = "value::text" if kind == "JSON" else "value"
    question = f"SELECT {shown} FROM unnest(%s::{kind}[]) WITH ORDINALITY AS given (value, place) ORDER BY place"
    found = [row[0] for row in connection.execute(question, (ARRAYS[kind](values),))]
    assert found == values


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        ("BIGINT", 2**63, OverflowError),
        ("INTEGER", 2**31, OverflowError),
        ("VARCHAR", "\ud800", UnicodeEncodeError),
        ("TEXT", "\0", psycopg.DataError),
    ],
)
def test_what_cannot_be_stored_is_refused_as_elsewhere(
    connection: "psycopg.Connection[Any]", kind: str, value: Any, error: type[Exception]
) -> None:
    with pytest.raises(error), connection.transaction():
        connection.execute(f"SELECT unnest(%s::{kind}[])", (ARRAYS[kind]([value]),))
