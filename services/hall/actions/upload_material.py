"""一套材料: upload a file for a material (S13)."""

from sqlalchemy import func
from sqlmodel import col, select

from services.hall.actions.steps.note_materials import note_materials
from services.hall.errors import TooManyFiles
from services.hall.lookups.find import find_open
from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.limits import FILES_PER_MATERIAL
from services.hall.rules.material_list import Material
from services.hall.rules.owner import Owner
from services.hall.tables import Application, MaterialFile
from shared.errors import NotFound
from shared.store import Transaction
from shared.uploads import Upload


def expect_file(tx: Transaction, owner: Owner, application_id: str, material_code: str) -> Material:
    """The material that a file is uploaded for; refuses before anything is stored what would be refused afterwards."""
    application = find_open(tx, owner, application_id, "materials", hold=False)
    material = find_material(application, material_code)
    _require_room(tx, application, material)
    return material


def upload_material(
    tx: Transaction, owner: Owner, application_id: str, material_code: str, upload: Upload
) -> MaterialFile:
    """Add the kept file to the material."""
    application = find_open(tx, owner, application_id, "materials")
    material = find_material(application, material_code)
    _require_room(tx, application, material)
    file = MaterialFile(
        application_id=application.id,
        material_code=material.code,
        name=upload.file.name,
        type=upload.type.key,
        size=upload.file.size,
        sha256=upload.file.sha256,
        storage_key=upload.file.key,
        uploaded_at=tx.now(),
    )
    tx.add(file)
    tx.flush()
    note_materials(tx, application)
    tx.state("material", "uploaded", material_code=file.material_code, file_id=file.id)
    return file


def find_material(application: Application, material_code: str) -> Material:
    """The material of the application's scenario; raises NotFound."""
    material = CATALOGUE.scenarios[application.scenario].materials.get(material_code)
    if material is None:
        raise NotFound
    return material


def count_files(tx: Transaction, application_id: str, material_code: str) -> int:
    """How many files a material has."""
    mine = (MaterialFile.application_id == application_id, MaterialFile.material_code == material_code)
    return tx.exec(select(func.count(col(MaterialFile.id))).where(*mine)).one()


def _require_room(tx: Transaction, application: Application, material: Material) -> None:
    if count_files(tx, application.id, material.code) >= FILES_PER_MATERIAL:
        raise TooManyFiles(limit=FILES_PER_MATERIAL)
