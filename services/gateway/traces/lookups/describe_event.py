"""Describe one event: its envelope, and each attempt at sending and handling it."""

from services.gateway.errors import UpstreamUnavailable
from services.gateway.peers.asking import Answers, Peers
from services.gateway.traces.errors import EventUnknown
from services.gateway.traces.lookups.find_envelopes import masked
from services.gateway.traces.rules.event import SeenEnvelope, seen
from services.gateway.traces.rules.grouping import delivery_id, steps_of
from services.gateway.traces.rules.step import Step
from shared.context import current
from shared.instruments.contract.traffic import EVENT, EventAsked, WholeEvent


async def describe_event(peers: Peers, event_id: str) -> SeenEnvelope:
    """Raises EventUnknown, or UpstreamUnavailable when its publisher may be the one that is away."""
    answers = await peers.ask_all(EVENT, EventAsked(event_id=event_id), names=peers.behind)
    publisher = next((name for name, answer in answers.by_service.items() if answer.envelope is not None), None)
    if publisher is None:
        raise _not_found(answers, event_id)
    recorded = answers.by_service[publisher].events[0]
    received = [row for answer in answers.by_service.values() for row in answer.deliveries]
    event = seen(current().sandbox, recorded, received, await peers.subscribers())
    steps = _steps(answers)
    for delivery in event.deliveries:
        if step := steps.get(delivery_id(event_id, delivery.consumer)):
            delivery.tries, delivery.duplicates = step.tries, step.detail.get("duplicates", 0)
    return SeenEnvelope(
        **event.model_dump(),
        envelope=masked(answers.by_service[publisher].envelope or {}),
        tries=steps[event_id].tries if event_id in steps else [],
    )


def _not_found(answers: Answers[WholeEvent], event_id: str) -> Exception:
    if answers.unavailable:
        return UpstreamUnavailable(service=answers.unavailable[0])
    return EventUnknown(sandbox=current().sandbox, event=event_id)


def _steps(answers: Answers[WholeEvent]) -> dict[str, Step]:
    lines = [line for answer in answers.by_service.values() for line in answer.lines]
    return {step.id: step for step in steps_of(lines)}
