"""Drawings of a project: one, and all of them."""

from collections.abc import Sequence

from sqlmodel import col, select

from services.review.lookups.find import linked_project, visible_project
from services.review.tables import Drawing, Project
from shared.errors import NotFound
from shared.store import Transaction


def drawings_of(tx: Transaction, project: Project) -> Sequence[Drawing]:
    """Everything handed in, oldest first."""
    return tx.exec(select(Drawing).where(Drawing.project_id == project.id).order_by(col(Drawing.id))).all()


def seen_drawing(tx: Transaction, account: str, project_id: str, drawing_id: str) -> Drawing:
    """A drawing (图纸) of a project the caller may see; raises NotFound."""
    project = visible_project(tx, account, project_id)
    drawing = tx.get(Drawing, drawing_id)
    if drawing is None or drawing.project_id != project.id:
        raise NotFound
    return drawing


def own_drawing(tx: Transaction, account: str, project_id: str, drawing_id: str) -> Drawing:
    """A drawing of the caller's own, its project held for a change; raises NotFound, ProjectClosed."""
    project, _ = linked_project(tx, account, project_id, "drawings")
    drawing = tx.get(Drawing, drawing_id)
    if drawing is None or drawing.project_id != project.id or drawing.unit_code != account:
        raise NotFound
    return drawing
