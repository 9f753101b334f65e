"""What an export says of itself, and what of that can be read."""

import hashlib
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt

from shared.instruments.contract.carried import TableShape

FORMAT = 1
"""Of the files written today. Whoever changes a table in a way that older files do not fit makes it the next number,
and says in `lift.py` how an older row becomes one of today's."""
NAME = "manifest.json"


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)


class ClockThen(_Part):
    """How the clock was set: µs beside real time, or µs where it stands."""

    offset: int = Field(ge=-(2**62), le=2**62)
    frozen_at: int | None = Field(default=None, ge=0, le=2**62)


class Manifest(_Part):
    """`tables` and `files` by service: how many rows a table has, how many bytes a file. `fingerprint` is of all tables
    and columns."""

    format: int
    version: str = Field(max_length=80)
    fingerprint: str = Field(max_length=80)
    exported_at: str = Field(max_length=80)
    sandbox: str = Field(max_length=80)
    clock: ClockThen
    random_seed: int | None = Field(default=None, ge=0, le=2**31)
    label: str | None = Field(default=None, max_length=200)
    tables: dict[str, dict[str, NonNegativeInt]]
    files: dict[str, dict[str, NonNegativeInt]]


def fingerprint(shapes: Mapping[str, Sequence[TableShape]]) -> str:
    """Of these tables, whatever database they are in."""
    said = [(service, one.name, *one.columns) for service in sorted(shapes) for one in shapes[service]]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def table_entry(service: str, table: str) -> str:
    """Where its rows are in the file."""
    return f"tables/{service}/{table}.jsonl"


def file_entry(service: str, key: str) -> str:
    """Where an upload is in the file."""
    return f"files/{service}/{key}"
