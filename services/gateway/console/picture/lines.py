"""One row of the sequence as a line: its times, its arrow with all that is on it, its link."""

from math import ceil

from services.gateway.console.picture.board import LINE_AT, MIDDLE_AT, TEXT_AT, TIME_AT, TIME_END, Board
from services.gateway.console.picture.gaps import Gap
from services.gateway.console.picture.lanes import BROWSER, GATEWAY, target_of
from services.gateway.console.picture.marks import Arrow, Label, Line
from services.gateway.console.picture.measure import SMALL, cut, width_of
from services.gateway.console.picture.moments import short, took
from services.gateway.console.picture.pills import BESIDE, pills_of, summary_of
from services.gateway.console.picture.runs import Run, link_of_run
from services.gateway.console.picture.shape import Shape
from services.gateway.console.picture.strokes import arrow_of, bars_of, classes_of_shape, labels_of, notes_of
from services.gateway.console.picture.titles import said_of_gap, said_of_run, title_of_shape
from services.gateway.console.picture.view import anchor_of


def line_of_shape(shape: Shape, y: float, board: Board, extra: tuple[str, ...] = ()) -> Line:
    """A request, an event, a delivery or one try at it, a text, or a state by itself."""
    step, title = shape.step, title_of_shape(shape, board.words)
    arrow = arrow_of(shape, title, board)
    above = list(labels_of(shape, arrow, board)) if arrow else []
    pills = pills_of(shape, arrow, above, title, board)
    above += notes_of(shape, arrow, pills, board) if arrow else ()
    again = (shape.number or 1) > 1 or (shape.copies > 0 and step.status != "duplicate")
    times = [*board.time(shape.began, None if again else step.at), *_took(shape.took_ms, board)]
    return Line(
        id=anchor_of(step.id, shape.number) + ("_copies" if again and shape.copies else ""),
        y=y,
        kind="shape",
        classes=(*classes_of_shape(shape), *extra, *board.lit(shape.steps)),
        href=board.view.at(step.id),
        title=title,
        step=step.id,
        steps=tuple(one.id for one in shape.steps),
        cause=step.caused_by,
        event=step.event_id,
        labels=(*times, *above),
        arrow=arrow,
        badge=_badge(shape, arrow, board),
        bars=bars_of(shape, arrow) if arrow else (),
        pills=pills,
    )


def line_of_run(run: Run, y: float, board: Board) -> Line:
    """A folded run is one arrow with a number; an opened one a heading above its requests."""
    words, href = board.words, link_of_run(run, board.view)
    title = words.say(f"rows.run_{'open' if run.opened else 'closed'}", count=len(run.shapes), took=short(run.took_ms))
    start, end = board.lanes[BROWSER], board.lanes.get(target_of(run.step), board.right)
    gateway = board.lanes.get(GATEWAY)
    dot = gateway if gateway not in (None, end) else None
    arrow = Arrow(run.step.id, href, title, ("http", "run"), start, end, LINE_AT, end - 1, dot=dot)
    text = cut(said_of_run(run, words), end - start - 14 - BESIDE)
    name = Label(start + 14, MIDDLE_AT if run.opened else TEXT_AT, text, ("name",))
    return Line(
        id=anchor_of(run.step.id) + "_run",
        y=y,
        kind="run",
        classes=("http", "run", *(("opened",) if run.opened else board.lit(run.steps))),
        href=href,
        title=title,
        step=run.step.id,
        labels=(*board.time(run.began, run.step.at), *_took(run.took_ms, board), name),
        arrow=None if run.opened else arrow,
        badge=None if run.opened else _badge(run.shapes[0], arrow, board),
        pills=() if run.opened else summary_of(run, arrow, board),
    )


def line_of_gap(gap: Gap, y: float, board: Board) -> Line:
    """Idle time: a dotted line with its length."""
    text = said_of_gap(gap, board.words)
    left, middle, room = TIME_END + BESIDE, board.right // 2, ceil(width_of(text, SMALL)) // 2 + BESIDE
    label = Label(middle, MIDDLE_AT, text, ("small", "note"), "middle")
    return Line("", y, "gap", (), "", text, labels=(label,), dots=((left, middle - room), (middle + room, board.right)))


def _took(ms: float | None, board: Board) -> list[Label]:
    return [] if ms is None else [Label(board.width - BESIDE, TIME_AT, took(ms), ("took",), "end")]


def _badge(shape: Shape, arrow: Arrow | None, board: Board) -> Label | None:
    """Who asked, where a request begins."""
    actor = shape.step.actor
    if arrow is None or actor is None or shape.step.kind not in ("request", "control"):
        return None
    title = f"{actor.role} {actor.account}".rstrip()
    return Label(arrow.x1, LINE_AT, board.words.role(actor.role), (), "middle", title=title)
