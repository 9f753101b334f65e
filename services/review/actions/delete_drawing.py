"""删除图纸, before the project is submitted."""

from services.review.lookups.drawings import own_drawing
from shared.store import Transaction


def delete_drawing(tx: Transaction, account: str, project_id: str, drawing_id: str) -> str:
    """Delete a drawing of one's own; returns its file's key. Raises NotFound, ProjectClosed."""
    drawing = own_drawing(tx, account, project_id, drawing_id)
    tx.delete(drawing)
    tx.state("drawing", "deleted", discipline=drawing.discipline, file=drawing.name)
    return drawing.file_key
