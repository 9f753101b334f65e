"""Collect a journey's trace from all journals."""

from services.gateway.errors import UpstreamUnavailable
from services.gateway.sim.errors import JourneyUnknown
from services.gateway.sim.peers import Peers
from services.gateway.sim.rules.between import with_relations
from services.gateway.sim.rules.entry import Entry
from services.gateway.sim.rules.grouping import steps_of
from services.gateway.sim.rules.order import in_causal_order
from services.gateway.sim.rules.outcomes import with_outcomes
from services.gateway.sim.rules.step import Trace
from shared.context import current


async def collect_trace(peers: Peers, journey: str) -> Trace:
    """The journey as far as the services can be asked. Raises JourneyUnknown, or UpstreamUnavailable when only a
    service that is away could know it."""
    trace = await trace_so_far(peers, journey)
    if trace.steps:
        return trace
    if trace.unavailable:
        raise UpstreamUnavailable(service=trace.unavailable[0])
    raise JourneyUnknown(sandbox=trace.sandbox, journey=journey)


async def trace_so_far(peers: Peers, journey: str) -> Trace:
    """The same, empty when nothing is known."""
    answers = await peers.ask_all("GET", "/internal/journal", query={"journey": journey})
    entries = [Entry(service=name, **line) for name, said in answers.said.items() for line in said["items"]]
    subscribers = await peers.subscribers()
    steps = with_relations(with_outcomes(steps_of(entries), subscribers), subscribers)
    return Trace(
        journey=journey,
        sandbox=current().sandbox,
        steps=in_causal_order(steps),
        unavailable=answers.unavailable,
    )
