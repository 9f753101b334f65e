"""Bars along the time: how long a request took, what a delivery waited for and how long it was handled."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from services.gateway.console.picture.board import Board
from services.gateway.console.picture.marks import Bar
from services.gateway.console.picture.moments import length
from services.gateway.console.picture.scale import Scale
from services.gateway.console.picture.shape import Shape
from services.gateway.console.picture.strokes import classes_of_shape
from services.gateway.console.picture.titles import title_of_shape
from services.gateway.console.picture.waiting import Part, confirmed_at, parts_of
from services.gateway.traces.rules.step import Step

BAR_AT, BAR_HEIGHT, TICK_AT, TICK_HEIGHT, THINNEST = 11, 12, 8, 18, 2

Events = Mapping[str, Step]


def bars_of_shape(shape: Shape, events: Events, scale: Scale, board: Board) -> Iterator[Bar]:
    """Of a request one bar; of a delivery one a part, and a tick where the bus confirmed that it has the event."""
    if shape.step.kind == "request":
        title = title_of_shape(shape, board.words)
        yield _bar(shape.step, title, classes_of_shape(shape), shape.began, shape.ended, scale, board)
        return
    event = events.get(shape.step.caused_by or "")
    for part in parts_of(shape.step, event):
        yield _bar(shape.step, _said(part, board), _classes(part, shape), part.began, part.ended, scale, board)
    confirmed = confirmed_at(event)
    if confirmed is not None:
        title = board.words.say("titles.confirmed")
        x = round(scale.at(confirmed), 1)
        href = board.view.at(shape.step.id)
        yield Bar(shape.step.id, href, title, ("confirmed",), x, TICK_AT, 1.5, TICK_HEIGHT)


def lengths_of(shape: Shape, events: Events) -> tuple[float, float]:
    """How long a delivery waited and was handled, in ms; a request is only handled, as far as is known here."""
    if shape.step.kind == "request":
        return 0.0, shape.took_ms or 0.0
    parts = parts_of(shape.step, events.get(shape.step.caused_by or ""))
    return sum(part.ms for part in parts if part.waits), sum(part.ms for part in parts if not part.waits)


def _classes(part: Part, shape: Shape) -> tuple[str, ...]:
    if part.waits:
        return ("wait", part.kind, *(("retry",) if part.kind == "pause" else ("event",)))
    return ("failed", "dead" if shape.step.status == "dead" else "retry") if part.kind == "failed" else ("event",)


def _said(part: Part, board: Board) -> str:
    return board.words.say(f"titles.{part.kind}", length=length(part.ms), error=part.error or "")


def _bar(
    step: Step, title: str, classes: tuple[str, ...], began: datetime, ended: datetime, scale: Scale, board: Board
) -> Bar:
    left, right = scale.at(began), scale.at(max(ended, began + timedelta()))
    width = max(THINNEST, right - left) if "wait" not in classes else right - left
    href = board.view.at(step.id)
    return Bar(step.id, href, title, classes, round(left, 1), BAR_AT, round(width, 1), BAR_HEIGHT)
