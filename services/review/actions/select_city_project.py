"""选择郑州市工改项目 (S17, S20): from a pushed filing to a project one can edit."""

from services.review.errors import CityProjectSelected, ProjectIsSubmitted
from services.review.rules.details import form_of, prefill
from services.review.tables import Filing, Project
from shared.errors import NotFound
from shared.store import Unit


def select_city_project(unit: Unit, account: str, filing_id: str) -> Project:
    """The filing's project, open for editing; another filing of a project already selected joins it.

    Raises NotFound, CityProjectSelected, ProjectIsSubmitted.
    """
    filing = unit.get(Filing, filing_id)
    if filing is None or filing.owner_code != account:
        raise NotFound
    unit.journey = filing.application_id
    project = unit.locked(Project, filing.project_id)
    unit.refresh(filing)
    if project is None or filing.status == "withdrawn":
        raise NotFound
    if filing.status == "selected":
        raise CityProjectSelected
    if project.status == "submitted":
        raise ProjectIsSubmitted
    return _open(unit, project, filing)


def _open(unit: Unit, project: Project, filing: Filing) -> Project:
    filing.status = "selected"
    project.filing_id, project.scenario = filing.id, filing.scenario
    project.government_procurement = filing.government_procurement
    project.details = {
        **prefill(filing.scenario, filing.content.get("form", {})),
        **form_of(filing.scenario).keep(project.details),
    }
    if project.assigned_by != ("rotation" if filing.government_procurement else "owner"):
        project.agency_id = project.assigned_by = None
    project.selected_at = project.selected_at or unit.now()
    project.status = "editing"
    unit.state("project", "editing", project_id=project.id)
    return project
