"""What the investment platform approved, and what an owner has in its list."""

from collections.abc import Sequence

from sqlmodel import col, select

from services.hall.rules.owner import Owner
from services.hall.tables import InvestmentProject, Project
from shared.store import Transaction


def approved_for(tx: Transaction, owner: Owner) -> Sequence[InvestmentProject]:
    """Projects that the owner may link, or has linked."""
    mine = (InvestmentProject.credit_code == owner.credit_code, col(InvestmentProject.voided).is_(False))
    return tx.exec(select(InvestmentProject).where(*mine).order_by(col(InvestmentProject.id))).all()


def approved_name(tx: Transaction, project_code: str) -> str:
    """The name a project was approved under, empty where there is none of this code."""
    found = select(InvestmentProject.project_name).where(InvestmentProject.project_code == project_code)
    return tx.exec(found).first() or ""


def own_project(tx: Transaction, owner: Owner, project_code: str) -> Project | None:
    """The project of this code in the owner's list."""
    mine = (Project.project_code == project_code, Project.credit_code == owner.credit_code)
    return tx.exec(select(Project).where(*mine)).first()
