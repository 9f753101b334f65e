"""What is asked of the database meanwhile."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

_OURS = re.compile(r"\bFROM (project|agency|project_unit)\b")


@contextmanager
def questions() -> Iterator[list[str]]:
    """Every statement that reads the platform's own tables."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if _OURS.search(statement):
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)
