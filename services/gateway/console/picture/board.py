"""The board that rows are drawn on: where lanes and columns are, and what is asked for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from services.gateway.console.picture.chain import Chain, chain_of
from services.gateway.console.picture.lanes import GATEWAY, PHONE
from services.gateway.console.picture.marks import Label, Lane
from services.gateway.console.picture.moments import clock, since, told
from services.gateway.console.picture.view import View
from services.gateway.console.picture.words import Words
from services.gateway.traces.rules.step import Step

TIME_END, FIRST_LANE = 72, 134
LANE, BESIDE_GATEWAY, BEFORE_PHONE, BEHIND_LANES, TOOK = 112, 130, 152, 214, 84
LINE_AT, TEXT_AT, TIME_AT, MIDDLE_AT = 18, 12, 21, 18
_DIFFERS = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Links:
    """Where other pages of the console are; `base` is the sandbox's, such as `/console/in/default`."""

    base: str = ""

    def events(self, kind: str) -> str:
        """All events of a type."""
        return f"{self.base}/events?type={quote(kind, errors='replace')}"

    def message(self, message: str) -> str:
        """The phone that has this text; its number stands in no trace."""
        return f"{self.base}/messages/{quote(message, safe='', errors='replace')}"


@dataclass(frozen=True, slots=True)
class Board:
    """`start` is when the journey began, `lanes` has each lane's place, `right` ends the room for marks."""

    view: View
    words: Words
    links: Links
    start: datetime
    lanes: Mapping[str, float]
    right: float
    chain: Chain | None = None

    @property
    def width(self) -> float:
        """Of the whole picture."""
        return self.right + TOOK

    def lit(self, steps: Collection[Step]) -> tuple[str, ...]:
        """The classes of what is chosen, or on the chain of causes and effects through it."""
        if self.chain is None:
            return ()
        if any(step.id == self.chain.step for step in steps):
            return ("chosen", "lit")
        return ("lit",) if any(step.id in self.chain for step in steps) else ()

    def time(self, began: datetime, virtual: datetime | None) -> list[Label]:
        """The left column: since the start; below it the sandbox's time, where it is another one."""
        differs = virtual is not None and abs(virtual - began) >= _DIFFERS
        at = TEXT_AT if differs else TIME_AT
        labels = [Label(TIME_END, at, since(self.start, began), ("time",), "end", title=told(began))]
        if differs and virtual is not None:
            labels.append(Label(TIME_END, 24, clock(virtual, began), ("virtual",), "end", title=told(virtual)))
        return labels


def places(used: Sequence[str]) -> dict[str, int]:
    """Where each lane is, from left to right."""
    found: dict[str, int] = {}
    x, before = FIRST_LANE, ""
    for lane in used:
        if found:
            x += BEFORE_PHONE if lane == PHONE else BESIDE_GATEWAY if GATEWAY in (lane, before) else LANE
        found[lane], before = x, lane
    return found


def board_of(steps: Sequence[Step], used: Sequence[str], view: View, words: Words, links: Links) -> Board:
    """A board for these lanes."""
    lanes = places(used)
    start = min(step.recorded_at for step in steps)
    chain = chain_of(steps, view.step) if view.step else None
    right = max(lanes.values(), default=FIRST_LANE) + BEHIND_LANES
    return Board(view, words, links, start, lanes, max(right, 640), chain)


def heads(board: Board, away: Collection[str] = ()) -> tuple[Lane, ...]:
    """What stands at the top of each lane; a service that could not be asked says so."""
    words = board.words
    return tuple(
        Lane(
            name,
            x,
            words.lane(name),
            board.view.on_lane(name),
            words.say("heads.lane_away" if name in away else "heads.lane", lane=words.lane(name)),
            ("away",) if name in away else ("only",) if name in board.view.lanes else (),
        )
        for name, x in board.lanes.items()
    )
