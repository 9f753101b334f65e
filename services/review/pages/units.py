"""参与单位: 分享项目关联码 with its QR code, and the units that joined by one (S20)."""

import segno
from markupsafe import Markup
from starlette.responses import Response

from services.review.actions.revoke_link_code import revoke_link_code
from services.review.bodies import IssueLinkCode
from services.review.lookups.caller import Caller
from services.review.pages.caller import CallerDep
from services.review.pages.place import PLACE
from services.review.pages.project import project_page
from services.review.procedures import link_codes, projects
from services.review.rules.lifecycle import is_closed
from services.review.views.link_codes import show_link_codes
from services.review.views.projects import show_project
from shared.context import current
from shared.errors import NotFound, Problem
from shared.files import Files
from shared.http.api import FilesDep, Page, StoreDep
from shared.pages.bodies import body_with
from shared.pages.route import router_of
from shared.pages.visit import Visit, VisitDep
from shared.store import Store
from shared.views import PageQuery

router = router_of(PLACE)


@router.get("/review/web/projects/{project_id}/units")
async def show(visit: VisitDep, caller: CallerDep, store: StoreDep, project_id: str, page: Page) -> Response:
    """The codes that were shared, and who joined; `?code=` names the one that is shown large."""
    return await _page(visit, caller, store, project_id, page)


@router.post("/review/web/projects/{project_id}/units")
async def act(
    visit: VisitDep, caller: CallerDep, store: StoreDep, files: FilesDep, project_id: str, page: Page
) -> Response:
    """What the button said: `share` a code for a `role`, `revoke` a `code`, `remove` the `unit`."""
    address = f"/review/web/projects/{project_id}/units"
    try:
        shared = await _do(visit, caller, store, files, project_id)
    except Problem as problem:
        return await _page(visit, caller, store, project_id, page, problem)
    return visit.to(address, code=shared) if shared else visit.to(address)


async def _do(visit: Visit, caller: Caller, store: Store, files: Files, project_id: str) -> str:
    match visit.fields.get("do"):
        case "share":
            body = body_with(IssueLinkCode, {"role": visit.fields.get("role", "")})
            return (await link_codes.issue(store, caller.code, project_id, body.role)).code
        case "revoke":
            await store.write(revoke_link_code, caller.code, project_id, visit.fields.get("code", ""))
        case "remove":
            await projects.remove(store, files, caller.code, project_id, visit.fields.get("unit", ""))
        case _:
            raise NotFound
    return ""


async def _page(
    visit: Visit, caller: Caller, store: Store, project_id: str, page: PageQuery, refused: Problem | None = None
) -> Response:
    codes = await store.read(show_link_codes, caller.code, project_id, page)
    project = await store.read(show_project, caller.code, project_id)
    return project_page(
        visit, caller, project, "units.html", "units", refused=refused, codes=codes, qr=lambda code: _qr(visit, code),
        asked=visit.request.query_params.get("code", ""), open=not is_closed(project.status, "units"),
    )  # fmt: skip


def _qr(visit: Visit, code: str) -> Markup:
    """A link code (项目关联码) as a picture, an SVG without style: whoever scans it comes to the page that joins the
    project, at the address by which the browser reached us."""
    url = visit.request.url
    address = f"{url.scheme}://{url.netloc}{current().root}/review/web/link?code={code}"
    return Markup(segno.make(address, micro=False).svg_inline(omitsize=True, border=2, title=code))
