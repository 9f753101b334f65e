"""The planning documents of a project (S22): what the city pushed, and what was uploaded here."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlmodel import col, select

from services.review.errors import FileFromTheCity
from services.review.lookups.find import visible_project
from services.review.rules.planning import pushed_documents
from services.review.tables import Filing, PlanningFile, Project
from shared.errors import NotFound
from shared.files import StoredFile
from shared.store import Transaction


def uploaded_files(tx: Transaction, project: Project) -> list[PlanningFile]:
    """Uploaded at the platform, oldest first."""
    mine = select(PlanningFile).where(PlanningFile.project_id == project.id)
    return list(tx.exec(mine.order_by(col(PlanningFile.id))))


def pushed_files(tx: Transaction, project: Project) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Pushed with the filing: kind, and the material as the city told of it; its bytes are the city's uploads."""
    return pushed_documents(tx.get_one(Filing, project.id).content.get("materials", []))


def planning_file(tx: Transaction, project: Project, file_id: str) -> PlanningFile:
    """One that was uploaded here; raises NotFound, FileFromTheCity."""
    row = tx.get(PlanningFile, file_id)
    if row is not None and row.project_id == project.id:
        return row
    if any(material["file_id"] == file_id for _, material in pushed_files(tx, project)):
        raise FileFromTheCity
    raise NotFound


class SeenFile(NamedTuple):
    """A planning document (规划文件) to be read: its bytes lie among the uploads of `service`."""

    service: str
    file: StoredFile
    format: str


def seen_planning_file(tx: Transaction, account: str, project_id: str, file_id: str) -> SeenFile:
    """One of a project the caller may see, wherever it was uploaded; raises NotFound."""
    project = visible_project(tx, account, project_id)
    for _, material in pushed_files(tx, project):
        if material["file_id"] == file_id:
            name = material["file_name"]
            file = StoredFile(material["file_key"], name, material["size"], material["sha256"])
            return SeenFile("hall", file, name.rpartition(".")[2].lower())
    row = planning_file(tx, project, file_id)
    return SeenFile("review", StoredFile(row.file_key, row.name, row.size, row.sha256), row.format)


def kinds_present(tx: Transaction, project: Project) -> set[str]:
    """The kinds of which a file is there, wherever it came from."""
    return {row.kind for row in uploaded_files(tx, project)} | {kind for kind, _ in pushed_files(tx, project)}
