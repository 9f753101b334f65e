"""A journey in a list: one line from what each service summed up."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel

from services.gateway.peers.subscribers import Subscribers
from services.gateway.traces.rules.stillness import in_flight, with_consumers
from shared.instruments.contract.journeys import Part

Fare = Literal["none", "in-flight", "retrying", "dead", "handled"]


class Journey(BaseModel):
    """旅程: `status` is the last state of any service, `events` how its events fare; times by the sandbox's clock.

    `leader_phone` shows the last four digits only; `failures` counts attempts and texts that failed.
    """

    journey: str
    number: str | None
    project_code: str | None
    project_name: str | None
    scenario: str | None
    leader_phone: str | None
    status: str | None
    state: str | None
    events: Fare
    started_at: datetime
    moved_at: datetime
    duration_ms: float
    failures: int
    messages: int
    services: list[str]


def summary_of(journey: str, parts: Mapping[str, Part], subscribers: Subscribers) -> Journey:
    """One journey from its parts, at least one."""
    states = [part.state for part in parts.values() if part.state]
    last = max(states, key=lambda state: state.at, default=None)
    began, moved = min(part.started_at for part in parts.values()), max(part.moved_at for part in parts.values())
    about = {name: _first(parts, name) for name in ("number", "project_code", "project_name", "scenario", "phone")}
    tail = about.pop("phone")
    return Journey(
        journey=journey,
        **about,
        leader_phone=tail and f"*******{tail}",
        status=last.status if last else None,
        state=last.name if last else None,
        events=_fare(parts, subscribers),
        started_at=began,
        moved_at=moved,
        duration_ms=(moved - began) / timedelta(milliseconds=1),
        failures=sum(part.failures for part in parts.values()),
        messages=sum(part.messages for part in parts.values()),
        services=sorted(parts),
    )


def _first(parts: Mapping[str, Part], name: str) -> str | None:
    """What the first service that knows it says; the hall's own word counts before a text's."""
    values = (getattr(parts[service], name) for service in sorted(parts))
    return next((value for value in values if value), None)


def _fare(parts: Mapping[str, Part], subscribers: Subscribers) -> Fare:
    if not any(part.emitted for part in parts.values()):
        return "none"
    if any(part.dead for part in parts.values()):
        return "dead"
    if any(part.retrying for part in parts.values()):
        return "retrying"
    return "in-flight" if in_flight(with_consumers(parts, subscribers)) else "handled"
