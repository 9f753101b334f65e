"""A text that people read, in both languages; in TOML `{ zh = "…", en = "…" }`."""

from collections.abc import Mapping
from typing import NamedTuple


class Phrase(NamedTuple):
    """One text in Chinese and in English."""

    zh: str
    en: str


def phrase(table: Mapping[str, str]) -> Phrase:
    """The phrase of a TOML table; raises TypeError when a language is missing, or anything else stands there."""
    return Phrase(**table)
