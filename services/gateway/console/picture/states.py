"""State lanes: a line for each thing, with the states it went through in their order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil

from services.gateway.console.picture.board import MIDDLE_AT, Board, Links
from services.gateway.console.picture.chain import chain_of
from services.gateway.console.picture.marks import ROW, Label, Line, Pill
from services.gateway.console.picture.measure import SMALL, cut, width_of
from services.gateway.console.picture.moments import since, told
from services.gateway.console.picture.pills import ROUND
from services.gateway.console.picture.titles import thing_of, title_of
from services.gateway.console.picture.twin import TwinRow, twin_of_states
from services.gateway.console.picture.view import View, anchor_of
from services.gateway.console.picture.words import Words
from services.gateway.traces.rules.step import Step

NAME_LEFT, LEFT, WIDEST, BETWEEN, MARGIN, NARROWEST = 12, 372, 180, 26, 40, 1136
PILL_AT = 5
Thing = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class StateLanes:
    """Lines with pills; the time stands behind each, and `dots` lead from one to the next. `twin` has the states in
    the order in which they came."""

    width: float
    height: float
    lines: tuple[Line, ...]
    twin: tuple[TwinRow, ...]


def states_of(steps: Sequence[Step], view: View, words: Words) -> StateLanes | None:
    """The lanes of a journey, in the order in which its things appeared; None without any state."""
    things: dict[Thing, list[Step]] = {}
    for step in steps:
        if step.kind == "state":
            things.setdefault((step.service, step.name, step.subject), []).append(step)
    if not things:
        return None
    start = min(step.recorded_at for step in steps)
    chain = chain_of(steps, view.step) if view.step else None
    board = Board(view, words, Links(), start, {}, 0, chain)
    lines = tuple(_line(states, number * ROW, board) for number, states in enumerate(things.values()))
    ends = [_end(label) for line in lines for label in line.labels]
    twin = twin_of_states([step for step in steps if step.kind == "state"], board)
    return StateLanes(max(NARROWEST, max(ends) + MARGIN), len(lines) * ROW, lines, twin)


def _line(states: Sequence[Step], y: float, board: Board) -> Line:
    first, name = states[0], thing_of(states[0], board.words)
    text = cut(name, LEFT - NAME_LEFT - 96)
    service = Label(LEFT - 16, MIDDLE_AT, board.words.lane(first.service), ("small", "note"), "end")
    placed = list(_placed(states, board))
    dots = tuple((_end(time) + 6, after.x - 4) for (_, time), (after, _) in pairwise(placed))
    return Line(
        id=f"{anchor_of(first.id)}_thing",
        y=y,
        kind="shape",
        classes=("thing", *board.lit(states)),
        href="",
        title=name,
        steps=tuple(state.id for state in states),
        labels=(Label(NAME_LEFT, MIDDLE_AT, text, ("plain",), title=name), service, *(time for _, time in placed)),
        dots=dots,
        pills=tuple(pill for pill, _ in placed),
    )


def _placed(states: Sequence[Step], board: Board) -> Iterator[tuple[Pill, Label]]:
    """The same state again and again is one pill with its number; its link is to the last."""
    x = LEFT
    for status, group in groupby(states, key=lambda state: state.status):
        same = list(group)
        last = same[-1]
        said = board.words.name("states", status) + (f" × {len(same)}" if len(same) > 1 else "")
        text = cut(said, WIDEST, SMALL)
        width = ceil(width_of(text, SMALL)) + 2 * ROUND
        title = "\n".join(title_of(state, board.words) for state in same)
        href, classes = board.view.at(last.id), ("state", *board.lit(same))
        pill = Pill(last.id, href, title, classes, x, PILL_AT, width, text, anchor_of(last.id))
        after = since(board.start, last.recorded_at)
        time = Label(x + width + 8, MIDDLE_AT, after, ("moment",), title=told(last.recorded_at))
        yield pill, time
        x = _end(time) + BETWEEN


def _end(label: Label) -> int:
    return ceil(label.x + width_of(label.text, SMALL))
