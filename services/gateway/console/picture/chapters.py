"""Chapters: headings told from the states a journey reached; a long journey has all but the last one closed."""

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from services.gateway.console.picture.gaps import Gap, Row
from services.gateway.traces.rules.step import Step

MOST_ROWS = 300
_FILE = Path(__file__).parent / "chapters.toml"


@dataclass(frozen=True, slots=True)
class Heading:
    """What begins a chapter, and what it is called."""

    name: str
    zh: str
    en: str
    begins: frozenset[str]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Rows under a heading. `rows` are those shown: of a closed chapter what failed, and what somebody asked for."""

    heading: Heading
    rows: tuple[Row, ...]
    count: int
    failures: int
    opened: bool = True


@cache
def headings() -> tuple[Heading, ...]:
    """All chapters in their order; the first has what comes before any other."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Heading(name, one["zh"], one["en"], frozenset([*one.get("states", ()), *one.get("texts", ())]))
        for name, one in raw.items()
    )


def in_chapters(rows: Sequence[Row], opened: Collection[str] = (), chosen: str | None = None) -> list[Chapter]:
    """Every row in one chapter, as long as it is shown; no chapter without rows."""
    parts: list[tuple[Heading, list[Row]]] = []
    place = 0
    for row in rows:
        place, before = max(place, _place(row)), place
        if not parts or place > before:
            parts.append((headings()[place], []))
        parts[-1][1].append(row)
    parts = _gaps_ahead(parts)
    closing = len(rows) > MOST_ROWS
    return [
        _chapter(heading, tuple(shown), chosen, opened=not closing or number == len(parts) or heading.name in opened)
        for number, (heading, shown) in enumerate(parts, start=1)
    ]


def _place(row: Row) -> int:
    """The last chapter that this row begins."""
    if isinstance(row, Gap):
        return 0
    said = {word for step in row.steps for word in _words(step)}
    return max((number for number, heading in enumerate(headings()) if heading.begins & said), default=0)


def _words(step: Step) -> tuple[str, ...]:
    if step.kind == "state":
        return (f"{step.name}.{step.status}",)
    return (str(step.detail.get("template") or step.name.split(" ")[0]),) if step.kind == "message" else ()


def _gaps_ahead(parts: list[tuple[Heading, list[Row]]]) -> list[tuple[Heading, list[Row]]]:
    """The idle time before a chapter's first row belongs under its heading, not at the end of the one before."""
    for (_, before), (_, after) in pairwise(parts):
        while len(before) > 1 and isinstance(before[-1], Gap):
            after.insert(0, before.pop())
    return parts


def _chapter(heading: Heading, rows: tuple[Row, ...], chosen: str | None, *, opened: bool) -> Chapter:
    failures = sum(not isinstance(row, Gap) and row.fails for row in rows)
    shown = rows if opened else tuple(row for row in rows if _stays(row, chosen))
    return Chapter(heading, shown, len(rows), failures, opened)


def _stays(row: Row, chosen: str | None) -> bool:
    return not isinstance(row, Gap) and (row.fails or any(step.id == chosen for step in row.steps))
