"""What pages say, in both languages: a TOML catalogue beside the templates.

    [projects]
    title = { zh = "我的项目", en = "My projects" }
    count = { zh = "共 {number} 个", en = "{number} in all" }

`t("projects.count", number=3)` in a template gives one of them; a key or a filling that is not there fails loudly.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from shared.context import Language, current


class WordMissing(KeyError):
    """A template asks for words that no catalogue has."""


class Words:
    """A catalogue: its own file, and what it falls back on."""

    def __init__(self, path: Path, below: "Words | None" = None) -> None:
        self._path, self._below = path, below

    @cached_property
    def pairs(self) -> Mapping[str, Mapping[Language, str]]:
        """Both languages by key; those of the catalogue below are under `kit`'s own names."""
        own = dict(_flat(tomllib.loads(self._path.read_text("utf-8")))) if self._path.exists() else {}
        below = self._below.pairs if self._below else {}
        if twice := own.keys() & below.keys():
            raise ValueError(f"{self._path}: words of the kit: {sorted(twice)}")
        return {**below, **own}

    def with_own(self, path: Path) -> "Words":
        """This catalogue with another one's words added."""
        return self if path == self._path else Words(path, self)

    def say(self, key: str, language: Language, **filled: object) -> str:
        """The words; raises WordMissing, and KeyError for what is to be filled in and was not given."""
        pair = self.pairs.get(key)
        if pair is None:
            raise WordMissing(f"{key}: not in {self._path}")
        return pair[language].format_map(filled) if filled or "{" in pair[language] else pair[language]

    def t(self, key: str, /, **filled: object) -> str:
        """The words in the language of the request at hand."""
        return self.say(key, current().language, **filled)


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Mapping[Language, str]]]:
    for key, value in table.items():
        if not isinstance(value, dict):
            raise ValueError(f"{before}{key} must say zh and en")
        if any(isinstance(said, dict) for said in value.values()):
            yield from _flat(value, f"{before}{key}.")
        elif set(value) == {"zh", "en"} and all(isinstance(said, str) for said in value.values()):
            yield before + key, value
        else:
            raise ValueError(f"{before}{key} must say zh and en")


KIT = Words(Path(__file__).parent / "words.toml")
