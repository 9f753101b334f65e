"""规划文件 (S22): which there are, by when, and what was uploaded."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, UploadFile
from sqlmodel import col, select

from services.review.actions.add_planning_document import add_planning_document, may_add
from services.review.actions.delete_planning_document import delete_planning_document
from services.review.actions.find_project import visible_project
from services.review.api.access import CallerDep
from services.review.api.uploads import keep_upload
from services.review.rules.planning import NODES, documents_for
from services.review.rules.traits import traits_of
from services.review.tables import PlanningFile
from shared.api import FilesDep, StoreDep, View
from shared.files import StoredFile
from shared.store import Unit

router = APIRouter(prefix="/review/projects/{project_id}/planning-documents", tags=["planning documents 规划文件"])

Node = Literal["submission", "technical-review", "certificate", "none"]
Kind = Annotated[str, Form(min_length=1, max_length=60, examples=["planning-points"])]


class PlanningFileView(View):
    """One uploaded file."""

    file_id: str
    kind: str
    name: str
    size: int
    sha256: str
    format: str
    uploaded_at: datetime


class PlanningDocumentView(View):
    """规划文件: must be there when its `node` comes, if `required`."""

    kind: str
    name: str
    node: Node
    node_name: str
    required: bool
    files: list[PlanningFileView]


class PlanningDocumentList(View):
    """All kinds a project of this scenario can have."""

    items: list[PlanningDocumentView]
    next_cursor: None = None


@router.get("", response_model=PlanningDocumentList)
async def list_planning_documents(project_id: str, store: StoreDep, caller: CallerDep) -> dict[str, Any]:
    """Every kind with its time node and its files."""
    return await store.read(_documents, caller.code, project_id)


@router.post("", status_code=201, response_model=PlanningFileView)
async def upload_planning_document(
    project_id: str, file: UploadFile, kind: Kind, store: StoreDep, files: FilesDep, caller: CallerDep
) -> dict[str, Any]:
    """Upload one PDF, OFD or DWG of one kind."""
    await store.write(may_add, caller.code, project_id, kind)
    stored, file_type = await keep_upload(files, file)
    try:
        return await store.write(_add, caller.code, project_id, kind, stored, file_type)
    except Exception:
        await files.delete(stored.key)
        raise


@router.delete("/{file_id}", status_code=204)
async def delete(project_id: str, file_id: str, store: StoreDep, files: FilesDep, caller: CallerDep) -> None:
    """Delete one file, until the project is submitted."""
    await files.delete(await store.write(delete_planning_document, caller.code, project_id, file_id))


def _documents(unit: Unit, account: str, project_id: str) -> dict[str, Any]:
    project = visible_project(unit, account, project_id)
    rows = unit.exec(select(PlanningFile).where(PlanningFile.project_id == project.id).order_by(col(PlanningFile.id)))
    uploaded = [_view(row) for row in rows]
    traits = traits_of(project.details)
    english = unit.context.language == "en"
    items = [
        {
            "kind": document.kind,
            "name": document.en if english else document.name,
            "node": document.node,
            "node_name": NODES[document.node]["en" if english else "zh"],
            "required": document.required(traits),
            "files": [file for file in uploaded if file["kind"] == document.kind],
        }
        for document in documents_for(project.scenario)
    ]
    return {"items": items}


def _add(unit: Unit, account: str, project_id: str, kind: str, stored: StoredFile, file_type: str) -> dict[str, Any]:
    return _view(add_planning_document(unit, account, project_id, kind, stored, file_type))


def _view(row: PlanningFile) -> dict[str, Any]:
    return row.model_dump(include=set(PlanningFileView.model_fields)) | {"file_id": row.id}
