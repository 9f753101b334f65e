"""Trying a delivery again that was given up, or at once what waits for its next attempt; and changing it before that,
for letters that no number of attempts would help.
"""

import json
from typing import Any

from pydantic_core import from_json
from sqlalchemy import select, update

from shared.errors import Conflict, NotFound
from shared.events.published import event_types
from shared.inbox.handling import RETRY
from shared.instruments.contract.hands import Edited
from shared.instruments.contract.journal import CALLED
from shared.instruments.contract.traffic import Retried
from shared.instruments.event_data import read_data
from shared.masking import mask
from shared.store import Transaction
from shared.store.tables import inbox

ABSENT = object()


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
    row = _unhandled(tx, event_id)
    _try_now(tx, row)
    return Retried(event_id=event_id, status=CALLED["retry"], attempts=row.attempts)


def edit_delivery(tx: Transaction, event_id: str, data: dict[str, Any]) -> Edited:
    """Have it say that, and make the next attempt due now. Raises DeliveryUnknown, NothingToRetry, RequestInvalid."""
    row = _unhandled(tx, event_id)
    kept = from_json(row.body, allow_partial=True)  # one that broke on its way is mended so
    event = read_data(event_types()[row.type], unmasked(data, kept["data"]), kept["subject"])
    said = event.model_dump(mode="json")
    _try_now(tx, row, body=json.dumps(kept | {"data": said}, ensure_ascii=False).encode())
    before, after = changes(mask(kept["data"]), mask(said))
    return Edited(before=before, after=after, status=CALLED["retry"], attempts=row.attempts)


def _unhandled(tx: Transaction, event_id: str) -> Any:
    """Its row, held."""
    mine = (inbox.c.event_id == event_id, inbox.c.life == tx.life)
    row = tx.execute(select(inbox).where(*mine).with_for_update()).first()
    if row is None:
        raise DeliveryUnknown
    if row.status == "handled":
        raise NothingToRetry
    return row


def _try_now(tx: Transaction, row: Any, **changed: Any) -> None:
    mine = (inbox.c.event_id == row.event_id, inbox.c.life == tx.life)
    tx.execute(update(inbox).where(*mine).values(status="retry", **changed))
    tx.set_timer(RETRY, row.event_id, tx.now())
    tx.journey = row.journey
    tx.records.step("delivery", row.type, "replayed", event_id=row.event_id, attempt=row.attempts)


def unmasked(said: Any, kept: Any, key: str = "") -> Any:
    """What was said, with what stands masked in it as it is kept: nobody was shown more than that."""
    if isinstance(said, dict) and isinstance(kept, dict):
        return {name: unmasked(value, kept.get(name), name) for name, value in said.items()}
    if isinstance(said, list) and isinstance(kept, list):
        others = [*kept, *[None] * len(said)]
        return [unmasked(value, other, key) for value, other in zip(said, others, strict=False)]
    return kept if isinstance(kept, str) and said == mask(kept, key) else said


def changes(before: Any, after: Any) -> tuple[Any, Any]:
    """Only what is another in the one and in the other."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return before, after
    was: dict[str, Any] = {}
    now: dict[str, Any] = {}
    for key in [*before, *(name for name in after if name not in before)]:
        old, new = before.get(key, ABSENT), after.get(key, ABSENT)
        if old == new:
            continue
        old, new = changes(old, new)
        was |= {} if old is ABSENT else {key: old}
        now |= {} if new is ABSENT else {key: new}
    return was, now
