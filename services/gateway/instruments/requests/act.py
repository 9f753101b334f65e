"""Find HTTP requests of the sandbox, also those that belong to no journey: a login, a refused link, the blank page."""

from services.gateway.instruments.requests.errors import RequestUnknown
from services.gateway.instruments.requests.show import RequestView
from services.gateway.peers.asking import HERE, Peers
from services.gateway.traces.rules.grouping import steps_of
from services.gateway.traces.rules.step import Step
from shared.context import current
from shared.instruments.contract.exchanges import EXCHANGES
from shared.instruments.contract.journal import REQUESTS, RequestsAsked
from shared.instruments.contract.said import Ids
from shared.journal.place import Place
from shared.views import cursor_invalid


async def find_requests(peers: Peers, asked: RequestsAsked) -> list[tuple[str, Step]]:
    """Newest first, each with the place to go on from."""
    answer = await peers.ask(HERE, REQUESTS, asked)
    return [(str(line.place), step) for line in answer.items for step in steps_of([line])]


async def read_request(peers: Peers, request: str) -> RequestView:
    """One request with what was kept of it. Raises RequestUnknown."""
    found = (await peers.ask(HERE, EXCHANGES, Ids(items=[request]))).items
    if not found:
        raise RequestUnknown(sandbox=current().sandbox, request=request)
    [step] = steps_of([found[0].line])
    kept = found[0].kept or {}
    return RequestView(**step.model_dump(), journey=found[0].line.journey, **kept)


def place_of(after: str | None) -> str | None:
    """The place that a cursor of this list holds; raises RequestInvalid for a cursor of something else."""
    try:
        return None if after is None else str(Place.of(after))
    except ValueError as error:
        raise cursor_invalid() from error
