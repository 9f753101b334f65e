"""What the door takes, from `limits.toml` and the settings."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds; see `limits.toml` for each."""

    upload_paths: tuple[str, ...]
    address_bytes: int
    header_bytes: int
    connections: int
    connect_seconds: float
    answer_seconds: float


@cache
def limits() -> Limits:
    """The limits that are data."""
    raw = tomllib.loads((Path(__file__).parent.parent / "limits.toml").read_text("utf-8"))
    return Limits(**{**raw, "upload_paths": tuple(raw["upload_paths"])})


@cache
def _upload_path() -> re.Pattern[str]:
    return re.compile("|".join(limits().upload_paths))


def takes_files(method: str, path: str) -> bool:
    """Whether files are uploaded here."""
    return method == "POST" and _upload_path().fullmatch(path) is not None
