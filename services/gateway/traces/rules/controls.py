"""What a tester's hand changed, in few words: who, and how it stood before and stands afterwards."""

import json
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
            yield _said(value)
        elif before[key] != value:
            yield f"{key} {_said(before[key])} → {_said(value)}"


def _said(value: object) -> str:
    """As JSON says it, but for texts."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
