"""删除规划文件, before the project is submitted."""

from services.review.actions.find_project import editable_project
from services.review.tables import PlanningFile
from shared.errors import NotFound
from shared.store import Unit


def delete_planning_document(unit: Unit, account: str, project_id: str, file_id: str) -> str:
    """Delete one file; returns its key. Raises NotFound, ProjectIsSubmitted."""
    project = editable_project(unit, account, project_id)
    row = unit.get(PlanningFile, file_id)
    if row is None or row.project_id != project.id:
        raise NotFound
    unit.delete(row)
    unit.state("planning-document", "deleted", document=row.kind)
    return row.file_key
