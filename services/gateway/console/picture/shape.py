"""A shape: what stands in one row of the picture."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.gateway.console.picture.judging import fails
from services.gateway.traces.rules.step import Milliseconds, Step


@dataclass(frozen=True, slots=True)
class Shape:
    """A step with the states it led to. Of a delivery or an event that was tried several times, one try: `number`,
    counted from 1; of one that came again and was put aside, the `copies`."""

    step: Step
    states: tuple[Step, ...] = ()
    number: int | None = None
    copies: int = 0

    @property
    def steps(self) -> tuple[Step, ...]:
        """The step and its states."""
        return (self.step, *self.states)

    @property
    def fails(self) -> bool:
        """Whether something in it went wrong: such a shape is never folded away."""
        return any(fails(step) for step in self.steps)

    @property
    def began(self) -> datetime:
        """When it began, in real time."""
        first = self.step.received_at or self.step.recorded_at
        if self.number is None:
            return first
        one = self.step.tries[self.number - 1]
        return min(first, one.at) if self.number == 1 and one.duration_ms is None else one.began

    @property
    def ended(self) -> datetime:
        """When nothing more happened in it. That something waited is not happening."""
        if self.number is not None:
            return self.step.tries[self.number - 1].at
        if self.copies or self.step.kind == "event":
            return self.began
        if self.step.tries:
            return max(one.at for one in self.step.tries)
        return self.began + timedelta(milliseconds=self.step.duration_ms or 0)

    @property
    def took_ms(self) -> Milliseconds | None:
        """How long it was worked on, if that was measured."""
        if self.copies:
            return None
        if self.number is not None:
            return self.step.tries[self.number - 1].duration_ms
        return None if self.step.kind == "event" else self.step.duration_ms
