"""How fast one client may ask in one sandbox: a bucket of tokens each, refilled with real time."""

import time
from collections import OrderedDict

_REMEMBERED = 10_000


class RateLimit:
    """`per_second` requests a second for each key, in bursts of as many; 0 for no limit."""

    def __init__(self, per_second: int) -> None:
        self._rate = per_second
        self._buckets: OrderedDict[object, tuple[float, float]] = OrderedDict()

    def allows(self, key: object) -> bool:
        """Take one token of `key`'s bucket; False when it is empty."""
        if self._rate <= 0:
            return True
        now = time.monotonic()
        tokens, since = self._buckets.pop(key, (float(self._rate), now))
        tokens = min(tokens + (now - since) * self._rate, self._rate)
        allowed = tokens >= 1
        self._buckets[key] = (tokens - 1 if allowed else tokens, now)
        if len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        return allowed
