"""一套材料: what is asked for, what is there, uploads and seals (S13)."""

from fastapi import APIRouter, UploadFile

from services.hall.api.owner import OwnerDep
from services.hall.bodies import ReuseMaterials
from services.hall.procedures import materials
from services.hall.views.materials import FileView, MaterialList, show_materials
from shared.http.api import FilesDep, StoreDep
from shared.uploads import UploadRoute

router = APIRouter(
    prefix="/hall/applications/{application_id}/materials", tags=["materials 一套材料"], route_class=UploadRoute
)


@router.get("")
async def list_materials(application_id: str, store: StoreDep, owner: OwnerDep) -> MaterialList:
    """What is asked for; some stars depend on the form."""
    return await store.read(show_materials, owner, application_id)


@router.post("/{code}/files", status_code=201)
async def upload(
    application_id: str, code: str, file: UploadFile, store: StoreDep, files: FilesDep, owner: OwnerDep
) -> FileView:
    """Upload one file. Its ending, its first bytes and its size must fit; its name is only shown."""
    return await materials.upload(store, files, owner, application_id, code, file)


@router.post("/reuse")
async def reuse(application_id: str, body: ReuseMaterials, store: StoreDep, owner: OwnerDep) -> MaterialList:
    """材料共享: take over the files of another application, as far as this scenario asks for them."""
    return await materials.reuse(store, owner, application_id, body.application_id, body.codes)
