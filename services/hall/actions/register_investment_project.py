"""Register an approved project at the simulated investment platform (for the control plane)."""

from typing import Any

from sqlmodel import select

from services.hall.actions.steps.number import next_number
from services.hall.actions.steps.project_code import read_project_code
from services.hall.errors import ProjectCodeTaken
from services.hall.tables import InvestmentProject
from shared.store import Transaction

_PER_SEGMENT = 1_000_000


def register_investment_project(
    tx: Transaction, project_code: str | None = None, project_name: str | None = None, **given: Any
) -> InvestmentProject:
    """Add a project that its credit code may link; code and name are made up when not given.

    Raises ProjectCodeMalformed, ProjectCodeTaken.
    """
    code = read_project_code(project_code) if project_code else _unused_code(tx, str(given["facts"]["region_code"]))
    if project_code and _exists(tx, code):
        raise ProjectCodeTaken(project_code=code)
    approved = InvestmentProject(project_code=code, project_name=project_name or f"示例项目{code[-9:]}", **given)
    tx.add(approved)
    return approved


def _unused_code(tx: Transaction, region: str) -> str:
    while True:
        number = next_number(tx, "investment-project")
        # A million numbers a segment; the sub-type segment takes the carry.
        code = f"{tx.now():%y%m}-{region}-04-{1 + number // _PER_SEGMENT:02d}-{number % _PER_SEGMENT:06d}"
        if not _exists(tx, code):
            return code


def _exists(tx: Transaction, code: str) -> bool:
    found = tx.exec(select(InvestmentProject.id).where(InvestmentProject.project_code == code)).first()
    return found is not None
