"""图纸: by discipline what is required and what is there; the linked units upload, seal and delete theirs (S20)."""

from dataclasses import dataclass

from fastapi import Request, UploadFile
from starlette.responses import Response

from services.review.lookups.caller import Caller
from services.review.pages.caller import CallerDep
from services.review.pages.place import PLACE
from services.review.pages.project import ACCEPT, LIMIT, project_page
from services.review.procedures import drawings
from services.review.rules.disciplines import DISCIPLINES
from services.review.rules.lifecycle import is_closed
from services.review.views.drawings import DrawingList, DrawingView, show_drawings
from services.review.views.projects import show_project
from shared.errors import NotFound, Problem
from shared.files import Files
from shared.http.api import FilesDep, StoreDep
from shared.http.downloads import send
from shared.pages.route import router_of
from shared.pages.visit import Visit, VisitDep
from shared.store import Store
from shared.uploads import FILE_TYPES, file_of

router = router_of(PLACE)


@dataclass(frozen=True)
class Row:
    """One discipline and its drawings; `given` when what is required is there, in whatever way."""

    code: str
    role: str
    title: str
    given: bool
    drawings: list[DrawingView]


@router.get("/review/web/projects/{project_id}/drawings")
async def show(visit: VisitDep, caller: CallerDep, store: StoreDep, project_id: str) -> Response:
    """Every discipline, required ones first; with `?joined=1` the unit just came in by its code."""
    return await _page(visit, caller, store, project_id)


@router.post("/review/web/projects/{project_id}/drawings")
async def act(
    visit: VisitDep, caller: CallerDep, store: StoreDep, files: FilesDep, project_id: str,
    file: UploadFile | None = None,
) -> Response:  # fmt: skip
    """What the button said: `upload` one of a `discipline`, `seal` or `remove` the `drawing`."""
    try:
        await _do(visit, caller, store, files, project_id, file)
    except Problem as problem:
        return await _page(visit, caller, store, project_id, problem)
    return visit.to(f"/review/web/projects/{project_id}/drawings")


@router.get("/review/web/projects/{project_id}/drawings/{drawing_id}")
async def download(
    request: Request, caller: CallerDep, store: StoreDep, files: FilesDep, project_id: str, drawing_id: str
) -> Response:
    """下载图纸: as it was uploaded."""
    return await send(request, await drawings.download(store, files, caller.code, project_id, drawing_id))


async def _do(
    visit: Visit, caller: Caller, store: Store, files: Files, project_id: str, file: UploadFile | None
) -> None:
    drawing = visit.fields.get("drawing", "")
    match visit.fields.get("do"):
        case "upload":
            discipline = visit.fields.get("discipline", "")
            await drawings.upload(store, files, caller.code, project_id, discipline, file_of(file))
        case "seal":
            await drawings.seal(store, caller.code, project_id, drawing)
        case "remove":
            await drawings.delete(store, files, caller.code, project_id, drawing)
        case _:
            raise NotFound


async def _page(
    visit: Visit, caller: Caller, store: Store, project_id: str, refused: Problem | None = None
) -> Response:
    found = await store.read(show_drawings, caller.code, project_id)
    project = await store.read(show_project, caller.code, project_id)
    required = _required(found, visit.language)
    known = {row.code for row in required}
    choices = [
        (code, one.en if visit.language == "en" else one.zh)
        for code, one in DISCIPLINES.items()
        if one.role == caller.role and code not in known
    ]
    return project_page(
        visit, caller, project, "drawings.html", "drawings", refused=refused, required=required,
        others=[one for one in found.items if one.discipline not in known], aspects=found.aspects, choices=choices,
        open=not is_closed(project.status, "drawings"), accept=ACCEPT, limit=LIMIT,
        sealable={key for key, kind in FILE_TYPES.items() if kind.sealable},
        joined="joined" in visit.request.query_params,
    )  # fmt: skip


def _required(found: DrawingList, language: str) -> list[Row]:
    return [
        Row(
            one.discipline, one.role, one.title_en if language == "en" else one.name, one.handed_in,
            [drawing for drawing in found.items if drawing.discipline == one.discipline],
        )
        for one in found.required
    ]  # fmt: skip
