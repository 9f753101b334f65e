"""The trace of a journey that somebody knows."""

from services.gateway.errors import UpstreamUnavailable
from services.gateway.peers.asking import Peers
from services.gateway.traces.errors import JourneyUnknown
from services.gateway.traces.lookups.collect_trace import collect_trace
from services.gateway.traces.rules.places import Places
from services.gateway.traces.rules.step import Trace


async def known_trace(peers: Peers, journey: str) -> tuple[Trace, Places]:
    """Raises JourneyUnknown, or UpstreamUnavailable when only a service that is away could know it."""
    trace, places = await collect_trace(peers, journey)
    if trace.steps:
        return trace, places
    if trace.unavailable:
        raise UpstreamUnavailable(service=trace.unavailable[0])
    raise JourneyUnknown(sandbox=trace.sandbox, journey=journey)
