"""Lists as PostgreSQL arrays of a given type, in binary.

Left to itself psycopg writes arrays as text: bytes in hexadecimal, and each value searched for what wants quotes.
"""

from collections.abc import Callable
from typing import Any

import psycopg
from psycopg.abc import AdaptContext, Dumper
from psycopg.pq import Format
from psycopg.types import TypeInfo
from psycopg.types.array import ListBinaryDumper
from psycopg.types.string import StrBinaryDumper

KINDS = ("BIGINT", "INTEGER", "BOOLEAN", "VARCHAR", "TEXT", "BYTEA", "JSON")
_types = psycopg.adapters.types


class _JsonText(StrBinaryDumper):
    oid = _types["json"].oid


def _registered(known: TypeInfo) -> type[list[Any]]:
    """A list whose values all are of that type; JSON as text."""
    is_json = known.oid == _JsonText.oid
    element: Callable[..., Dumper] = (
        _JsonText if is_json else psycopg.adapters.get_dumper_by_oid(known.oid, Format.BINARY)
    )

    class Values(list[Any]):
        pass

    class ValuesDumper(ListBinaryDumper):
        oid = known.array_oid

        def __init__(self, cls: type, context: AdaptContext | None = None) -> None:
            super().__init__(cls, context)
            self.sub_dumper = element(cls, context)

    psycopg.adapters.register_dumper(Values, ValuesDumper)
    return Values


# Before the first connection, which copies what is registered.
ARRAYS = {kind: _registered(_types[kind.lower()]) for kind in KINDS}
