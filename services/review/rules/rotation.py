"""轮候机制 (S21): whose turn it is. Nothing is known of the real one; this is domain E6, points 2–4."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skipped:
    """An agency that was not eligible for this project, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One decision, complete enough to replay: the queue before and after, and everyone who was looked at."""

    before: tuple[str, ...]
    candidates: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    chosen: str | None
    after: tuple[str, ...]


def take_turn(queue: Sequence[str], refusals: Mapping[str, Sequence[str]]) -> Turn:
    """The first of `queue` without a refusal is chosen and goes to the tail.

    Those before it keep their position: they rotate for other projects. With nobody eligible nothing moves.
    """
    before = tuple(queue)
    candidates = tuple(agency for agency in before if not refusals.get(agency))
    chosen = candidates[0] if candidates else None
    passed = before if chosen is None else before[: before.index(chosen)]
    skipped = tuple(Skipped(agency, refusals[agency][0]) for agency in passed)
    after = before if chosen is None else (*(agency for agency in before if agency != chosen), chosen)
    return Turn(before, candidates, skipped, chosen, after)


def queue_key(city: str, category: str, scale: str) -> str:
    """One queue per city, category (房建/市政) and scale."""
    return f"{city}/{category}/{scale}"


def admit(queue: Sequence[str], agencies: Sequence[str]) -> list[str]:
    """The queue with newcomers at its tail and without those who left the register."""
    known = [agency for agency in queue if agency in agencies]
    return known + [agency for agency in agencies if agency not in known]
