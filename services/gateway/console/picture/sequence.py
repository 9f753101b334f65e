"""The sequence: a row for each shape, in order and not in time, between the lanes of those who take part."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from services.gateway.console.picture.board import Board, Links, board_of, heads
from services.gateway.console.picture.gaps import Gap, Row
from services.gateway.console.picture.headings import Entry, entry_of, line_of_chapter
from services.gateway.console.picture.lanes import hidden_lanes, lanes_used
from services.gateway.console.picture.lines import line_of_gap, line_of_run, line_of_shape
from services.gateway.console.picture.marks import ROW, Lane, Line
from services.gateway.console.picture.rows import Rows, rows_of
from services.gateway.console.picture.runs import Run
from services.gateway.console.picture.twin import TwinRow, twin_of
from services.gateway.console.picture.view import View
from services.gateway.console.picture.words import Words
from services.gateway.traces.rules.step import Step


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of lines below their heads. `right` is where the marks end and the last column begins.

    `twin` says the same without lanes. `reads` were left out as noise, `off_lanes` because of the lanes asked for.
    """

    width: float
    right: float
    height: float
    lanes: tuple[Lane, ...]
    lines: tuple[Line, ...]
    chapters: tuple[Entry, ...]
    twin: tuple[TwinRow, ...]
    reads: int = 0
    off_lanes: int = 0


def sequence_of(
    steps: Sequence[Step], view: View, words: Words, links: Links | None = None, away: Collection[str] = ()
) -> Drawing | None:
    """The drawing of a journey, None of one without steps; `away` are services that could not be asked."""
    if not steps:
        return None
    rows = rows_of(steps, view)
    hidden = hidden_lanes(view.lanes)
    used = [lane for lane in lanes_used(rows.shapes, also=away) if lane not in hidden]
    board = board_of(steps, used, view, words, links or Links())
    lines = tuple(_lines(rows, board))
    return Drawing(
        width=board.width,
        right=board.right,
        height=len(lines) * ROW,
        lanes=heads(board, away),
        lines=lines,
        chapters=tuple(entry_of(chapter, board) for chapter in rows.chapters),
        twin=twin_of(rows, board),
        reads=rows.reads,
        off_lanes=rows.off_lanes,
    )


def _lines(rows: Rows, board: Board) -> Iterator[Line]:
    y = 0
    for chapter in rows.chapters:
        yield line_of_chapter(chapter, y, board)
        for row in chapter.rows:
            y += ROW
            yield _line(row, y, board, rows)
        y += ROW


def _line(row: Row, y: float, board: Board, rows: Rows) -> Line:
    if isinstance(row, Gap):
        return line_of_gap(row, y, board)
    if isinstance(row, Run):
        return line_of_run(row, y, board)
    return line_of_shape(row, y, board, rows.classes(row))
