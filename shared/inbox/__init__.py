"""The inbox: an idempotent receiver. Each event takes effect once; its inbox row and its effect are one transaction.

A second copy finds the row of the first. When a handler fails, its transaction is rolled back; the event is kept here
and tried again with backoff, by the sandbox's clock. After the last attempt it is a dead letter, until somebody retries
it. The bus sees none of this: whatever is in the inbox is acknowledged. Once an event is handled, its bytes are
deleted here: its publisher keeps them, without the secrets in them.
"""

from shared.inbox.handling import Handler, Handlers, TryAgain
from shared.inbox.receiving import Inbox

__all__ = ["Handler", "Handlers", "Inbox", "TryAgain"]
