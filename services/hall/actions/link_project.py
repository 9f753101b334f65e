"""项目关联: link a project by the code and name under which it was approved (S4, S6)."""

from sqlmodel import select

from services.hall.actions.steps.project_code import read_project_code
from services.hall.errors import (
    AccountNotVerified,
    ProjectAlreadyLinked,
    ProjectNameMismatch,
    ProjectNotFound,
    ProjectNotYours,
    ProjectVoided,
)
from services.hall.rules.owner import Owner
from services.hall.tables import InvestmentProject, Project
from shared.errors import FieldError
from shared.store import Transaction

_MISMATCH = FieldError("/project_name", "project-name-mismatch", "与立项名称不一致", "is not the approved name")


def link_project(tx: Transaction, owner: Owner, project_code: str, project_name: str) -> Project:
    """Put the project into the owner's list. Every refusal is one of its own.

    Whether the account is verified shows last, when code and name are right (S6).
    """
    approved = _look_up(tx, owner, project_code)
    if approved.project_name != project_name:
        raise ProjectNameMismatch(errors=[_MISMATCH])
    if approved.voided:
        raise ProjectVoided
    if tx.exec(select(Project.id).where(Project.project_code == approved.project_code)).first() is not None:
        raise ProjectAlreadyLinked
    if not owner.real_name_verified:
        raise AccountNotVerified
    project = _copied(tx, approved)
    tx.add(project)
    return project


def _look_up(tx: Transaction, owner: Owner, project_code: str) -> InvestmentProject:
    code = read_project_code(project_code)
    approved = tx.exec(select(InvestmentProject).where(InvestmentProject.project_code == code)).first()
    if approved is None:
        raise ProjectNotFound(project_code=code)
    if approved.credit_code != owner.credit_code:
        raise ProjectNotYours
    return approved


def _copied(tx: Transaction, approved: InvestmentProject) -> Project:
    return Project(
        credit_code=approved.credit_code,
        project_code=approved.project_code,
        project_name=approved.project_name,
        source="linked",
        project_type=approved.project_type,
        government_procurement=approved.government_procurement,
        facts=approved.facts,
        created_at=tx.now(),
    )
