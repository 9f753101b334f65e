"""删除规划文件, until its node is past."""

from services.review.lookups.find import held_project
from services.review.lookups.planning_files import planning_file
from services.review.lookups.standing import require_open
from services.review.rules.planning import DOCUMENTS
from shared.store import Transaction


def delete_planning_document(tx: Transaction, account: str, project_id: str, file_id: str) -> str:
    """Delete one file; returns its key. Raises NotFound, FileFromTheCity, ProjectClosed."""
    project = held_project(tx, account, project_id)
    row = planning_file(tx, project, file_id)
    require_open(project, DOCUMENTS[row.kind].part)
    tx.delete(row)
    tx.state("planning-document", "deleted", document=row.kind)
    return row.file_key
