"""一套材料: upload a file for a material (S13)."""

from sqlalchemy import func
from sqlmodel import col, select

from services.hall.actions.steps.files import keep_file
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
    require_room(count_files(tx, application.id, material.code))
    return material


def upload_material(
    tx: Transaction, owner: Owner, application_id: str, material_code: str, upload: Upload
) -> MaterialFile:
    """Add the kept file to the material."""
    application = find_open(tx, owner, application_id, "materials")
    material = find_material(application, material_code)
    require_room(count_files(tx, application.id, material.code))
    file = keep_file(tx, application, material.code, upload)
    tx.flush()
    note_materials(tx, application)
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


def require_room(held: int) -> None:
    """Whether a material that has so many files can have another one; raises TooManyFiles."""
    if held >= FILES_PER_MATERIAL:
        raise TooManyFiles(limit=FILES_PER_MATERIAL)
