"""What rotation (轮候) would find, without taking a turn (S21, domain E6)."""

from services.review.lookups.needs import needs_of, register
from services.review.rules.eligibility import reasons_against, reasons_against_assigning
from services.review.tables import Project
from shared.store import Transaction


def assignable(tx: Transaction, project: Project) -> bool:
    """Whether rotation would find an agency now."""
    if original_agency(tx, project) is not None:
        return True
    needs = needs_of(tx, project)
    return any(not reasons_against_assigning(agency, needs) for agency in register(tx))


def original_agency(tx: Transaction, project: Project) -> str | None:
    """A returned review that is submitted again goes back to its agency (令13号 article 13), if it still may."""
    if project.assigned_by != "rotation" or project.agency_id is None:
        return None
    agencies = {agency.id: agency for agency in register(tx)}
    agency = agencies.get(project.agency_id)
    if agency is None or reasons_against(agency, needs_of(tx, project)):
        return None
    return agency.id
