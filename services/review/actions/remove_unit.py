"""移除参与单位: a unit that joined by mistake leaves, with its drawings."""

from sqlmodel import select

from services.review.lookups.find import editable_project, link_of
from services.review.tables import Drawing
from shared.errors import NotFound
from shared.store import Unit


def remove_unit(unit: Unit, account: str, project_id: str, credit_code: str) -> list[str]:
    """Take the unit out of the project; returns the keys of its files, to be deleted. Raises NotFound."""
    project = editable_project(unit, account, project_id, "units")
    link = link_of(unit, credit_code, project.id)
    if link is None:
        raise NotFound
    drawn = select(Drawing).where(Drawing.project_id == project.id, Drawing.unit_code == credit_code)
    drawings = unit.exec(drawn).all()
    for drawing in drawings:
        unit.delete(drawing)
    unit.delete(link)
    unit.state("unit", "removed", role=link.role, unit=link.name)
    return [drawing.file_key for drawing in drawings]
