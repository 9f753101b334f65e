"""Trying a delivery again that was given up, or at once what waits for its next attempt."""

from sqlalchemy import select, update

from shared.errors import Conflict, NotFound
from shared.inbox.handling import RETRY
from shared.instruments.contract.journal import CALLED
from shared.instruments.contract.traffic import Retried
from shared.store import Transaction
from shared.store.tables import inbox


class NothingToRetry(Conflict):
    """The delivery was handled already."""

    code = "delivery-handled"
    zh = "该投递已处理完成，无需重试。"
    en = "This delivery was handled already: there is nothing to retry."


class DeliveryUnknown(NotFound):
    """No such event ever came in at this service."""

    code = "delivery-unknown"
    zh = "该服务尚未收到此事件，无法重试。"
    en = "This service has not received that event, so there is nothing to retry."


def retry_delivery(tx: Transaction, event_id: str) -> Retried:
    """Make the next attempt due now. Raises DeliveryUnknown, NothingToRetry."""
    mine = (inbox.c.event_id == event_id, inbox.c.life == tx.life)
    columns = (inbox.c.status, inbox.c.type, inbox.c.journey, inbox.c.attempts)
    row = tx.execute(select(*columns).where(*mine).with_for_update()).first()
    if row is None:
        raise DeliveryUnknown
    if row.status == "handled":
        raise NothingToRetry
    tx.execute(update(inbox).where(*mine).values(status="retry"))
    tx.set_timer(RETRY, event_id, tx.now())
    tx.journey = row.journey
    tx.records.step("delivery", row.type, "replayed", event_id=event_id, attempt=row.attempts)
    return Retried(event_id=event_id, status=CALLED["retry"], attempts=row.attempts)
