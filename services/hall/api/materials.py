"""一套材料: what is asked for, what is there, uploads and seals (S13)."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, UploadFile
from pydantic import Field

from services.hall import fields
from services.hall.actions.reuse_materials import reuse_materials
from services.hall.actions.upload_material import expect_file, upload_material
from services.hall.api.owner import OwnerDep
from services.hall.lookups.assess import files_of
from services.hall.lookups.find import find_application
from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.limits import MEGABYTES
from services.hall.rules.material_list import Material
from services.hall.tables import Application, MaterialFile
from shared.api import Body, FilesDep, StoreDep, View
from shared.seals import SealView
from shared.store import Unit
from shared.uploads import Upload, UploadRoute, keep_upload

router = APIRouter(
    prefix="/hall/applications/{application_id}/materials", tags=["materials 一套材料"], route_class=UploadRoute
)


class FileView(View):
    """An uploaded file."""

    file_id: str
    name: str
    type: str
    size: int
    sha256: str
    sealed: bool
    seal: SealView | None
    uploaded_at: datetime
    reused_from: str | None = Field(description="the application it was taken over from (材料共享)")


class MaterialView(View):
    """A material: `required` is the red ☆, `needs_seal` the mark 签: your own seal, on each of its files."""

    code: str
    name: str
    required: bool
    needs_seal: bool
    formats: list[str]
    files: list[FileView]


class ReuseMaterials(Body):
    """The application to take from: any of the same unit's (see `reusable`). `codes` names the materials taken.

    Without it all come from an application of the same project, only the unit's own from another project's.
    """

    application_id: fields.Id
    codes: fields.Names = fields.left_out()


class MaterialList(View):
    """The material list of the application's scenario."""

    items: list[MaterialView]
    next_cursor: None = None


@router.get("")
async def list_materials(application_id: str, store: StoreDep, owner: OwnerDep) -> MaterialList:
    """What is asked for; some stars depend on the form."""
    return await store.read(lambda unit: _listed(unit, find_application(unit, owner, application_id)))


@router.post("/{code}/files", status_code=201)
async def upload(
    application_id: str, code: str, file: UploadFile, store: StoreDep, files: FilesDep, owner: OwnerDep
) -> FileView:
    """Upload one file. Its ending, its first bytes and its size must fit; its name is only shown."""
    material = await store.read(expect_file, owner, application_id, code)
    allowed = {key: MEGABYTES[key] for key in material.formats}

    async def write(upload: Upload) -> FileView:
        return await store.write(lambda unit: file_view(upload_material(unit, owner, application_id, code, upload)))

    return await keep_upload(files, file, allowed, write)


@router.post("/reuse")
async def reuse(application_id: str, body: ReuseMaterials, store: StoreDep, owner: OwnerDep) -> MaterialList:
    """材料共享: take over the files of another application, as far as this scenario asks for them."""
    return await store.write(
        lambda unit: _listed(unit, reuse_materials(unit, owner, application_id, body.application_id, body.codes))
    )


def _listed(unit: Unit, application: Application) -> MaterialList:
    scenario = CATALOGUE.scenarios[application.scenario]
    files: dict[str, list[FileView]] = {}
    for file in files_of(unit, application.id):
        files.setdefault(file.material_code, []).append(file_view(file))
    items = [
        _material(material, material.is_required(scenario.column, application.form), files.get(material.code, []))
        for material in scenario.materials.values()
    ]
    return MaterialList(items=items)


def _material(material: Material, required: bool, files: list[FileView]) -> MaterialView:
    return MaterialView(
        code=material.code,
        name=material.name,
        required=required,
        needs_seal=material.seal,
        formats=list(material.formats),
        files=files,
    )


def file_view(file: MaterialFile) -> FileView:
    """An uploaded file as it is shown."""
    shown: dict[str, Any] = file.model_dump(exclude={"id", "storage_key"})
    return FileView.model_validate({**shown, "file_id": file.id, "sealed": file.seal is not None})
