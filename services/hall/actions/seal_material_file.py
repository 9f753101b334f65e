"""电子签章: seal a file (S13)."""

from typing import Any

from services.hall.actions.steps.note_materials import note_materials
from services.hall.errors import FileNotSealable
from services.hall.lookups.find import find_file, find_open
from services.hall.rules.owner import Owner
from services.hall.tables import MaterialFile
from shared.store import Transaction
from shared.uploads.file_types import FILE_TYPES
from shared.uploads.seals import seal_code


def seal_material_file(
    tx: Transaction, owner: Owner, application_id: str, material_code: str | None, file_id: str
) -> MaterialFile:
    """Put the filing unit's own seal beside the file; a sealed file stays as it is. Raises FileNotSealable."""
    application = find_open(tx, owner, application_id, "materials")
    file = find_file(tx, application, material_code, file_id)
    if not FILE_TYPES[file.type].sealable:
        raise FileNotSealable
    if file.seal is None:
        file.seal = _seal(tx, owner, file)
        tx.flush()
        note_materials(tx, application)
        tx.state("material", "sealed", material_code=file.material_code, file_id=file_id)
    return file


def _seal(tx: Transaction, owner: Owner, file: MaterialFile) -> dict[str, Any]:
    return {
        "signer_credit_code": owner.credit_code,
        "seal_code": seal_code(owner.credit_code),
        "sha256": file.sha256,
        "signed_at": tx.now().isoformat(),
    }
