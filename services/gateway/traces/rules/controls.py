"""What a tester's hand changed, in few words: who, and how it stood before and stands afterwards."""

from collections.abc import Iterator, Mapping
from typing import Any

_APART = ("before", "after", "door", "problem")


def change_of(detail: Mapping[str, Any]) -> str:
    """`status dead → retrying · review`: what is another now, then the other facts of a control step."""
    return " · ".join([*_changes(detail), *_facts(detail)])


def _facts(detail: Mapping[str, Any]) -> Iterator[str]:
    if detail.get("problem"):
        yield str(detail["problem"])
    yield from (str(value) for key, value in detail.items() if key not in _APART and isinstance(value, str))


def _changes(detail: Mapping[str, Any]) -> Iterator[str]:
    before, after = detail.get("before") or {}, detail.get("after") or {}
    for key, value in after.items():
        if key not in before:
            yield str(value)
        elif before[key] != value:
            yield f"{key} {before[key]} → {value}"
