"""What a step is in relation to others: the state before it, how long a delivery waited, who listens to an event."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from services.gateway.traces.rules.names import subject_of
from services.gateway.traces.rules.step import Step


def with_relations(steps: Iterable[Step], subscribers: Mapping[str, Sequence[str]]) -> list[Step]:
    """The same steps, told what only the others know. In the order they happened in."""
    steps = list(steps)
    recorded = {step.id: step.recorded_at for step in steps if step.kind == "event"}
    last: dict[tuple[str, str, str | None], str] = {}
    for step in steps:
        if step.kind == "state":
            step.subject = subject_of(step.name, step.detail)
            thing = (step.service, step.name, step.subject)
            step.previous, last[thing] = last.get(thing), step.status
        elif step.fault is not None:
            continue
        elif step.kind == "event":
            step.subscribers = sorted(subscribers.get(step.name, ()))
        elif step.kind == "delivery":
            step.waited_ms = _waited(recorded.get(step.event_id or ""), step.received_at)
    return steps


def _waited(recorded: datetime | None, received: datetime | None) -> float | None:
    """Clocks of two machines may differ by more than a delivery takes: never less than nothing."""
    if recorded is None or received is None:
        return None
    return max(0.0, round((received - recorded) / timedelta(milliseconds=1), 3))
