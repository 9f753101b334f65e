"""The journal: every step of every journey, written in the transaction that made it."""

from shared.journal.steps import append, detail
from shared.store.recording import Step

__all__ = ["Step", "append", "detail"]
