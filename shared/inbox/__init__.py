"""The inbox: each event takes effect once. A delivery and its effect are one transaction.

A second copy finds the first one's row. A handler that fails is rolled back, its event kept here and tried again with
growing pauses (by the sandbox's clock); after the last attempt it is dead, until somebody retries it. The transport
sees none of this: what is in the inbox is acknowledged. Of an event that was handled no bytes are kept: its publisher
has them, but for the secrets in it.
"""

from shared.inbox.handling import Handler, Handlers, TryAgain
from shared.inbox.receiving import Inbox

__all__ = ["Handler", "Handlers", "Inbox", "TryAgain"]
