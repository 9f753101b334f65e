"""What the picture says in the reader's language: its own words, and the names that the traces have."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from services.gateway.traces.rules.names import name_of

Language = Literal["zh", "en"]
_FILE = Path(__file__).parent / "words.toml"


@cache
def catalogue() -> Mapping[str, Mapping[Language, str]]:
    """Every text in both languages, by `section.key`."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {f"{section}.{key}": pair for section, pairs in raw.items() for key, pair in pairs.items()}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: Language = "zh"

    def say(self, key: str, **filled: object) -> str:
        """A text of the picture's own; raises KeyError for one that is not there, or lacks what it is filled with."""
        text = catalogue()[key][self.language]
        return text.format_map(filled) if filled or "{" in text else text

    def name(self, section: str, word: str) -> str:
        """What the traces call a thing, a state, a service; in English the contract's own word."""
        return name_of(section, word) if self.language == "zh" else word.replace("_", "-")

    def lane(self, lane: str) -> str:
        """What stands at the head of a lane."""
        return self.say(f"lanes.{lane}") if f"lanes.{lane}" in catalogue() else self.name("services", lane)

    def role(self, role: str) -> str:
        """One sign for who asked."""
        return self.say(f"roles.{role}") if f"roles.{role}" in catalogue() else role[:1].upper() or "?"
