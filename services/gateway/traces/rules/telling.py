"""Steps as all journals together tell them, and what is new about them since."""

from collections.abc import Iterable, Sequence

from services.gateway.peers.subscribers import Subscribers
from services.gateway.traces.rules.between import with_relations
from services.gateway.traces.rules.grouping import steps_of
from services.gateway.traces.rules.order import in_causal_order
from services.gateway.traces.rules.outcomes import with_outcomes
from services.gateway.traces.rules.step import Step
from shared.instruments.contract.journal import Line


def told(lines: Iterable[Line], subscribers: Subscribers) -> list[Step]:
    """One journey's lines from all services as steps, causes before effects."""
    return in_causal_order(with_relations(with_outcomes(steps_of(lines), subscribers), subscribers))


def changed(before: Iterable[Step], after: Sequence[Step]) -> list[Step]:
    """The steps that are there only now, and those that are told differently now, as they are now."""
    known = {step.id: step for step in before}
    return [step for step in after if known.get(step.id) != step]
