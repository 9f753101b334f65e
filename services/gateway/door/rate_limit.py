"""How fast one client may ask in one sandbox: a bucket of tokens each, refilled with real time."""

import time
from collections import OrderedDict

_REMEMBERED = 10_000


class RateLimit:
    """`per_second` requests a second for each client in each sandbox, in bursts of as many; 0 for no limit."""

    def __init__(self, per_second: int) -> None:
        self._rate = per_second
        self._buckets: OrderedDict[tuple[str, bytes], tuple[float, float]] = OrderedDict()

    def allows(self, client: str, sandbox: bytes = b"") -> bool:
        """Take one token; False when the bucket is empty. A sandbox not heard of lately costs one of the client's own
        as well: whoever makes names up would have a bucket for each."""
        if self._rate <= 0:
            return True
        if sandbox and (client, sandbox) not in self._buckets and not self._take((client, b"")):
            return False
        return self._take((client, sandbox))

    def forget(self, client: str, sandbox: bytes) -> None:
        """There is no such sandbox."""
        if sandbox:
            self._buckets.pop((client, sandbox), None)

    def _take(self, key: tuple[str, bytes]) -> bool:
        now = time.monotonic()
        tokens, since = self._buckets.pop(key, (float(self._rate), now))
        tokens = min(tokens + (now - since) * self._rate, self._rate)
        allowed = tokens >= 1
        self._buckets[key] = (tokens - 1 if allowed else tokens, now)
        if len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        return allowed
