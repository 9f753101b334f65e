"""Collect a journey's trace from all journals."""

from services.gateway.peers.asking import Peers
from services.gateway.traces.rules.entry import Entry
from services.gateway.traces.rules.expected import expected_of
from services.gateway.traces.rules.places import Places
from services.gateway.traces.rules.step import Trace
from services.gateway.traces.rules.telling import told
from shared.context import current
from shared.journal.place import Place


async def collect_trace(peers: Peers, journey: str) -> tuple[Trace, Places]:
    """The journey as far as the services can be asked, empty when nothing is known; and how far they were read."""
    answers = await peers.ask_all("GET", "/internal/journal", query={"journey": journey})
    entries = [Entry(service=name, **line) for name, body in answers.by_service.items() for line in body["items"]]
    steps = told(entries, await peers.subscribers())
    trace = Trace(
        journey=journey,
        sandbox=current().sandbox,
        steps=steps,
        expected=expected_of(steps),
        unavailable=answers.unavailable,
    )
    return trace, {name: Place.of(body["place"]) for name, body in answers.by_service.items()}
