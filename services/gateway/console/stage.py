"""舞台: the hall, the phone and the trace side by side; each is a page that can be opened by itself."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from services.gateway.console.place import in_sandbox
from services.gateway.instruments.entrance import PeersDep
from services.gateway.instruments.journeys.act import JourneySearch, list_journeys
from services.gateway.peers.asking import Peers
from shared.context import current
from shared.pages.route import safe_next
from shared.pages.visit import VisitDep
from shared.values.fields import Mobile

router = in_sandbox()
FRAMES = ("hall", "phone", "trace")


@dataclass(frozen=True, slots=True)
class Stage:
    """Which page stands in each frame, by its path; and on a narrow screen, which of them is shown."""

    hall: str
    phone: str
    trace: str
    shown: str

    @property
    def frames(self) -> tuple[tuple[str, str], ...]:
        """Name and path, from left to right."""
        return (("hall", self.hall), ("phone", self.phone), ("trace", self.trace))


def stage_of(sandbox: str, *, journey: str = "", phone: str = "", page: str = "", shown: str = "") -> Stage:
    """The frames about one journey and one phone; of what is not named, the list. `page` is what the hall's frame
    shows instead of the journey's filing, if it is a page of ours."""
    inside = f"/console/in/{sandbox}"
    filing = f"/hall/web/applications/{journey}" if journey else "/hall"
    return Stage(
        hall=safe_next(page, filing),
        phone=f"{inside}/phones/{phone}" if phone else f"{inside}/phones",
        trace=f"{inside}/journeys/{journey}" if journey else f"{inside}/journeys",
        shown=shown if shown in FRAMES else "hall",
    )


async def newest_journey(peers: Peers) -> str:
    """The sandbox's, empty before the first."""
    newest = (await list_journeys(peers, JourneySearch(), None, 1)).journeys
    return newest[0].journey if newest else ""


@router.get("/stage")
async def show(
    visit: VisitDep,
    peers: PeersDep,
    journey: UUID | None = None,
    phone: Annotated[Mobile | None, Query()] = None,
    page: str = "",
    show: str = "",
) -> Response:
    """Without `?journey=` the newest one."""
    about = str(journey) if journey else await newest_journey(peers)
    stage = stage_of(current().sandbox, journey=about, phone=phone or "", page=page, shown=show)
    return visit.page("stage.html", stage=stage, current="stage")
