"""Read an uploaded file back."""

from services.hall.lookups.find import find_application, find_file
from services.hall.rules.owner import Owner
from services.hall.tables import MaterialFile
from shared.store import Transaction


def read_material_file(tx: Transaction, owner: Owner, application_id: str, file_id: str) -> MaterialFile:
    """A file of the owner's application, whatever its state; raises NotFound."""
    return find_file(tx, find_application(tx, owner, application_id), None, file_id)
