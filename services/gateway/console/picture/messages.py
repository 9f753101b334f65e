"""The texts of a journey, as bubbles: what was sent to whom, and what the operator said about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.console.picture.board import Links
from services.gateway.console.picture.judging import classes_of
from services.gateway.console.picture.marks import Mark
from services.gateway.console.picture.moments import since, told
from services.gateway.console.picture.titles import title_of
from services.gateway.console.picture.view import View, anchor_of
from services.gateway.console.picture.words import Words
from services.gateway.traces.rules.step import Step


@dataclass(frozen=True, slots=True)
class Bubble(Mark):
    """`to` is masked; `phone` leads to where the text itself can be read. `since` the journey began, `at` real time."""

    id: str
    template: str
    name: str
    to: str
    report_code: str
    status: str
    since: str
    at: str
    phone: str
    cause: str | None


def messages_of(steps: Sequence[Step], view: View, words: Words, links: Links | None = None) -> tuple[Bubble, ...]:
    """Every text of the journey, in order."""
    if not steps:
        return ()
    start = min(step.recorded_at for step in steps)
    return tuple(_bubble(step, since(start, step.recorded_at), view, words, links or Links())
                 for step in steps if step.kind == "message")  # fmt: skip


def _bubble(step: Step, after: str, view: View, words: Words, links: Links) -> Bubble:
    template, _, name = step.name.partition(" ")
    message = step.detail.get("message_id")
    return Bubble(
        step.id,
        view.at(step.id),
        title_of(step, words),
        classes_of(step),
        id=anchor_of(step.id),
        template=str(step.detail.get("template") or template),
        name=name or step.name,
        to=str(step.detail.get("to") or ""),
        report_code=str(step.detail.get("report_code") or ""),
        status=words.name("statuses", step.status),
        since=after,
        at=told(step.recorded_at),
        phone=links.message(str(message)) if message else "",
        cause=step.caused_by,
    )
