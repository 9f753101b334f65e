"""One uploaded file: read back, sealed or taken out again.

Its id is enough; the path through its material means the same file.
"""

from functools import partial

from fastapi import APIRouter, Request, Response

from services.hall.actions.read_material_file import read_material_file
from services.hall.actions.remove_material_file import remove_material_file
from services.hall.actions.seal_material_file import seal_material_file
from services.hall.api.materials import FileView, file_view
from services.hall.api.owner import OwnerDep
from shared.api import FilesDep, StoreDep
from shared.downloads import Download, content_answers, send
from shared.uploads import FILE_TYPES, MEDIA_TYPES

router = APIRouter(prefix="/hall/applications/{application_id}", tags=["materials 一套材料"])


@router.get("/files/{file_id}/content", response_class=Response, responses=content_answers(MEDIA_TYPES))
async def read(
    application_id: str, file_id: str, request: Request, store: StoreDep, files: FilesDep, owner: OwnerDep
) -> Response:
    """下载: the file as it was uploaded, whole or in part (Range)."""
    file = await store.read(read_material_file, owner, application_id, file_id)
    media_type = FILE_TYPES[file.type].media_type
    opener = partial(files.open, file.storage_key)
    return await send(request, Download(file.name, media_type, file.size, file.sha256, opener))


@router.delete("/files/{file_id}", status_code=204)
async def remove(application_id: str, file_id: str, store: StoreDep, files: FilesDep, owner: OwnerDep) -> Response:
    """Take a file out again."""
    return await _remove(application_id, None, file_id, store, files, owner)


@router.delete("/materials/{code}/files/{file_id}", status_code=204)
async def remove_of_material(
    application_id: str, code: str, file_id: str, store: StoreDep, files: FilesDep, owner: OwnerDep
) -> Response:
    """Take a file out again, named with its material."""
    return await _remove(application_id, code, file_id, store, files, owner)


@router.post("/files/{file_id}/seal")
async def seal(application_id: str, file_id: str, store: StoreDep, owner: OwnerDep) -> FileView:
    """电子签章: seal a PDF or OFD; doing it twice changes nothing."""
    return await store.write(lambda unit: file_view(seal_material_file(unit, owner, application_id, None, file_id)))


@router.post("/materials/{code}/files/{file_id}/seal")
async def seal_of_material(application_id: str, code: str, file_id: str, store: StoreDep, owner: OwnerDep) -> FileView:
    """电子签章, the file named with its material."""
    return await store.write(lambda unit: file_view(seal_material_file(unit, owner, application_id, code, file_id)))


async def _remove(
    application_id: str, code: str | None, file_id: str, store: StoreDep, files: FilesDep, owner: OwnerDep
) -> Response:
    unused = await store.write(remove_material_file, owner, application_id, code, file_id)
    if unused is not None:
        await files.delete(unused)
    return Response(status_code=204)
