"""我的申报: every filing of the owner, the drafts to be gone on with (S18)."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from services.hall import fields
from services.hall.pages.owner import OwnerDep
from services.hall.pages.place import PLACE
from services.hall.rules.lifecycle import STATES
from services.hall.views.applications import show_latest_applications
from shared.http.api import Page, StoreDep
from shared.pages.route import router_of
from shared.pages.visit import VisitDep

router = router_of(PLACE)


@router.get("/hall/web/applications")
async def list_applications(
    visit: VisitDep,
    owner: OwnerDep,
    store: StoreDep,
    page: Page,
    status: Annotated[fields.Status | None, Query()] = None,
    project_id: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    """The newest first; of one state or one project when the address names it."""
    found = await store.read(show_latest_applications, owner, page, status=status, project_id=project_id)
    return visit.page(
        "filing/applications.html", owner=owner, found=found, states=STATES, chosen=status, project_id=project_id
    )
