"""材料共享: take materials over from an earlier application of the same unit (S13)."""

from collections.abc import Sequence

from services.hall.actions.steps.note_materials import note_materials
from services.hall.actions.steps.reuse import require_offered
from services.hall.errors import ReuseOfItself
from services.hall.lookups.assess import files_of
from services.hall.lookups.find import find_application, find_open
from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.owner import Owner
from services.hall.rules.reuse import lendable, offered_materials
from services.hall.tables import Application, MaterialFile
from shared.store import Transaction


def reuse_materials(
    tx: Transaction, owner: Owner, application_id: str, source_id: str, codes: Sequence[str] | None
) -> Application:
    """Refer to the source's files, seals included, for materials both scenarios ask for; none is doubled.

    `codes` names the materials; without it all of the same project's are taken, of another's those that are the unit's
    own. Raises NotFound, ApplicationNotDraft, ReuseOfItself, ReuseNotOffered.
    """
    if source_id == application_id:
        raise ReuseOfItself
    source = find_application(tx, owner, source_id, hold=True)  # against a file being taken out meanwhile
    application = find_open(tx, owner, application_id, "materials")
    scenario = CATALOGUE.scenarios[application.scenario]
    lent = files_of(tx, source.id)
    offer = offered_materials(scenario, lent, same_project=source.project_id == application.project_id)
    chosen = require_offered(offer, codes, "codes")
    files = lendable(scenario, lent, files_of(tx, application.id))
    tx.add_all(_reference(tx, application, file) for file in files if file.material_code in chosen)
    tx.flush()
    note_materials(tx, application)
    tx.state("material", "reused", source=source_id)
    return application


def _reference(tx: Transaction, application: Application, file: MaterialFile) -> MaterialFile:
    return MaterialFile(
        application_id=application.id,
        material_code=file.material_code,
        name=file.name,
        type=file.type,
        size=file.size,
        sha256=file.sha256,
        storage_key=file.storage_key,
        uploaded_at=tx.now(),
        reused_from=file.application_id,
        seal=file.seal,
    )
