"""A filing was withdrawn in the city's hall: what that means for its project here."""

from sqlmodel import col, select

from services.review.actions.find_project import note_journey
from services.review.tables import Filing, Project
from shared.events.hall import ApplicationWithdrawn
from shared.inbox import TryAgain
from shared.store import Unit


def withdraw_filing(unit: Unit, withdrawn: ApplicationWithdrawn) -> None:
    """Take the filing off the list; its project goes back to its other filings, or is withdrawn with the last one.

    The hall refuses once it knows of the submission; until it does, its withdrawal counts: no review has begun.
    """
    filing = unit.exec(select(Filing).where(Filing.application_id == withdrawn.application_id)).first()
    if filing is None:
        raise TryAgain("the filing that was withdrawn has not arrived yet")
    project = unit.locked(Project, filing.project_id)
    if project is None or filing.status == "withdrawn":
        return
    filing.status = "withdrawn"
    unit.flush()
    unit.state("city-project", "withdrawn", project_id=project.id)
    _fall_back(unit, project)


def _fall_back(unit: Unit, project: Project) -> None:
    left = unit.exec(
        select(Filing)
        .where(Filing.project_id == project.id, Filing.status != "withdrawn")
        .order_by(col(Filing.status) == "pushed", col(Filing.id).desc())
    ).first()
    before = project.status
    project.filing_id = left.id if left and left.status == "selected" else None
    if project.filing_id is None:
        project.status = "received" if left else "withdrawn"
    if project.status != before:
        note_journey(unit, project)
        unit.state("project", project.status)
