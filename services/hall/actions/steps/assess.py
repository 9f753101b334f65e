"""Look at an application as it is now: its form, its materials, and what stands between it and its confirmation."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from services.hall.rules.catalogue import CATALOGUE, Scenario
from services.hall.rules.facts import form_facts
from services.hall.rules.material_list import FileState, material_problems
from services.hall.rules.readiness import FormState, all_problems, assess_form
from services.hall.tables import Application, MaterialFile, Project
from shared.errors import FieldError
from shared.events.hall import ConfirmedMaterial
from shared.store import Unit


def facts_of(unit: Unit, application: Application) -> dict[str, Any]:
    """What is known of the application before its form is filled."""
    project = unit.get_one(Project, application.project_id)
    names = ("project_code", "project_name", "project_type", "government_procurement", "land_area", "building_area")
    filing = {
        "scenario": application.scenario,
        "engineering_code": application.engineering_code,
        "owner_name": application.owner_name,
        "owner_credit_code": application.credit_code,
    }
    return form_facts(project.facts | {name: getattr(project, name) for name in names}, filing, unit.now().date())


def assess(unit: Unit, application: Application, values: dict[str, Any]) -> FormState:
    """What these values are worth as the application's form today."""
    return assess_form(CATALOGUE.scenarios[application.scenario], values, facts_of(unit, application))


def files_of(unit: Unit, application_id: str) -> Sequence[MaterialFile]:
    """The application's files in the order of their arrival."""
    query = select(MaterialFile).where(MaterialFile.application_id == application_id).order_by(col(MaterialFile.id))
    return unit.exec(query).all()


def problems_of(unit: Unit, application: Application) -> list[FieldError]:
    """Everything that stands between the application and its confirmation."""
    form = assess(unit, application, application.form)
    files = map(_state, files_of(unit, application.id))
    return all_problems(CATALOGUE.scenarios[application.scenario], application.form, form, files)


def note_materials(unit: Unit, application: Application) -> None:
    """Files or form changed: keep what the confirmation needs to know of the materials."""
    scenario = CATALOGUE.scenarios[application.scenario]
    files = files_of(unit, application.id)
    open_ = material_problems(scenario.materials.values(), scenario.column, application.form, map(_state, files))
    application.materials_complete = not open_
    application.manifest = [_entry(scenario, file) for file in files]
    application.updated_at = unit.now()


def _state(file: MaterialFile) -> FileState:
    return FileState(file.id, file.material_code, file.seal is not None)


def _entry(scenario: Scenario, file: MaterialFile) -> dict[str, Any]:
    return ConfirmedMaterial(
        code=file.material_code,
        name=scenario.materials[file.material_code].name,
        file_id=file.id,
        file_name=file.name,
        sha256=file.sha256,
        sealed=file.seal is not None,
    ).model_dump()
