"""移除参与单位: a unit that joined by mistake leaves, with its drawings."""

from sqlmodel import select

from services.review.lookups.find import editable_project, link_of
from services.review.tables import Drawing
from shared.errors import NotFound
from shared.store import Transaction


def remove_unit(tx: Transaction, account: str, project_id: str, credit_code: str) -> list[str]:
    """Take the unit out of the project; returns the keys of its files, to be deleted. Raises NotFound."""
    project = editable_project(tx, account, project_id, "units")
    link = link_of(tx, credit_code, project.id)
    if link is None:
        raise NotFound
    drawn = select(Drawing).where(Drawing.project_id == project.id, Drawing.unit_code == credit_code)
    drawings = tx.exec(drawn).all()
    for drawing in drawings:
        tx.delete(drawing)
    tx.delete(link)
    tx.state("unit", "removed", role=link.role, unit=link.name)
    return [drawing.file_key for drawing in drawings]
