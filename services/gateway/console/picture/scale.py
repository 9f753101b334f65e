"""A scale of time without its idle stretches: each cut is equally narrow; in between it is even, but for a little room
that every stretch has, however short: else a request of a minute would leave nothing to all others."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

CUT = 26
_CUTS_AT_MOST, _EVEN = 0.3, 0.3  # of the width: for all cuts, and for all stretches between them alike
_STEPS = (1, 2, 5)
_APART = 84

Time = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Piece:
    """From when until when, and where on the scale that is; a `cut` is idle time."""

    began: datetime
    ended: datetime
    left: float
    right: float
    cut: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """The pieces in their order, without a hole between them."""

    pieces: tuple[Piece, ...]

    def at(self, moment: datetime) -> float:
        """Where a moment is; what lies outside is at the nearer end."""
        number = max(0, bisect_right([piece.began for piece in self.pieces], moment) - 1)
        piece = self.pieces[number]
        whole = (piece.ended - piece.began) / timedelta(microseconds=1)
        part = (moment - piece.began) / timedelta(microseconds=1) / whole if whole else 0.0
        return piece.left + (piece.right - piece.left) * min(1.0, max(0.0, part))


def scale_of(idle: Sequence[Time], began: datetime, ended: datetime, left: float, right: float) -> Scale:
    """A scale from `left` to `right` for all the time from `began` to `ended` that is not `idle`."""
    edges = [began, *(edge for cut in idle for edge in cut), max(ended, began)]
    stretches = [(edges[n], edges[n + 1], n % 2 == 1) for n in range(len(edges) - 1)]
    cut = min(CUT, (right - left) * _CUTS_AT_MOST / len(idle)) if idle else 0.0
    busy = sum(((end - start) for start, end, idle_ in stretches if not idle_), timedelta())
    room, number = right - left - cut * len(idle), len(idle) + 1
    even = _EVEN * room / number if idle else 0.0
    pieces, x = [], left
    for start, end, is_cut in stretches:
        share = (end - start) / busy if busy else 1 / number
        width = cut if is_cut else even + (room - even * number) * share
        pieces.append(Piece(start, end, x, x + width, is_cut))
        x += width
    return Scale(tuple(pieces))


def ticks_of(scale: Scale, start: datetime) -> list[datetime]:
    """Round moments since the start that are far enough apart to be written."""
    found: list[datetime] = []
    after = float("-inf")
    for piece in scale.pieces:
        if piece.cut or piece.right - piece.left < 1:
            continue
        step = _step(piece)
        moment = start + -(-(piece.began - start) // step) * step
        while moment <= piece.ended:
            if scale.at(moment) - after >= _APART:
                found.append(moment)
                after = scale.at(moment)
            moment += step
    return found


def _step(piece: Piece) -> timedelta:
    """The smallest of 1, 2, 5, 10, 20 … ms that leaves room for what is written."""
    wanted = (piece.ended - piece.began) * (_APART / (piece.right - piece.left))
    unit = timedelta(milliseconds=1)
    while True:
        for factor in _STEPS:
            if unit * factor >= wanted:
                return unit * factor
        unit *= 10
