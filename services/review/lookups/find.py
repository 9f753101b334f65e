"""Finding a project for whoever asks: other people's projects do not exist for them."""

from sqlmodel import select

from services.review.errors import NotAUnit
from services.review.lookups.standing import require_open, require_there
from services.review.rules.lifecycle import seen_by
from services.review.tables import Agency, Project, ProjectUnit
from shared.errors import NotFound
from shared.store import Transaction


def owned_project(tx: Transaction, account: str, project_id: str, part: str | None = None) -> Project:
    """The owner's project, looked at; raises NotFound, and ProjectClosed when `part` is not there yet."""
    project = tx.get(Project, project_id)
    if project is None or project.owner_code != account:
        raise NotFound
    return _looked_at(tx, project, part)


def editable_project(tx: Transaction, account: str, project_id: str, part: str) -> Project:
    """The owner's project, held for a change of this part; raises NotFound, ProjectClosed."""
    project = held_project(tx, account, project_id)
    require_open(project, part)
    return project


def held_project(tx: Transaction, account: str, project_id: str, *, hold: bool = True) -> Project:
    """The owner's project, held until the transaction ends if asked to; raises NotFound. Notes its journey."""
    project = tx.locked(Project, project_id) if hold else tx.get(Project, project_id)
    if project is None or project.owner_code != account:
        raise NotFound
    tx.journey = project.application_id
    return project


def visible_project(tx: Transaction, account: str, project_id: str, part: str | None = None) -> Project:
    """A project its owner, a linked unit, or the agency it was submitted to looks at; raises as `owned_project`."""
    project = tx.get(Project, project_id)
    if project is None or not _sees(tx, account, project):
        raise NotFound
    return _looked_at(tx, project, part)


def linked_project(
    tx: Transaction, account: str, project_id: str, part: str, *, hold: bool = True
) -> tuple[Project, ProjectUnit]:
    """A project and the caller's link to it, held for a change; raises NotFound, NotAUnit, ProjectClosed."""
    project = tx.locked(Project, project_id) if hold else tx.get(Project, project_id)
    link = None if project is None else link_of(tx, account, project.id)
    if project is None or (link is None and project.owner_code != account):
        raise NotFound
    tx.journey = project.application_id
    require_there(project, part)
    if link is None:
        raise NotAUnit
    require_open(project, part)
    return project, link


def link_of(tx: Transaction, account: str, project_id: str) -> ProjectUnit | None:
    """How this unit is part of the project, if it is."""
    return tx.exec(
        select(ProjectUnit).where(ProjectUnit.project_id == project_id, ProjectUnit.credit_code == account)
    ).first()


def _looked_at(tx: Transaction, project: Project, part: str | None) -> Project:
    tx.journey = project.application_id
    if part is not None:
        require_there(project, part)
    return project


def _sees(tx: Transaction, account: str, project: Project) -> bool:
    if project.owner_code == account:
        return project.status in seen_by("owner")
    if project.status in seen_by("units") and link_of(tx, account, project.id) is not None:
        return True
    agency = tx.get(Agency, project.agency_id) if project.agency_id else None
    return agency is not None and agency.credit_code == account and project.status in seen_by("agency")
