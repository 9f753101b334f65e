"""提交确认: what is missing, each with the way to where it is mended; then 提交, and what came of it (S23)."""

from starlette.responses import Response

from services.review.lookups.caller import Caller
from services.review.pages.caller import CallerDep
from services.review.pages.place import PLACE
from services.review.pages.project import project_page
from services.review.procedures import submission
from services.review.rules.data import load
from services.review.rules.lifecycle import where_open
from services.review.views.agencies import show_decision
from services.review.views.projects import show_project
from services.review.views.submission import FindingView, show_check
from shared.errors import Problem
from shared.http.api import StoreDep
from shared.pages.forms.shown import id_of
from shared.pages.route import router_of
from shared.pages.visit import Visit, VisitDep
from shared.store import Store

router = router_of(PLACE)
_MENDED_AT: dict[str, str] = load("pages/mended_at")


@router.get("/review/web/projects/{project_id}/submission")
async def show(visit: VisitDep, caller: CallerDep, store: StoreDep, project_id: str) -> Response:
    """What stands in the way; the button when nothing does; the result once it was submitted."""
    return await _page(visit, caller, store, project_id)


@router.post("/review/web/projects/{project_id}/submission")
async def submit(visit: VisitDep, caller: CallerDep, store: StoreDep, project_id: str) -> Response:
    """提交; the same form sent twice does it once."""
    try:
        await submission.submit(store, caller.code, project_id, visit.fields.get("idempotency_key") or None)
    except Problem as problem:
        return await _page(visit, caller, store, project_id, problem)
    return visit.to(f"/review/web/projects/{project_id}/submission")


def mended_at(project_id: str, finding: FindingView) -> str:
    """The page, and the field there, where this is put right."""
    tab = _MENDED_AT[finding.code]
    field = f"#{id_of(finding.pointer)}" if finding.pointer and tab == "details" else ""
    return f"/review/web/projects/{project_id}/{tab}{field}"


async def _page(
    visit: Visit, caller: Caller, store: Store, project_id: str, refused: Problem | None = None
) -> Response:
    project = await store.read(show_project, caller.code, project_id)
    check = decision = None
    if project.status in where_open("submit"):
        check = await store.read(show_check, caller.code, project_id)
    elif project.submitted_at:
        decision = await store.read(show_decision, caller.code, project_id)
    return project_page(
        visit, caller, project, "submission.html", "submission", refused=refused, check=check, decision=decision,
        mended_at=lambda finding: mended_at(project_id, finding),
    )  # fmt: skip
