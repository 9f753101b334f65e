"""Dictionaries as their TOML file gives them.

[filing_type]
title = "立项类型"
en = "Project approval type"
source = "sister"

[filing_type.values]
1 = { zh = "审批", en = "Approval" }
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.forms.layout import load_toml
from shared.phrase import Phrase, phrase


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A dictionary (代码项): its codes and what each is called; `source` says where they come from."""

    title: str
    en: str
    values: Mapping[str, Phrase]
    source: str | None = None


Dictionaries = Mapping[str, Dictionary]


def load_dictionaries(path: Path) -> dict[str, Dictionary]:
    """The dictionaries of a TOML file by their names; raises TypeError for a key it does not know, or one missing."""
    return {name: _dictionary(table) for name, table in load_toml(path).items()}


def _dictionary(table: Mapping[str, Any]) -> Dictionary:
    return Dictionary(**{**table, "values": {code: phrase(label) for code, label in table["values"].items()}})
