"""A delivery in parts: how long it waited, for whom, and how long it was handled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from services.gateway.console.picture.judging import FAILED
from services.gateway.traces.rules.step import Attempt, Milliseconds, Step

Kind = Literal["outbox", "broker", "handling", "failed", "pause"]
_SENT = "confirmed"


@dataclass(frozen=True, slots=True)
class Part:
    """Waiting in the outbox, on the bus, or to be tried again; being handled; or a handling that `failed`, with why."""

    kind: Kind
    began: datetime
    ended: datetime
    error: str | None = None

    @property
    def ms(self) -> Milliseconds:
        """How long."""
        return (self.ended - self.began) / timedelta(milliseconds=1)

    @property
    def waits(self) -> bool:
        """Whether nobody worked on it."""
        return self.kind in ("outbox", "broker", "pause")


def parts_of(delivery: Step, event: Step | None) -> list[Part]:
    """From the event's recording to the end of the last try, without a hole. Clocks of two machines may differ: no part
    is shorter than nothing. Without its event, from when it came in."""
    return [part for part in _parts(delivery, event) if part.kind in ("handling", "failed") or part.ended > part.began]


def confirmed_at(event: Step | None) -> datetime | None:
    """When the bus said that it has the event; the receiver may have had it before."""
    return event.sent_at if event is not None else None


def _parts(delivery: Step, event: Step | None) -> Iterator[Part]:
    received = delivery.received_at or delivery.recorded_at
    reached = received
    if event is not None:
        begun = min(_publishing(event) or received, received)
        reached = min(event.recorded_at, received)
        yield Part("outbox", reached, max(begun, reached))
        yield Part("broker", max(begun, reached), received)
        reached = received
    for number, one in enumerate(delivery.tries):
        began = max(reached, one.began) if one.duration_ms is not None or number else reached
        yield Part("broker" if number == 0 else "pause", reached, began)
        reached = max(began, one.at)
        yield Part("failed" if one.status in FAILED else "handling", began, reached, one.error)


def _publishing(event: Step) -> datetime | None:
    """When the publishing that succeeded began."""
    sent: list[Attempt] = [one for one in event.tries if one.status == _SENT]
    return sent[-1].began if sent else None
