"""What the page of a journey shows: the picture of one view with its twin for narrow windows, and the drawer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from services.gateway.console.picture.board import Links
from services.gateway.console.picture.drawer import Drawer, drawer_of
from services.gateway.console.picture.headings import Entry
from services.gateway.console.picture.joined import joined
from services.gateway.console.picture.lanes import hidden_lanes, lanes_used
from services.gateway.console.picture.messages import Bubble, messages_of
from services.gateway.console.picture.sequence import Drawing, sequence_of
from services.gateway.console.picture.states import states_of
from services.gateway.console.picture.table import TableRow, table_of
from services.gateway.console.picture.twin import TwinRow
from services.gateway.console.picture.view import MESSAGES, SEQUENCE, STATES, STEPS, WATERFALL, View
from services.gateway.console.picture.waterfall import Waterfall, waterfall_of
from services.gateway.console.picture.words import Language, Words
from services.gateway.console.svg import sequence_svg, states_svg, waterfall_svg
from services.gateway.traces.rules.step import Step


@dataclass(frozen=True, slots=True)
class LaneChoice:
    """A lane, whether it is hidden, and the link that changes that."""

    text: str
    href: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """`twin` stands for the picture where it has no room, `rows` are the table's. `reads` and `off_lanes` are how many
    rows were left out."""

    view: View
    rows: tuple[TableRow, ...]
    bubbles: tuple[Bubble, ...]
    lanes: tuple[LaneChoice, ...]
    drawer: Drawer | None
    count: int
    picture: Markup | None = None
    twin: tuple[TwinRow, ...] = ()
    chapters: tuple[Entry, ...] = ()
    reads: int = 0
    off_lanes: int = 0


def shown_of(steps: Sequence[Step], view: View, language: Language, base: str, away: Collection[str] = ()) -> Shown:
    """One view of a journey; `base` is where the sandbox's pages are, `away` who could not be asked."""
    words, links = Words(language), Links(base)
    shown = Shown(
        view=view,
        rows=_found(steps, view, words) if view.name == STEPS else (),
        bubbles=messages_of(steps, view, words, links) if view.name == MESSAGES else (),
        lanes=_lanes(steps, view, words) if view.name in (SEQUENCE, WATERFALL) else (),
        drawer=drawer_of(steps, view, words, links),
        count=len(steps),
    )
    if view.name == STATES and (states := states_of(steps, view, words)):
        return replace(shown, picture=states_svg(states, words), twin=states.twin)
    if view.name == WATERFALL and (fall := waterfall_of(steps, view, words, links)):
        return _pictured(shown, waterfall_svg(fall, words), fall)
    if view.name == SEQUENCE and (drawing := sequence_of(steps, view, words, links, away)):
        return _pictured(shown, sequence_svg(drawing, words), drawing)
    return shown


def _pictured(shown: Shown, picture: Markup, drawn: Drawing | Waterfall) -> Shown:
    return replace(
        shown, picture=picture, twin=drawn.twin, chapters=drawn.chapters, reads=drawn.reads, off_lanes=drawn.off_lanes
    )


def _found(steps: Sequence[Step], view: View, words: Words) -> tuple[TableRow, ...]:
    """All steps, but for what does not say what is looked for."""
    wanted = view.find.casefold()
    rows = table_of(steps, view, words)
    return tuple(row for row in rows if wanted in f"{row.title} {row.name} {row.error}".casefold())


def _lanes(steps: Sequence[Step], view: View, words: Words) -> tuple[LaneChoice, ...]:
    hidden = hidden_lanes(view.lanes)
    used = lanes_used(joined(steps))
    return tuple(LaneChoice(words.lane(lane), view.hiding(lane), lane in hidden) for lane in used)
