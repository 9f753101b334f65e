"""From journal lines to steps: a delivery is one step, though each attempt wrote a line."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from services.gateway.traces.rules.step import Attempt, Step
from shared.instruments.contract.journal import CALLED, Line

TRIED = frozenset({"confirmed", "returned", "unavailable", "handled", "failed"})
FAULTED = "faulted"
SETTLED = frozenset({"published", "handled"})


def steps_of(lines: Iterable[Line]) -> list[Step]:
    """Every line in exactly one step; steps in the order of their first lines."""
    lines = sorted(lines, key=lambda line: (line.recorded_at, line.service, line.seq))
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(step_id(line), []).append(line)
    events = {line.event_id for line in lines if line.kind == "event"}
    return [_step(key, sorted(group, key=lambda line: line.seq), events) for key, group in groups.items()]


def step_id(line: Line) -> str:
    """Which step this line belongs to: requests, hands and events have ids of their own, to which effects refer."""
    if line.status == FAULTED:
        return f"{line.service}:{line.seq}"
    if line.kind in ("request", "control", "event") and line.event_id:
        return line.event_id
    if line.kind == "delivery" and line.event_id:
        return delivery_id(line.event_id, line.service)
    return f"{line.service}:{line.seq}"


def delivery_id(event_id: str, service: str) -> str:
    return f"{event_id}/{service}"


def _step(key: str, lines: Sequence[Line], events: set[str | None]) -> Step:
    first = lines[0]
    status = _status(lines)
    tries = _tries(lines)
    return Step(
        id=key,
        at=first.at,
        recorded_at=first.recorded_at,
        kind=first.kind,
        service=first.service,
        name=first.name,
        status=status,
        caused_by=_cause(first, events),
        duration_ms=_duration(lines),
        attempts=max(1, len(tries)),
        error=None if status in SETTLED else next((one.error for one in reversed(tries) if one.error), first.error),
        event_id=first.event_id,
        tries=tries,
        **_facts(lines, status),
    )


def _facts(lines: Sequence[Line], status: str) -> dict[str, Any]:
    """What the lines tell beside what happened, each in its own field."""
    detail = _detail(lines)
    next_attempt = detail.pop("next_attempt_at", None)
    return {
        "actor": detail.pop("actor", None),
        "fault": detail.pop("fault", None),
        "sent_at": _when(lines, "event", "confirmed"),
        "received_at": _when(lines, "delivery", "received"),
        "next_attempt_at": next_attempt if status == "retrying" else None,
        "detail": detail,
    }


def _when(lines: Sequence[Line], kind: str, status: str) -> datetime | None:
    return next((line.recorded_at for line in lines if (line.kind, line.status) == (kind, status)), None)


def _status(lines: Sequence[Line]) -> str:
    """What became of it in the end: a second copy that was put aside changes nothing."""
    counted = [line.status for line in lines if line.status != "duplicate"] or [lines[-1].status]
    return CALLED.get(counted[-1], counted[-1]) if lines[0].kind in ("event", "delivery") else counted[-1]


def _tries(lines: Sequence[Line]) -> list[Attempt]:
    if lines[0].kind not in ("event", "delivery"):
        return []
    return [
        Attempt(at=line.recorded_at, status=line.status, error=line.error, duration_ms=line.duration_ms)
        for line in lines
        if line.status in TRIED
    ]


def _cause(line: Line, events: set[str | None]) -> str | None:
    """What is done while handling an event was caused by its delivery to that very service."""
    if line.status == FAULTED:
        return line.caused_by if line.kind == "request" else line.event_id or line.caused_by
    if line.kind in ("request", "control"):
        return None
    if line.kind == "delivery":
        return line.event_id
    if line.caused_by in events and line.caused_by:
        return delivery_id(line.caused_by, line.service)
    return line.caused_by


def _duration(lines: Sequence[Line]) -> float | None:
    measured = [line.duration_ms for line in lines if line.duration_ms is not None]
    if measured:
        return round(sum(measured), 3)
    return _between(lines[0].recorded_at, lines[-1].recorded_at) if len(lines) > 1 else None


def _between(start: datetime, end: datetime) -> float:
    return round((end - start) / timedelta(milliseconds=1), 3)


def _detail(lines: Sequence[Line]) -> dict[str, object]:
    merged: dict[str, object] = {}
    for line in lines:
        merged |= line.detail
    copies = sum(line.status == "duplicate" for line in lines)
    return merged | ({"duplicates": copies} if copies else {})
