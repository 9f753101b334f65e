"""Collect a journey's trace from all journals."""

from services.gateway.peers.asking import Peers
from services.gateway.traces.rules.expected import expected_of
from services.gateway.traces.rules.places import Places
from services.gateway.traces.rules.step import Trace
from services.gateway.traces.rules.telling import told
from shared.context import current
from shared.instruments.contract.journal import JOURNAL, JourneyAsked
from shared.journal.place import Place


async def collect_trace(peers: Peers, journey: str) -> tuple[Trace, Places]:
    """The journey as far as the services can be asked, empty when nothing is known; and how far they were read."""
    answers = await peers.ask_all(JOURNAL, JourneyAsked(journey=journey))
    lines = [line for answer in answers.by_service.values() for line in answer.items]
    steps = told(lines, await peers.subscribers())
    trace = Trace(
        journey=journey,
        sandbox=current().sandbox,
        steps=steps,
        expected=expected_of(steps),
        unavailable=answers.unavailable,
    )
    return trace, {name: Place.of(answer.place) for name, answer in answers.by_service.items()}
