"""A vendor's own refusals, as data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shared.vendors.envelopes import Refusal


class Refused(Exception):
    """What is asked for is refused, in the vendor's words."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of one vendor, each by a word of ours: what of the vendor's it is, its sentence, its status."""

    words: Mapping[str, Refusal]

    def of(self, word: str, **facts: object) -> Refusal:
        """One of them, code and sentence filled in."""
        said = self.words[word]
        if not facts:
            return said
        return Refusal(said.code.format_map(facts), said.message.format_map(facts), said.status)

    def refused(self, word: str, **facts: object) -> Refused:
        """The same, to be raised."""
        return Refused(self.of(word, **facts))


@cache
def codes_in(file: Path) -> Codes:
    """Those of a `codes.toml`."""
    raw = tomllib.loads(file.read_text("utf-8"))
    return Codes({word: Refusal(one["code"], one["message"], one.get("status", 200)) for word, one in raw.items()})
