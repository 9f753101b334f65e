"""请求: what was asked of the imitated systems, also of no journey: a login, a refused link, the blank page."""

from starlette.responses import Response

from services.gateway.console.named import naming
from services.gateway.console.place import in_sandbox
from services.gateway.instruments.entrance import PeersDep
from services.gateway.instruments.requests.act import find_requests, place_of
from shared.http.api import Page, cursor_after
from shared.instruments.contract.journal import RequestsAsked
from shared.pages.visit import VisitDep

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
