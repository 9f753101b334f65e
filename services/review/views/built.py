"""A review built for a test, as the control plane is told of it."""

from collections.abc import Mapping

from services.review.tables import Agency, Project
from shared.instruments.contract.built import AgencyOfReview, ReviewBuilt
from shared.store import Transaction


def review_built(tx: Transaction, project: Project, link_codes: Mapping[str, str]) -> ReviewBuilt:
    """As it is now."""
    agency = tx.get(Agency, project.agency_id) if project.agency_id else None
    return ReviewBuilt(
        application_id=project.application_id,
        review_project_id=project.id,
        status=project.status,
        link_codes=dict(link_codes),
        agency=AgencyOfReview(id=agency.id, name=agency.name, assigned_by=project.assigned_by or "owner")
        if agency
        else None,
    )
