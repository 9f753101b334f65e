"""How one shape is drawn: its arrow, what stands above it, and what behind it."""

from collections.abc import Iterator, Sequence
from math import ceil

from services.gateway.console.picture.board import LINE_AT, TEXT_AT, Board
from services.gateway.console.picture.judging import FAILED, classes_of, classes_of_try, was_sent
from services.gateway.console.picture.lanes import GATEWAY, ends_of
from services.gateway.console.picture.marks import Arrow, Bar, End, Label, Pill
from services.gateway.console.picture.measure import SMALL, cut, cut_dotted, cut_path, width_of
from services.gateway.console.picture.moments import length
from services.gateway.console.picture.shape import Shape

BESIDE, NARROWEST, SMALL_AT, SHORT = 12, 40, 22, 200


def classes_of_shape(shape: Shape) -> tuple[str, ...]:
    """What colours the row."""
    if shape.copies:
        return ("event", "duplicate")
    if shape.number is not None:
        return classes_of_try(shape.step, shape.step.tries[shape.number - 1])
    return classes_of(shape.step)


def arrow_of(shape: Shape, title: str, board: Board) -> Arrow | None:
    """None for what passes between nobody."""
    step = shape.step
    start, end = (board.lanes.get(lane) for lane in ends_of(step))
    if start is None or end is None or start == end:
        return None
    gateway = board.lanes.get(GATEWAY)
    dot = gateway if step.kind == "request" and gateway not in (None, end) else None
    classes = classes_of_shape(shape)
    bolt = round(start + (end - start) * 0.7) if "faulted" in classes else None
    tip = end - (5 if step.kind == "delivery" else 1) * (1 if end > start else -1)
    return Arrow(step.id, board.view.at(step.id), title, classes, start, end, LINE_AT, tip, _end(shape), dot, bolt)


def _end(shape: Shape) -> End:
    if shape.copies:
        return "barred"
    if shape.number is not None and shape.step.tries[shape.number - 1].status in FAILED:
        return "cross"
    if shape.step.kind == "event":
        return "head" if was_sent(shape.step) or shape.number is not None else "open"
    return "cross" if shape.step.kind != "request" and shape.step.status in FAILED else "head"


def labels_of(shape: Shape, arrow: Arrow, board: Board) -> Iterator[Label]:
    """What stands above the arrow."""
    step, left, right = shape.step, min(arrow.x1, arrow.x2), max(arrow.x1, arrow.x2)
    if step.kind == "request":
        yield from _request(shape, arrow, board)
    elif step.kind == "event":
        yield from _event(shape, left + 8, board)
    elif step.kind == "delivery":
        text = cut(_delivered(shape, board), right - left - 16, SMALL)
        yield Label(left + 8, TEXT_AT, text, ("small", *arrow.classes))
    elif step.kind == "control":
        name = board.words.name("controls", step.name)
        yield Label(left + 14, TEXT_AT, cut(name, board.right - left - SHORT), ("name", *arrow.classes))
    else:
        yield Label(left + 8, TEXT_AT, cut(step.name, right - left - 16), ("name",))


def _request(shape: Shape, arrow: Arrow, board: Board) -> Iterator[Label]:
    """The name at the beginning and the status at the end; on an arrow too short for that, one behind the other."""
    step, left, end = shape.step, arrow.x1 + 14, arrow.x2 - BESIDE
    status = cut(step.status, 60, SMALL)
    classes = ("status", *arrow.classes)
    if arrow.x2 - arrow.x1 < SHORT:
        name = cut_path(step.name, board.right - left - SHORT)
        yield Label(left, TEXT_AT, name, ("name",))
        yield Label(ceil(left + width_of(name)) + BESIDE, TEXT_AT, status, classes)
    else:
        yield Label(end, TEXT_AT, status, classes, "end")
        yield Label(left, TEXT_AT, cut_path(step.name, end - left - BESIDE - width_of(status, SMALL)), ("name",))


def _event(shape: Shape, left: float, board: Board) -> Iterator[Label]:
    step, words = shape.step, board.words
    note = "rows.unsent" if not was_sent(step) else "rows.nobody" if step.subscribers == [] else ""
    note = note if shape.number in (None, len(step.tries)) else ""
    said = words.say(note) if note else ""
    name = cut_dotted(step.name, board.right - left - BESIDE - width_of(said, SMALL))
    yield Label(left, TEXT_AT, name, ("name",), href=board.links.events(step.name))
    if said:
        yield Label(ceil(left + width_of(name)) + BESIDE, TEXT_AT, said, ("small", "note"))


def _delivered(shape: Shape, board: Board) -> str:
    words, step = board.words, shape.step
    if shape.copies:
        return words.say("rows.copies", count=shape.copies)
    if shape.number is not None and len(step.tries) > 1:
        return words.say("rows.one_try", number=shape.number, count=len(step.tries))
    return words.say("rows.waited", length=length(step.waited_ms)) if step.waited_ms is not None else ""


def bars_of(shape: Shape, arrow: Arrow) -> tuple[Bar, ...]:
    """Where an event was handled, or failed to be."""
    if shape.step.kind != "delivery" or shape.copies:
        return ()
    mark = (shape.step.id, arrow.href, arrow.title, arrow.classes)
    return (Bar(*mark, x=arrow.x2 - 4, y=8, width=8, height=20),)


def notes_of(shape: Shape, arrow: Arrow, pills: Sequence[Pill], board: Board) -> Iterator[Label]:
    """Behind the pills: why a try failed, or which fault was at work; else which event it was that arrived."""
    step = shape.step
    if step.kind != "delivery":
        return
    ends = [pill.x + pill.width for pill in pills if pill.x > arrow.x2]
    left = max([*ends, arrow.x1, arrow.x2]) + BESIDE
    one = step.tries[shape.number - 1] if shape.number is not None and not shape.copies else None
    room = board.right - left
    if room < NARROWEST:
        return
    why = (
        one.error if one is not None and one.error else step.fault and board.words.say("titles.fault", fault=step.fault)
    )
    if why:
        yield Label(left, SMALL_AT, cut(why, room, SMALL), ("small", *arrow.classes))
    else:
        yield Label(left, SMALL_AT, cut_dotted(step.name, room, SMALL), ("small", "note"))
