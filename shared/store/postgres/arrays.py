"""Lists as PostgreSQL arrays of a given type, in binary.

Left to itself psycopg writes arrays as text: bytes in hexadecimal, and each value searched for what wants quotes. Its
binary way asks for each value's kind anew; here the column tells.
"""

from collections.abc import Callable, Sequence
from struct import Struct
from typing import Any

import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format

_HEAD = Struct("!iiIii")  # dimensions, whether there may be NULLs, the element's type, how many, where they begin
_LENGTH = Struct("!i")
_NULL = _LENGTH.pack(-1)


def _int8(value: int) -> bytes:
    return value.to_bytes(8, "big", signed=True)


def _int4(value: int) -> bytes:
    return value.to_bytes(4, "big", signed=True)


def _bool(value: bool) -> bytes:
    return b"\1" if value else b"\0"


_KINDS: dict[str, Callable[[Any], bytes]] = {
    "BIGINT": _int8, "INTEGER": _int4, "BOOLEAN": _bool, "VARCHAR": str.encode, "TEXT": str.encode, "BYTEA": bytes,
    "JSON": str.encode,
}  # fmt: skip


def binary(element: int, encode: Callable[[Any], bytes], values: Sequence[Any]) -> bytes:
    """Values as an array of the type with this number; raises OverflowError, UnicodeEncodeError."""
    parts = [_HEAD.pack(1, 1, element, len(values), 1)]
    for value in values:
        if value is None:
            parts.append(_NULL)
        else:
            data = encode(value)
            parts += (_LENGTH.pack(len(data)), data)
    return b"".join(parts)


def _registered(kind: str, encode: Callable[[Any], bytes]) -> type[list[Any]]:
    """A list whose values all are of that type; JSON as text."""
    known = psycopg.adapters.types[kind.lower()]

    class Values(list[Any]):
        pass

    class ValuesDumper(Dumper):
        format = Format.BINARY
        oid = known.array_oid

        def dump(self, obj: list[Any]) -> bytes:
            return binary(known.oid, encode, obj)

    psycopg.adapters.register_dumper(Values, ValuesDumper)
    return Values


# Before the first connection, which copies what is registered.
ARRAYS = {kind: _registered(kind, encode) for kind, encode in _KINDS.items()}
