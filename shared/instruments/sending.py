"""Events sent by hand: one that was recorded once more, or one that nothing in the service caused."""

from dataclasses import replace
from typing import Any

from pydantic_core import from_json
from sqlalchemy import select, update

from shared.context import Context
from shared.errors import NotFound
from shared.events.published import event_types
from shared.instruments.contract.hands import EventSent, EventWanted
from shared.instruments.event_data import read_data
from shared.store import Transaction
from shared.store.tables import outbox


def send_again(tx: Transaction, event_id: str) -> EventSent:
    """The same event, under the same id, once more on its way; raises NotFound."""
    mine = (outbox.c.life == tx.life, outbox.c.id == event_id)
    sent = update(outbox).where(*mine).values(sent_at=None, due_at=0).returning(outbox.c.journey, outbox.c.type)
    row: Any = tx.execute(sent).first()
    if row is None:
        raise NotFound
    tx.journey = row.journey
    tx.records.step("event", row.type, "replayed", event_id=event_id)
    return EventSent(event_id=event_id)


def repeat(tx: Transaction, event_id: str) -> EventSent:
    """What that event said, as a new one in its journey; raises NotFound."""
    mine = (outbox.c.life == tx.life, outbox.c.id == event_id)
    row = tx.execute(select(outbox.c.journey, outbox.c.type, outbox.c.body).where(*mine)).first()
    if row is None:
        raise NotFound
    tx.journey = row.journey
    return EventSent(event_id=tx.record(event_types()[row.type].model_validate(from_json(row.body)["data"])))


def in_the_name(context: Context, cause: str, journey: str | None = None) -> Context:
    """In whose name it is recorded: of a tester's hand, in the journey that it is of."""
    return replace(context, journey=journey, causation=cause)


def record_by_hand(tx: Transaction, wanted: EventWanted) -> EventSent:
    """An event as if it had happened here; raises RequestInvalid."""
    return EventSent(event_id=tx.record(read_data(event_types()[wanted.type], wanted.data, wanted.subject)))
