"""项目关联: a survey or design unit joins a project by the code it was sent, typed in or scanned (S20)."""

from starlette.responses import Response

from services.review.bodies import UseLinkCode
from services.review.pages.caller import CallerDep
from services.review.pages.place import PLACE
from services.review.procedures import link_codes
from shared.errors import Problem
from shared.http.api import StoreDep
from shared.pages.bodies import body_of
from shared.pages.route import router_of
from shared.pages.visit import VisitDep

router = router_of(PLACE)


@router.get("/review/web/link")
async def show(visit: VisitDep, caller: CallerDep) -> Response:
    """The form; a scanned code stands in it already."""
    code = visit.request.query_params.get("code", "")
    return visit.page("link.html", account=caller, code=code, current="link")


@router.post("/review/web/link")
async def join(visit: VisitDep, caller: CallerDep, store: StoreDep) -> Response:
    """Join, and go on to the drawings."""
    try:
        body = body_of(UseLinkCode, visit.fields)
        joined = await link_codes.use(store, caller.code, caller.name, caller.role, body.code)
    except Problem as problem:
        code = visit.fields.get("code", "")
        return visit.page("link.html", refused=problem, account=caller, code=code, current="link")
    return visit.to(f"/review/web/projects/{joined.project_id}/drawings", joined="1")
