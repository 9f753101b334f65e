"""The chain of causes and effects of a step, walked both ways."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.gateway.traces.rules.step import Step


@dataclass(frozen=True, slots=True)
class Chain:
    """The ids of what led to a step, the nearest first, and of all it led to, in the journey's order."""

    step: str
    causes: tuple[str, ...]
    effects: tuple[str, ...]

    def __contains__(self, step: object) -> bool:
        return step == self.step or step in self.causes or step in self.effects


def chain_of(steps: Sequence[Step], chosen: str) -> Chain:
    """The chain through the chosen step; a cause that is not in the trace ends it."""
    by_id = {step.id: step for step in steps}
    return Chain(chosen, tuple(_causes(by_id, chosen)), tuple(_effects(steps, chosen)))


def _causes(by_id: dict[str, Step], chosen: str) -> Iterable[str]:
    seen = {chosen}
    cause = by_id[chosen].caused_by if chosen in by_id else None
    while cause in by_id and cause not in seen and cause is not None:
        yield cause
        seen.add(cause)
        cause = by_id[cause].caused_by


def _effects(steps: Sequence[Step], chosen: str) -> Iterable[str]:
    """Causes stand before effects, so one walk is enough; steps in another order are walked until nothing is new."""
    led = {chosen}
    before = 0
    while len(led) > before:
        before = len(led)
        led.update(step.id for step in steps if step.caused_by in led)
    return [step.id for step in steps if step.id in led and step.id != chosen]
