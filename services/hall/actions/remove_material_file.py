"""Take a file out of a material again."""

from services.hall.actions.steps.note_materials import note_materials
from services.hall.lookups.find import find_file, find_open
from services.hall.rules.owner import Owner
from shared.store import Transaction


def remove_material_file(
    tx: Transaction, owner: Owner, application_id: str, material_code: str | None, file_id: str
) -> str:
    """Remove the file; returns the key of its stored bytes, which other rows may name."""
    application = find_open(tx, owner, application_id, "materials")
    file = find_file(tx, application, material_code, file_id)
    tx.delete(file)
    tx.flush()
    note_materials(tx, application)
    tx.state("material", "removed", material_code=file.material_code, file_id=file_id)
    return file.storage_key
