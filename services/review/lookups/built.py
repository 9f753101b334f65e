"""What reviews that are built for a test are made of: their projects, and who takes part."""

from collections.abc import Sequence

from sqlmodel import col, select

from services.review.lookups.accounts import find_account
from services.review.lookups.needs import needs_of, register
from services.review.rules.disciplines import required_disciplines
from services.review.rules.eligibility import reasons_against
from services.review.rules.traits import traits_of
from services.review.tables import Account, Filing, Project, ProjectUnit
from shared.errors import NotFound
from shared.store import Transaction


def reviews_of(tx: Transaction, application_ids: Sequence[str]) -> Sequence[Project]:
    """The reviews of these filings, as far as they were pushed."""
    pushed = select(Project).join(Filing, col(Filing.id) == Project.id)
    return tx.exec(pushed.where(col(Filing.application_id).in_(application_ids)).order_by(col(Project.id))).all()


def units_of(tx: Transaction, project_id: str) -> Sequence[Account]:
    """The accounts of the units that are linked."""
    linked = select(Account).join(ProjectUnit, col(ProjectUnit.credit_code) == Account.credit_code)
    return tx.exec(linked.where(ProjectUnit.project_id == project_id)).all()


def units_by_role(tx: Transaction, project: Project) -> dict[str, Account]:
    """The main unit of each role that has to draw something; raises NotFound when one has no account."""
    roles = sorted({one.role for one in required_disciplines(project.scenario, traits_of(project.details))})
    return {role: _unit(tx, project, role) for role in roles}


def _unit(tx: Transaction, project: Project, role: str) -> Account:
    unit = find_account(tx, project.details.get(f"{role}_unit", {}).get("credit_code", ""))
    if unit is None:
        raise NotFound
    return unit


def suitable_agency(tx: Transaction, project: Project) -> str:
    """The first that may review it, or the first at all: choosing that one says why nobody may."""
    needs, agencies = needs_of(tx, project), register(tx)
    good = [one.id for one in agencies if not reasons_against(one, needs)]
    return [*good, *(one.id for one in agencies)][0]
