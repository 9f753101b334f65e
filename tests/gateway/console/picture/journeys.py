"""Steps as the control plane tells them, for the picture's tests."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from services.gateway.traces.rules.step import Actor, Attempt, Step
from shared.clock import BEIJING

START = datetime(2026, 5, 18, 9, 0, tzinfo=BEIJING)
CONFIRMED, PUSHED = "hall.application.confirmed", "review.project.pushed"
relaxed = settings(deadline=None, max_examples=50)
OWNER = Actor(role="owner", account="91410100MA9XXXX118")


def at(ms: float) -> datetime:
    return START + timedelta(milliseconds=ms)


def step(id: str, kind: str, name: str, status: str, ms: float = 0, **more: Any) -> Step:  # noqa: A002
    """A step `ms` milliseconds after the start, by both clocks."""
    told = {"service": "hall", "at": at(ms), "recorded_at": at(ms)} | more
    return Step.model_validate({"id": id, "kind": kind, "name": name, "status": status, **told})


def request(id: str, name: str, ms: float = 0, status: str = "200", took: float = 5, **more: Any) -> Step:  # noqa: A002
    """A request of the owner's to the hall."""
    told = {"service": "gateway", "duration_ms": took, "detail": {"service": "hall"}, "actor": OWNER} | more
    return step(id, "request", name, status, ms, **told)


def state(id: str, name: str, status: str, ms: float = 0, cause: str | None = None, **more: Any) -> Step:  # noqa: A002
    return step(id, "state", name, status, ms, caused_by=cause, **more)


def tried(status: str, ms: float, error: str | None = None, took: float | None = None) -> Attempt:
    return Attempt(at=at(ms), status=status, error=error, duration_ms=took)


def upload(number: int, ms: float) -> list[Step]:
    """One material's upload."""
    one = request(f"U{number}", f"POST /hall/applications/{{…}}/materials/M{number:02}/files", ms, "201")
    return [one, state(f"hall:{100 + number}", "material", "uploaded", ms + 3, one.id, subject=f"M{number:02}")]


def confirmed(ms: float = 0) -> list[Step]:
    """A confirmation, its push, and the text: 8 steps."""
    return [
        request("R", "POST /hall/applications/{…}/confirmation", ms),
        state("hall:1", "application", "confirmed", ms + 3, "R", previous="draft"),
        step(
            "E1", "event", CONFIRMED, "handled", ms + 4, event_id="E1", caused_by="R", sent_at=at(ms + 9),
            subscribers=("review",), tries=(tried("confirmed", ms + 9, took=2),),
        ),
        step(
            "E1/review", "delivery", CONFIRMED, "handled", ms + 10, service="review", event_id="E1", caused_by="E1",
            received_at=at(ms + 10), waited_ms=6, duration_ms=2, tries=(tried("handled", ms + 12, took=2),),
        ),
        state("review:1", "city-project", "pushed", ms + 12, "E1/review", service="review"),
        step(
            "E2", "event", PUSHED, "handled", ms + 12, service="review", event_id="E2", caused_by="E1/review",
            sent_at=at(ms + 20), subscribers=("sms",), tries=(tried("confirmed", ms + 20, took=7),),
        ),
        step(
            "E2/sms", "delivery", PUSHED, "handled", ms + 15, service="sms", event_id="E2", caused_by="E2",
            received_at=at(ms + 15), waited_ms=3, duration_ms=1, tries=(tried("handled", ms + 16, took=1),),
        ),
        step(
            "sms:1", "message", "T3 account-created", "delivered", ms + 16, service="sms", caused_by="E2/sms",
            detail={"to": "138****0001", "message_id": "m", "template": "T3", "report_code": "DELIVRD"},
        ),
    ]  # fmt: skip


def retried(status: str = "handled", copies: int = 0) -> list[Step]:
    """A delivery that failed at 10 ms and at 1,010 ms; then, at 5,000 ms, it was handled or given up as dead.

    Somebody asks for something else at 500 ms; what the handling led to is recorded as it ends.
    """
    last = tried("handled", 5_000, took=2) if status == "handled" else tried("failed", 5_000, "OSError: away")
    tries = (tried("failed", 10, "OSError: away"), tried("failed", 1_010, "OSError: away"), last)
    delivery = step(
        "E1/review", "delivery", CONFIRMED, status, 9, service="review", event_id="E1", caused_by="E1",
        received_at=at(9), attempts=3, tries=tries, detail={"duplicates": copies} if copies else {},
    )  # fmt: skip
    effect = state("review:1", "city-project", "pushed", 5_000, "E1/review", service="review")
    return [
        *confirmed()[:3],
        delivery,
        request("other", "POST /hall/applications/{…}/withdrawal", 500, "409"),
        *([effect] if status == "handled" else []),
    ]


def road(uploads: int = 12) -> list[Step]:
    """From the application to the text, with that many materials and a read after each."""
    steps = [request("A", "POST /hall/applications", 0, "201"), state("hall:0", "application", "draft", 2, "A")]
    for number in range(uploads):
        steps += upload(number, 20 + number * 10)
    return [*steps, request("G", "GET /hall/applications/{…}", 25 + uploads * 10), *confirmed(40 + uploads * 10)]


_THINGS = st.sampled_from(["material", "form", "drawing", "application", "project"])
_STATUSES = st.sampled_from(["uploaded", "confirmed", "draft", "editing", "submitted"])
_METHODS = st.sampled_from(["GET /hall/a", "POST /hall/a/materials", "PUT /review/a/b", "GET /review/projects/{…}"])


@st.composite
def journeys(draw: st.DrawFn, most: int = 16) -> list[Step]:
    """Any steps in causal order: requests that succeed or fail, states, events, deliveries with their tries, texts."""
    steps: list[Step] = []
    now = 0.0
    for number in range(draw(st.integers(0, most))):
        now += draw(st.sampled_from([0, 1, 5, 90, 150, 4_000]))
        cause = draw(st.one_of(st.none(), st.sampled_from(steps).map(lambda one: one.id))) if steps else None
        steps.append(_any(draw, f"s:{number}/x", now, cause))
    return steps


def _any(draw: st.DrawFn, id: str, ms: float, cause: str | None) -> Step:  # noqa: A002
    service = draw(st.sampled_from(["hall", "review", "sms"]))
    match draw(st.sampled_from(["request", "request", "state", "event", "delivery", "message", "control"])):
        case "request":
            status = draw(st.sampled_from(["200", "200", "201", "409", "500"]))
            return request(id, draw(_METHODS), ms, status, detail={"service": service})
        case "state":
            subject = draw(st.sampled_from([None, "M01", "M02"]))
            return state(id, draw(_THINGS), draw(_STATUSES), ms, cause, service=service, subject=subject)
        case "event":
            return step(id, "event", CONFIRMED, draw(st.sampled_from(["emitted", "published", "handled", "dead"])), ms,
                        service=service, caused_by=cause, event_id=id)  # fmt: skip
        case "delivery":
            return _delivery(draw, id, ms, cause, service)
        case "message":
            return step(id, "message", "T3 account-created", draw(st.sampled_from(["delivered", "failed"])), ms,
                        service="sms", caused_by=cause, detail={"template": "T3"})  # fmt: skip
        case other:
            return step(id, other, "clock", "moved", ms, service="gateway", caused_by=cause)


def _delivery(draw: st.DrawFn, id: str, ms: float, cause: str | None, service: str) -> Step:  # noqa: A002
    failures = draw(st.integers(0, 3))
    end = draw(st.sampled_from(["handled", "retrying", "dead"])) if failures else "handled"
    tries = [tried("failed", ms + 1 + 1_000 * number, "OSError: away") for number in range(failures)]
    if end == "handled":
        tries.append(tried("handled", ms + 2 + 1_000 * failures, took=1))
    return step(id, "delivery", CONFIRMED, end, ms, service=service, caused_by=cause, received_at=at(ms),
                tries=tuple(tries), attempts=len(tries),
                detail={"duplicates": 2} if draw(st.booleans()) else {})  # fmt: skip


def many(number: int) -> Sequence[Step]:
    """A journey of that many steps: the road again and again, each time with ids of its own."""
    steps: list[Step] = []
    while len(steps) < number:
        turn = len(steps)
        for one in road():
            moved = timedelta(milliseconds=turn * 20)
            fresh = {"id": f"{turn}-{one.id}", "caused_by": one.caused_by and f"{turn}-{one.caused_by}"}
            steps.append(one.model_copy(update=fresh | {"at": one.at + moved, "recorded_at": one.recorded_at + moved}))
    return steps[:number]
