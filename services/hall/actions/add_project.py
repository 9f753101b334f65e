"""新增项目: enter a project by hand that has no approval code (S8)."""

from typing import Any

from services.hall.actions.steps.number import next_number
from services.hall.rules.owner import Owner
from services.hall.tables import Project
from shared.identifiers import local_project_code
from shared.store import Unit


def add_project(unit: Unit, owner: Owner, columns: dict[str, Any], facts: dict[str, Any]) -> Project:
    """Add a project with a local code of the same shape; `columns` and `facts` are the starred fields."""
    number = next_number(unit, f"local-project-{unit.now():%y%m}")
    project = Project(
        credit_code=owner.credit_code,
        project_code=local_project_code(unit.now(), number),
        source="manual",
        facts=facts,
        created_at=unit.now(),
        **columns,
    )
    unit.add(project)
    return project
