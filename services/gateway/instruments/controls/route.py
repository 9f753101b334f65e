"""操作: what testers changed by hand, in journeys and in none; whose hand it was stands in the header `Sim-Actor`."""

from typing import Annotated

from fastapi import Query
from pydantic import AwareDatetime

from services.gateway.instruments.controls.act import find_controls, place_of
from services.gateway.instruments.controls.show import ControlList
from services.gateway.instruments.entrance import PeersDep, sim_router
from shared.http.api import Page
from shared.instruments.contract.journal import ControlsAsked
from shared.views import cursor_after

router = sim_router("controls 操作")


@router.get("/controls")
async def list_controls(
    peers: PeersDep,
    page: Page,
    journey: Annotated[str | None, Query(max_length=80, description="Its id, or `none`.")] = None,
    actor: Annotated[str | None, Query(max_length=80, description="Who said so in `Sim-Actor`.")] = None,
    name: Annotated[str | None, Query(max_length=80, examples=["delivery.retried"])] = None,
    since: Annotated[AwareDatetime | None, Query(description="Real time.")] = None,
) -> ControlList:
    """What testers changed in the sandbox by hand: the clock, a delivery, people. Also what belongs to no journey."""
    before = place_of(page.after)
    asked = ControlsAsked(
        journey=journey, actor=actor, name=name, since=since, before=before, limit=page.limit + 1
    )  # fmt: skip
    found = await find_controls(peers, asked)
    shown = found[: page.limit]
    more = cursor_after(shown[-1][0]) if len(found) > page.limit else None
    return ControlList(items=[step for _, step in shown], next_cursor=more)
