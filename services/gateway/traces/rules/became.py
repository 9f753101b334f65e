"""What became of a delivery that somebody had a hand in, told from how it stood before and how it stands now."""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, Protocol

Outcome = Literal["handled", "duplicate", "retrying", "dead", "waiting", "published"]
"""`retrying`: tried, failed, and to be tried again; `waiting`: not tried in time; `published`: nobody listens."""

_WORST_FIRST: tuple[Outcome, ...] = ("waiting", "dead", "retrying", "duplicate", "handled")


class Standing(Protocol):
    """A delivery, wherever it is told of."""

    @property
    def status(self) -> str: ...
    @property
    def attempts(self) -> int: ...


class Stood(NamedTuple):
    """How one stands; before it came in, as below."""

    status: str = "waiting"
    attempts: int = 0
    duplicates: int = 0


def stood(delivery: Standing | None, duplicates: int = 0) -> Stood:
    """How this one stands."""
    return Stood() if delivery is None else Stood(delivery.status, delivery.attempts, duplicates)


def became(before: Stood, now: Stood) -> Outcome:
    """What happened in between."""
    if now.duplicates > before.duplicates:
        return "duplicate"
    if now.attempts == before.attempts:
        return "waiting"
    return next((one for one in _WORST_FIRST if one == now.status), "waiting")


def altogether(outcomes: Mapping[str, Outcome], sent: bool) -> Outcome:
    """Of an event with these consumers: the worst, or that nobody listens."""
    if not outcomes:
        return "published" if sent else "waiting"
    return worst(outcomes.values())


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Of several, at least one."""
    return min(outcomes, key=_WORST_FIRST.index)
