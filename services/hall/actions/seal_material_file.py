"""电子签章: seal a file (S13)."""

from services.hall.actions.steps.files import put_seal
from services.hall.actions.steps.note_materials import note_materials
from services.hall.lookups.find import find_file, find_open
from services.hall.rules.owner import Owner
from services.hall.tables import MaterialFile
from shared.store import Transaction


def seal_material_file(
    tx: Transaction, owner: Owner, application_id: str, material_code: str | None, file_id: str
) -> MaterialFile:
    """Put the filing unit's own seal beside the file; a sealed file stays as it is. Raises FileNotSealable."""
    application = find_open(tx, owner, application_id, "materials")
    file = find_file(tx, application, material_code, file_id)
    if put_seal(tx, owner, file):
        tx.flush()
        note_materials(tx, application)
    return file
