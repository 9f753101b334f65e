"""All instruments' routes."""

from collections.abc import Sequence

from fastapi import APIRouter

from services.gateway.instruments.applications import route as applications
from services.gateway.instruments.checkpoints import route as checkpoints
from services.gateway.instruments.clock import route as clock
from services.gateway.instruments.controls import route as controls
from services.gateway.instruments.dead_letters import route as dead_letters
from services.gateway.instruments.documents import route as documents
from services.gateway.instruments.events import route as events
from services.gateway.instruments.exports import route as exports
from services.gateway.instruments.faults import route as faults
from services.gateway.instruments.idle import route as idle
from services.gateway.instruments.journeys import route as journeys
from services.gateway.instruments.metrics import route as metrics
from services.gateway.instruments.people import route as people
from services.gateway.instruments.phones import route as phones
from services.gateway.instruments.problem_types import route as problem_types
from services.gateway.instruments.requests import route as requests
from services.gateway.instruments.sandboxes import route as sandboxes
from services.gateway.instruments.scenarios import route as scenarios
from services.gateway.instruments.sms_keys import route as sms_keys
from services.gateway.instruments.state import route as state
from services.gateway.instruments.stream import route as stream
from services.gateway.instruments.verify import route as verify
from services.gateway.instruments.waiting import route as waiting
from services.gateway.instruments.webhooks import route as webhooks

routers: Sequence[APIRouter] = [
    sandboxes.router, people.router, applications.router, journeys.router, stream.router, events.router,
    dead_letters.router, requests.router, controls.router, waiting.router, idle.router, faults.router, state.router,
    phones.router, sms_keys.router, clock.router, documents.router, metrics.router, verify.router,
    webhooks.router, problem_types.router,
    scenarios.router, checkpoints.router, exports.router,
]  # fmt: skip
