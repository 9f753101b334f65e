"""完善项目详细信息, section by section (S20)."""

from starlette.responses import Response

from services.review.pages.caller import CallerDep
from services.review.pages.data_form import DataForm, act, show_form
from services.review.pages.place import PLACE
from services.review.procedures import details
from services.review.views import details as views
from shared.http.api import StoreDep
from shared.pages.route import router_of
from shared.pages.visit import VisitDep

router = router_of(PLACE)
_FORM = DataForm("details", views.show_details, views.show_unsaved, views.show_schema, details.save, details.save_parts)


@router.get("/review/web/projects/{project_id}/details")
async def show(visit: VisitDep, caller: CallerDep, store: StoreDep, project_id: str) -> Response:
    """All sections, with what each of them lacks."""
    return await show_form(_FORM, visit, caller, store, project_id)


@router.post("/review/web/projects/{project_id}/details")
async def save(visit: VisitDep, caller: CallerDep, store: StoreDep, project_id: str) -> Response:
    """保存: what is missing may come later."""
    return await act(_FORM, visit, caller, store, project_id)
