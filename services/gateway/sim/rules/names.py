"""The Chinese names of services, steps and events, from `names.toml`; what has none keeps its own word."""

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent.parent / "names.toml"


@cache
def _names() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def name_of(section: str, word: str) -> str:
    """`name_of("services", "hall")` is 办事大厅."""
    return _names()[section].get(word, word)
