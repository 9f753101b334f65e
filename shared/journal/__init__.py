"""The journal: every step of every journey, written in the transaction that made it."""

from shared.journal.steps import Step, append, detail

__all__ = ["Step", "append", "detail"]
