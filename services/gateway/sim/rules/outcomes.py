"""An event's status is what became of its deliveries, so it is known only from all journals together."""

from collections.abc import Iterable, Mapping, Sequence

from services.gateway.sim.rules.event_status import status_of
from services.gateway.sim.rules.grouping import delivery_id
from services.gateway.sim.rules.step import Step

Subscribers = Mapping[str, Sequence[str]]
"""For each event type, the services that handle it."""


def subscribers_of(
    known: Mapping[str, Sequence[str]], services: Iterable[str], types: Mapping[str, bool]
) -> Subscribers:
    """From what each service said it handles, and which types must arrive somewhere.

    A service that was away all along may want any of the latter.
    """
    silent = [service for service in services if service not in known]
    return {
        type_: [
            *(service for service, handled in known.items() if type_ in handled),
            *(service for service in silent if must_arrive and not type_.startswith(service + ".")),
        ]
        for type_, must_arrive in types.items()
    }


def with_outcomes(steps: Iterable[Step], subscribers: Subscribers) -> list[Step]:
    """The same steps; each event's status now says whether every subscriber handled it."""
    steps = list(steps)
    delivered = {step.id: step.status for step in steps if step.kind == "delivery"}
    return [_judged(step, delivered, subscribers) if step.kind == "event" else step for step in steps]


def _judged(step: Step, delivered: Mapping[str, str], subscribers: Subscribers) -> Step:
    consumers = {name: delivered.get(delivery_id(step.id, name)) for name in subscribers.get(step.name, ())}
    return step.model_copy(update={"status": status_of(sent=step.status == "published", consumers=consumers)})
