"""信息补全: complete a project's information (S5)."""

from typing import Any

from services.hall.lookups.find import find_project
from services.hall.rules.owner import Owner
from services.hall.tables import Project
from shared.store import Unit


def complete_project(
    unit: Unit, owner: Owner, project_id: str, columns: dict[str, Any], facts: dict[str, Any]
) -> Project:
    """Change what is given of the project's own columns and of its further facts, and nothing else."""
    project = find_project(unit, owner, project_id, hold=True)
    for name, value in columns.items():
        setattr(project, name, value)
    project.facts = project.facts | facts
    return project
