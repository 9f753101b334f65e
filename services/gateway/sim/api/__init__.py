"""The control plane's routes (/sim)."""

from collections.abc import Sequence

from fastapi import APIRouter

from services.gateway.sim.api import (
    clock,
    documents,
    events,
    journeys,
    people,
    phones,
    problem_types,
    requests,
    sandboxes,
    waiting,
)

routers: Sequence[APIRouter] = [
    sandboxes.router, people.router, journeys.router, events.router, requests.router, waiting.router, phones.router,
    clock.router, documents.router, problem_types.router,
]  # fmt: skip
