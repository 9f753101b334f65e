"""Finding a project for whoever asks: other people's projects do not exist for them."""

from sqlmodel import col, select

from services.review.errors import NotAUnit, ProjectIsSubmitted, ProjectIsWithdrawn
from services.review.tables import Agency, Filing, Project, ProjectUnit
from shared.errors import NotFound
from shared.store import Unit


def owned_project(unit: Unit, account: str, project_id: str) -> Project:
    """The owner's project; raises NotFound. Notes its journey."""
    project = unit.get(Project, project_id)
    if project is None or project.owner_code != account:
        raise NotFound
    note_journey(unit, project)
    return project


def editable_project(unit: Unit, account: str, project_id: str) -> Project:
    """The owner's project, held for a change; raises NotFound, ProjectIsSubmitted, ProjectIsWithdrawn."""
    project = unit.locked(Project, project_id)
    if project is None or project.owner_code != account:
        raise NotFound
    note_journey(unit, project)
    require_editing(project)
    return project


def visible_project(unit: Unit, account: str, project_id: str) -> Project:
    """A project its owner, a linked unit, or the agency it was submitted to looks at; raises NotFound."""
    project = unit.get(Project, project_id)
    if project is None or not (project.owner_code == account or _takes_part(unit, account, project)):
        raise NotFound
    note_journey(unit, project)
    return project


def linked_project(unit: Unit, account: str, project_id: str) -> tuple[Project, ProjectUnit]:
    """A project and the caller's link to it, held for a change; raises NotFound, NotAUnit, ProjectIsSubmitted."""
    project = unit.locked(Project, project_id)
    link = None if project is None else link_of(unit, account, project.id)
    if project is None or (link is None and project.owner_code != account):
        raise NotFound
    note_journey(unit, project)
    if link is None:
        raise NotAUnit
    require_editing(project)
    return project, link


def link_of(unit: Unit, account: str, project_id: str) -> ProjectUnit | None:
    """How this unit is part of the project, if it is."""
    return unit.exec(
        select(ProjectUnit).where(ProjectUnit.project_id == project_id, ProjectUnit.credit_code == account)
    ).first()


def require_editing(project: Project) -> None:
    """What was submitted is frozen, and what was withdrawn has to be filed anew."""
    if project.status == "submitted":
        raise ProjectIsSubmitted
    if project.status != "editing":
        raise ProjectIsWithdrawn


def note_journey(unit: Unit, project: Project) -> None:
    """What happens to a project belongs to the journey of its latest filing."""
    filings = select(Filing.application_id).where(Filing.project_id == project.id)
    latest = filings.order_by(col(Filing.status) == "withdrawn", col(Filing.id).desc())
    if journey := unit.exec(latest).first():
        unit.journey = journey


def _takes_part(unit: Unit, account: str, project: Project) -> bool:
    if link_of(unit, account, project.id) is not None:
        return True
    agency = unit.get(Agency, project.agency_id) if project.agency_id and project.status == "submitted" else None
    return agency is not None and agency.credit_code == account
