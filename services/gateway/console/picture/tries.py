"""Tries: what was tried several times has a row for each, where it happened and not where it began."""

from collections.abc import Sequence
from dataclasses import replace

from services.gateway.console.picture.judging import FAILED
from services.gateway.console.picture.shape import Shape

_TRIED = frozenset({"event", "delivery"})


def each_try(shapes: Sequence[Shape]) -> list[Shape]:
    """The same with a row for each try. States go with the last one; copies that were put aside follow it.

    A later try stands before the first row that began after it, and in any case before what it led to.
    """
    out: list[Shape] = []
    waiting: list[Shape] = []
    for shape in shapes:
        if waiting:
            causes = {step.caused_by for step in shape.steps}
            due = [one for one in waiting if one.began <= shape.began or one.step.id in causes]
            out += _by_time(due)
            waiting = [one for one in waiting if one not in due]
        first, *later = _rows_of(shape)
        out.append(first)
        waiting += later
    return out + _by_time(waiting)


def _by_time(shapes: list[Shape]) -> list[Shape]:
    return sorted(shapes, key=lambda shape: (shape.began, shape.number or 0, shape.copies))


def _rows_of(shape: Shape) -> list[Shape]:
    step = shape.step
    copies = int(step.detail.get("duplicates") or 0)
    if step.kind not in _TRIED or step.status == "duplicate":
        return [replace(shape, copies=max(1, copies))] if step.status == "duplicate" else [shape]
    rows = [shape]
    if len(step.tries) > 1 or any(one.status in FAILED for one in step.tries):
        rows = [replace(shape, number=number, states=()) for number in range(1, len(step.tries) + 1)]
        rows[-1] = replace(rows[-1], states=shape.states)
    return [*rows, replace(shape, number=len(step.tries) or None, states=(), copies=copies)] if copies else rows
