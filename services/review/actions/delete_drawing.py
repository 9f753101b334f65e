"""删除图纸, before the project is submitted."""

from services.review.lookups.drawings import own_drawing
from shared.store import Unit


def delete_drawing(unit: Unit, account: str, project_id: str, drawing_id: str) -> str:
    """Delete a drawing of one's own; returns its file's key. Raises NotFound, ProjectClosed."""
    drawing = own_drawing(unit, account, project_id, drawing_id)
    unit.delete(drawing)
    unit.state("drawing", "deleted", discipline=drawing.discipline, file=drawing.name)
    return drawing.file_key
