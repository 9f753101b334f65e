"""一套材料: the material list of an application and its files, as the applicant sees them (S13)."""

from datetime import datetime
from typing import Any

from pydantic import Field

from services.hall.lookups.assess import files_of
from services.hall.lookups.find import find_application
from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.material_list import Material
from services.hall.rules.owner import Owner
from services.hall.tables import Application, MaterialFile
from shared.store import Transaction
from shared.uploads.seals import SealView
from shared.views import View


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
    title_en: str
    required: bool
    needs_seal: bool
    formats: list[str]
    files: list[FileView]


class MaterialList(View):
    """The material list of the application's scenario."""

    items: list[MaterialView]
    next_cursor: None = None


def file_view(file: MaterialFile) -> FileView:
    """An uploaded file as it is shown."""
    shown: dict[str, Any] = file.model_dump(exclude={"id", "storage_key"})
    return FileView.model_validate({**shown, "file_id": file.id, "sealed": file.seal is not None})


def show_materials(tx: Transaction, owner: Owner, application_id: str) -> MaterialList:
    """What the owner's application asks for, and what is there; raises NotFound."""
    return material_list(tx, find_application(tx, owner, application_id))


def material_list(tx: Transaction, application: Application) -> MaterialList:
    """What is asked for, some of it depending on the form, and what is there."""
    scenario = CATALOGUE.scenarios[application.scenario]
    files: dict[str, list[FileView]] = {}
    for file in files_of(tx, application.id):
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
        title_en=material.en,
        required=required,
        needs_seal=material.seal,
        formats=list(material.formats),
        files=files,
    )
