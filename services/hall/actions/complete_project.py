"""信息补全: complete a project's information (S5)."""

from typing import Any

from services.hall.lookups.find import find_project
from services.hall.rules.owner import Owner
from services.hall.rules.project_information import columns_and_facts
from services.hall.tables import Project
from shared.store import Transaction


def complete_project(tx: Transaction, owner: Owner, project_id: str, given: dict[str, Any]) -> Project:
    """Change what is given of the project, and nothing else. Raises NotFound."""
    columns, facts = columns_and_facts(given)
    project = find_project(tx, owner, project_id, hold=True)
    for name, value in columns.items():
        setattr(project, name, value)
    project.facts = project.facts | facts
    return project
