"""How somebody looks at a journey. All of it stands in the page's query, so that a link shows the same to others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, quote_plus

SEQUENCE, WATERFALL, STEPS, STATES, MESSAGES = VIEWS = ("sequence", "waterfall", "steps", "states", "messages")
LONGEST = 100  # of what is looked for
_SAFE = ":/,"  # ids hold them, and a query may


@dataclass(frozen=True, slots=True)
class View:
    """`step` is the chosen one; `opened` has ids of steps whose run is open, and names of chapters that are.

    `reads` shows requests that only read. `lanes` names those that rows have to touch; one with a minus is hidden,
    with all that touches it. `find` keeps the steps of the table that say so.
    """

    name: str = SEQUENCE
    step: str | None = None
    opened: tuple[str, ...] = ()
    reads: bool = False
    lanes: tuple[str, ...] = ()
    find: str = ""

    @property
    def query(self) -> str:
        """Without what is usual: `?` alone for the plain page."""
        return self._asking(self.step)

    def _asking(self, step: str | None) -> str:
        told = {
            "view": self.name if self.name != SEQUENCE else "",
            "step": step or "",
            "open": ",".join(self.opened),
            "reads": "1" if self.reads else "",
            "lane": ",".join(self.lanes),
            "find": self.find,
        }
        return "?" + "&".join(
            f"{key}={quote_plus(value, safe=_SAFE, errors='replace')}" for key, value in told.items() if value
        )

    def at(self, step: str | None) -> str:
        """The link that chooses a step, or none."""
        return self._asking(step)

    def opening(self, name: str) -> str:
        """The link that opens a run or a chapter, too."""
        return replace(self, opened=(*self.opened, *([] if name in self.opened else [name]))).query

    def closing(self, *names: str) -> str:
        """The link that closes what any of these opened; a chosen step in it is chosen no more."""
        step = None if self.step in names else self.step
        return replace(self, step=step, opened=tuple(name for name in self.opened if name not in names)).query

    def on_lane(self, lane: str) -> str:
        """The link that shows only what touches this lane; shown so already, the one that shows all."""
        return replace(self, lanes=() if self.lanes == (lane,) else (lane,)).query

    def hiding(self, lane: str) -> str:
        """The link that hides this lane; hidden already, the one that shows it."""
        word = f"-{lane}"
        others = tuple(one for one in self.lanes if one != word)
        return replace(self, lanes=others if word in self.lanes else (*others, word)).query

    @property
    def with_reads(self) -> str:
        """The link that shows what only read, too; shown already, the one that leaves it out."""
        return replace(self, reads=not self.reads).query

    @property
    def on_all_lanes(self) -> str:
        """The link that asks for no lane."""
        return replace(self, lanes=()).query

    def named(self, view: str) -> str:
        """The link to another view of the same; the chosen step stays chosen."""
        return replace(self, name=view).query


def view_of(query: Mapping[str, str]) -> View:
    """From a page's query; what nobody knows is as if it were not there."""
    name = query.get("view", SEQUENCE)
    return View(
        name=name if name in VIEWS else SEQUENCE,
        step=query.get("step") or None,
        opened=_list(query.get("open", "")),
        reads=query.get("reads") == "1",
        lanes=_list(query.get("lane", "")),
        find=query.get("find", "").strip()[:LONGEST],
    )


def anchor_of(step: str, number: int | None = None) -> str:
    """The `id` of an element that shows a step: told from the step's own id, so that late lines change nothing.

    Fit for a link, a selector and a script: other characters than letters, digits and `-` become `_` and two digits.
    """
    plain = (
        quote(step, safe="", errors="surrogatepass")
        .replace("_", "%5F")
        .replace(".", "%2E")
        .replace("~", "%7E")
        .replace("%", "_")
    )
    return f"step-{plain}" + (f"_try_{number}" if number is not None and number > 1 else "")


def _list(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in said.split(",") if part))
