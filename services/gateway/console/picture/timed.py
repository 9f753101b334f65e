"""One row of the waterfall as a line: its name on the left, its bars along the time, its lengths on the right."""

from services.gateway.console.picture.bars import Events, bars_of_shape, lengths_of
from services.gateway.console.picture.board import TIME_AT, Board
from services.gateway.console.picture.marks import Label, Line
from services.gateway.console.picture.measure import cut, cut_dotted, cut_path, width_of
from services.gateway.console.picture.moments import short, took
from services.gateway.console.picture.runs import Run, link_of_run
from services.gateway.console.picture.scale import Scale
from services.gateway.console.picture.shape import Shape
from services.gateway.console.picture.strokes import classes_of_shape
from services.gateway.console.picture.titles import said_of_run, title_of_shape
from services.gateway.console.picture.view import anchor_of

NAMES_LEFT, LEFT, RIGHT, NUMBERS_FROM, WAITED_END, NUMBERS = 92, 356, 960, 1052, 1046, 12
_BETWEEN = 12


def timed_line(shape: Shape, y: float, events: Events, scale: Scale, board: Board, extra: tuple[str, ...] = ()) -> Line:
    """A request or a delivery."""
    step = shape.step
    waited, handled = lengths_of(shape, events)
    name = Label(NAMES_LEFT, TIME_AT, _name(shape, board), ("plain",))
    numbers = [Label(board.width - NUMBERS, TIME_AT, took(handled), ("took",), "end")]
    if step.kind == "delivery":
        numbers.append(Label(WAITED_END, TIME_AT, took(waited), ("took",), "end"))
    return Line(
        id=anchor_of(step.id),
        y=y,
        kind="shape",
        classes=(*classes_of_shape(shape), *extra, *board.lit(shape.steps)),
        href=board.view.at(step.id),
        title=title_of_shape(shape, board.words),
        step=step.id,
        steps=tuple(one.id for one in shape.steps),
        cause=step.caused_by,
        event=step.event_id,
        labels=(*board.time(shape.began, step.at), name, *numbers),
        bars=tuple(bars_of_shape(shape, events, scale, board)),
    )


def timed_run(run: Run, y: float, events: Events, scale: Scale, board: Board) -> Line:
    """All requests of a run in one row, each with its own bar."""
    words = board.words
    text = cut(said_of_run(run, words), LEFT - NAMES_LEFT - _BETWEEN)
    count = len(run.steps)
    name = Label(NAMES_LEFT, TIME_AT, text, ("plain",))
    number = Label(board.width - NUMBERS, TIME_AT, took(run.took_ms), ("took",), "end")
    return Line(
        id=anchor_of(run.step.id) + "_run",
        y=y,
        kind="run",
        classes=("http", "run", *(("opened",) if run.opened else board.lit(run.steps))),
        href=link_of_run(run, board.view),
        title=words.say(f"rows.run_{'open' if run.opened else 'closed'}", count=count, took=short(run.took_ms)),
        step=run.step.id,
        labels=(*board.time(run.began, run.step.at), name, number),
        bars=tuple(bar for shape in run.shapes for bar in bars_of_shape(shape, events, scale, board)),
    )


def _name(shape: Shape, board: Board) -> str:
    """A request by its path; a delivery by who received what."""
    step, room = shape.step, LEFT - NAMES_LEFT - _BETWEEN
    if step.kind == "request":
        return cut_path(step.name, room)
    whom = f"→ {board.words.lane(step.service)} "
    return whom + cut_dotted(step.name, room - width_of(whom))
