"""规划文件 (S22): which there are, by when, and the files of each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from services.review.lookups.find import visible_project
from services.review.lookups.planning_files import pushed_files, uploaded_files
from services.review.rules.planning import NODES, PlanningDocument, documents_for
from services.review.rules.traits import traits_of
from services.review.tables import PlanningFile, Project
from shared.store import Transaction
from shared.views import View

Node = Literal["submission", "technical-review", "certificate", "none"]


class PlanningFileView(View):
    """One file. `from_city`: pushed with the filing, with the `file_id` it has among the hall's materials."""

    file_id: str
    kind: str
    name: str
    size: int | None
    sha256: str
    format: str
    uploaded_at: datetime
    from_city: bool


class PlanningDocumentView(View):
    """规划文件: must be there when its `node` comes, if `required`; what the city pushed counts."""

    kind: str
    name: str
    title_en: str
    node: Node
    node_name: str
    node_title_en: str
    required: bool
    files: list[PlanningFileView]


class PlanningDocumentList(View):
    """All kinds a project of this scenario can have."""

    items: list[PlanningDocumentView]
    next_cursor: None = None


def show_planning_documents(tx: Transaction, account: str, project_id: str) -> PlanningDocumentList:
    """Every kind with its time node and its files, the city's first; raises NotFound."""
    project = visible_project(tx, account, project_id)
    pushed = [_pushed(project, kind, material) for kind, material in pushed_files(tx, project)]
    files = pushed + [planning_file_view(row) for row in uploaded_files(tx, project)]
    english = tx.context.language == "en"
    items = [_document(project, document, files, english) for document in documents_for(project.scenario)]
    return PlanningDocumentList(items=items)


def planning_file_view(row: PlanningFile) -> PlanningFileView:
    """One that was uploaded here."""
    shown = row.model_dump(include=set(PlanningFileView.model_fields))
    return PlanningFileView(**shown, file_id=row.id, from_city=False)


def _document(
    project: Project, document: PlanningDocument, files: Sequence[PlanningFileView], english: bool
) -> PlanningDocumentView:
    return PlanningDocumentView.model_validate({
        "kind": document.kind,
        "name": document.en if english else document.name,
        "title_en": document.en,
        "node": document.node,
        "node_name": NODES[document.node].en if english else NODES[document.node].zh,
        "node_title_en": NODES[document.node].en,
        "required": document.required(project.scenario, traits_of(project.details)),
        "files": [file for file in files if file.kind == document.kind],
    })  # fmt: skip


def _pushed(project: Project, kind: str, material: Mapping[str, Any]) -> PlanningFileView:
    name = material["file_name"]
    return PlanningFileView(
        file_id=material["file_id"], kind=kind, name=name, size=material.get("size"), sha256=material["sha256"],
        format=name.rpartition(".")[2].lower(), uploaded_at=project.pushed_at, from_city=True,
    )  # fmt: skip
