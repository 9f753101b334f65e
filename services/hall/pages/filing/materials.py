"""一套材料: what is asked for, uploads, seals, and files taken out again (S13)."""

from typing import Annotated

from fastapi import Query, Request, UploadFile
from starlette.responses import Response

from services.hall.pages.filing.steps import form_path, path_of, steps_of
from services.hall.pages.owner import OwnerDep
from services.hall.pages.place import PLACE
from services.hall.procedures import materials
from services.hall.procedures.samples import put_samples
from services.hall.rules.owner import Owner
from services.hall.views.filing_materials import FilingMaterials, show_filing_materials
from shared.errors import NotFound, Problem
from shared.files import Files
from shared.http.api import FilesDep, StoreDep
from shared.http.downloads import send
from shared.pages.route import router_of
from shared.pages.visit import Visit, VisitDep
from shared.store import Store
from shared.uploads import file_of

router = router_of(PLACE)
Missing = Annotated[bool, Query()]


@router.get("/hall/web/applications/{application_id}/materials")
async def show(
    visit: VisitDep, owner: OwnerDep, store: StoreDep, application_id: str, missing: Missing = False
) -> Response:
    """All materials, or with `?missing=1` those that something is missing from."""
    page = await store.read(show_filing_materials, owner, application_id)
    return _page(visit, owner, page, missing)


@router.post("/hall/web/applications/{application_id}/materials")
async def act(
    visit: VisitDep, owner: OwnerDep, store: StoreDep, files: FilesDep, application_id: str,
    file: UploadFile | None = None, missing: Missing = False,
) -> Response:  # fmt: skip
    """What the button said: `upload`, `seal`, `remove`, or `samples`; `code` names the material, `file_id` the file."""
    code = visit.fields.get("code", "")
    try:
        await _do(visit, owner, store, files, application_id, file)
    except Problem as problem:
        page = await store.read(show_filing_materials, owner, application_id)
        return _page(visit, owner, page, missing, problem, code)
    address = f"/hall/web/applications/{application_id}/materials"
    return visit.to(f"{address}?missing=1" if missing else f"{address}#m-{code}" if code else address)


@router.get("/hall/web/applications/{application_id}/files/{file_id}")
async def download(
    request: Request, owner: OwnerDep, store: StoreDep, files: FilesDep, application_id: str, file_id: str
) -> Response:
    """下载: the file as it was uploaded."""
    return await send(request, await materials.download(store, files, owner, application_id, file_id))


async def _do(
    visit: Visit, owner: Owner, store: Store, files: Files, application_id: str, file: UploadFile | None
) -> None:
    code, file_id = visit.fields.get("code", ""), visit.fields.get("file_id", "")
    match visit.fields.get("do"):
        case "upload":
            await materials.upload(store, files, owner, application_id, code, file_of(file))
        case "seal":
            await materials.seal(store, owner, application_id, code, file_id)
        case "remove":
            await materials.remove(store, files, owner, application_id, code, file_id)
        case "samples":
            await put_samples(store, files, owner, application_id)
        case _:
            raise NotFound


def _page(
    visit: Visit, owner: Owner, page: FilingMaterials, missing: bool, refused: Problem | None = None, wrong: str = ""
) -> Response:
    filing, rows = page.filing, page.rows
    return visit.page(
        "filing/materials.html", refused=refused, wrong=wrong, owner=owner, filing=filing,
        steps=steps_of(filing, "materials"), rows=[row for row in rows if row.lacks or not missing], only=missing,
        asked=sum(row.material.required for row in rows), missing=sum(row.missing for row in rows),
        unsealed=sum(len(row.unsealed) for row in rows), back=form_path(filing, filing.sections[-1]),
        onward=path_of(filing, "/confirmation"),
    )  # fmt: skip
