"""Webhooks and their deliveries as rows of a sandbox: set, found, counted, removed."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func
from sqlmodel import col, select

from services.gateway.webhooks.limits import limits
from services.gateway.webhooks.reading import delivery_of
from services.gateway.webhooks.rows import RETRY
from services.gateway.webhooks.tables import PENDING, Attempt, Delivery, State, Webhook
from shared.store import Transaction
from shared.store.tables import timers

Known = tuple[Webhook, Mapping[str, int]]
"""With its deliveries, counted by state."""


def webhooks(tx: Transaction) -> list[Known]:
    """In the order in which they were set."""
    rows = tx.scalars(_living(tx).order_by(col(Webhook.set_at), col(Webhook.id))).all()
    each = select(Delivery.webhook_id, Delivery.state, func.count()).group_by(
        col(Delivery.webhook_id), col(Delivery.state)
    )
    counted: dict[str, dict[str, int]] = {}
    for webhook, state, number in tx.execute(each):
        counted.setdefault(webhook, {})[state] = number
    return [(row, counted.get(row.id, {})) for row in rows]


def add(tx: Transaction, webhook: Webhook) -> bool:
    """False when there are too many."""
    if len(ids(tx)) >= limits().each_sandbox:
        return False
    webhook.born = tx.life
    tx.add(webhook)
    return True


def remove(tx: Transaction, webhooks: Sequence[str]) -> None:
    """With all that they were told and are to be told."""
    mine = tx.scalars(select(Delivery.id).where(col(Delivery.webhook_id).in_(webhooks))).all()
    for begin in range(0, len(mine), 500):
        some = mine[begin : begin + 500]
        tx.execute(delete(Attempt).where(col(Attempt.delivery_id).in_(some)))
        tx.execute(delete(timers).where(timers.c.life == tx.life, timers.c.kind == RETRY, timers.c.key.in_(some)))
    tx.execute(delete(Delivery).where(col(Delivery.webhook_id).in_(webhooks)))
    tx.execute(delete(Webhook).where(col(Webhook.id).in_(webhooks)))


def deliveries(
    tx: Transaction, webhook: str, state: State | None, event: str | None, journey: str | None, before: str | None,
    most: int,
) -> list[tuple[Delivery, list[Attempt]]]:  # fmt: skip
    """The newest event first, each with its last attempt."""
    wanted = select(Delivery).where(Delivery.webhook_id == webhook)
    for column, value in ((Delivery.state, state), (Delivery.type, event), (Delivery.journey, journey)):
        wanted = wanted if value is None else wanted.where(col(column) == value)
    wanted = wanted if before is None else wanted.where(col(Delivery.id) < before)
    rows = tx.scalars(wanted.order_by(col(Delivery.id).desc()).limit(most)).all()
    last = select(Attempt).where(col(Attempt.delivery_id).in_([row.id for row in rows]))
    made = {(one.delivery_id, one.number): one for one in tx.scalars(last)}
    return [(row, [made[row.id, row.attempts]] if (row.id, row.attempts) in made else []) for row in rows]


def delivery(tx: Transaction, webhook: str, message: str) -> tuple[Delivery, list[Attempt]] | None:
    """One, with every attempt."""
    row = tx.get(Delivery, message)
    if row is None or row.webhook_id != webhook:
        return None
    made = select(Attempt).where(Attempt.delivery_id == message).order_by(col(Attempt.number))
    return row, list(tx.scalars(made))


def add_ping(tx: Transaction, envelope: dict[str, object], webhook: str) -> str | None:
    """To be sent once; its id, None where the webhook is gone."""
    if tx.get(Webhook, webhook) is None:
        return None
    row = delivery_of(envelope, webhook)
    row.last_try = True
    tx.add(row)
    return row.id


def count_pending(tx: Transaction) -> int:
    """Of all webhooks of the sandbox."""
    found = select(func.count()).select_from(Delivery).join(Webhook, col(Webhook.id) == col(Delivery.webhook_id))
    return tx.scalar(found.where(Delivery.state == PENDING, Webhook.born == tx.life)) or 0


def ids(tx: Transaction) -> list[str]:
    """Of the webhooks that were set in this life."""
    return [row.id for row in tx.scalars(_living(tx))]


def _living(tx: Transaction):  # type: ignore[no-untyped-def]
    return select(Webhook).where(Webhook.born == tx.life)
