"""申报表: the one form and the list of materials on one page, to read and to print (S11, S13)."""

from starlette.responses import Response

from services.hall.pages.filing.steps import path_of
from services.hall.pages.owner import OwnerDep
from services.hall.pages.place import PLACE
from services.hall.views.filing_form import show_filing_form
from services.hall.views.filing_materials import show_filing_materials
from shared.http.api import StoreDep
from shared.pages.forms import said, shown
from shared.pages.route import router_of
from shared.pages.visit import VisitDep

router = router_of(PLACE)


@router.get("/hall/web/applications/{application_id}/whole")
async def show(visit: VisitDep, owner: OwnerDep, store: StoreDep, application_id: str) -> Response:
    """As it stands, draft or filed."""
    at = await store.read(show_filing_form, owner, application_id)
    materials = await store.read(show_filing_materials, owner, application_id)
    sections = shown(at.schema, at.form.values, {}, (), visit.language)
    return visit.page(
        "filing/whole.html", owner=owner, filing=at.filing, sections=sections, said=said, rows=materials.rows,
        back=path_of(at.filing),
    )  # fmt: skip
