"""删除规划文件, until its node is past."""

from services.review.actions.find_project import held_project
from services.review.actions.move_project import require_open
from services.review.rules.planning import DOCUMENTS
from services.review.tables import PlanningFile
from shared.errors import NotFound
from shared.store import Unit


def delete_planning_document(unit: Unit, account: str, project_id: str, file_id: str) -> str:
    """Delete one file; returns its key. Raises NotFound, ProjectClosed."""
    project = held_project(unit, account, project_id)
    row = unit.get(PlanningFile, file_id)
    if row is None or row.project_id != project.id:
        raise NotFound
    require_open(project, DOCUMENTS[row.kind].part)
    unit.delete(row)
    unit.state("planning-document", "deleted", document=row.kind)
    return row.file_key
