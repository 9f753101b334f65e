"""A signature is good for once."""

from datetime import datetime, timedelta

from sqlmodel import col, delete

from services.sms.tables import Nonce
from shared.store import Transaction


def use_nonce(tx: Transaction, key_id: str, nonce: str, now: datetime, kept: timedelta) -> bool:
    """Whether it was not used yet; `now` is real time. What is older than `kept` is refused by its time, and goes."""
    if tx.get(Nonce, (key_id, nonce)) is not None:
        return False
    tx.exec(delete(Nonce).where(col(Nonce.used_at) < now - kept))
    tx.add(Nonce(key=key_id, nonce=nonce, used_at=now))
    tx.flush()
    return True
