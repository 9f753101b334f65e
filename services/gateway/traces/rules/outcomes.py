"""An event's status is what became of its deliveries, so it is known only from all journals together."""

from collections.abc import Iterable, Mapping

from services.gateway.peers.subscribers import Subscribers
from services.gateway.traces.rules.event_status import status_of
from services.gateway.traces.rules.grouping import delivery_id
from services.gateway.traces.rules.step import Step


def with_outcomes(steps: Iterable[Step], subscribers: Subscribers) -> list[Step]:
    """The same steps; each event's status now says whether every subscriber handled it."""
    steps = list(steps)
    delivered = {step.id: step.status for step in steps if step.kind == "delivery"}
    return [_judged(step, delivered, subscribers) if _is_event(step) else step for step in steps]


def _is_event(step: Step) -> bool:
    """And not what a fault did to one."""
    return step.kind == "event" and step.fault is None


def _judged(step: Step, delivered: Mapping[str, str], subscribers: Subscribers) -> Step:
    consumers = {name: delivered.get(delivery_id(step.id, name)) for name in subscribers.get(step.name, ())}
    return step.model_copy(update={"status": status_of(sent=step.status == "published", consumers=consumers)})
