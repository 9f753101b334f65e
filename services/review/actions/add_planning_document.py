"""上传规划文件 (S22)."""

from sqlmodel import func, select

from services.review.errors import TooManyFiles
from services.review.lookups.find import held_project
from services.review.lookups.standing import require_open
from services.review.rules.limits import FILES_PER_PROJECT
from services.review.rules.planning import documents_for
from services.review.tables import PlanningFile, Project
from shared.errors import FieldError, RequestInvalid
from shared.store import Transaction
from shared.uploads import Upload


def may_add(tx: Transaction, account: str, project_id: str, kind: str, *, hold: bool = False) -> Project:
    """The owner's project; raises NotFound, ProjectClosed once its node is past, RequestInvalid, TooManyFiles."""
    project = held_project(tx, account, project_id, hold=hold)
    kinds = {document.kind: document for document in documents_for(project.scenario)}
    if kind not in kinds:
        raise RequestInvalid(errors=[_wrong_kind({document.kind: document.name for document in kinds.values()})])
    require_open(project, kinds[kind].part)
    held = tx.exec(select(func.count()).where(PlanningFile.project_id == project.id)).one()
    if held >= FILES_PER_PROJECT:
        raise TooManyFiles(limit=FILES_PER_PROJECT)
    return project


def add_planning_document(tx: Transaction, account: str, project_id: str, kind: str, upload: Upload) -> PlanningFile:
    """Keep one file of one kind; raises as `may_add`."""
    project = may_add(tx, account, project_id, kind, hold=True)
    row = PlanningFile(
        project_id=project.id, kind=kind, name=upload.file.name, size=upload.file.size, sha256=upload.file.sha256,
        format=upload.type.key, file_key=upload.file.key, uploaded_at=tx.now(),
    )  # fmt: skip
    tx.add(row)
    tx.state("planning-document", "uploaded", document=kind)
    return row


def _wrong_kind(kinds: dict[str, str]) -> FieldError:
    return FieldError(
        "/kind",
        "planning-document-unknown",
        f"没有此类规划文件，可选：{'、'.join(f'{name}（{kind}）' for kind, name in kinds.items())}",
        f"no such kind of planning document: one of {', '.join(kinds)}",
    )
