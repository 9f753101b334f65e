"""A file of a material: kept, and sealed."""

from typing import Any

from services.hall.errors import FileNotSealable
from services.hall.rules.owner import Owner
from services.hall.tables import Application, MaterialFile
from shared.store import Transaction
from shared.uploads import FILE_TYPES, Upload
from shared.uploads.seals import seal_code


def keep_file(tx: Transaction, application: Application, material_code: str, upload: Upload) -> MaterialFile:
    """Its row; what that means for the application is noted afterwards."""
    file = MaterialFile(
        application_id=application.id,
        material_code=material_code,
        name=upload.file.name,
        type=upload.type.key,
        size=upload.file.size,
        sha256=upload.file.sha256,
        storage_key=upload.file.key,
        uploaded_at=tx.now(),
    )
    tx.add(file)
    tx.state("material", "uploaded", material_code=file.material_code, file_id=file.id)
    return file


def put_seal(tx: Transaction, owner: Owner, file: MaterialFile) -> bool:
    """The owner's own seal beside the file, and whether it lacked one. Raises FileNotSealable."""
    if not FILE_TYPES[file.type].sealable:
        raise FileNotSealable
    if file.seal is not None:
        return False
    file.seal = _seal(tx, owner, file)
    tx.state("material", "sealed", material_code=file.material_code, file_id=file.id)
    return True


def _seal(tx: Transaction, owner: Owner, file: MaterialFile) -> dict[str, Any]:
    return {
        "signer_credit_code": owner.credit_code,
        "seal_code": seal_code(owner.credit_code),
        "sha256": file.sha256,
        "signed_at": tx.now().isoformat(),
    }
