"""Types of files (file_types.toml), told by the ending of a name; whether the content agrees is for `content`."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file: `key` as the data files call it, endings with their dot in small letters.

    `versions` are what its files can begin with, where that says which version they are.
    """

    key: str
    endings: tuple[str, ...]
    media_type: str
    sealable: bool = False
    versions: tuple[str, ...] = ()

    def claimed_by(self, name: str) -> bool:
        """Whether a file of this name says that it is of this type."""
        return name.lower().endswith(self.endings)


def _load() -> dict[str, FileType]:
    tables = tomllib.loads((Path(__file__).parent / "file_types.toml").read_text(encoding="utf-8"))
    return {key: _file_type(key, table) for key, table in tables.items()}


def _file_type(key: str, table: dict[str, Any]) -> FileType:
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}
    return FileType(key=key, **given)


FILE_TYPES = _load()
MEDIA_TYPES = tuple(file_type.media_type for file_type in FILE_TYPES.values())


def type_by_name(name: str, allowed: Iterable[str]) -> FileType | None:
    """The allowed type that a file's name claims, or None."""
    return next((FILE_TYPES[key] for key in allowed if FILE_TYPES[key].claimed_by(name)), None)


def ending_of(name: str) -> str:
    """The name's ending with its dot, in small letters, for showing; empty when there is none."""
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""
