"""新增项目: enter a project by hand that has no approval code (S8)."""

from typing import Any

from services.hall.actions.steps.number import next_number
from services.hall.actions.steps.project_code import local_project_code
from services.hall.rules.owner import Owner
from services.hall.rules.project_information import columns_and_facts
from services.hall.tables import Project
from shared.store import Transaction


def add_project(tx: Transaction, owner: Owner, given: dict[str, Any]) -> Project:
    """Add a project with a local code of the same shape; `given` are the starred fields."""
    columns, facts = columns_and_facts(given)
    number = next_number(tx, f"local-project-{tx.now():%y%m}")
    project = Project(
        credit_code=owner.credit_code,
        project_code=local_project_code(tx.now(), number),
        source="manual",
        facts=facts,
        created_at=tx.now(),
        **columns,
    )
    tx.add(project)
    return project
