"""办理进度: where a filing stands, what comes next, and taking it back (S15, S16, S17)."""

from starlette.responses import Response

from services.hall.bodies import Withdrawal
from services.hall.pages.filing.steps import form_path
from services.hall.pages.owner import OwnerDep
from services.hall.pages.place import PLACE
from services.hall.procedures import applications
from services.hall.rules.owner import Owner
from services.hall.views.filing import Progress, show_progress
from shared.errors import Problem
from shared.http.api import StoreDep
from shared.pages.bodies import body_with
from shared.pages.route import router_of
from shared.pages.visit import Visit, VisitDep

router = router_of(PLACE)


@router.get("/hall/web/applications/{application_id}")
async def show(visit: VisitDep, owner: OwnerDep, store: StoreDep, application_id: str) -> Response:
    """Its states, with their times, and what to do now."""
    return _page(visit, owner, await store.read(show_progress, owner, application_id))


@router.post("/hall/web/applications/{application_id}")
async def withdraw(visit: VisitDep, owner: OwnerDep, store: StoreDep, application_id: str) -> Response:
    """撤件, with a reason if one is given."""
    try:
        body = body_with(Withdrawal, {"reason": visit.fields.get("reason", "")})
        await applications.withdraw(store, owner, application_id, body.reason)
    except Problem as problem:
        return _page(visit, owner, await store.read(show_progress, owner, application_id), problem)
    return visit.to(f"/hall/web/applications/{application_id}")


def _page(visit: Visit, owner: Owner, progress: Progress, refused: Problem | None = None) -> Response:
    return visit.page(
        "filing/application.html", refused=refused, owner=owner, filing=progress.filing, steps=progress.steps,
        resume=form_path(progress.filing), filed="filed" in visit.request.query_params,
    )  # fmt: skip
