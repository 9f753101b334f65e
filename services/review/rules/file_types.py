"""What a file really is: by its name and its first bytes, which must agree (file_types.toml)."""

import zipfile
from typing import IO

from services.review.rules.data import load

_TYPES = load("file_types")
ALLOWED = "、".join(name.upper() for name in _TYPES)


def can_be_sealed(type_name: str) -> bool:
    """Whether an electronic seal can stand on such a file: on a page (PDF, OFD), not in what is drawn on (DWG)."""
    return bool(_TYPES[type_name]["sealable"])


def type_of(name: str, content: IO[bytes]) -> str | None:
    """pdf, dwg or ofd; None when it is none of them, or not what its name says."""
    for type_name, facts in _TYPES.items():
        if name.lower().endswith(tuple(facts["endings"])):
            return type_name if _is(facts, content) else None
    return None


def _is(facts: dict[str, str], content: IO[bytes]) -> bool:
    content.seek(0)
    if not content.read(8).startswith(tuple(bytes.fromhex(begin) for begin in facts["begins"])):
        return False
    return "member" not in facts or _holds(content, facts["member"])


def _holds(content: IO[bytes], member: str) -> bool:
    try:
        with zipfile.ZipFile(content) as archive:
            return member in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
