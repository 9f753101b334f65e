"""Bytes that are no envelope, though their head can still be read: kept as a dead letter, so that somebody sees it."""

from dataclasses import dataclass

from pydantic_core import from_json
from sqlalchemy import insert, select

from shared.clock import real_micros
from shared.context import Context
from shared.events.base import LIFE
from shared.inbox.handling import described
from shared.store import Transaction
from shared.store.tables import inbox


@dataclass(frozen=True, slots=True)
class Broken:
    """What can be read of one."""

    id: str
    type: str
    journey: str
    sandbox: str
    life: int
    body: bytes

    @classmethod
    def of(cls, body: bytes) -> "Broken | None":
        """None where not even its head can be read."""
        try:
            head = from_json(body, allow_partial=True)
            texts = {name: str(head[name]) for name in ("id", "type", "journey", "sandbox")}
            return cls(**texts, life=int(head[LIFE]), body=body)
        except (ValueError, KeyError, TypeError):
            return None

    def context(self) -> Context:
        """In whose name it is kept."""
        return Context(sandbox=self.sandbox, life=self.life, journey=self.journey, causation=self.id)

    def keep(self, tx: Transaction, error: Exception) -> None:
        """As a dead letter; a second copy changes nothing."""
        mine = (inbox.c.life == tx.life, inbox.c.event_id == self.id)
        if tx.execute(select(inbox.c.event_id).where(*mine).with_for_update()).first() is not None:
            return
        reason = described(error)
        tx.execute(insert(inbox).values(
            life=tx.life, event_id=self.id, journey=self.journey, type=self.type, body=self.body, status="dead",
            attempts=1, received_at=real_micros(), last_error=reason,
        ))  # fmt: skip
        tx.records.received.append(self.type)
        tx.records.step("delivery", self.type, "received", event_id=self.id)
        tx.records.step("delivery", self.type, "failed", event_id=self.id, attempt=1, detail={"error": reason})
        tx.records.step("delivery", self.type, "dead", event_id=self.id, attempt=1)
