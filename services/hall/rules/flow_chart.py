"""流程图: where the steps of a guide stand when they are drawn, a column for each stage, and how lines run between."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 216, 60  # of a step's box, px
COLUMN, ROW, TOP, LEFT = 272, 92, 56, 24


@dataclass(frozen=True, slots=True)
class Box:
    """A step: its place in px, and which it is."""

    id: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """From one step to the next, as an SVG path; a condition stands at (x, y)."""

    path: str
    index: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing, `width` × `height` px; `stages` are (key, x) of the columns that have steps."""

    width: int
    height: int
    stages: tuple[tuple[str, int], ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def chart_of(steps: Sequence[tuple[str, str]], edges: Sequence[tuple[str, str]], stages: Sequence[str]) -> Chart:
    """`steps` are (id, stage) in their order, `edges` (from, to); `stages` all stages in their order."""
    used = [stage for stage in stages if any(step[1] == stage for step in steps)]
    boxes: dict[str, Box] = {}
    for column, stage in enumerate(used):
        for row, (id_, _) in enumerate(step for step in steps if step[1] == stage):
            boxes[id_] = Box(id_, LEFT + column * COLUMN, TOP + row * ROW)
    deepest = max((box.y for box in boxes.values()), default=TOP)
    return Chart(
        width=LEFT * 2 + max(len(used) - 1, 0) * COLUMN + WIDTH,
        height=deepest + HEIGHT + LEFT,
        stages=tuple((stage, LEFT + column * COLUMN) for column, stage in enumerate(used)),
        boxes=tuple(boxes.values()),
        lines=tuple(_line(index, boxes, *edge) for index, edge in enumerate(edges)),
    )


def _line(index: int, boxes: Mapping[str, Box], source: str, target: str) -> Line:
    start, end = boxes[source], boxes[target]
    if start.x == end.x:
        return _within(index, start, end)
    forward = start.x < end.x
    x1, y1 = start.x + (WIDTH if forward else 0), start.y + HEIGHT // 2
    x2, y2 = end.x + (0 if forward else WIDTH), end.y + HEIGHT // 2
    bend = (COLUMN - WIDTH) // 2 * (1 if forward else -1)
    path = f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
    return Line(path, index, (x1 + x2) // 2, (y1 + y2) // 2 - 6)


def _within(index: int, start: Box, end: Box) -> Line:
    """In one column: straight down to the next step, round the left side to any other."""
    x = start.x + WIDTH // 2
    if end.y - start.y == ROW:
        return Line(f"M{x} {start.y + HEIGHT}V{end.y}", index, x + 8, start.y + HEIGHT + 20)
    left, y1, y2 = start.x, start.y + HEIGHT // 2, end.y + HEIGHT // 2
    return Line(f"M{left} {y1}C{left - 28} {y1} {left - 28} {y2} {left} {y2}", index, left, (y1 + y2) // 2)
