"""What became of an event that somebody had a hand in, as it is shown."""

from services.gateway.instruments.events.show import BecameView, RetriedView, SentView
from services.gateway.traces.lookups.outcome import Seen


def retried_view(consumer: str, seen: Seen) -> RetriedView:
    """Of one delivery."""
    delivery = next(one for one in seen.event.deliveries if one.consumer == consumer)
    return RetriedView(
        event_id=seen.event.id,
        consumer=consumer,
        outcome=seen.outcomes[consumer],
        status=delivery.status,
        attempts=delivery.attempts,
        last_error=delivery.last_error,
    )


def sent_view(seen: Seen) -> SentView:
    """Of all of them."""
    became = [
        BecameView(
            consumer=one.consumer,
            outcome=seen.outcomes[one.consumer],
            attempts=one.attempts,
            duplicates=one.duplicates,
            last_error=one.last_error,
            next_attempt_at=one.next_attempt_at,
        )
        for one in seen.event.deliveries
    ]
    return SentView(event_id=seen.event.id, outcome=seen.outcome, deliveries=became, event=seen.event)
