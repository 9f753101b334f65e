"""Collect a journey's trace from all journals."""

from services.gateway.peers.asking import Peers
from services.gateway.traces.rules.between import with_relations
from services.gateway.traces.rules.entry import Entry
from services.gateway.traces.rules.expected import expected_of
from services.gateway.traces.rules.grouping import steps_of
from services.gateway.traces.rules.order import in_causal_order
from services.gateway.traces.rules.outcomes import with_outcomes
from services.gateway.traces.rules.step import Trace
from shared.context import current


async def collect_trace(peers: Peers, journey: str) -> Trace:
    """The journey as far as the services can be asked, empty when nothing is known."""
    answers = await peers.ask_all("GET", "/internal/journal", query={"journey": journey})
    entries = [Entry(service=name, **line) for name, body in answers.by_service.items() for line in body["items"]]
    subscribers = await peers.subscribers()
    steps = in_causal_order(with_relations(with_outcomes(steps_of(entries), subscribers), subscribers))
    return Trace(
        journey=journey,
        sandbox=current().sandbox,
        steps=steps,
        expected=expected_of(steps),
        unavailable=answers.unavailable,
    )
