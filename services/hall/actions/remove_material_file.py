"""Take a file out of a material again."""

from sqlmodel import select

from services.hall.actions.steps.note_materials import note_materials
from services.hall.lookups.find import find_file, find_open
from services.hall.rules.owner import Owner
from services.hall.tables import MaterialFile
from shared.store import Unit


def remove_material_file(
    unit: Unit, owner: Owner, application_id: str, material_code: str | None, file_id: str
) -> str | None:
    """Remove the file; returns the key of its stored bytes when no other application shares them."""
    application = find_open(unit, owner, application_id, "materials")
    file = find_file(unit, application, material_code, file_id)
    unit.delete(file)
    unit.flush()
    note_materials(unit, application)
    unit.state("material", "removed", material_code=file.material_code, file_id=file_id)
    shared = unit.exec(select(MaterialFile.id).where(MaterialFile.storage_key == file.storage_key)).first()
    return None if shared else file.storage_key
