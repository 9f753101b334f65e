"""From steps to chapters of rows: one rule after the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.gateway.console.picture.chapters import Chapter, in_chapters
from services.gateway.console.picture.gaps import Row, with_gaps
from services.gateway.console.picture.joined import joined
from services.gateway.console.picture.lanes import shown_on
from services.gateway.console.picture.noise import causes_in, is_noise, without_noise
from services.gateway.console.picture.runs import Run, folded
from services.gateway.console.picture.shape import Shape
from services.gateway.console.picture.tries import each_try
from services.gateway.console.picture.view import View
from services.gateway.traces.rules.step import Step

_TIMED = frozenset({"request", "delivery"})


@dataclass(frozen=True, slots=True)
class Rows:
    """What a view shows of a journey. `reads` were left out as noise, `off_lanes` because of the lanes asked for;
    `noise` has the reads that are shown all the same, `members` the requests of runs that are open."""

    chapters: tuple[Chapter, ...]
    shapes: tuple[Shape, ...]
    noise: frozenset[str]
    members: frozenset[str]
    reads: int
    off_lanes: int

    def classes(self, shape: Shape) -> tuple[str, ...]:
        """What sets its row apart from others."""
        of = {"noise": self.noise, "member": self.members}
        return tuple(name for name, steps in of.items() if shape.step.id in steps)


def rows_of(steps: Sequence[Step], view: View) -> Rows:
    """The rows of the sequence: a row for each try, and one for each idle time."""
    return _rows(steps, view, lambda shown: with_gaps(folded(each_try(shown), view.opened, view.step)))


def rows_in_time(steps: Sequence[Step], view: View) -> Rows:
    """The rows of the waterfall: what takes time, which is requests and deliveries, each with all its tries."""

    def timed(shown: Sequence[Shape]) -> Sequence[Row]:
        return folded([shape for shape in shown if shape.step.kind in _TIMED], view.opened, view.step)

    return _rows(steps, view, timed)


def _rows(steps: Sequence[Step], view: View, arranged: Callable[[Sequence[Shape]], Sequence[Row]]) -> Rows:
    shapes = joined(steps)
    heard = shapes if view.reads else without_noise(shapes, chosen=view.step)
    shown = shown_on(view.lanes, heard)
    rows = arranged(shown)
    chapters = in_chapters(rows, view.opened, view.step)
    members = frozenset(step.id for row in rows if isinstance(row, Run) and row.opened for step in row.steps)
    causes = causes_in(shapes)
    noise = frozenset(shape.step.id for shape in shown if is_noise(shape, causes))
    return Rows(tuple(chapters), tuple(shown), noise, members, len(shapes) - len(heard), len(heard) - len(shown))
