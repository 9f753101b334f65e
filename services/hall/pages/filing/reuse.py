"""数据共享 and 材料共享: choose an earlier filing, and what of it is taken over (S10, S13)."""

from typing import Literal

from starlette.responses import Response

from services.hall.bodies import ReuseForm, ReuseMaterials
from services.hall.pages.filing.steps import form_path, path_of
from services.hall.pages.owner import OwnerDep
from services.hall.pages.place import PLACE
from services.hall.procedures import form, materials
from services.hall.rules.owner import Owner
from services.hall.views.filing import show_filing
from services.hall.views.reusable import show_reusable
from shared.errors import Problem
from shared.http.api import Page, StoreDep
from shared.pages.bodies import body_with
from shared.pages.route import router_of
from shared.pages.visit import Visit, VisitDep
from shared.store import Store
from shared.views import PageQuery

router = router_of(PLACE)
What = Literal["form", "materials"]


@router.get("/hall/web/applications/{application_id}/reuse/{what}")
async def show(
    visit: VisitDep, owner: OwnerDep, store: StoreDep, application_id: str, what: What, page: Page
) -> Response:
    """The unit's other filings, and what each has to give."""
    return await _page(visit, owner, store, application_id, what, page)


@router.post("/hall/web/applications/{application_id}/reuse/{what}")
async def take(
    visit: VisitDep, owner: OwnerDep, store: StoreDep, application_id: str, what: What, page: Page
) -> Response:
    """Take over what was ticked."""
    source, ticked = visit.fields.get("source", ""), visit.fields.all("take")
    try:
        if what == "form":
            form_body = body_with(ReuseForm, {"application_id": source, "sections": ticked})
            await form.reuse(store, owner, application_id, form_body.application_id, form_body.sections)
        else:
            body = body_with(ReuseMaterials, {"application_id": source, "codes": ticked})
            await materials.reuse(store, owner, application_id, body.application_id, body.codes)
    except Problem as problem:
        return await _page(visit, owner, store, application_id, what, page, problem)
    filing = await store.read(show_filing, owner, application_id)
    return visit.to(f"{form_path(filing)}?saved=1" if what == "form" else path_of(filing, "/materials"))


async def _page(
    visit: Visit, owner: Owner, store: Store, application_id: str, what: What, page: PageQuery,
    refused: Problem | None = None,
) -> Response:  # fmt: skip
    filing = await store.read(show_filing, owner, application_id)
    sources = await store.read(show_reusable, owner, application_id, page)
    back = form_path(filing) if what == "form" else path_of(filing, "/materials")
    return visit.page(
        f"filing/reuse_{what}.html", refused=refused, owner=owner, filing=filing, sources=sources, back=back
    )
