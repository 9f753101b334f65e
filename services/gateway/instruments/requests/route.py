"""请求: what was asked of the imitated systems and what came of it."""

from typing import Annotated

from fastapi import Path, Query
from pydantic import AwareDatetime

from services.gateway.instruments.entrance import PeersDep, sim_router
from services.gateway.instruments.requests.act import find_requests, place_of, read_request
from services.gateway.instruments.requests.show import RequestList, RequestView
from shared.http.api import Page
from shared.instruments.contract.journal import RequestsAsked
from shared.views import cursor_after

router = sim_router("requests 请求")


@router.get("/requests")
async def list_requests(
    peers: PeersDep,
    page: Page,
    journey: Annotated[str | None, Query(max_length=80, description="Its id, or `none`.")] = None,
    status: Annotated[str | None, Query(pattern="^[1-5][0-9]{2}$")] = None,
    path: Annotated[str | None, Query(max_length=200, description="`*` stands for anything: `/hall/*`.")] = None,
    since: Annotated[AwareDatetime | None, Query(description="Real time.")] = None,
) -> RequestList:
    """The sandbox's requests, also those of no journey."""
    before = place_of(page.after)
    asked = RequestsAsked(journey=journey, status=status, path=path, since=since, before=before, limit=page.limit + 1)
    found = await find_requests(peers, asked)
    shown = found[: page.limit]
    more = cursor_after(shown[-1][0]) if len(found) > page.limit else None
    return RequestList(items=[step for _, step in shown], next_cursor=more)


@router.get("/requests/{request_id}")
async def show(peers: PeersDep, request_id: Annotated[str, Path(max_length=80)]) -> RequestView:
    """One request with its headers, query, body and answer.

    Secrets and personal data are masked, bodies over 64 KiB cut; of files there are name, size and SHA-256.
    """
    return await read_request(peers, request_id)
