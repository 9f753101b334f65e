"""搁置的投递: in groups, with another try for all of one; and one by one, with those that wait for their next."""

from typing import get_args

from starlette.responses import Response

from services.gateway.console.named import naming
from services.gateway.console.place import in_sandbox
from services.gateway.instruments.dead_letters.act import retry_letters
from services.gateway.instruments.dead_letters.find import find_dead, group_dead
from services.gateway.instruments.dead_letters.show import Filter, GroupBy, RetriedLetters, RetryLetters
from services.gateway.instruments.entrance import CallerDep, HandDep, PeersDep
from services.gateway.peers.asking import Peers
from services.gateway.traces.lookups.find_events import EventSearch, find_events
from shared.errors import Problem
from shared.http.api import Page
from shared.pages.bodies import body_with
from shared.pages.visit import Visit, VisitDep
from shared.views import PageQuery, cursor_after

router = in_sandbox()
SECONDS = 5.0
GROUPS: tuple[GroupBy, ...] = get_args(GroupBy)


@router.get("/dead-letters")
async def list_dead(
    visit: VisitDep, peers: PeersDep, page: Page, group: GroupBy = "error", error: str = "", event: str = "",
    consumer: str = "",
) -> Response:  # fmt: skip
    """Groups, then the letters of one of them, or all."""
    return await _page(visit, peers, page, _filter(error, event, consumer), group)


@router.post("/dead-letters")
async def retry(visit: VisitDep, caller: CallerDep, peers: PeersDep, hand: HandDep, page: Page) -> Response:
    """Have all of a group tried again, and say what became of them."""
    fields = visit.fields
    group: GroupBy = next((one for one in GROUPS if one == fields.get("group")), "error")
    chosen = _filter(fields.get("error", ""), fields.get("event", ""), fields.get("consumer", ""))
    try:
        body = body_with(RetryLetters, {"filter": chosen.model_dump(exclude_none=True)})
        became = await retry_letters(caller, peers, hand, body, SECONDS)
    except Problem as problem:
        return await _page(visit, peers, page, Filter(), group, problem)
    return await _page(visit, peers, page, Filter(), group, became=became)


def _filter(error: str, event: str, consumer: str) -> Filter:
    return body_with(Filter, {"error": error or None, "event": event or None, "consumer": consumer or None})


async def _page(
    visit: Visit, peers: Peers, page: PageQuery, chosen: Filter, group: GroupBy, problem: Problem | None = None,
    became: RetriedLetters | None = None,
) -> Response:  # fmt: skip
    found = await find_dead(peers, chosen, page.after, page.limit)
    groups, _ = await group_dead(peers, Filter(), group)
    retrying = await find_events(peers, EventSearch(status="retrying"), None, page.limit)
    return visit.page(
        "dead_letters.html", refused=problem, became=became, groups=groups, group=group, ways=GROUPS, chosen=chosen,
        letters=found.letters, retrying=retrying.events, named=naming(visit), current="dead",
        next_cursor=cursor_after(found.letters[-1].event_id) if found.more else None,
    )  # fmt: skip
