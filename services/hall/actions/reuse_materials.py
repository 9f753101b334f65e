"""材料共享: take materials over from an earlier application of the same unit (S13)."""

from services.hall.actions.steps.assess import files_of, note_materials
from services.hall.actions.steps.find import find_application, find_open
from services.hall.errors import ReuseOfItself
from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.limits import FILES_PER_MATERIAL
from services.hall.rules.material_list import Material
from services.hall.rules.owner import Owner
from services.hall.tables import Application, MaterialFile
from shared.store import Unit


def reuse_materials(unit: Unit, owner: Owner, application_id: str, source_id: str) -> Application:
    """Refer to the source's files for every material both scenarios ask for; a file already here is not doubled."""
    if source_id == application_id:
        raise ReuseOfItself
    lent = files_of(unit, find_application(unit, owner, source_id).id)
    application = find_open(unit, owner, application_id, "materials")
    here = [(file.material_code, file.sha256) for file in files_of(unit, application.id)]
    asked = CATALOGUE.scenarios[application.scenario].materials
    for file in lent:
        material = asked.get(file.material_code)
        if material is not None and _is_wanted(material, file, here):
            here.append((file.material_code, file.sha256))
            unit.add(_reference(unit, application, file))
    unit.flush()
    note_materials(unit, application)
    unit.state("material", "reused", source=source_id)
    return application


def _is_wanted(material: Material, file: MaterialFile, here: list[tuple[str, str]]) -> bool:
    full = sum(code == material.code for code, _ in here) >= FILES_PER_MATERIAL
    return not full and file.type in material.formats and (file.material_code, file.sha256) not in here


def _reference(unit: Unit, application: Application, file: MaterialFile) -> MaterialFile:
    return MaterialFile(
        application_id=application.id,
        material_code=file.material_code,
        name=file.name,
        type=file.type,
        size=file.size,
        sha256=file.sha256,
        storage_key=file.storage_key,
        uploaded_at=unit.now(),
        reused_from=file.application_id,
        seal=file.seal,
    )
