"""Steps in the order a reader wants: by time, but never an effect before its cause."""

import heapq
from collections.abc import Mapping, Sequence
from typing import TypeVar

from services.gateway.traces.rules.step import Step
from shared.instruments.contract.journal import KINDS

Place = tuple[float, int, int]
S = TypeVar("S", bound=Step)


def in_causal_order(steps: Sequence[S]) -> list[S]:
    """Clocks of different machines differ a little and equal times say nothing: causes come first.

    Steps without a relation are ordered by real time, then requests before states before events.
    A circle (which no journal writes) is cut at its earliest step.
    """
    by_id = {step.id: step for step in steps}
    place = {step.id: _place(step, number) for number, step in enumerate(steps)}
    effects, blocked = _relations(by_id)
    ready = [place[step_id] + (step_id,) for step_id in by_id if step_id not in blocked]
    heapq.heapify(ready)
    ordered: list[S] = []
    while ready or blocked:
        if not ready:
            first = min(blocked, key=lambda step_id: place[step_id])
            blocked.discard(first)
            heapq.heappush(ready, place[first] + (first,))
        step_id = heapq.heappop(ready)[-1]
        ordered.append(by_id[step_id])
        for effect in effects.get(step_id, []):
            if effect in blocked:
                blocked.discard(effect)
                heapq.heappush(ready, place[effect] + (effect,))
    return ordered


def _place(step: Step, number: int) -> Place:
    return (step.recorded_at.timestamp(), KINDS.index(step.kind), number)


def _relations(by_id: Mapping[str, Step]) -> tuple[dict[str, list[str]], set[str]]:
    """Who waits for whom: the effects of each step, and the steps whose cause is in the trace."""
    effects: dict[str, list[str]] = {}
    blocked: set[str] = set()
    for step in by_id.values():
        if step.caused_by in by_id and step.caused_by != step.id and step.caused_by:
            effects.setdefault(step.caused_by, []).append(step.id)
            blocked.add(step.id)
    return effects, blocked
