"""请求: what was asked of the imitated systems, also of no journey: a login, a refused link, the blank page."""

import json

from starlette.responses import Response

from services.gateway.console.named import naming
from services.gateway.console.place import in_sandbox
from services.gateway.instruments.entrance import PeersDep
from services.gateway.instruments.requests.act import find_requests, place_of, read_request
from services.gateway.instruments.requests.show import RequestView
from shared.http.api import Page
from shared.instruments.contract.exchanges import KeptBody
from shared.instruments.contract.journal import RequestsAsked
from shared.pages.visit import VisitDep
from shared.views import cursor_after

router = in_sandbox()


@router.get("/requests")
async def show(
    visit: VisitDep, peers: PeersDep, page: Page, journey: str = "", status: str = "", path: str = ""
) -> Response:
    """Newest first; `?journey=none` keeps those of no journey."""
    status = status if status.isdecimal() else ""
    asked = RequestsAsked(
        journey=journey or None, status=status or None, path=path or None,
        before=place_of(page.after), limit=page.limit + 1,
    )  # fmt: skip
    found = await find_requests(peers, asked)
    shown = found[: page.limit]
    return visit.page(
        "requests.html", steps=[step for _, step in shown], journey=journey, chosen=status, path=path,
        next_cursor=cursor_after(shown[-1][0]) if len(found) > page.limit else None, named=naming(visit),
        current="requests",
    )  # fmt: skip


@router.get("/requests/{request_id}")
async def show_one(visit: VisitDep, peers: PeersDep, request_id: str) -> Response:
    """One request: what it said, and what it was answered."""
    found = await read_request(peers, request_id)
    said, answered = _laid_out(found.body), _answered(found)
    return visit.page("request.html", found=found, said=said, answered=answered, current="requests")


def _answered(found: RequestView) -> str:
    return _laid_out(found.answer.body) if found.answer else ""


def _laid_out(body: KeptBody | None) -> str:
    """JSON as people read it, unless it was cut."""
    if body is None or body.text is None:
        return ""
    try:
        return json.dumps(json.loads(body.text), ensure_ascii=False, indent=2)
    except ValueError:
        return body.text
