"""Joining: a request, and the handling of an event, take the states they caused into their row."""

from collections.abc import Sequence

from services.gateway.console.picture.shape import Shape
from services.gateway.traces.rules.step import Step

_TAKE = frozenset({"request", "delivery"})


def joined(steps: Sequence[Step]) -> list[Shape]:
    """Every step in exactly one shape, in the order of the steps; a state whose cause is not there stands by itself."""
    takers = {step.id for step in steps if step.kind in _TAKE}
    taken: dict[str, list[Step]] = {}
    for step in steps:
        if _is_taken(step, takers):
            taken.setdefault(step.caused_by or "", []).append(step)
    return [Shape(step, tuple(taken.get(step.id, ()))) for step in steps if not _is_taken(step, takers)]


def _is_taken(step: Step, takers: set[str]) -> bool:
    return step.kind == "state" and step.caused_by in takers
