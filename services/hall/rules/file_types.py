"""Telling a file by its name's ending and by its first bytes: both must fit (guide §D3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.hall.rules.catalogue import FOLDER
from shared.forms import load_toml

SEALABLE = ("pdf", "ofd")


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file the hall takes."""

    key: str
    endings: tuple[str, ...]
    begins: tuple[bytes, ...]
    megabytes: int

    def is_begun_by(self, head: bytes) -> bool:
        """Whether a file that begins so can be of this type."""
        return head.startswith(self.begins)


def _load() -> dict[str, FileType]:
    limits = load_toml(FOLDER / "limits.toml")["files"]["megabytes"]
    return {
        key: FileType(key, tuple(table["endings"]), tuple(map(bytes.fromhex, table["begins"])), limits[key])
        for key, table in load_toml(FOLDER / "file_types.toml").items()
    }


FILE_TYPES = _load()


def type_by_name(name: str, allowed: Iterable[str]) -> FileType | None:
    """The allowed type that a file's name claims, or None."""
    claimed = name.lower()
    return next((FILE_TYPES[key] for key in allowed if claimed.endswith(FILE_TYPES[key].endings)), None)


def ending_of(name: str) -> str:
    """The name's ending with its dot, for showing."""
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""
