"""Read a drawing or a planning document back."""

from services.review.actions.find_project import visible_project
from services.review.actions.planning_files import planning_file
from services.review.tables import Drawing, PlanningFile
from shared.errors import NotFound
from shared.store import Unit


def read_drawing(unit: Unit, account: str, project_id: str, drawing_id: str) -> Drawing:
    """A drawing (图纸) of a project the caller may see; raises NotFound."""
    project = visible_project(unit, account, project_id)
    drawing = unit.get(Drawing, drawing_id)
    if drawing is None or drawing.project_id != project.id:
        raise NotFound
    return drawing


def read_planning_file(unit: Unit, account: str, project_id: str, file_id: str) -> PlanningFile:
    """A planning document (规划文件) of a project the caller may see; raises NotFound, FileFromTheCity."""
    return planning_file(unit, visible_project(unit, account, project_id), file_id)
