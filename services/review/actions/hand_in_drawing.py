"""传图 (S20): drawings come from the linked units, one file of one discipline at a time."""

from sqlmodel import func, select

from services.review.errors import TooManyFiles
from services.review.lookups.find import linked_project
from services.review.rules.disciplines import DISCIPLINES
from services.review.rules.limits import FILES_PER_PROJECT
from services.review.tables import Drawing, ProjectUnit
from shared.errors import FieldError, RequestInvalid
from shared.store import Transaction
from shared.uploads import Upload


def may_hand_in(tx: Transaction, account: str, project_id: str, discipline: str, *, hold: bool = False) -> ProjectUnit:
    """The caller's link to the project; raises NotFound, ProjectClosed, RequestInvalid, TooManyFiles.

    Asked before the file is copied, and again when its row is written.
    """
    project, link = linked_project(tx, account, project_id, "drawings", hold=hold)
    known = DISCIPLINES.get(discipline)
    if known is None or known.role != link.role:
        raise RequestInvalid(errors=[_wrong_discipline(link.role)])
    held = tx.exec(select(func.count()).where(Drawing.project_id == project.id)).one()
    if held >= FILES_PER_PROJECT:
        raise TooManyFiles(limit=FILES_PER_PROJECT)
    return link


def hand_in_drawing(tx: Transaction, account: str, project_id: str, discipline: str, upload: Upload) -> Drawing:
    """Keep a drawing; raises as `may_hand_in`."""
    link = may_hand_in(tx, account, project_id, discipline, hold=True)
    drawing = Drawing(
        project_id=link.project_id, unit_code=account, role=link.role, discipline=discipline, name=upload.file.name,
        size=upload.file.size, sha256=upload.file.sha256, format=upload.type.key, file_key=upload.file.key,
        uploaded_at=tx.now(),
    )  # fmt: skip
    tx.add(drawing)
    tx.state("drawing", "uploaded", discipline=discipline, file=drawing.name)
    return drawing


def _wrong_discipline(role: str) -> FieldError:
    codes = [code for code, discipline in DISCIPLINES.items() if discipline.role == role]
    return FieldError(
        "/discipline",
        "discipline-not-yours",
        f"该专业不由本单位提供，可选：{'、'.join(DISCIPLINES[code].zh for code in codes)}（{', '.join(codes)}）",
        f"not a discipline of your kind of unit: one of {', '.join(codes)}",
    )
