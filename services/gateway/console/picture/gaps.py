"""Gaps: where nothing happened for more than a tenth of a second, time is cut out, and its length said."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.gateway.console.picture.runs import Run
from services.gateway.console.picture.shape import Shape
from services.gateway.traces.rules.step import Milliseconds

IDLE = timedelta(milliseconds=100)
_MOVED = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Gap:
    """Real time in which nothing happened; `virtual_ms` is how far the sandbox's clock went, where that differs."""

    began: datetime
    ended: datetime
    virtual_ms: Milliseconds | None = None

    @property
    def ms(self) -> Milliseconds:
        """How long, in real time."""
        return (self.ended - self.began) / timedelta(milliseconds=1)


Row = Shape | Run | Gap


def idle_times(rows: Iterable[Shape | Run]) -> list[tuple[datetime, datetime]]:
    """From when until when nothing happened, for more than a tenth of a second each; in order."""
    found: list[tuple[datetime, datetime]] = []
    reached: datetime | None = None
    for began, ended in sorted((row.began, row.ended) for row in rows):
        if reached is not None and began - reached > IDLE:
            found.append((reached, began))
        reached = ended if reached is None else max(reached, ended)
    return found


def with_gaps(rows: Sequence[Shape | Run]) -> list[Row]:
    """Each idle time as a row, before the first that began after it; and each jump of the sandbox's clock."""
    idle = deque(idle_times(row for row in rows if not (isinstance(row, Run) and row.opened)))
    out: list[Row] = []
    before: Shape | Run | None = None
    for row in rows:
        passed = []
        while idle and idle[0][1] <= row.began:
            passed.append(idle.popleft())
        moved = _moved(before, row)
        if passed:
            out += [Gap(began, ended) for began, ended in passed[:-1]]
            out.append(Gap(*passed[-1], virtual_ms=moved))
        elif moved is not None and before is not None:
            out.append(Gap(before.ended, max(before.ended, row.began), virtual_ms=moved))
        out.append(row)
        before = row
    return out


def _moved(before: Shape | Run | None, row: Shape | Run) -> Milliseconds | None:
    """How far the sandbox's clock went between two rows, if that is not about the real time that passed."""
    if before is None or _tried_again(before) or _tried_again(row):
        return None
    virtual, real = row.step.at - before.step.at, row.step.recorded_at - before.step.recorded_at
    return None if abs(virtual - real) < _MOVED else virtual / timedelta(milliseconds=1)


def _tried_again(row: Shape | Run) -> bool:
    """What a later try is called has the times of the first: they say nothing of it."""
    return isinstance(row, Shape) and (row.number or 1) > 1
