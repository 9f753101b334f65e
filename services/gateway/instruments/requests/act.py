"""Find HTTP requests of the sandbox, also those that belong to no journey: a login, a refused link, the blank page."""

from services.gateway.peers.asking import HERE, Peers
from services.gateway.traces.rules.grouping import steps_of
from services.gateway.traces.rules.step import Step
from shared.instruments.contract import RequestsAsked
from shared.instruments.questions import REQUESTS


async def find_requests(peers: Peers, asked: RequestsAsked) -> list[tuple[str, Step]]:
    """Newest first, each with the place to go on from."""
    answer = await peers.ask(HERE, REQUESTS, query=asked)
    return [(str(line.place), step) for line in answer.items for step in steps_of([line])]
