"""Types of files (file_types.toml): a name claims one by its ending, and the content has to agree.

It is told by its first bytes as puremagic knows them, and what that does not know: a PDF may have something before its
header, a DWG says its version, and an OFD is a ZIP with an OFD.xml. Of a ZIP only the list of what is in it is read,
and nothing is ever unpacked.
"""

import struct
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

import puremagic

_HEAD = 4096
_BEFORE_PDF = 1023  # bytes that readers skip: a mark of byte order, line ends, a printer's commands
_MOST_MEMBERS = 10_000
_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"
_END_BYTES, _COMMENT_BYTES, _ENTRY_BYTES = 22, 65_535, 46


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


def is_of(file_type: FileType, content: IO[bytes]) -> bool:
    """Whether the content is of this type. Blocks; reads a few kilobytes and moves the file's position."""
    content.seek(0)
    head = content.read(_HEAD)
    look = _LOOKS.get(file_type.key)
    return look(file_type, head, content) if look else _is_known(file_type, head)


def _is_known(file_type: FileType, head: bytes) -> bool:
    try:
        return any(match.extension in file_type.endings for match in puremagic.magic_string(head))
    except (puremagic.PureError, ValueError):
        return False


def _is_pdf(file_type: FileType, head: bytes, content: IO[bytes]) -> bool:
    return 0 <= head.find(b"%PDF-") <= _BEFORE_PDF


def _is_dwg(file_type: FileType, head: bytes, content: IO[bytes]) -> bool:
    return head.startswith(tuple(version.encode() for version in file_type.versions))


def _is_ofd(file_type: FileType, head: bytes, content: IO[bytes]) -> bool:
    return b"OFD.xml" in islice(_members(content), _MOST_MEMBERS)


_LOOKS: dict[str, Callable[[FileType, bytes, IO[bytes]], bool]] = {"pdf": _is_pdf, "dwg": _is_dwg, "ofd": _is_ofd}


def _members(content: IO[bytes]) -> Iterator[bytes]:
    """The names in a ZIP's directory, one after the other: it may be as large as the file."""
    for start in _directories(content):
        content.seek(start)
        while (entry := content.read(_ENTRY_BYTES)).startswith(_ENTRY) and len(entry) == _ENTRY_BYTES:
            name, extra, comment = struct.unpack("<HHH", entry[28:34])
            yield content.read(name)
            content.seek(extra + comment, 1)


def _directories(content: IO[bytes]) -> list[int]:
    """Where the directory may begin: as the record at the end says, or right before that record."""
    size = content.seek(0, 2)
    tail_at = content.seek(max(0, size - _END_BYTES - _COMMENT_BYTES))
    tail = content.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_BYTES:
        return []
    length, offset = struct.unpack("<II", tail[at + 12 : at + 20])
    return [start for start in (offset, tail_at + at - length) if 0 <= start < size]
