"""What transactions do with deliveries: what is to be sent, what became of it, when it is tried again."""

from collections.abc import Sequence

from sqlmodel import col, select

from services.gateway.webhooks.limits import limits
from services.gateway.webhooks.sending import Posting, Told
from services.gateway.webhooks.tables import DEAD, DELIVERED, PENDING, RETRYING, Attempt, Delivery, Webhook
from shared.clock import from_micros
from shared.store import Transaction

RETRY = "webhook-retry"
"""The timer of the next attempt; its key is the delivery's id."""


def pending(tx: Transaction, webhook: str, most: int) -> Sequence[Posting]:
    """What this webhook is to be told now, the oldest first; nothing where it was set in another life."""
    to = tx.scalars(select(Webhook).where(Webhook.id == webhook, Webhook.born == tx.life)).first()
    if to is None:
        return []
    waiting = select(Delivery).where(Delivery.webhook_id == webhook, Delivery.state == PENDING)
    rows = tx.scalars(waiting.order_by(col(Delivery.id)).limit(most)).all()
    return [Posting(row.id, to.url, to.secret, row.body, row.journey) for row in rows]


def note(tx: Transaction, delivery: str, told: Told) -> None:
    """An attempt was made. What was removed meanwhile is not noted."""
    row = tx.locked(Delivery, delivery)
    if row is None:
        return
    row.attempts, row.tries = row.attempts + 1, row.tries + 1
    tx.add(Attempt(
        delivery_id=delivery, number=row.attempts, at=from_micros(told.at), duration_us=told.duration_us,
        headers=told.headers, status=told.status, answer_headers=told.answer_headers, answer=told.answer, cut=told.cut,
        error=told.error,
    ))  # fmt: skip
    pause = None if row.last_try else limits().pause_after(row.tries)
    if told.error is None:
        row.state, row.due_at = DELIVERED, None
    elif pause is None:
        row.state, row.due_at = DEAD, None
    else:
        row.state, row.due_at = RETRYING, tx.now() + pause
        tx.set_timer(RETRY, delivery, row.due_at)
    tx.add(row)


def due(tx: Transaction, delivery: str) -> None:
    """The next attempt's time has come, unless another gateway has seen to it and set the time of the one after."""
    row = tx.locked(Delivery, delivery)
    if row is None or row.state != RETRYING or row.due_at is None:
        return
    if row.due_at > tx.now():
        tx.set_timer(RETRY, delivery, row.due_at)
        return
    row.state, row.due_at = PENDING, None
    tx.add(row)


def send_again(tx: Transaction, delivery: str) -> None:
    """Now, whatever became of it so far; its schedule begins anew."""
    row = tx.locked(Delivery, delivery)
    if row is not None and row.state != PENDING:
        tx.cancel_timer(RETRY, delivery)
        row.state, row.tries, row.due_at = PENDING, 0, None
        tx.add(row)
