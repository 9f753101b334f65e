"""规划文件: each kind with its time node, what the city pushed and what was uploaded (S22)."""

from fastapi import Request, UploadFile
from starlette.responses import Response

from services.review.lookups.caller import Caller
from services.review.pages.caller import CallerDep
from services.review.pages.place import PLACE
from services.review.pages.project import ACCEPT, LIMIT, project_page
from services.review.procedures import planning_documents
from services.review.rules.lifecycle import is_closed
from services.review.views.planning_documents import show_planning_documents
from services.review.views.projects import show_project
from shared.errors import NotFound, Problem
from shared.files import Files
from shared.http.api import FilesDep, StoreDep
from shared.http.downloads import send
from shared.pages.route import router_of
from shared.pages.visit import Visit, VisitDep
from shared.store import Store
from shared.uploads import file_of

router = router_of(PLACE)


@router.get("/review/web/projects/{project_id}/planning-documents")
async def show(visit: VisitDep, caller: CallerDep, store: StoreDep, project_id: str) -> Response:
    """All kinds that this project can have."""
    return await _page(visit, caller, store, project_id)


@router.post("/review/web/projects/{project_id}/planning-documents")
async def act(
    visit: VisitDep, caller: CallerDep, store: StoreDep, files: FilesDep, project_id: str,
    file: UploadFile | None = None,
) -> Response:  # fmt: skip
    """What the button said: `upload` one of a `kind`, or `remove` the `file_id`."""
    try:
        await _do(visit, caller, store, files, project_id, file)
    except Problem as problem:
        return await _page(visit, caller, store, project_id, problem)
    return visit.to(f"/review/web/projects/{project_id}/planning-documents")


@router.get("/review/web/projects/{project_id}/planning-documents/{file_id}")
async def download(
    request: Request, caller: CallerDep, store: StoreDep, files: FilesDep, project_id: str, file_id: str
) -> Response:
    """下载规划文件: as it was uploaded here or at the city."""
    return await send(request, await planning_documents.download(store, files, caller.code, project_id, file_id))


async def _do(
    visit: Visit, caller: Caller, store: Store, files: Files, project_id: str, file: UploadFile | None
) -> None:
    match visit.fields.get("do"):
        case "upload":
            kind = visit.fields.get("kind", "")
            await planning_documents.upload(store, files, caller.code, project_id, kind, file_of(file))
        case "remove":
            file_id = visit.fields.get("file_id", "")
            await planning_documents.delete(store, files, caller.code, project_id, file_id)
        case _:
            raise NotFound


async def _page(
    visit: Visit, caller: Caller, store: Store, project_id: str, refused: Problem | None = None
) -> Response:
    found = await store.read(show_planning_documents, caller.code, project_id)
    project = await store.read(show_project, caller.code, project_id)
    nodes = {one.node for one in found.items}
    open_nodes = {node for node in nodes if not is_closed(project.status, f"planning-documents/{node}")}
    return project_page(
        visit, caller, project, "planning_documents.html", "planning-documents", refused=refused,
        documents=found.items, open=open_nodes if caller.role == "owner" else set(), accept=ACCEPT, limit=LIMIT,
    )  # fmt: skip
