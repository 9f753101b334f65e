"""选择审图机构 (S21): the owner picks one, unless the review is procured by the government."""

from services.review.errors import AgencyByRotation, AgencyNotEligible
from services.review.lookups.find import editable_project
from services.review.lookups.needs import agency_facts, needs_of
from services.review.rules.eligibility import reasons_against
from services.review.tables import Agency, Project
from shared.errors import FieldError, NotFound
from shared.store import Transaction


def choose_agency(tx: Transaction, account: str, project_id: str, agency_id: str) -> tuple[Project, Agency]:
    """Note the owner's choice; raises NotFound, ProjectClosed, AgencyByRotation, AgencyNotEligible."""
    project = editable_project(tx, account, project_id, "agency")
    if project.government_procurement:
        raise AgencyByRotation
    agency = tx.get(Agency, agency_id)
    if agency is None:
        raise NotFound
    reasons = reasons_against(agency_facts(agency), needs_of(tx, project))
    if reasons:
        errors = [FieldError("/agency_id", reason.code, reason.zh, reason.en) for reason in reasons]
        raise AgencyNotEligible(name=agency.name, errors=errors)
    project.agency_id, project.assigned_by = agency.id, "owner"
    tx.state("agency", "chosen", agency=agency.name)
    return project, agency
