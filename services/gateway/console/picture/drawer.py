"""One step with all there is to say of it: what the drawer beside the picture shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.gateway.console.picture.board import Links
from services.gateway.console.picture.chain import chain_of
from services.gateway.console.picture.judging import classes_of
from services.gateway.console.picture.marks import Mark
from services.gateway.console.picture.moments import length, told
from services.gateway.console.picture.titles import became, title_of
from services.gateway.console.picture.view import View
from services.gateway.console.picture.waiting import parts_of
from services.gateway.console.picture.words import Words
from services.gateway.traces.rules.step import Step

AGAIN = frozenset({"dead", "retrying"})
_SAID = {"problem", "to", "report_code", "message_id"}  # of the detail, what is told by name


@dataclass(frozen=True, slots=True)
class Walk(Mark):
    """A step that led here, or one that this led to."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Tried:
    """One try: when it ended, in real time, what became of it, how long it took."""

    at: str
    status: str
    failed: bool
    took: str
    error: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a delivery's time: what it was (`outbox`, `broker`, `handling` …), and how long."""

    kind: str
    waits: bool
    length: str


@dataclass(frozen=True, slots=True)
class Drawer(Mark):
    """A step. `facts` are what and its value, in order; `causes` the nearest first, `effects` what it led to at once.

    `retry` is whose delivery can be tried again, else empty; `phone` where a text can be read.
    """

    kind: str
    kind_name: str
    name: str
    known_as: str
    status: str
    facts: tuple[tuple[str, str], ...]
    detail: tuple[tuple[str, str], ...]
    tries: tuple[Tried, ...]
    pieces: tuple[Piece, ...]
    waited: str
    handled: str
    causes: tuple[Walk, ...]
    effects: tuple[Walk, ...]
    event: str
    request: str
    retry: str
    phone: str


def drawer_of(steps: Sequence[Step], view: View, words: Words, links: Links | None = None) -> Drawer | None:
    """Of the chosen step; None where none is, or none of this journey."""
    by_id = {step.id: step for step in steps}
    step = by_id.get(view.step or "")
    if step is None:
        return None
    parts = parts_of(step, by_id.get(step.caused_by or "")) if step.kind == "delivery" else []
    message = step.detail.get("message_id")
    section = "controls" if step.kind == "control" else "events"
    known = words.name(section, step.name) if step.kind in ("event", "delivery", "control") else step.name
    return Drawer(
        step.id,
        view.at(step.id),
        title_of(step, words),
        classes_of(step),
        kind=step.kind,
        kind_name=words.name("kinds", step.kind),
        name=became(step, words) if step.kind == "state" else step.name,
        known_as=known if known != step.name else "",
        status=words.name("states" if step.kind == "state" else "statuses", step.status),
        facts=tuple((name, said) for name, said in _facts(step, words) if said),
        detail=tuple((key, said_of(value)) for key, value in step.detail.items() if key not in _SAID),
        tries=tuple(
            Tried(
                told(one.at),
                words.name("statuses", one.status),
                bool(one.error),
                "" if one.duration_ms is None else length(one.duration_ms),
                one.error or "",
            )
            for one in step.tries
        ),
        pieces=tuple(Piece(part.kind, part.waits, length(part.ms)) for part in parts),
        waited=length(sum(part.ms for part in parts if part.waits)) if parts else "",
        handled=length(sum(part.ms for part in parts if not part.waits)) if parts else "",
        causes=tuple(_walk(by_id[one], view, words) for one in chain_of(steps, step.id).causes),
        effects=tuple(_walk(one, view, words) for one in steps if one.caused_by == step.id),
        event=step.event_id or "" if step.kind in ("event", "delivery") else "",
        request=step.id if step.kind == "request" else "",
        retry=step.service if step.kind == "delivery" and step.status in AGAIN else "",
        phone=(links or Links()).message(str(message)) if message else "",
    )


def said_of(value: object) -> str:
    """A fact in one line: several of them as `status dead, attempts 11`."""
    return ", ".join(f"{key} {one}" for key, one in value.items()) if isinstance(value, Mapping) else str(value)


def _facts(step: Step, words: Words) -> Iterator[tuple[str, str]]:
    yield "service", words.lane(step.service)
    yield "actor", f"{step.actor.role} {step.actor.account}".rstrip() if step.actor else ""
    yield "subject", step.subject or ""
    yield "before", words.name("states", step.previous) if step.previous else ""
    yield "problem", str(step.detail.get("problem") or "")
    yield "to", str(step.detail.get("to") or "")
    yield "report", str(step.detail.get("report_code") or "")
    yield "error", step.error or ""
    yield "fault", step.fault or ""
    yield "listeners", ", ".join(map(words.lane, step.subscribers)) if step.subscribers else ""
    yield "recorded", told(step.recorded_at)
    yield "sandbox_time", told(step.at)
    yield "sent", told(step.sent_at) if step.sent_at else ""
    yield "received", told(step.received_at) if step.received_at else ""
    yield "took", length(step.duration_ms) if step.duration_ms is not None and step.kind != "event" else ""
    yield "next", told(step.next_attempt_at) if step.next_attempt_at else ""


def _walk(step: Step, view: View, words: Words) -> Walk:
    name = became(step, words) if step.kind == "state" else step.name
    kind = words.name("kinds", step.kind)
    return Walk(step.id, view.at(step.id), title_of(step, words), classes_of(step), kind, name)
