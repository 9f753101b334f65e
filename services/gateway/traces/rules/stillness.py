"""Whether anything is still in flight in a sandbox, told from what each service counted."""

from collections.abc import Mapping

from pydantic import BaseModel

from services.gateway.peers.subscribers import Subscribers
from shared.instruments.contract.traffic import Pending


class Waiting(BaseModel):
    """Something not finished: `reason` is `unsent`, `retrying`, `undelivered` or `webhook`; `faults` that hold some."""

    service: str
    reason: str
    count: int
    type: str | None = None
    publisher: str | None = None
    faults: list[str] | None = None


def in_flight(counts: Mapping[str, Pending]) -> list[Waiting]:
    """What keeps the sandbox from being idle; empty when nothing does.

    An event is in flight until each subscriber's inbox has it, whatever the broker says: a queue may hold
    what was published but not yet consumed. A dead delivery waits for a person and is not in flight.
    """
    waiting: list[Waiting] = []
    for service, count in counts.items():
        faults = sorted(count.held) or None
        if count.unsent:
            waiting.append(Waiting(service=service, reason="unsent", count=count.unsent, faults=faults))
        if count.retrying:
            waiting.append(Waiting(service=service, reason="retrying", count=count.retrying, faults=faults))
        waiting += _undelivered(service, count, counts)
    return waiting


def _undelivered(consumer: str, count: Pending, counts: Mapping[str, Pending]) -> list[Waiting]:
    missing = []
    for type_ in count.subscriptions:
        publisher = type_.split(".", 1)[0]
        emitted = counts[publisher].emitted.get(type_, 0) if publisher in counts else 0
        lacking = emitted - count.received.get(type_, 0)
        if lacking > 0:
            missing.append(
                Waiting(service=consumer, reason="undelivered", count=lacking, type=type_, publisher=publisher)
            )
    return missing


def with_consumers(parts: Mapping[str, Pending], subscribers: Subscribers) -> dict[str, Pending]:
    """One journey's counts. A consumer that received nothing of it yet has no part in it, but events may be on their
    way to it."""
    counts: dict[str, Pending] = dict(parts)
    for type_, services in subscribers.items():
        for service in services:
            known = counts.get(service, Pending(unsent=0, retrying=0))
            counts[service] = known.model_copy(update={"subscriptions": [*known.subscriptions, type_]})
    return counts
