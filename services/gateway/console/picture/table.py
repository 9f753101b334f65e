"""The steps as a plain table: all of them, in order, nothing folded and nothing left out."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.console.picture.chain import chain_of
from services.gateway.console.picture.joined import joined
from services.gateway.console.picture.judging import classes_of, fails
from services.gateway.console.picture.lanes import answering
from services.gateway.console.picture.marks import Mark
from services.gateway.console.picture.moments import since, told, took
from services.gateway.console.picture.noise import causes_in, is_noise
from services.gateway.console.picture.titles import became, title_of
from services.gateway.console.picture.view import View, anchor_of
from services.gateway.console.picture.words import Words
from services.gateway.traces.rules.step import Step


@dataclass(frozen=True, slots=True)
class TableRow(Mark):
    """One step. `cause` is the step that led to it, `cause_href` the link that chooses it, `cause_anchor` its `id`."""

    id: str
    since: str
    at: str
    kind: str
    service: str
    name: str
    status: str
    took: str
    attempts: int
    error: str
    cause: str | None
    cause_href: str
    cause_anchor: str


def table_of(steps: Sequence[Step], view: View, words: Words) -> tuple[TableRow, ...]:
    """A row for every step."""
    if not steps:
        return ()
    start = min(step.recorded_at for step in steps)
    known = {step.id for step in steps}
    chain = chain_of(steps, view.step) if view.step else None
    shapes = joined(steps)
    causes = causes_in(shapes)
    noise = {shape.step.id for shape in shapes if is_noise(shape, causes)}

    def row(step: Step) -> TableRow:
        lit = () if chain is None or step.id not in chain else ("chosen", "lit") if step.id == chain.step else ("lit",)
        marks = (*(("noise",) if step.id in noise else ()), *(("fails",) if fails(step) else ()), *lit)
        return TableRow(
            step.id,
            view.at(step.id),
            title_of(step, words),
            (*classes_of(step), *marks),
            id=anchor_of(step.id),
            since=since(start, step.recorded_at),
            at=told(step.recorded_at),
            kind=words.name("kinds", step.kind),
            service=words.lane(answering(step)),
            name=became(step, words) if step.kind == "state" else step.name,
            status=words.name("states" if step.kind == "state" else "statuses", step.status),
            took="" if step.duration_ms is None else took(step.duration_ms),
            attempts=step.attempts,
            error=step.error or str(step.detail.get("problem") or ""),
            cause=step.caused_by,
            cause_href=view.at(step.caused_by) if step.caused_by in known else "",
            cause_anchor=anchor_of(step.caused_by) if step.caused_by in known else "",
        )

    return tuple(row(step) for step in steps)
