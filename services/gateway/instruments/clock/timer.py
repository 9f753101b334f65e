"""What is due in a sandbox, in which order."""

from collections.abc import Iterable

from shared.instruments.contract.clock import Timer


def in_order(timers: Iterable[Timer]) -> list[Timer]:
    """As they come."""
    return sorted(timers, key=lambda timer: (timer.at, timer.service, timer.key))
