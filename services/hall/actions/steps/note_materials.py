"""Keep with an application what its confirmation needs to know of its materials."""

from typing import Any

from services.hall.lookups.assess import file_states, files_of
from services.hall.rules.catalogue import CATALOGUE, Scenario
from services.hall.rules.material_list import material_problems
from services.hall.tables import Application, MaterialFile
from shared.events.hall import ConfirmedMaterial
from shared.store import Transaction


def note_materials(tx: Transaction, application: Application) -> None:
    """Files or form changed: keep what the confirmation needs to know of the materials."""
    scenario = CATALOGUE.scenarios[application.scenario]
    files = files_of(tx, application.id)
    open_ = material_problems(scenario.materials.values(), scenario.column, application.form, file_states(files))
    application.materials_complete = not open_
    application.manifest = [_entry(scenario, file) for file in files]
    application.updated_at = tx.now()


def _entry(scenario: Scenario, file: MaterialFile) -> dict[str, Any]:
    return ConfirmedMaterial(
        code=file.material_code,
        name=scenario.materials[file.material_code].name,
        file_id=file.id,
        file_name=file.name,
        size=file.size,
        sha256=file.sha256,
        sealed=file.seal is not None,
        file_key=file.storage_key,
    ).model_dump()
