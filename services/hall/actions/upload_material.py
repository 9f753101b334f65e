"""一套材料: upload a file for a material (S13)."""

from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select

from services.hall.actions.steps.assess import note_materials
from services.hall.actions.steps.find import find_open
from services.hall.errors import FileContentMismatch, FileEmpty, FileTypeNotAllowed, TooManyFiles
from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.file_types import FileType, ending_of, type_by_name
from services.hall.rules.limits import FILES_PER_MATERIAL
from services.hall.rules.material_list import Material
from services.hall.rules.owner import Owner
from services.hall.tables import Application, MaterialFile
from shared.errors import NotFound
from shared.files import StoredFile
from shared.store import Unit


@dataclass(frozen=True, slots=True)
class Expected:
    """What is to be uploaded: a file of this type, as its name claims, for this material."""

    material: Material
    type: FileType


def expect_file(unit: Unit, owner: Owner, application_id: str, material_code: str, name: str) -> Expected:
    """Refuse before anything is stored what would be refused afterwards."""
    application = find_open(unit, owner, application_id, "materials", hold=False)
    material = find_material(application, material_code)
    _require_room(unit, application, material)
    file_type = type_by_name(name, material.formats)
    if file_type is None:
        allowed = "、".join(key.upper() for key in material.formats)
        raise FileTypeNotAllowed(material=material.name, material_code=material.code, allowed=allowed)
    return Expected(material, file_type)


def require_content(expected: Expected, stored: StoredFile) -> None:
    """Refuse an empty file, and one whose first bytes are not what its name says."""
    if stored.size == 0:
        raise FileEmpty
    if not expected.type.is_begun_by(stored.head):
        raise FileContentMismatch(ending=ending_of(stored.name), kind=expected.type.key.upper())


def upload_material(
    unit: Unit, owner: Owner, application_id: str, expected: Expected, stored: StoredFile
) -> MaterialFile:
    """Add the stored file to the material."""
    application = find_open(unit, owner, application_id, "materials")
    _require_room(unit, application, expected.material)
    file = MaterialFile(
        application_id=application.id,
        material_code=expected.material.code,
        name=stored.name,
        type=expected.type.key,
        size=stored.size,
        sha256=stored.sha256,
        storage_key=stored.key,
        uploaded_at=unit.now(),
    )
    unit.add(file)
    unit.flush()
    note_materials(unit, application)
    unit.state("material", "uploaded", material_code=file.material_code, file_id=file.id)
    return file


def find_material(application: Application, material_code: str) -> Material:
    """The material of the application's scenario; raises NotFound."""
    material = CATALOGUE.scenarios[application.scenario].materials.get(material_code)
    if material is None:
        raise NotFound
    return material


def count_files(unit: Unit, application_id: str, material_code: str) -> int:
    """How many files a material has."""
    mine = (MaterialFile.application_id == application_id, MaterialFile.material_code == material_code)
    return unit.exec(select(func.count(col(MaterialFile.id))).where(*mine)).one()


def _require_room(unit: Unit, application: Application, material: Material) -> None:
    if count_files(unit, application.id, material.code) >= FILES_PER_MATERIAL:
        raise TooManyFiles(limit=FILES_PER_MATERIAL)
