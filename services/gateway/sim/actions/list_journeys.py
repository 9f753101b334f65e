"""List journeys: which there are, how far each is, and whether anything of it is stuck."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from services.gateway.sim.peers import Peers
from services.gateway.sim.rules.journey import Journey, Part, summary_of

BATCH = 100
MOST_BATCHES = 20


@dataclass(slots=True)
class Page:
    """`before` is the id to go on from, None at the end."""

    journeys: list[Journey] = field(default_factory=list)
    before: str | None = None
    unavailable: list[str] = field(default_factory=list)


async def list_journeys(peers: Peers, q: str | None, status: str | None, before: str | None, limit: int) -> Page:
    """Newest first. `status` is a journey's state or how its events fare; `q` stands in its id or its journal."""
    page = Page(before=before)
    for _ in range(MOST_BATCHES):
        size = BATCH if status else limit
        ids, page.unavailable = await _ids(peers, q, page.before, size)
        for journey in await _summaries(peers, ids[:size]):
            if len(page.journeys) == limit:
                return page
            page.before = journey.journey
            if status in (None, journey.status, journey.events):
                page.journeys.append(journey)
        page.before = ids[size - 1] if len(ids) > size else None
        if page.before is None or len(page.journeys) == limit:
            break
    return page


async def _ids(peers: Peers, q: str | None, before: str | None, size: int) -> tuple[list[str], list[str]]:
    query = {"q": q, "before": before, "limit": size + 1}
    answers = await peers.ask_all("GET", "/internal/journeys", query=query)
    ids = {journey for said in answers.said.values() for journey in said["items"]}
    return sorted(ids, reverse=True), answers.unavailable


async def _summaries(peers: Peers, ids: Sequence[str]) -> list[Journey]:
    if not ids:
        return []
    answers = await peers.ask_all("POST", "/internal/journeys/summaries", body={"journeys": list(ids)})
    subscribers = await peers.subscribers()
    parts: dict[str, dict[str, Any]] = {}
    for name, said in answers.said.items():
        for part in said["items"]:
            parts.setdefault(part["journey"], {})[name] = Part(**part)
    return [summary_of(journey, parts[journey], subscribers) for journey in ids if journey in parts]
