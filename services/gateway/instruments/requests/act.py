"""Find HTTP requests of the sandbox, also those that belong to no journey: a login, a refused link, the blank page."""

from dataclasses import dataclass
from datetime import datetime

from services.gateway.peers.asking import HERE, Peers
from services.gateway.traces.rules.entry import Entry
from services.gateway.traces.rules.grouping import steps_of
from services.gateway.traces.rules.step import Step


@dataclass(frozen=True, slots=True)
class RequestSearch:
    """Which: of a journey or of `none`, with a status, whose path is like this (`*` for anything), since a moment."""

    journey: str | None = None
    status: str | None = None
    path: str | None = None
    since: datetime | None = None


async def find_requests(peers: Peers, search: RequestSearch, before: str | None, limit: int) -> list[tuple[str, Step]]:
    """Newest first, each with the place to go on from."""
    query = {
        "journey": search.journey, "status": search.status, "path": search.path, "before": before, "limit": limit,
        "since": search.since and search.since.isoformat(),
    }  # fmt: skip
    body = await peers.ask(HERE, "GET", "/internal/requests", query=query)
    return [
        (str(line["seq"]), step) for line in body["items"] for step in steps_of([Entry(service=HERE, **line)])
    ]  # fmt: skip
