"""搁置的投递: what was given up, in groups, and another try for many at once."""

from typing import Annotated

from fastapi import Query

from services.gateway.instruments.dead_letters.act import retry_letters
from services.gateway.instruments.dead_letters.find import find_dead, group_dead
from services.gateway.instruments.dead_letters.show import (
    DeadGroupList,
    DeadLetterList,
    Filter,
    GroupBy,
    RetriedLetters,
    RetryLetters,
)
from services.gateway.instruments.entrance import CallerDep, HandDep, PeersDep, sim_router
from services.gateway.instruments.event_type import check_event_type
from shared.http.api import Page
from shared.views import cursor_after

router = sim_router("events 事件")

Timeout = Annotated[
    float,
    Query(ge=0, le=60, allow_inf_nan=False, description="Seconds to wait for what becomes of them, at most 60."),
]


@router.get("/dead-letters")
async def list_dead_letters(
    peers: PeersDep,
    page: Page,
    group: Annotated[GroupBy | None, Query(description="Counted by what they have in common.")] = None,
    error: Annotated[str | None, Query(max_length=400, description="As a letter or a group has it.")] = None,
    event: Annotated[str | None, Query(max_length=80, description="Its type.")] = None,
    consumer: Annotated[str | None, Query(max_length=40)] = None,
    journey: Annotated[str | None, Query(max_length=80)] = None,
) -> DeadLetterList | DeadGroupList:
    """Deliveries that were given up, of the newest event first; or, with `group`, how many there are of each kind."""
    check_event_type(event, "/query/event")
    wanted = Filter(error=error, event=event, consumer=consumer, journey=journey)
    if group is not None:
        groups, unavailable = await group_dead(peers, wanted, group)
        return DeadGroupList(group=group, items=groups, unavailable=unavailable)
    found = await find_dead(peers, wanted, page.after, page.limit)
    next_cursor = cursor_after(found.letters[-1].event_id) if found.more else None
    return DeadLetterList(items=found.letters, next_cursor=next_cursor, unavailable=found.unavailable)


@router.post("/dead-letters/retry")
async def retry_dead_letters(
    caller: CallerDep, peers: PeersDep, hand: HandDep, body: RetryLetters, timeout: Timeout = 10
) -> RetriedLetters:
    """Have dead letters tried again now: by `ids`, or all that `filter` finds. Says what truly became of each."""
    return await retry_letters(caller, peers, hand, body, timeout)
