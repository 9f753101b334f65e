"""How many wrong passwords a login takes before it rests; see `policy.toml`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.gateway.portal.rules.policy import policy


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong passwords since `first`; `last` is the latest of them."""

    count: int
    first: datetime
    last: datetime


def rests_for(attempts: Attempts | None, now: datetime) -> timedelta | None:
    """How long the login still rests, None when it may be tried."""
    rule = policy()
    if attempts is None or attempts.count < rule.allowed:
        return None
    left = attempts.last + rule.rest - now
    return left if left > timedelta(0) else None


def after_failure(attempts: Attempts | None, now: datetime) -> Attempts:
    """The count with one more wrong password; an old series or an ended rest begins anew."""
    rule = policy()
    over = attempts is None or now - attempts.first > rule.window or attempts.count >= rule.allowed
    if attempts is None or over:
        return Attempts(1, now, now)
    return Attempts(attempts.count + 1, attempts.first, now)
