"""The waterfall: requests and deliveries along the time, from which idle stretches are cut out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.gateway.console.picture.bars import Events, lengths_of
from services.gateway.console.picture.board import Board, Links
from services.gateway.console.picture.chain import chain_of
from services.gateway.console.picture.gaps import Gap, idle_times
from services.gateway.console.picture.headings import Entry, entry_of, line_of_chapter
from services.gateway.console.picture.marks import ROW, Bar, Label, Line
from services.gateway.console.picture.measure import SMALL, width_of
from services.gateway.console.picture.moments import length, since
from services.gateway.console.picture.rows import Rows, rows_in_time
from services.gateway.console.picture.runs import Run
from services.gateway.console.picture.scale import Scale, scale_of, ticks_of
from services.gateway.console.picture.timed import LEFT, NUMBERS_FROM, RIGHT, timed_line, timed_run
from services.gateway.console.picture.tries import each_try
from services.gateway.console.picture.twin import TwinRow, twin_of
from services.gateway.console.picture.view import View
from services.gateway.console.picture.words import Words
from services.gateway.traces.rules.step import Step

TICKS_AT, CUTS_AT = 18, 34


@dataclass(frozen=True, slots=True)
class Waterfall:
    """`ticks` and `cuts` go through the whole height. `waited_ms` and `handled_ms` are those of the deliveries shown,
    and `summary` says them in parts of a hundred; `twin` says the same without a picture."""

    width: float
    height: float
    ticks: tuple[Label, ...]
    cuts: tuple[Bar, ...]
    cut_labels: tuple[Label, ...]
    lines: tuple[Line, ...]
    chapters: tuple[Entry, ...]
    twin: tuple[TwinRow, ...]
    waited_ms: float
    handled_ms: float
    summary: str
    reads: int = 0
    off_lanes: int = 0


def waterfall_of(steps: Sequence[Step], view: View, words: Words, links: Links | None = None) -> Waterfall | None:
    """The drawing of a journey, None where nothing took time."""
    rows = rows_in_time(steps, view)
    shown = [shape for shape in rows.shapes if shape.step.kind in ("request", "delivery")]
    if not shown:
        return None
    events = {step.id: step for step in steps if step.kind == "event"}
    happened = each_try(rows.shapes)
    idle = idle_times(happened)
    scale = scale_of(idle, min(one.began for one in happened), max(one.ended for one in happened), LEFT, RIGHT)
    start = min(step.recorded_at for step in steps)
    chain = chain_of(steps, view.step) if view.step else None
    board = Board(view, words, links or Links(), start, {}, NUMBERS_FROM, chain)
    lines = tuple(_lines(rows, events, scale, board))
    lengths = [lengths_of(shape, events) for shape in shown if shape.step.kind == "delivery"]
    waited, handled = sum(one for one, _ in lengths), sum(one for _, one in lengths)
    cuts = tuple(_cuts(scale, words))
    return Waterfall(
        width=board.width,
        height=len(lines) * ROW,
        ticks=tuple(_ticks(scale, start)),
        cuts=cuts,
        cut_labels=tuple(_cut_labels(cuts)),
        lines=lines,
        chapters=tuple(entry_of(chapter, board) for chapter in rows.chapters),
        twin=twin_of(rows, board),
        waited_ms=waited,
        handled_ms=handled,
        summary=_summary(waited, handled, words),
        reads=rows.reads,
        off_lanes=rows.off_lanes,
    )


def _lines(rows: Rows, events: Events, scale: Scale, board: Board) -> Iterator[Line]:
    y = 0
    for chapter in rows.chapters:
        yield line_of_chapter(chapter, y, board)
        for row in chapter.rows:
            y += ROW
            if isinstance(row, Run):
                yield timed_run(row, y, events, scale, board)
            elif not isinstance(row, Gap):
                yield timed_line(row, y, events, scale, board, rows.classes(row))
        y += ROW


def _ticks(scale: Scale, start: datetime) -> Iterator[Label]:
    for moment in ticks_of(scale, start):
        text = since(start, moment).removesuffix(".0")
        yield Label(round(scale.at(moment), 1), TICKS_AT, text, ("unit",), "middle")


def _cuts(scale: Scale, words: Words) -> Iterator[Bar]:
    for piece in scale.pieces:
        if piece.cut:
            said = length((piece.ended - piece.began) / timedelta(milliseconds=1))
            title = words.say("titles.cut", length=said)
            yield Bar("", "", title, ("cut",), round(piece.left, 1), 0, round(piece.right - piece.left, 1), 0)


def _cut_labels(cuts: Sequence[Bar]) -> Iterator[Label]:
    """The length of each cut below the ticks, as long as there is room between them."""
    after = float("-inf")
    for bar in cuts:
        said = bar.title.split(" ", 2)
        text, middle = " ".join(said[:2]), bar.x + bar.width / 2
        half = width_of(text, SMALL) / 2 + 4
        if middle - half > after:
            yield Label(middle, CUTS_AT, text, ("small", "note"), "middle", title=bar.title)
            after = middle + half


def _summary(waited: float, handled: float, words: Words) -> str:
    if not waited + handled:
        return ""
    share = min(max(round(100 * waited / (waited + handled)), bool(waited)), 100 - bool(handled))
    return words.say("titles.sum", waited=share, handled=100 - share)
