"""One uploaded file: read back, sealed or taken out again.

Its id is enough; the path through its material means the same file.
"""

from fastapi import APIRouter, Request, Response

from services.hall.api.owner import OwnerDep
from services.hall.procedures import materials
from services.hall.views.materials import FileView
from shared.http.api import FilesDep, StoreDep
from shared.http.downloads import content_answers, send
from shared.uploads import MEDIA_TYPES

router = APIRouter(prefix="/hall/applications/{application_id}", tags=["materials 一套材料"])


@router.get("/files/{file_id}/content", response_class=Response, responses=content_answers(MEDIA_TYPES))
async def read(
    application_id: str, file_id: str, request: Request, store: StoreDep, files: FilesDep, owner: OwnerDep
) -> Response:
    """下载: the file as it was uploaded, whole or in part (Range)."""
    return await send(request, await materials.download(store, files, owner, application_id, file_id))


@router.delete("/files/{file_id}", status_code=204)
async def remove(application_id: str, file_id: str, store: StoreDep, files: FilesDep, owner: OwnerDep) -> Response:
    """Take a file out again."""
    await materials.remove(store, files, owner, application_id, None, file_id)
    return Response(status_code=204)


@router.delete("/materials/{code}/files/{file_id}", status_code=204)
async def remove_of_material(
    application_id: str, code: str, file_id: str, store: StoreDep, files: FilesDep, owner: OwnerDep
) -> Response:
    """Take a file out again, named with its material."""
    await materials.remove(store, files, owner, application_id, code, file_id)
    return Response(status_code=204)


@router.post("/files/{file_id}/seal")
async def seal(application_id: str, file_id: str, store: StoreDep, owner: OwnerDep) -> FileView:
    """电子签章: seal a PDF or OFD; doing it twice changes nothing."""
    return await materials.seal(store, owner, application_id, None, file_id)


@router.post("/materials/{code}/files/{file_id}/seal")
async def seal_of_material(application_id: str, code: str, file_id: str, store: StoreDep, owner: OwnerDep) -> FileView:
    """电子签章, the file named with its material."""
    return await materials.seal(store, owner, application_id, code, file_id)
