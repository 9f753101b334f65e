"""图纸签章: the unit's electronic seal on its drawing (V05)."""

from services.review.errors import FileNotSealable
from services.review.lookups.drawings import own_drawing
from services.review.tables import Drawing
from shared.store import Transaction
from shared.uploads import FILE_TYPES


def seal_drawing(tx: Transaction, account: str, project_id: str, drawing_id: str) -> Drawing:
    """Seal a drawing of one's own; sealing it again changes nothing.

    Raises NotFound, ProjectClosed, FileNotSealable.
    """
    drawing = own_drawing(tx, account, project_id, drawing_id)
    if not FILE_TYPES[drawing.format].sealable:
        raise FileNotSealable
    if drawing.sealed_at is None:
        drawing.sealed_at = tx.now()
        tx.state("drawing", "sealed", discipline=drawing.discipline, file=drawing.name)
    return drawing
