"""The project of filings that are built for a test: the owner's, linked and completed where it is not."""

from services.hall.actions.complete_project import complete_project
from services.hall.actions.link_project import link_project
from services.hall.actions.steps.project_code import read_project_code
from services.hall.bodies import RegisterProject
from services.hall.lookups.approved import approved_for, approved_name, own_project
from services.hall.procedures.investment_projects import approve
from services.hall.rules.built import areas_of, fitting
from services.hall.rules.owner import Owner
from services.hall.tables import Project
from shared.store import Transaction


def ready_project(tx: Transaction, owner: Owner, project_code: str | None, scenario: str | None) -> Project:
    """Of this code, or one that fits the scenario; raises what linking it refuses."""
    code = read_project_code(project_code) if project_code else _some_code(tx, owner, scenario)
    project = own_project(tx, owner, code) or link_project(tx, owner, code, approved_name(tx, code))
    tx.flush()
    missing = {name: area for name, area in areas_of(code).items() if getattr(project, name) is None}
    return complete_project(tx, owner, project.id, missing) if missing else project


def _some_code(tx: Transaction, owner: Owner, scenario: str | None) -> str:
    """Whoever has no project yet that can be filed is approved one."""
    found = fitting(approved_for(tx, owner), scenario)
    if found is None:
        found = approve(tx, RegisterProject(credit_code=owner.credit_code).model_dump())
        tx.flush()
    return str(found.project_code)
