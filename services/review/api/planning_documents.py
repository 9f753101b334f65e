"""规划文件 (S22): which there are, by when, and what was uploaded."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, UploadFile

from services.review.actions.add_planning_document import add_planning_document, may_add
from services.review.actions.delete_planning_document import delete_planning_document
from services.review.api.access import CallerDep
from services.review.lookups.find import visible_project
from services.review.lookups.planning_files import pushed_files, uploaded_files
from services.review.rules.limits import MEGABYTES
from services.review.rules.planning import NODES, documents_for
from services.review.rules.traits import traits_of
from services.review.tables import PlanningFile, Project
from shared.api import FilesDep, StoreDep, View
from shared.store import Unit
from shared.uploads import Upload, UploadRoute, keep_upload

router = APIRouter(
    prefix="/review/projects/{project_id}/planning-documents",
    tags=["planning documents 规划文件"],
    route_class=UploadRoute,
)

Node = Literal["submission", "technical-review", "certificate", "none"]
Kind = Annotated[str, Form(min_length=1, max_length=60, examples=["planning-points"])]


class PlanningFileView(View):
    """One file. `from_city`: pushed with the filing and kept in the hall, under `file_id` of its materials."""

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
    """Upload one PDF, OFD or DWG of one kind; documents of nodes ahead also after the submission."""
    await store.read(may_add, caller.code, project_id, kind)

    async def write(upload: Upload) -> dict[str, Any]:
        return await store.write(_add, caller.code, project_id, kind, upload)

    return await keep_upload(files, file, MEGABYTES, write)


@router.delete("/{file_id}", status_code=204)
async def delete(project_id: str, file_id: str, store: StoreDep, files: FilesDep, caller: CallerDep) -> None:
    """Delete one file, until its node is past."""
    await files.delete(await store.write(delete_planning_document, caller.code, project_id, file_id))


def _documents(unit: Unit, account: str, project_id: str) -> dict[str, Any]:
    project = visible_project(unit, account, project_id)
    pushed = [_pushed(project, kind, material) for kind, material in pushed_files(unit, project)]
    there = pushed + [_view(row) for row in uploaded_files(unit, project)]
    traits = traits_of(project.details)
    english = unit.context.language == "en"
    items = [
        {
            "kind": document.kind,
            "name": document.en if english else document.name,
            "node": document.node,
            "node_name": NODES[document.node]["en" if english else "zh"],
            "required": document.required(project.scenario, traits),
            "files": [file for file in there if file["kind"] == document.kind],
        }
        for document in documents_for(project.scenario)
    ]
    return {"items": items}


def _add(unit: Unit, account: str, project_id: str, kind: str, upload: Upload) -> dict[str, Any]:
    return _view(add_planning_document(unit, account, project_id, kind, upload))


def _view(row: PlanningFile) -> dict[str, Any]:
    return row.model_dump(include=set(PlanningFileView.model_fields)) | {"file_id": row.id, "from_city": False}


def _pushed(project: Project, kind: str, material: Mapping[str, Any]) -> dict[str, Any]:
    name = material["file_name"]
    return {
        "file_id": material["file_id"], "kind": kind, "name": name, "size": material.get("size"),
        "sha256": material["sha256"], "format": name.rpartition(".")[2].lower(), "uploaded_at": project.pushed_at,
        "from_city": True,
    }  # fmt: skip
