"""What is drawn: plain numbers, texts and names of classes. A template turns them into SVG, and decides nothing."""

from dataclasses import dataclass
from typing import Literal

ROW = 28

End = Literal["head", "cross", "barred", "open"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that stands for a step: where it leads to, and all there is to say of it."""

    step: str
    href: str
    title: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrow(Mark):
    """From `x1` to `x2` at height `y`, with its `tip` a little before that; `dot` is where it passes the gateway,
    `bolt` where a fault struck it.

    Its end: a head; a cross where it failed; barred where it was put aside; open where nobody took it yet.
    """

    x1: float
    x2: float
    y: float
    tip: float
    end: End = "head"
    dot: float | None = None
    bolt: float | None = None

    @property
    def direction(self) -> int:
        """1 to the right, -1 to the left."""
        return 1 if self.x2 > self.x1 else -1


@dataclass(frozen=True, slots=True)
class Pill(Mark):
    """A box with a word in it. `id` is where a link to its step leads."""

    x: float
    y: float
    width: float
    text: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Bar(Mark):
    """A box without words: somebody works, or something waits."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Label:
    """A text; `x` is its left end, or its right one when `anchor` says so. It leads somewhere if it has `href`."""

    x: float
    y: float
    text: str
    classes: tuple[str, ...] = ()
    anchor: Literal["start", "middle", "end"] = "start"
    href: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a picture, `ROW` px high, its top at `y`.

    `id` is where links to it lead, `step` the step it shows, `steps` all of them, with `cause` and `event` for those
    who walk from one to another. `href` and `title` belong to the row as a whole; `dots` are dotted
    lines, from where to where.
    """

    id: str
    y: float
    kind: Literal["chapter", "gap", "run", "shape"]
    classes: tuple[str, ...]
    href: str
    title: str
    step: str = ""
    steps: tuple[str, ...] = ()
    cause: str | None = None
    event: str | None = None
    labels: tuple[Label, ...] = ()
    dots: tuple[tuple[float, float], ...] = ()
    arrow: Arrow | None = None
    badge: Label | None = None
    bars: tuple[Bar, ...] = ()
    pills: tuple[Pill, ...] = ()

    @property
    def is_washed(self) -> bool:
        """Whether it stands on a colour of its own."""
        return bool({"lit", "member"} & set(self.classes))


@dataclass(frozen=True, slots=True)
class Lane:
    """A vertical line and what stands at its head."""

    name: str
    x: float
    text: str
    href: str
    title: str
    classes: tuple[str, ...] = ()
