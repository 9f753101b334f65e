"""Runs: successive requests about the same thing, all of which succeeded, fold into one row."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from services.gateway.console.picture.shape import Shape
from services.gateway.console.picture.view import View
from services.gateway.traces.rules.step import Milliseconds, Step

SHORTEST = 3
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz-")

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Run:
    """At least three requests about one `thing` by one account, one after the other. When `opened`, they follow it."""

    thing: str
    shapes: tuple[Shape, ...]
    opened: bool = False

    @property
    def step(self) -> Step:
        """The first request: it names the run as long as nobody knows of an earlier one."""
        return self.shapes[0].step

    @property
    def steps(self) -> tuple[Step, ...]:
        """All that is in it."""
        return tuple(step for shape in self.shapes for step in shape.steps)

    @property
    def began(self) -> datetime:
        """When the first began, in real time."""
        return self.shapes[0].began

    @property
    def ended(self) -> datetime:
        """When the last to end ended."""
        return max(shape.ended for shape in self.shapes)

    @property
    def took_ms(self) -> Milliseconds:
        """What all of them took together."""
        return sum(shape.took_ms or 0 for shape in self.shapes)

    @property
    def fails(self) -> bool:
        """Never: what fails is in no run."""
        return False


def folded(shapes: Sequence[Shape], opened: Collection[str] = (), chosen: str | None = None) -> list[Shape | Run]:
    """Runs in the place of their requests. One is opened by the id of any of its steps, and by the `chosen` one."""
    wanted = {*opened, *([chosen] if chosen else [])}
    out: list[Shape | Run] = []
    for key, group in groupby(shapes, key=_key):
        members = tuple(group)
        if key is None or len(members) < SHORTEST:
            out += members
            continue
        run = Run(key[1], members, opened=any(step.id in wanted for shape in members for step in shape.steps))
        out += [run, *members] if run.opened else [run]
    return out


def link_of_run(run: Run, view: View) -> str:
    """The link that opens it, or closes it again."""
    return view.closing(*(step.id for step in run.steps)) if run.opened else view.opening(run.step.id)


def _key(shape: Shape) -> Key | None:
    """What the requests of a run have in common; None for what never folds."""
    if shape.step.kind != "request" or shape.fails:
        return None
    things = {(state.service, state.name) for state in shape.states}
    if len(things) > 1:
        return None
    service, thing = things.pop() if things else (_part(shape.step), _resource(shape.step))
    return service, thing, shape.step.actor.account if shape.step.actor else ""


def _part(step: Step) -> str:
    return str(step.detail.get("service") or step.service)


def _resource(step: Step) -> str:
    """Without a state, the last plain word of the path says what the request was about."""
    words = [word for word in step.name.split(" ", 1)[-1].split("/") if word and set(word) <= _PLAIN]
    return words[-1] if words else ""
