"""The rows of a picture as a list, for a window that has no room for lanes: folded, cut and under headings alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from services.gateway.console.picture.board import Board
from services.gateway.console.picture.chapters import Chapter
from services.gateway.console.picture.gaps import Gap
from services.gateway.console.picture.headings import entry_of, held_in
from services.gateway.console.picture.lanes import answering
from services.gateway.console.picture.moments import short, since, took
from services.gateway.console.picture.rows import Rows
from services.gateway.console.picture.runs import Run, link_of_run
from services.gateway.console.picture.shape import Shape
from services.gateway.console.picture.strokes import classes_of_shape
from services.gateway.console.picture.titles import became, said_of_gap, said_of_run
from services.gateway.console.picture.words import Words
from services.gateway.traces.rules.step import Step


@dataclass(frozen=True, slots=True)
class TwinRow:
    """`lane` is who did it, `text` what, `became` what came of it; `led` the states it led to."""

    kind: Literal["chapter", "gap", "run", "shape"]
    text: str
    href: str = ""
    id: str = ""
    classes: tuple[str, ...] = ()
    lane: str = ""
    became: str = ""
    since: str = ""
    led: tuple[str, ...] = ()
    error: str = ""


def twin_of(rows: Rows, board: Board) -> tuple[TwinRow, ...]:
    """A row for each row of the picture."""
    return tuple(_rows(rows, board))


def twin_of_states(states: Sequence[Step], board: Board) -> tuple[TwinRow, ...]:
    """A row for each state that something got into."""
    return tuple(_shape(Shape(state), board) for state in states)


def _rows(rows: Rows, board: Board) -> Iterator[TwinRow]:
    for chapter in rows.chapters:
        yield _chapter(chapter, board)
        for row in chapter.rows:
            if isinstance(row, Gap):
                yield TwinRow("gap", said_of_gap(row, board.words))
            elif isinstance(row, Run):
                yield _run(row, board)
            else:
                yield _shape(row, board, rows.classes(row))


def _chapter(chapter: Chapter, board: Board) -> TwinRow:
    entry = entry_of(chapter, board)
    anchor = f"twin-{entry.name}"
    href = "" if entry.opened else f"{board.view.opening(entry.name)}#{anchor}"
    return TwinRow("chapter", entry.text, href, anchor, became=held_in(entry, board.words))


def _run(run: Run, board: Board) -> TwinRow:
    return TwinRow(
        "run",
        said_of_run(run, board.words),
        link_of_run(run, board.view),
        classes=("http", *(() if run.opened else board.lit(run.steps))),
        lane=board.words.lane(answering(run.step)),
        became=f"{short(run.took_ms)} ms",
        since=since(board.start, run.began),
    )


def _shape(shape: Shape, board: Board, extra: tuple[str, ...] = ()) -> TwinRow:
    step, words = shape.step, board.words
    error = step.error if shape.number is None else step.tries[shape.number - 1].error
    return TwinRow(
        "shape",
        became(step, words) if step.kind == "state" else step.name,
        board.view.at(step.id),
        classes=(*classes_of_shape(shape), *extra, *board.lit(shape.steps)),
        lane=words.lane(answering(step)),
        became=" · ".join(_became(shape, words)),
        since=since(board.start, shape.began),
        led=tuple(became(state, words) for state in shape.states),
        error=error or str(step.detail.get("problem") or ""),
    )


def _became(shape: Shape, words: Words) -> Iterator[str]:
    """What kind of step, its end, which try it was or how many came once more, and how long it took."""
    step, number = shape.step, shape.number
    yield words.name("kinds", step.kind)
    if step.kind != "state":  # which is its end
        yield words.name("statuses", step.status if number is None else step.tries[number - 1].status)
    if number is not None and len(step.tries) > 1:
        yield words.say("rows.one_try", number=number, count=len(step.tries))
    if shape.copies:
        yield words.say("rows.copies", count=shape.copies)
    if shape.took_ms is not None:
        yield f"{took(shape.took_ms)} ms"
