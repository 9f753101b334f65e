"""完善基本信息: from 待完善 to 待申报 (S20)."""

from starlette.responses import Response

from services.review.pages.caller import CallerDep
from services.review.pages.data_form import DataForm, act, show_form
from services.review.pages.place import PLACE
from services.review.procedures import basics
from services.review.rules.lifecycle import after
from services.review.views import basics as views
from services.review.views.projects import show_project
from shared.http.api import StoreDep
from shared.pages.route import router_of
from shared.pages.visit import VisitDep

router = router_of(PLACE)
_FORM = DataForm("basics", views.show_basics, views.show_unsaved, views.show_schema, basics.save, basics.save_parts)


@router.get("/review/web/projects/{project_id}/basic")
async def show(visit: VisitDep, caller: CallerDep, store: StoreDep, project_id: str) -> Response:
    """The few fields that come first."""
    return await show_form(_FORM, visit, caller, store, project_id)


@router.post("/review/web/projects/{project_id}/basic")
async def save(visit: VisitDep, caller: CallerDep, store: StoreDep, project_id: str) -> Response:
    """保存; once complete the project is to be found in the next list."""
    project = await store.read(show_project, caller.code, project_id)
    becomes = after(project.status, "complete", "owner")
    onward = f"/review/web/projects?tab={becomes}&completed=1" if becomes else None
    return await act(_FORM, visit, caller, store, project_id, onward)
