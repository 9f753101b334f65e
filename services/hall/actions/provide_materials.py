"""一套材料: upload the whole set in one go, each file sealed where its material asks for that (S13)."""

from collections.abc import Mapping

from services.hall.actions.steps.files import keep_file, put_seal
from services.hall.actions.steps.note_materials import note_materials
from services.hall.actions.upload_material import find_material, require_room
from services.hall.lookups.assess import files_of
from services.hall.lookups.find import find_open
from services.hall.rules.owner import Owner
from services.hall.tables import Application
from shared.store import Transaction
from shared.uploads import Upload


def provide_materials(tx: Transaction, owner: Owner, application_id: str, uploads: Mapping[str, Upload]) -> Application:
    """Add these kept files, by the codes of their materials. Raises NotFound, ApplicationNotDraft, TooManyFiles,
    FileNotSealable.
    """
    application = find_open(tx, owner, application_id, "materials")
    there = [file.material_code for file in files_of(tx, application.id)]
    for code, upload in uploads.items():
        material = find_material(application, code)
        require_room(there.count(code))
        file = keep_file(tx, application, code, upload)
        if material.seal:
            put_seal(tx, owner, file)
    tx.flush()
    note_materials(tx, application)
    return application
