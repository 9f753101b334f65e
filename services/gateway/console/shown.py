"""What the page of a journey shows: the picture of one view with its twin for narrow windows, and the drawer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from services.gateway.console.picture.board import Links
from services.gateway.console.picture.drawer import Drawer, drawer_of
from services.gateway.console.picture.headings import Entry
from services.gateway.console.picture.joined import joined
from services.gateway.console.picture.lanes import hidden_lanes, lanes_used
from services.gateway.console.picture.messages import Bubble, messages_of
from services.gateway.console.picture.sequence import sequence_of
from services.gateway.console.picture.states import states_of
from services.gateway.console.picture.step import Step
from services.gateway.console.picture.table import TableRow, table_of
from services.gateway.console.picture.view import MESSAGES, SEQUENCE, STATES, STEPS, WATERFALL, View
from services.gateway.console.picture.waterfall import waterfall_of
from services.gateway.console.picture.words import Language, Words
from services.gateway.console.svg import sequence_svg, states_svg, waterfall_svg

_IN_TIME = ("request", "delivery")


@dataclass(frozen=True, slots=True)
class LaneChoice:
    """A lane, whether it is hidden, and the link that changes that."""

    text: str
    href: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """`rows` are the table's, or those that stand for the picture where it has no room. `reads` and `off_lanes` are how
    many rows were left out."""

    view: View
    picture: Markup | None
    rows: tuple[TableRow, ...]
    bubbles: tuple[Bubble, ...]
    chapters: tuple[Entry, ...]
    lanes: tuple[LaneChoice, ...]
    drawer: Drawer | None
    count: int
    reads: int = 0
    off_lanes: int = 0


def shown_of(steps: Sequence[Step], view: View, language: Language, base: str, away: Collection[str] = ()) -> Shown:
    """One view of a journey; `base` is where the sandbox's pages are, `away` who could not be asked."""
    words, links = Words(language), Links(base)
    picture, chapters, reads, off_lanes = _picture(steps, view, words, links, away)
    return Shown(
        view=view,
        picture=picture,
        rows=_rows(steps, view, words),
        bubbles=messages_of(steps, view, words, links) if view.name == MESSAGES else (),
        chapters=chapters,
        lanes=_lanes(steps, view, words) if view.name in (SEQUENCE, WATERFALL) else (),
        drawer=drawer_of(steps, view, words, links),
        count=len(steps),
        reads=reads,
        off_lanes=off_lanes,
    )


def _picture(
    steps: Sequence[Step], view: View, words: Words, links: Links, away: Collection[str]
) -> tuple[Markup | None, tuple[Entry, ...], int, int]:
    if view.name == STATES and (lanes := states_of(steps, view, words)):
        return states_svg(lanes, words), (), 0, 0
    if view.name == WATERFALL and (fall := waterfall_of(steps, view, words, links)):
        return waterfall_svg(fall, words), fall.chapters, fall.reads, fall.off_lanes
    if view.name == SEQUENCE and (drawing := sequence_of(steps, view, words, links, away)):
        return sequence_svg(drawing, words), drawing.chapters, drawing.reads, drawing.off_lanes
    return None, (), 0, 0


def _rows(steps: Sequence[Step], view: View, words: Words) -> tuple[TableRow, ...]:
    """All of them in the table, but for what does not say what is looked for; else those that the picture is of."""
    if view.name == MESSAGES:
        return ()
    both = list(zip(steps, table_of(steps, view, words), strict=True))
    if view.name == STEPS:
        wanted = view.find.casefold()
        return tuple(row for _, row in both if wanted in f"{row.title} {row.name} {row.error}".casefold())
    return tuple(row for step, row in both if _pictured(step, row, view))


def _pictured(step: Step, row: TableRow, view: View) -> bool:
    if view.name == STATES:
        return step.kind == "state"
    if "noise" in row.classes and not view.reads and step.id != view.step:
        return False
    return view.name == SEQUENCE or step.kind in _IN_TIME


def _lanes(steps: Sequence[Step], view: View, words: Words) -> tuple[LaneChoice, ...]:
    hidden = hidden_lanes(view.lanes)
    used = lanes_used(joined(steps))
    return tuple(LaneChoice(words.lane(lane), view.hiding(lane), lane in hidden) for lane in used)
