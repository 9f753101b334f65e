"""Find HTTP requests of the sandbox, also those that belong to no journey: a login, a refused link, the blank page."""

from services.gateway.peers.asking import HERE, Peers
from services.gateway.traces.rules.grouping import steps_of
from services.gateway.traces.rules.step import Step
from shared.http.api import cursor_invalid
from shared.instruments.contract.journal import RequestsAsked
from shared.instruments.questions import REQUESTS
from shared.journal.place import Place


async def find_requests(peers: Peers, asked: RequestsAsked) -> list[tuple[str, Step]]:
    """Newest first, each with the place to go on from."""
    answer = await peers.ask(HERE, REQUESTS, query=asked)
    return [(str(line.place), step) for line in answer.items for step in steps_of([line])]


def place_of(after: str | None) -> str | None:
    """The place that a cursor of this list holds; raises RequestInvalid for a cursor of something else."""
    try:
        return None if after is None else str(Place.of(after))
    except ValueError as error:
        raise cursor_invalid() from error
