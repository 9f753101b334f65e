"""Headings of chapters, as lines of a picture and as links above it."""

from dataclasses import dataclass

from services.gateway.console.picture.board import MIDDLE_AT, Board
from services.gateway.console.picture.chapters import Chapter
from services.gateway.console.picture.marks import Label, Line
from services.gateway.console.picture.words import Words

TEXT_LEFT = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """A chapter in the list of links: `href` opens it where it is closed, and leads to its heading."""

    name: str
    text: str
    href: str
    rows: int
    failures: int
    opened: bool


def entry_of(chapter: Chapter, board: Board) -> Entry:
    """The link to a chapter."""
    name = chapter.heading.name
    query = "" if chapter.opened else board.view.opening(name)
    text = chapter.heading.zh if board.words.language == "zh" else chapter.heading.en
    return Entry(name, text, f"{query}#{name}", chapter.count, chapter.failures, chapter.opened)


def held_in(entry: Entry, words: Words) -> str:
    """How much a closed chapter holds; of an open one nothing needs to be said."""
    held = "rows.chapter_failures" if entry.failures else "rows.chapter_closed"
    return "" if entry.opened else words.say(held, count=entry.rows, failures=entry.failures)


def line_of_chapter(chapter: Chapter, y: float, board: Board) -> Line:
    """The heading itself; of a closed chapter it says how much it holds."""
    entry = entry_of(chapter, board)
    count = held_in(entry, board.words)
    labels = [Label(TEXT_LEFT, MIDDLE_AT, f"{'▾' if entry.opened else '▸'} {entry.text}", ("heading",))]
    labels += [Label(board.right, MIDDLE_AT, count, ("small", "note"), "end")] if count else []
    return Line(entry.name, y, "chapter", ("closed",) if count else (), entry.href, entry.text, labels=tuple(labels))
