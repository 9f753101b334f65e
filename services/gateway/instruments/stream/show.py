"""What a stream looks like on the wire: server-sent events."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.gateway.traces.lookups.unfolding import JourneyStep, Round
from services.gateway.traces.rules.places import Cursor
from shared.clock import real_micros
from shared.context import Language
from shared.errors import Problem

MEDIA_TYPE = "text/event-stream"
HEADERS = {"X-Accel-Buffering": "no"}  # nginx would wait until it has a page full
RETRY_MS = 1000


@dataclass(frozen=True, slots=True)
class Frame:
    """A step as it is sent, whoever reads it, and the cursor behind it."""

    step: JourneyStep
    cursor: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """A round, ready to be sent; `cursor` is the position at its end."""

    round: Round
    frames: tuple[Frame, ...]
    cursor: str


def shown(told: Round, life: int, journey: str | None = None) -> Shown:
    """Each step with the position at which whoever has read it goes on; `journey` when only its lines were read."""
    cursors = [str(cursor) for cursor in _cursors(told, life, journey)]
    return Shown(told, tuple(map(_frame, told.steps, cursors)), cursors[-1])


def _cursors(told: Round, life: int, journey: str | None) -> Iterator[Cursor]:
    """One a step, the end's last; the end's own where there is none."""
    now = real_micros()
    for number in range(1, len(told.steps)):
        if told.settled and told.told_from == told.before:
            yield Cursor(life, now, told.before, told.after, number, journey)
        else:
            yield Cursor(life, now, told.told_from)
    yield Cursor(life, now, told.after if told.settled else told.told_from)


def _frame(step: JourneyStep, cursor: str) -> Frame:
    return Frame(step, cursor, event("step", step.model_dump(mode="json", by_alias=True), cursor))


def event(name: str, data: Mapping[str, Any], cursor: str | None = None) -> bytes:
    """One server-sent event."""
    place = f"id: {cursor}\n" if cursor else ""
    return f"event: {name}\n{place}data: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()


def beginning(sandbox: str, cursor: str) -> bytes:
    """The first event: from where on the stream tells what happens."""
    return f"retry: {RETRY_MS}\n".encode() + event("begin", {"sandbox": sandbox, "cursor": cursor}, cursor)


def still_there(cursor: str) -> bytes:
    """A comment, so that nobody on the way takes the silence for an end; it moves the client's cursor on."""
    return f": nothing new\nid: {cursor}\n\n".encode()


def notice(name: str, problem: Problem, language: Language) -> bytes:
    """`gap`: something was missed, load anew; or `end`, the last event of a stream. Both say why."""
    document = problem.document(language)
    return event(name, {"reason": document["code"], "detail": document["detail"]})


def moved(piece: bytes) -> bytes:
    """What a page is told instead: that something moved, and nothing of it; what is no news stays none."""
    return b": here\n\n" if piece.startswith((b":", b"retry:")) else b"data: moved\n\n"


EXAMPLE = """retry: 1000
event: begin
id: eyJsaWZlIjoxNzg…
data: {"sandbox":"default","cursor":"eyJsaWZlIjoxNzg…"}

event: step
id: eyJsaWZlIjoxNzg…
data: {"id":"hall:412","at":"2026-05-18T09:00:00+08:00","recorded_at":"2026-05-18T09:00:00+08:00","kind":"state",\
"service":"hall","name":"application","status":"confirmed","from":"draft","journey":"019e3a…"}

: nothing new
id: eyJsaWZlIjoxNzg…

"""

ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}, "example": EXAMPLE}},
        "description": "Events `begin`, `step`, `gap` and `end`, as they happen.",
    }
}
