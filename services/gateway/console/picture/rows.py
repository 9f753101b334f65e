"""From steps to chapters of rows: one rule after the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.console.picture.chapters import Chapter, in_chapters
from services.gateway.console.picture.gaps import with_gaps
from services.gateway.console.picture.joined import joined
from services.gateway.console.picture.lanes import shown_on
from services.gateway.console.picture.noise import without_noise
from services.gateway.console.picture.runs import folded
from services.gateway.console.picture.shape import Shape
from services.gateway.console.picture.step import Step
from services.gateway.console.picture.tries import each_try
from services.gateway.console.picture.view import View


@dataclass(frozen=True, slots=True)
class Rows:
    """What a view shows of a journey. `reads` were left out as noise, `off_lanes` because of the lanes asked for."""

    chapters: tuple[Chapter, ...]
    shapes: tuple[Shape, ...]
    reads: int
    off_lanes: int


def rows_of(steps: Sequence[Step], view: View) -> Rows:
    """The rows of the sequence: a row for each try, and one for each idle time."""
    shapes = joined(steps)
    heard = shapes if view.reads else without_noise(shapes, chosen=view.step)
    shown = shown_on(view.lanes, heard)
    rows = with_gaps(folded(each_try(shown), view.opened, view.step))
    chapters = in_chapters(rows, view.opened, view.step)
    return Rows(tuple(chapters), tuple(shown), len(shapes) - len(heard), len(heard) - len(shown))
