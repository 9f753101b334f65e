"""What services, steps and events are called, from `names.toml`; what has no name keeps its own word."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

_FILE = Path(__file__).parent.parent / "names.toml"


@cache
def _names() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def name_of(section: str, word: str, language: Literal["zh", "en"] = "zh") -> str:
    """`name_of("services", "hall")` is 办事大厅, in English Hall."""
    known = _names()[section].get(word)
    return word if known is None else str(known[language])


def state_of(thing: str, state: str) -> str:
    """`state_of("application", "draft")` is 申报 application → 暂存 draft."""
    return " → ".join(
        word if name_of(section, word) == word else f"{name_of(section, word)} {word}"
        for section, word in (("things", thing), ("states", state))
    )


def subject_of(thing: str, detail: Mapping[str, Any]) -> str | None:
    """Which of several things of its kind a state is of: a material's code, a drawing's discipline …"""
    key = _names()["subjects"].get(thing)
    return str(detail[key]) if key and detail.get(key) else None


def facts_of(detail: Mapping[str, Any]) -> str:
    """Which one: the few details of a state that tell it from others of its kind."""
    return " ".join(str(detail[key]) for key in _names()["facts"]["shown"] if detail.get(key))
